#!/usr/bin/env bash
# The ratios of `ganscope bench toy` and `ganscope bench generator` on clean Debian 12 and 13, each over plain
# LibTorch of the same system, as the table of docs/speed.md. Needs what scripts/test_on.sh needs (root), builds
# ganscope in each system, and wants a machine with nothing else to do.
#   benchmarks/both_systems.sh [SECONDS [DIR]]      3 seconds a measurement; DIR as test_on.sh's --dir
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-3}
dir=${2:-/var/tmp/ganscope-test-on}
program=build/release/bin/ganscope
model=assets/models/mnist-dcgan64.safetensors
for suite in bookworm trixie; do
  "$here/scripts/test_on.sh" "$suite" --as user --only run --dir "$dir" --then "
    $program bench toy --seconds $seconds --json &&
    $program bench generator $model --seconds $seconds --threads 1 --json &&
    $program bench generator $model --seconds $seconds --threads 2 --json" >&2
done
python3 - "$dir"/logs/{bookworm,trixie}-then-as-user.log <<'PYTHON'
import json, sys

def figures(path):
    toy, one, two = (json.loads(line) for line in open(path) if line.startswith("{"))
    yield "toy training, 1 thread", toy["ratio_1_thread"]
    yield "toy training, best of 1 and 2 threads", toy["ratio"]
    for threads, run in (("1 thread", one), ("2 threads", two)):
        for batch in (1, 16, 64):
            images = "one image" if batch == 1 else f"{batch} images"
            yield f"mnist-dcgan64, {images}, {threads}", run[f"ratio_batch_{batch}"]

print("| over plain LibTorch | Debian 12 | Debian 13 |\n| --- | --- | --- |")
for (what, old), (_, new) in zip(*(list(figures(path)) for path in sys.argv[1:])):
    print(f"| {what} | {old:.2f} | {new:.2f} |")
PYTHON
