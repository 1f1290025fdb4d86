#!/usr/bin/env bash
# The table of docs/classes.md: classes in latent space over five seeds, with 1,000 and 10,000 samples each.
#   benchmarks/classes.sh MODEL ORACLE [SEEDS]
# Needs python3. Prints means and, in brackets, the least and greatest over the seeds.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
model=${1:?usage: classes.sh MODEL ORACLE [SEEDS]}
oracle=${2:?usage: classes.sh MODEL ORACLE [SEEDS]}
seeds=${3:-5}
ganscope=${GANSCOPE:-$here/build/release/bin/ganscope}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for count in 1000 10000; do
  for seed in $(seq "$seeds"); do
    "$ganscope" classes "$model" --oracle "$oracle" --count "$count" --seed "$seed" --out "$work/$count-$seed" --json \
      2>/dev/null >>"$work/$count.jsonl"
  done
done
python3 - "$work" <<'PY'
import json, sys
def told(values):
    return f"{sum(values) / len(values):.3g} ({min(values):.3g}–{max(values):.3g})"
rows = [("mean distance", lambda j: j["mean_distance"]), ("of shuffled labels", lambda j: j["mean_distance_shuffled"]),
        ("epsilon, least", lambda j: min(j["epsilon"])), ("epsilon, greatest", lambda j: max(j["epsilon"])),
        ("classes kept at the mean", lambda j: 10 * j["kept_at_mean"]),
        ("ends kept at ± epsilon, of 20", lambda j: 20 * j["kept_at_epsilon"]),
        ("kept of all p", lambda j: j["kept"])]
for kind in ("single", "average", "complete", "ward"):
    rows.append((f"cophenetic, {kind}", lambda j, k=kind: j["cophenetic"][k]))
    rows.append((f"{kind}, shuffled", lambda j, k=kind: j["cophenetic_shuffled"][k]))
rows.append(("stress of the map, SMACOF", lambda j: j["map"]["smacof_stress"]))
sets = [[json.loads(line) for line in open(f"{sys.argv[1]}/{n}.jsonl")] for n in (1000, 10000)]
print("| | 1,000 samples | 10,000 samples |\n| --- | --- | --- |")
for name, of in rows:
    print(f"| {name} | " + " | ".join(told([of(j) for j in s]) for s in sets) + " |")
PY
