#!/usr/bin/env bash
# Trains presets with joint and with separate discriminator batches over several seeds and leaves a
# picture and the metrics of each run; docs/normalisation.md reports what came out.
#   benchmarks/joint_or_separate.sh OUT_DIR [ITERATIONS] [SEEDS] [PRESETS]
# A run whose metrics are already there is skipped, so a cut session can go on.
set -euo pipefail
out=${1:?usage: joint_or_separate.sh OUT_DIR [ITERATIONS] [SEEDS] [PRESETS]}
iterations=${2:-10000}
seeds=${3:-1 2 3}
presets=${4:-fig2a fig1d}
program=${GANSCOPE:-$(dirname "$0")/../build/release/bin/ganscope}
mkdir -p "$out"
for seed in $seeds; do
  for preset in $presets; do
    for batches in joint separate; do
      name=$preset-$batches-$seed
      [ -e "$out/$name.jsonl" ] && continue
      "$program" toy --headless --preset "$preset" --batches "$batches" --seed "$seed" --threads 1 \
        --iterations "$iterations" --snapshot-at "$iterations" --size 720x720 --out "$out/$name" \
        --metrics "$out/$name.jsonl" --metrics-every 1000
    done
  done
done
