# Sourced by test_on.sh: clean Debian systems in folders. Everything here runs in the mount namespace that
# test_on.sh made, so no mount is ever seen outside, and none outlives the script.
# Reads `suite`, `cache` (folder for what is kept between runs), `mirror` (or empty).

say() { printf 'test_on: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

apt_mirror() { # LABEL: where apt on this machine gets this part of Debian from
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Label: $1" 2>/dev/null | head -n 1
}

find_mirrors() { # sets `mirror` and `security`
  security=$(apt_mirror Debian-Security)
  [ -n "$mirror" ] || mirror=$(apt_mirror Debian)
  [ -n "$mirror" ] || die "apt on this machine knows no mirror of Debian; run apt-get update once, or say --mirror URL"
  case "$mirror" in
    http://* | https://*) ;;
    *) die "the mirror that apt is set up with is $mirror; expected http or https, which --mirror URL can say" ;;
  esac
  [ -n "$security" ] || say "apt on this machine knows no mirror of security updates; going without"
}

make_base() { # bootstraps the suite into $cache/base.tar, once
  [ -f "$cache/base.tar" ] && return
  command -v debootstrap >/dev/null || die "debootstrap is missing; install it: apt-get install debootstrap"
  [ -e "/usr/share/debootstrap/scripts/$suite" ] ||
    die "this debootstrap does not know $suite; install a newer one"
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg
  compgen -G "/usr/share/keyrings/debian-archive-$suite-automatic.*" >/dev/null ||
    die "$keys does not know the keys of $suite; install a newer debian-archive-keyring"
  say "bootstrapping $suite from $mirror (once; kept in $cache)"
  local tree=$cache/base
  remove_tree "$tree"
  mkdir -p "$cache/bootstrap"
  debootstrap --variant=minbase --include=ca-certificates,sudo --cache-dir="$cache/bootstrap" \
    --keyring="$keys" "$suite" "$tree" "$mirror" >"$logs/$suite-bootstrap.log" 2>&1 ||
    die "debootstrap failed; see $logs/$suite-bootstrap.log"
  tar -C "$tree" --one-file-system --numeric-owner -cf "$cache/base.tar.part" .
  mv "$cache/base.tar.part" "$cache/base.tar"
  remove_tree "$tree"
}

remove_tree() { # PATH: nothing is removed through a mount
  [ -e "$1" ] || return 0
  if grep -qF " $(realpath "$1")/" /proc/self/mountinfo; then die "something is still mounted below $1"; fi
  rm -rf --one-file-system "$1"
}

new_system() { # ROOT: the base as a fresh system in that folder, with the accounts root and user
  local root=$1
  remove_tree "$root"
  mkdir -p "$root"
  tar -C "$root" --numeric-owner -xpf "$cache/base.tar"
  {
    echo "deb $mirror $suite main"
    echo "deb $mirror $suite-updates main"
    [ -z "$security" ] || echo "deb $security $suite-security main"
  } >"$root/etc/apt/sources.list"
  # Proxies that apt needs here it needs there; and what it downloaded once is kept.
  {
    apt-config dump | grep -iE '^Acquire::(http|https)::' || true
    echo 'APT::Keep-Downloaded-Packages "true";'
  } >"$root/etc/apt/apt.conf.d/99test_on"
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/test_on" # a system of an hour needs no fsync
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no services in a folder
  chmod +x "$root/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
  chroot "$root" useradd --create-home --shell /bin/bash user
  echo 'user ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/user"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount --rbind /sys "$root/sys"
  local part
  for part in cache/apt/archives lib/apt/lists; do
    mkdir -p "$cache/$part" "$root/var/$part"
    mount --bind "$cache/$part" "$root/var/$part"
  done
}

end_system() { # ROOT: ends what still runs in it, unmounts; removes it unless it is to be kept
  local root=$1 process mount
  [ -e "$root" ] || return 0
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/root" 2>/dev/null)" = "$root" ] && kill -KILL "${process#/proc/}" 2>/dev/null
  done
  for mount in var/lib/apt/lists var/cache/apt/archives sys dev proc; do
    if mountpoint -q "$root/$mount"; then umount -R "$root/$mount" 2>/dev/null || umount -R -l "$root/$mount"; fi
  done
  [ "$keep" = yes ] || remove_tree "$root"
}

enter() { # ROOT ACCOUNT COMMAND: in a login shell of that account, with no display
  chroot "$1" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    ${CMAKE_BUILD_PARALLEL_LEVEL:+CMAKE_BUILD_PARALLEL_LEVEL=$CMAKE_BUILD_PARALLEL_LEVEL} \
    runuser -u "$2" -- /bin/bash -c "export HOME=\$(getent passwd $2 | cut -d: -f6) USER=$2 LOGNAME=$2; cd; $3" </dev/null
}
