#!/usr/bin/env bash
# An installed program as a person has it: laid out by CMake, moved elsewhere, run without its source tree; its pages,
# completions and entries for desktops; and the Debian package. What the machine has no tool for is said and left out.
#   tests/scripts/install.sh BINARY      the one in a build folder's bin/
set -uo pipefail
built=$(realpath "${1:?usage: install.sh BINARY}")
build=$(realpath "$(dirname "$built")/..")
here=$(realpath "$(dirname "$0")/../..")
source "$here/tests/support/expect.sh"
source "$here/tests/support/completions.sh"
unset DISPLAY WAYLAND_DISPLAY GANSCOPE_MODELS
export LIBGL_ALWAYS_SOFTWARE=1 OMP_WAIT_POLICY=passive
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A person with nothing of their own yet.
export HOME=$work/home XDG_DATA_DIRS=/nowhere
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
mkdir -p "$HOME" "$work/here"
cd "$work/here" || exit 1
touch out err
said=
skips=()
have() { # have TOOL WHAT-IS-LEFT-OUT
  command -v "$1" >/dev/null || { skips+=("$2 (no $1)"); return 1; }
}
files_of() { (cd "$1" && find . | sort); }

[ -f "$build/cmake_install.cmake" ] || { echo "install.sh: $build is no build folder of CMake" >&2; exit 1; }
[ -f "$build/pages/made" ] || { echo "install.sh: no pages; build the target ganscope_pages" >&2; exit 1; }

# Laid out, and moved to where no configure step has heard of.
said="cmake --install"
cmake --install "$build" --prefix "$work/first" >out 2>err || fail "cmake --install failed"
mv "$work/first" "$work/moved away"
place="$work/moved away"
files_of "$place" >"$work/before"
binary=$place/bin/ganscope
for path in "$here" "$build"; do
  grep -qaF "$path" "$binary" && fail "the program holds the path $path of its build"
done
grep -rlF "$here" "$place" >out && fail "installed files name the source tree"
if command -v readelf >/dev/null && readelf -d "$binary" | grep -qE 'RPATH|RUNPATH'; then fail "the program has a run path"; fi

# It finds everything there, also through a link.
for name in mnist-dense mnist-dcgan64 fashion-dcgan64 food-dcgan64; do
  [ -f "$place/share/ganscope/models/$name.safetensors" ] || fail "no model $name"
done
expect 0 info mnist-dense && prints "$place/share/ganscope/models/mnist-dense.safetensors"
limit=120 expect 0 tour mnist-dense --seconds 0.2 --size 64x64 --out tour.webm
[ -s tour.webm ] || fail "no tour"
limit=120 expect 0 --headless --data file:heart.csv --iterations 2 --size 320x180 --snapshot-at 2 --out pictures
[ -s pictures/*.png ] || fail "no picture"
expect 0 --headless --config wgan-gp.toml --iterations 1
mkdir links && ln -s "$binary" links/ganscope
(binary=$PWD/links/ganscope && expect 0 info mnist-dense && prints "$place/share/ganscope") || exit 1
expect 2 info mnist-dens && tells "did you mean 'mnist-dense'"

# The script that gets data comes along.
expect 1 data kmnist --get --data-dir "$PWD/sets" && tells "$PWD/sets/kmnist/train-images-idx3-ubyte is missing" \
  "error: kmnist isn't there whole"

# So do the pages that messages name.
expect 1 sample "$here/tests/data/models/types_zip.pt" --count 1 --out x.npy && tells "($place/share/doc/ganscope/docs/model-card.md)"
[ -s "$place/share/doc/ganscope/docs/model-card.md" ] || fail "the page on cards is not installed"

# The same where the source tree is gone altogether.
hidden='mount -t tmpfs none "$0" && cd "$2" && exec "$1" sample mnist-dense --count 1 --out hidden.png'
if unshare -rm true 2>/dev/null; then
  unshare -rm bash -c "$hidden" "$here" "$binary" "$PWD" >out 2>err || fail "it needs its source tree"
  [ -s hidden.png ] || fail "no picture without the source tree"
else
  skips+=("without the source tree (no namespaces)")
fi

# A program alone finds what lies in the folders of the XDG specification: a person's, then the system's.
mkdir -p alone "$HOME/.local/share/ganscope/models" system/ganscope/models
cp "$binary" alone/
cp "$place/share/ganscope/models/mnist-dense.safetensors" "$HOME/.local/share/ganscope/models/mine.safetensors"
cp "$place/share/ganscope/models/mnist-dense.safetensors" system/ganscope/models/shared.safetensors
export XDG_DATA_DIRS=relative:$PWD/system
for at in "$PWD/alone/ganscope" "$binary"; do
  (binary=$at && expect 0 info mine && prints "$HOME/.local/share/ganscope/models/mine.safetensors" &&
    expect 0 info shared && prints "$PWD/system/ganscope/models/shared.safetensors") || exit 1
done
(binary=$PWD/alone/ganscope && expect 2 info mnist-dense && tells "Valid: mine, shared") || exit 1
export XDG_DATA_DIRS=/nowhere
rm -r "$HOME/.local/share/ganscope"

# Nothing was written beside the program.
files_of "$place" | diff "$work/before" - >out || fail "running it changed the installed files"

# Every command has a page with every option of its help, as roff without complaints.
pages=0
expect 0 --help
commands=$(sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' out)
[ "$(wc -w <<<"$commands")" -ge 10 ] || fail "commands are not recognised in the help"
for page in ganscope $(sed 's/^/ganscope-/' <<<"$commands"); do
  file=$place/share/man/man1/$page.1
  [ -f "$file" ] || fail "no man page $page"
done
for file in "$place"/share/man/man1/*.1; do
  page=$(basename "$file" .1)
  read -r -a words <<<"${page//-/ }"
  expect 0 "${words[@]:1}" --help
  while read -r option; do
    grep -qF -- "\\fB${option//-/\\-}\\fR" "$file" || fail "$page.1 lacks $option"
  done < <(grep -oE '^ +(-[a-z],)?--[a-z0-9-]+' out | grep -oE -- '--[a-z0-9-]+')
  # Its examples use options that there are.
  [ "$page" = ganscope ] && expect 0 toy --help
  while read -r option; do
    grep -qE -- "[ ,]$option([ ,]|$)" out || fail "an example of $page.1 uses $option"
  done < <(sed -n '/^\.SH EXAMPLES/,/^\.SH EXIT/s/^\\fBganscope/ganscope/p' "$file" | sed 's/\\-/-/g' | grep -oE -- '--[a-z0-9-]+')
  pages=$((pages + 1))
done
# They offer the models that come along, and none that whoever built them has of their own.
offered=$(sed -n '0,/^One of: /s/^One of: \(.*\)\.$/\1/p' "$place/share/man/man1/ganscope-tour.1" | tr -d '\\ ' | tr , '\n' | sort | xargs)
installed=$(cd "$place/share/ganscope/models" && printf '%s\n' *.safetensors | sed 's/\.safetensors$//' | sort | xargs)
[ "$offered" = "$installed" ] || fail "the page of tour offers the models $offered; expected $installed"
if have mandoc "mandoc's view of the pages"; then
  mandoc -Tlint -Wwarning "$place"/share/man/man1/*.1 >out 2>err || fail "mandoc complains"
fi
if have man "man's view of the pages"; then
  for file in "$place"/share/man/man1/*.1; do
    LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$file" 2>err >/dev/null
    [ -s err ] && fail "man complains of $file"
  done
fi

# Entries for desktops.
have desktop-file-validate "desktop files" &&
  { desktop-file-validate "$place"/share/applications/*.desktop >out 2>err || fail "a desktop file is wrong"; }
have appstreamcli "AppStream metadata" &&
  { appstreamcli validate --no-net "$place"/share/metainfo/*.xml >out 2>err || fail "the AppStream metadata is wrong"; }
for size in 16 24 32 48 64 128 256 512; do
  icon=$place/share/icons/hicolor/${size}x$size/apps/ganscope.png
  [ "$(od -An -tu1 -j16 -N8 "$icon" | tr -s ' ')" = " 0 0 $((size / 256)) $((size % 256)) 0 0 $((size / 256)) $((size % 256))" ] ||
    fail "$icon is not $size pixels wide and high"
done
[ -s "$place/share/icons/hicolor/scalable/apps/ganscope.svg" ] || fail "no scalable icon"

check_completions "$place/share" "$binary"

# The package, laid out from the same rules; packed less tightly, since xz takes longer than all the rest.
package=none
if have dpkg-shlibdeps "the Debian package" && have cpack "the Debian package"; then
  (cd "$build" && umask 022 && cpack -G DEB -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip -B "$work/package") >out 2>err || fail "cpack failed"
  deb=$(echo "$work"/package/*.deb)
  package="$(basename "$deb") of $(du -k "$deb" | cut -f 1) KB"
  dpkg-deb -x "$deb" "$work/unpacked"
  said="dpkg-deb -f $deb"
  dpkg-deb -f "$deb" >out
  grep -qE '^Depends:.*[ ,]libgl1(,|$)' out || fail "the package does not depend on libgl1, which ImGui loads by name"
  prints "Package: ganscope" "Section: science" "fonts-inter" "libopenblas0" "libtorch" "libc6" "libglfw3" "Maintainer: "
  (cd "$work/unpacked" && find . -type f | sed 's/^\.//') >out
  prints /usr/bin/ganscope /usr/share/ganscope/models/mnist-dcgan64.safetensors /usr/share/doc/ganscope/copyright \
    /usr/share/doc/ganscope/changelog.Debian.gz /usr/share/man/man1/ganscope-toy.1.gz \
    /usr/share/bash-completion/completions/ganscope /usr/share/zsh/vendor-completions/_ganscope \
    /usr/share/fish/vendor_completions.d/ganscope.fish /usr/share/applications/ganscope.desktop
  if find "$work/unpacked/usr" -perm /022 -print -quit | grep -q .; then fail "files that others can write"; fi
  (binary=$work/unpacked/usr/bin/ganscope && expect 0 info mnist-dense &&
    prints "$work/unpacked/usr/share/ganscope/models") || exit 1
  if have lintian "lintian's view of the package"; then
    lintian --fail-on error --allow-root "$deb" >out 2>err || fail "lintian finds errors"
  fi
fi

skipped=
[ ${#skips[@]} -eq 0 ] || skipped="; left out: $(IFS=,; echo "${skips[*]}")"
echo "install.sh: $pages pages, $completed completions, $package, all as expected$skipped"
