#!/usr/bin/env bash
# Tries ganscope on a clean Debian: makes a system in a folder, puts a fresh checkout of HEAD in, and runs the two
# commands of the README in it, as somebody without rights (who has sudo) and as root. Ends with a summary.
#   scripts/test_on.sh trixie|bookworm [OPTIONS]
#     --as user|root|both       whose commands (default both). Root's turn is a system of its own, into which the
#                               finished build folder of user moves; the summary says so
#     --only run|test|package   scripts/run.sh alone, scripts/test.sh alone, or the package alone
#     --package FILE.deb        installs it into one more clean system, draws a video and opens a window with it,
#                               and looks for what it leaves behind; `--package build` makes one from the checkout
#                               with cpack first
#     --then COMMAND            run in the checkout as the last thing, e.g. a benchmark; its output is shown
#     --working-tree            the checkout as it lies here, instead of HEAD
#     --beside DIR              a folder that is copied beside the checkout under its own name: the tests look for more
#                               models in ../shared/models, and skip what needs them where there are none
#     --dir DIR                 where systems, logs and downloads go (default /var/tmp/ganscope-test-on)
#     --keep                    leaves the systems in DIR, to look around in with chroot
#     --fresh                   bootstraps and downloads anew instead of taking what earlier runs kept
#     --mirror URL              of Debian (default: where apt on this machine gets it from)
# Needs root (for chroot and mounts), debootstrap, and about 6 GB; the network only for what isn't kept yet.
set -euo pipefail
script=$(realpath "$0")
here=$(dirname "$(dirname "$script")")

source "$here/scripts/test_on/system.sh"

usage() { say "$*; see the head of scripts/test_on.sh"; exit 2; }

suite='' accounts=both only='' package='' then='' tree=HEAD keep=no fresh=no mirror='' beside='' dir=/var/tmp/ganscope-test-on
arguments=("$@")
while [ $# -gt 0 ]; do
  case "$1" in
    --as | --only | --package | --then | --dir | --mirror | --beside) [ $# -gt 1 ] || usage "$1 wants a value" ;;&
    --as) accounts=$2; shift ;;
    --only) only=$2; shift ;;
    --package) package=$2; shift ;;
    --then) then=$2; shift ;;
    --dir) dir=$2; shift ;;
    --mirror) mirror=$2; shift ;;
    --beside) beside=$2; shift ;;
    --working-tree) tree=working-tree ;;
    --keep) keep=yes ;;
    --fresh) fresh=yes ;;
    -h | --help) sed -n '2,/^# Needs/s/^# \{0,1\}//p' "$script"; exit 0 ;;
    -*) usage "no option is called $1" ;;
    *) [ -z "$suite" ] || usage "one system at a time, not $suite and $1"; suite=$1 ;;
  esac
  shift
done
case "$suite" in trixie | bookworm) ;; *) usage "which system: trixie or bookworm, not '$suite'" ;; esac
case "$accounts" in both) accounts="user root" ;; user | root) ;; *) usage "--as is user, root or both, not '$accounts'" ;; esac
case "$only" in '' | run | test) ;; package) [ -n "$package" ] || usage "--only package wants --package FILE.deb" ;; *) usage "--only is run, test or package, not '$only'" ;; esac
case "$package" in '' | build) ;; *) [ -f "$package" ] || usage "there is no package $package"; package=$(realpath "$package") ;; esac
if [ -n "$beside" ]; then
  [ -d "$beside" ] || usage "there is no folder $beside"
  beside=$(realpath "$beside")
  [ "$(basename "$beside")" != ganscope ] || usage "--beside $beside has the name of the checkout"
fi
[ "$only:$package" != package:build ] || usage "--package build builds first; leave out --only package"
[ "$(id -u)" -eq 0 ] || die "chroot and mounts need root; run it with sudo"

mkdir -p "$dir/logs" "$dir/$suite"
dir=$(realpath "$dir")
logs=$dir/logs
cache=$dir/$suite
place=/srv/ganscope # of the checkout in the system

# Outside: starts itself once more in namespaces of its own and cleans up after them. Whatever happens, mounts and
# processes end with the namespaces, so there is nothing left that a removal could reach through.
if [ "${GANSCOPE_TEST_ON:-}" != inside ]; then
  exec 9>"$cache/lock"
  flock -n 9 || die "another run is using $cache"
  child=
  finish() {
    [ -z "$child" ] || { kill -KILL "$child" 2>/dev/null; wait "$child" 2>/dev/null; } || true
    [ "$keep" = yes ] && return
    local system try
    for system in "$dir/$suite"-{user,root,package}; do
      for try in 1 2 3 4 5; do rm -rf --one-file-system "$system" 2>/dev/null && break; sleep 1; done
    done
    rm -rf --one-file-system "$cache/build"
  }
  trap finish EXIT
  trap 'exit 130' INT TERM HUP
  if [ "$fresh" = yes ]; then rm -rf --one-file-system "$cache"/{base,base.tar,bootstrap,cache,lib}; fi
  GANSCOPE_TEST_ON=inside unshare --mount --propagation private --pid --fork --kill-child --ipc \
    bash "$script" "${arguments[@]}" 9>&- &
  child=$!
  status=0
  wait "$child" || status=$?
  child=
  exit "$status"
fi
mount -t proc proc /proc # of these processes alone

rows=()
failures=0
row() { # WHAT STATUS SECONDS DETAIL
  local verdict=passed
  if [ "$2" -ne 0 ]; then verdict=FAILED; failures=$((failures + 1)); fi
  rows+=("$(printf '%-34s %s  %3d min %02d s  %s' "$1" "$verdict" $(($3 / 60)) $(($3 % 60)) "$4")")
  say "${rows[-1]}"
}
step() { # WHAT ROOT ACCOUNT COMMAND [DETAIL-COMMAND]: one row; the last line of output is its detail
  local log start=$SECONDS status=0 detail
  log=$logs/$suite-$(tr -cs 'a-z.\n' - <<<"$1").log
  enter "$2" "$3" "$4" >"$log" 2>&1 || status=$?
  local took=$((SECONDS - start))
  if [ $status -eq 0 ] && [ -n "${5:-}" ]; then
    { detail=$(enter "$2" "$3" "$5" 2>>"$log"); } || { status=1; detail="left nothing to look at"; }
  else
    detail=$(tail -n 1 "$log" | cut -c1-120)
  fi
  [ $status -eq 0 ] || detail="$detail (log: $log)"
  row "$1" $status $took "$detail"
  return $status
}

commit=$(git -c safe.directory='*' -C "$here" rev-parse --short HEAD)
changes=$(git -c safe.directory='*' -C "$here" status --porcelain)
put_checkout() { # ROOT ACCOUNT
  mkdir -p "$1$place"
  if [ "$tree" = HEAD ]; then
    git -c safe.directory='*' -C "$here" archive HEAD | tar -C "$1$place" -x
  else
    (cd "$here" && git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
      tar --null --ignore-failed-read -T - -c 2>/dev/null) | tar -C "$1$place" -x
  fi
  [ -z "$beside" ] || cp -a "$beside" "$1$(dirname $place)/"
  if [ -d "$cache/build" ]; then mv "$cache/build" "$1$place/build"; fi
  chroot "$1" chown -R "$2:$2" "$(dirname $place)"
}

# What scripts/run.sh leaves without a display, looked at: "NAME.mp4, width,height,frames".
look='set -- *.mp4 && [ -s "$1" ] && set -- "$1" *-pictures/*.png && [ -s "$2" ] &&
  echo "$1 $(ffprobe -v error -select_streams v -show_entries stream=width,height,nb_frames -of csv=p=0 "$1"), $2"'

try_account() { # ACCOUNT
  local account=$1 root=$dir/$suite-$1 kept=
  [ ! -d "$cache/build" ] || kept=" (build of user)"
  new_system "$root"
  put_checkout "$root" "$account"
  if [ "$only" != test ]; then
    step "scripts/run.sh as $account$kept" "$root" "$account" "cd $place && scripts/run.sh" "cd $place && $look" || true
  fi
  if [ "$only" != run ]; then
    step "scripts/test.sh as $account$kept" "$root" "$account" "cd $place && scripts/test.sh" || true
  fi
  # scripts/run.sh builds the program alone; a package has its pages and completions too.
  if [ "$package" = build ] && step "cpack as $account" "$root" "$account" \
    "cd $place && scripts/build.sh release ganscope ganscope_pages && cd build/release && rm -f *.deb && cpack -G DEB >&2 && ls *.deb"; then
    rm -f "$cache"/*.deb
    cp "$root$place"/build/release/*.deb "$cache/"
    package=$(ls "$cache"/*.deb)
  fi
  if [ -n "$then" ]; then
    step "then as $account" "$root" "$account" "cd $place && $then" || true
    cat "$logs/$suite-then-as-$account.log"
  fi
  if [ "$account" = user ] && [ -d "$root$place/build" ]; then
    rm -rf --one-file-system "$cache/build"
    if [ "$keep" = yes ]; then cp -a "$root$place/build" "$cache/build"; else mv "$root$place/build" "$cache/build"; fi
  fi
  end_system "$root"
}

try_package() {
  local root=$dir/$suite-package part
  new_system "$root"
  mkdir -p "$root/var/local/package"
  cp "$package" "$root/var/local/package/"
  cp "$here/scripts/test_on/package.sh" "$root/var/local/package/package.sh"
  local file
  file=/var/local/package/$(basename "$package")
  for part in depends install video models purge window; do
    step "package: $part" "$root" root "bash /var/local/package/package.sh $part $file" || [ $part != install ] || break
  done
  cp "$root/home/user/window.png" "$logs/$suite-window.png" 2>/dev/null || true
  end_system "$root"
}

rm -rf --one-file-system "$cache/build" # of a run that was cut off
find_mirrors
make_base
[ "$tree" != HEAD ] || [ -z "$changes" ] || say "what isn't committed is not tried (--working-tree would)"
[ "$only" = package ] || for account in $accounts; do try_account "$account"; done
case "$package" in
  '') ;;
  build) row "package" 1 0 "there is none, as cpack did not make one" ;;
  *) try_package ;;
esac

echo
echo "$suite (Debian $(tar -xOf "$cache/base.tar" ./etc/debian_version)), $commit$([ "$tree" = HEAD ] || echo ' with what is not committed')"
printf '%s\n' "${rows[@]}"
echo "$((${#rows[@]} - failures)) passed, $failures failed"
[ "$failures" -eq 0 ]
