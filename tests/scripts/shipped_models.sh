#!/usr/bin/env bash
# The generators that come with the program, by name: opened, shown, sampled, from the build's folder and from
# an installed program's.
#   tests/scripts/shipped_models.sh BINARY
set -uo pipefail
binary=$(realpath "${1:?usage: shipped_models.sh BINARY}")
here=$(realpath "$(dirname "$0")/../..")
source "$here/tests/support/expect.sh"
unset DISPLAY WAYLAND_DISPLAY GANSCOPE_MODELS
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
touch out err

for file in "$here"/assets/models/*.safetensors; do
  name=$(basename "$file" .safetensors)
  expect 0 info "$name" && prints "$name" "ganscope train --data"
  expect 0 sample "$name" --count 4 --seed 3 --out "$name.npy"
  expect 0 sample "$file" --count 4 --seed 3 --out again.npy
  cmp "$name.npy" again.npy >&2 || fail "$name by name and by path differ"
  expect 0 grid "$name" --rows 2 --cols 2 --out "$name.png"
done

expect 2 info mnist-dcgan46 && tells "unknown model 'mnist-dcgan46'" "did you mean 'mnist-dcgan64'"
expect 1 info ./mnist-dcgan64 && tells "./mnist-dcgan64"

# Where nothing is named, and there is no display either.
limit=120 expect 0 image --seconds 0.1 --size 64x64
tells "recording a tour instead" "mnist-dcgan64-tour.mp4"

# An installed program finds those beside it.
mkdir -p place/bin place/share/ganscope/models
cp "$binary" place/bin/ganscope
cp "$here/assets/models/mnist-dcgan64.safetensors" place/share/ganscope/models/other.safetensors
(binary=$work/place/bin/ganscope && expect 0 info other && prints "$work/place/share/ganscope/models/other.safetensors") || exit 1
echo "shipped_models.sh: $(ls "$here"/assets/models | wc -l) models, all as expected"
