#!/usr/bin/env bash
# Installs what ganscope needs on Debian 12 and 13. Safe to run again: with nothing missing it changes
# nothing and asks for no password.
set -euo pipefail

packages=(
  build-essential cmake ninja-build pkg-config git
  libtorch-dev libopenblas0-openmp libdnnl-dev libzip-dev
  libglfw3-dev libglm-dev libimgui-dev libstb-dev libfreetype-dev libfontconfig-dev python3-glad
  libgl-dev libegl-dev libegl1 libgl1-mesa-dri
  libavformat-dev libavcodec-dev libavfilter-dev libswscale-dev libavutil-dev libpng-dev
  zlib1g-dev libturbojpeg0-dev libexif-dev
  libwebp-dev libgif-dev libtiff-dev libavif-dev
  libcli11-dev nlohmann-json3-dev doctest-dev
  fonts-inter
  # cpack tells programs from other files with it
  file
  # for the tests: a display without a screen, a hand on it, and a second opinion on videos
  xvfb xauth xdotool ffmpeg
)

# Only made for this kind of processor; elsewhere ganscope has plain loops instead.
if [ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ]; then packages+=(libxsmm-dev); fi

missing=()
for package in "${packages[@]}"; do
  # db:Status-Abbrev is "ii " for what is installed and whole.
  if [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null)" != "ii " ]; then
    missing+=("$package")
  fi
done

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "setup: this is no Debian; install these yourself: ${missing[*]}" >&2
    exit 1
  fi
  root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: not root and no sudo; install: ${missing[*]}" >&2; exit 1; }
    root=(sudo)
  fi
  echo "setup: installing ${missing[*]}" >&2
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >&2
fi

# Debian lets several libraries stand for libblas.so.3; the reference BLAS is many times slower.
blas=$(readlink -f /etc/alternatives/libblas.so.3-"$(dpkg-architecture -qDEB_HOST_MULTIARCH)" 2>/dev/null || true)
case "$blas" in
  */openblas*|*mkl*|*/blis*|"") ;;
  *) echo "setup: libblas.so.3 is $blas; for speed: update-alternatives --config libblas.so.3-$(dpkg-architecture -qDEB_HOST_MULTIARCH)" >&2 ;;
esac
