#!/usr/bin/env bash
# Makes a trained generator one that comes with the program: f16, with the oracle's judgement on its card.
#   scripts/ship_model.sh RUN LICENCE [ORACLE]     RUN is a folder that `ganscope train` left
# Needs jq. Leaves assets/models/NAME.safetensors, NAME being the folder's.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
run=${1:?usage: ship_model.sh RUN LICENCE [ORACLE]}
licence=${2:?usage: ship_model.sh RUN LICENCE [ORACLE]}
oracle=${3:-}
ganscope=${GANSCOPE:-$here/build/release/bin/ganscope}
name=$(basename "$(realpath "$run")")
model=$run/generator.safetensors
notes=
if [ -n "$oracle" ]; then
  accuracy=$("$ganscope" oracle evaluate "$oracle" --json | jq -r '.accuracy * 10000 | round / 100')
  notes=$("$ganscope" oracle judge "$model" --oracle "$oracle" --count 2000 --seed 1 --json |
    jq -r --arg accuracy "$accuracy" '"an oracle (\($accuracy) % of test images right) on 2,000 samples of seed 1: mean confidence \(.mean_confidence * 1000 | round / 1000), class shares " +
      ([.class_shares | to_entries[] | "\(.key) \(.value * 1000 | round / 10) %"] | join(", "))')
fi
mkdir -p "$here/assets/models"
"$ganscope" convert "$model" "$here/assets/models/$name.safetensors" --half --name "$name" --licence "$licence" --notes "$notes"
ls -l "$here/assets/models/$name.safetensors"
