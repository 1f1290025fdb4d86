#!/usr/bin/env bash
# Generators are measured as a person does it, without a display: their classes in latent space with tables and
# figures, quality against diversity, adaptation, class priors in samples and tours, and what is refused. The data is
# made here: stripes and squares, and an oracle that learns them.
#   tests/scripts/analysis.sh PROGRAM
set -uo pipefail
binary=$(realpath "${1:?usage: analysis.sh PROGRAM}")
source "$(dirname "$(realpath "$0")")/../support/expect.sh"
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

limit=300

# The oracle that comes along and a generator that it knows: the issue's figures are there, the same again for the seed.
expect 0 classes mnist-dense --oracle mnist --samples 1000 --out first --json
holds 'j["samples"] == 1000 and sum(j["counts"]) == 1000 and len(j["counts"]) == 10 and min(j["counts"]) > 30'
holds '1.2 < j["mean_distance_shuffled"] < 1.8 < j["mean_distance"] < 3.2'
holds 'set(j["cophenetic"]) == {"single", "average", "complete", "ward"} == set(j["cophenetic_shuffled"])'
holds 'all(0.3 < c <= 1 for c in j["cophenetic"].values()) and j["cophenetic_shuffled"]["average"] > 0.8'
holds 'len(j["epsilon"]) == 10 and all(0.1 < e < 0.4 for e in j["epsilon"])'
holds '0.7 <= j["kept_at_mean"] <= 1 and 0.7 <= j["kept_at_epsilon"] <= 1 and j["kept"] >= 0.7'
holds 'j["map"]["smacof_stress"] < j["map"]["classical_stress"] < 1'
for file in classes.json classes.csv priors.json distances.png trees.png map.png epsilon.png means.png; do
  [ -s first/$file ] || fail "first/$file is missing"
done
[ "$(wc -l <first/classes.csv)" -eq 11 ] || fail "classes.csv has $(wc -l <first/classes.csv) lines"
expect 0 classes mnist-dense --oracle mnist --samples 1000 --out again
prints "of shuffled labels" "cophenetic" "The paper"
cmp -s first/priors.json again/priors.json || fail "the same command measured other classes"
# Ten times the samples: what chance shows falls with their root, and so does what is measured.
expect 0 classes mnist-dense --oracle mnist --samples 10000 --out many --json
holds '0.35 < j["mean_distance_shuffled"] < 0.6 and j["mean_distance"] > 3 * j["mean_distance_shuffled"]'

# What was measured can be flown to.
expect 0 tour mnist-dense --class-priors first/priors.json --anchors class:7,class:3+0.5s --seconds 0.2 --fps 20 --out to.mp4
expect 0 sample mnist-dense --class-priors first/priors.json --count 12 --out two.png --json --latents two.json
grep -q 'class_0_1' two.json && grep -q 'class_9_10' two.json || fail "samples do not go round the classes: $(head -c 300 two.json)"
expect 0 sample mnist-dense --class-priors first/priors.json --anchors class:7~1..8 --out seven/ && [ "$(ls seven/*.png | wc -l)" -eq 8 ]
expect 0 grid mnist-dense --class-priors first/priors.json --rows 2 --cols 3 --out grid.png
expect 2 sample mnist-dense --anchors class:7 --out x.png && tells "expected --class-priors FILE.json"
expect 2 sample mnist-dense --class-priors first/priors.json --anchors class:x --out x.png && tells "unknown class 'x'"
expect 1 sample food-dcgan64 --class-priors two.json --out x.png && tells "two.json holds no class priors"
expect 1 sample mnist-dense --class-priors none.json --out x.png && tells "none.json"

# Bad input is said before any work.
expect 2 classes mnist-dense --out x && tells "classes needs an oracle" "mnist"
expect 2 classes mnist-dense --oracle minst --out x && tells "did you mean 'mnist'"
expect 1 classes food-dcgan64 --oracle mnist --out x && tells "makes images of 3 channels" "expected a generator of grey images"
expect 1 classes mnist-dense --oracle mnist --samples 12 --out x && tells "of 12 samples the oracle gave too few to the class"
expect 1 classes fashion-dcgan64 --oracle mnist --samples 60 --out x && tells "expected at least 2 of every class"
[ ! -e x ] || fail "a refusal left a folder"
touch file
expect 1 classes mnist-dense --oracle mnist --out file/x
expect 2 judge --oracle mnist && tells "models"
expect 2 judge mnist-dense && tells "judge needs an oracle"
expect 2 judge mnist-dense mnist-dcgan64 --oracle mnist --card c.json && tells "expected one, or cards beside the files"
expect 2 adapt mnist-dense --oracle mnist --out priors.txt && tells ".json"

# Real images of ten stripes, an oracle of them, and what it says of the generator that learned digits.
mkdir -p data/mnist
python3 - data/mnist <<'PY'
import random, struct, sys
random.seed(7)
for split, count in (("train", 400), ("t10k", 150)):
    images, labels = bytearray(), bytearray()
    for i in range(count):
        label = i % 10
        labels.append(label)
        level = random.randint(150, 255)
        for row in range(28):
            for column in range(28):
                on = 2 * label <= row < 2 * label + 6 and 6 <= column < 22
                images.append(level if on else random.randint(0, 40))
    open(f"{sys.argv[1]}/{split}-images-idx3-ubyte", "wb").write(struct.pack(">4I", 0x803, count, 28, 28) + images)
    open(f"{sys.argv[1]}/{split}-labels-idx1-ubyte", "wb").write(struct.pack(">2I", 0x801, count) + labels)
PY
judge='judge mnist-dense --oracle mnist --data-dir data --samples 300 --seed 3'
expect 0 $judge --out judged --json
holds 'j["frechet"] > 20 * j["frechet_real"] >= 0 and j["precision"] < 0.3 and j["precision_real"] > 0.7'
holds 'all(0 <= j[k] <= 1 for k in ("precision", "recall", "coverage", "mean_confidence")) and j["density"] >= 0'
holds 'abs(sum(j["class_shares"].values()) - 1) < 1e-9 and j["samples"] == 300 and j["nearest_cosine"]["mean"] < 0.9'
holds 'j["nearest_cosine_real"]["mean"] > 0.95'
for file in judge.json judge.csv judge.md mnist-dense.png; do [ -s judged/$file ] || fail "judged/$file is missing"; done
cp out first-judged
expect 0 $judge --json
cmp -s out first-judged || fail "the same command judged otherwise"
expect 0 judge mnist-dense mnist-dcgan64 --oracle mnist --data-dir data --samples 100
prints "mnist-dense" "mnist-dcgan64" "real images, 28x28" "real images, 64x64" "not in Inception's"
expect 0 adapt mnist-dense --oracle mnist --data-dir data --samples 1000 --keep 0.5 --out adapted.json --json
holds 'all(c["kept"] >= 0.5 * c["found"] - 1 and 0 <= c["normal_share"] <= 1 for c in j["classes"])'
expect 0 judge mnist-dense --oracle mnist --data-dir data --samples 200 --class-priors adapted.json --json
holds 'max(j["class_shares"].values()) < 0.2'

# Labelled images that nobody made: IDX files that other commands open, and pictures.
expect 0 augment mnist-dense --oracle mnist --samples 1000 --per-class 6 --p 0.5..1 --out more --json
holds 'j["images"] == 60 and j["agreed"] > 0.8 and j["p"] == [0.5, 1] and j["signs"] == "each"'
[ "$(ls more/pictures | wc -l)" -eq 10 ] && [ "$(ls more/pictures/3 | wc -l)" -eq 6 ] || fail "more/pictures holds $(ls more/pictures)"
mkdir -p again-data && cp -r data/mnist again-data/mnist && cp more/train-* again-data/mnist/
expect 0 data mnist --data-dir again-data --json && holds 'j["images"] == 60 and j["classes"]["7"] == 6'
expect 1 augment mnist-dense --oracle mnist --per-class 6 --out more && tells "more is not empty"
expect 2 augment mnist-dense --oracle mnist --p 1..0.5 --out y && tells "FROM..TO"

# Principal components of the stripes: ten places and a brightness are few numbers.
expect 0 pca --data mnist --data-dir data --components 3,12 --out pca --json
holds 'j["dimensions"] == 784 and [l["components"] for l in j["levels"]] == [3, 12]'
holds '0.2 < j["levels"][0]["explained"] < j["levels"][1]["explained"] < 1 and j["levels"][1]["error"] < j["levels"][0]["error"]'
holds 'j["levels"][1]["explained"] > 0.9'
for file in pca.json spectrum.csv spectrum.png components.png reconstructions.png; do [ -s pca/$file ] || fail "pca/$file is missing"; done
[ "$(wc -l <pca/spectrum.csv)" -eq 13 ] || fail "spectrum.csv has $(wc -l <pca/spectrum.csv) lines"
expect 2 pca --data mnist --data-dir data --components 500 && tells "expected at most 399"
expect 2 pca --data mnist --components 0 && tells "components"
expect 2 pca && tells "data"
expect 1 judge mnist-dense --oracle fashion-mnist --data mnist --data-dir data && tells "data mnist has others"
expect 1 judge mnist-dense --oracle mnist --data-dir nowhere && tells "nowhere"
echo "analysis.sh: all as expected"
