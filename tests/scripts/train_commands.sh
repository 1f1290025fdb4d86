#!/usr/bin/env bash
# The commands around image training, as a person types them: data, train, neighbours, oracle, convert, and
# the script that gets MNIST.
#   tests/scripts/train_commands.sh BINARY
set -uo pipefail
binary=$(realpath "${1:?usage: train_commands.sh BINARY}")
here=$(dirname "$(realpath "$0")")
source "$here/../support/expect.sh"
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data

json() { python3 -c 'import json, sys; d = json.loads(open("out").read()); assert eval(sys.argv[1]), d' "$1" || fail "not so: $1"; }
pixels() { ffprobe -v error -select_streams v:0 -show_entries stream=width,height -of csv=p=0:s=x "$1"; }

photographs() {
  mkdir -p photos/warm photos/cold
  ffmpeg -v error -f lavfi -i testsrc2=size=90x70:rate=8 -frames:v 12 photos/warm/%02d.jpg
  ffmpeg -v error -f lavfi -i mandelbrot=size=60x100:rate=8 -frames:v 12 photos/cold/%02d.png
  head -c 300 photos/warm/01.jpg >photos/warm/cut.jpg
  expect 0 data folder:photos --image-size 32 --json --out sheet.png
  json 'd["images"] == 24 and d["height"] == 32 and d["channels"] == 3'
  json 'd["classes"] == {"cold": 12, "warm": 12} and len(d["unreadable"]) == 1'
  json 'd["unreadable"][0]["path"].endswith("cut.jpg") and "JPEG" in d["unreadable"][0]["reason"]'
  [ -s sheet.png ] || fail "no contact sheet"
  # The second time no photograph is decoded.
  expect 0 data folder:photos --image-size 32
  ! grep -q "photographs" err || fail "photographs are decoded again"
  expect 1 data folder:nowhere && tells "nowhere"
  # Everything in a folder is read or accounted for.
  mkdir -p mixed/.cache
  for ending in webp gif bmp tiff; do ffmpeg -v error -i photos/warm/02.jpg -vf scale=40:30 -frames:v 1 mixed/a.$ending; done
  ffmpeg -v error -f lavfi -i color=red@0.0:size=20x20,format=rgba -frames:v 1 mixed/clear.png
  cp photos/cold/01.png mixed/no_ending
  echo words >mixed/notes.txt
  echo broken >mixed/broken.webp
  expect 0 data folder:mixed --image-size 16 --json
  json 'd["images"] == 6 and [u["path"] for u in d["unreadable"]] == ["mixed/broken.webp"]'
  json 'sorted((e["path"], e["reason"]) for e in d["left_out"]) == [("mixed/.cache", "a hidden folder"), ("mixed/notes.txt", "no picture that is read by its name (.txt)")]'
  expect 0 data folder:mixed --image-size 16
  prints "unreadable 1: 1 x it is no picture" "left out   2: 1 x a hidden folder, 1 x no picture that is read by its name (.txt)"
  tells "1 of 7 pictures cannot be read" "2 other entries are left out" "ganscope data folder:mixed --json names each"
  mkdir clear && cp mixed/clear.png clear/
  expect 0 data folder:clear --image-size 16 --json && json 'd["mean"] == [0, 0, 0]'
  expect 0 data folder:clear --image-size 16 --json --background white && json 'd["mean"] == [1, 1, 1]'
  expect 0 data folder:clear --image-size 16 --json --background '#0000ff' && json 'd["mean"] == [0, 0, 1]'
  expect 2 data folder:clear --background blue && tells "background is 'blue'; expected black, white or #rrggbb"
  expect 2 data mnits && tells "did you mean 'mnist'"
}

yelp() {
  mkdir -p reviews/photos
  cp photos/cold/01.png reviews/photos/a.jpg
  cp photos/cold/02.png reviews/photos/b.jpg
  printf '%s\n' '{"photo_id": "a", "business_id": "x", "caption": "", "label": "food"}' \
    '{"photo_id": "b", "business_id": "x", "caption": "", "label": "inside"}' >reviews/photos.json
  expect 0 data yelp:reviews --image-size 16 --json && json 'd["images"] == 1'
  expect 0 data yelp:reviews --image-size 16 --label all --json && json 'd["images"] == 2'
  expect 1 data yelp:reviews --label fodo && tells "did you mean 'food'"
}

trained_model() {
  expect 0 train --data folder:photos --arch mlp --image-size 16 --generator-widths 8-16 --discriminator-widths 8 \
    --latent-size 6 --batch 8 --iterations 12 --sheet-every 4 --out run --licence CC0-1.0 --fps 4 --json
  json 'd["iterations"] == 12 and not d["interrupted"]'
  [ "$(ls run/sheets | wc -l)" -eq 4 ] || fail "$(ls run/sheets | wc -l) sheets; expected those of 0, 4, 8 and 12"
  # Four sheets, the last of which stays a second.
  [ "$(ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 run/timelapse.mp4)" -eq 7 ] ||
    fail "the timelapse has other frames"
  expect 0 info run/generator.safetensors --json
  json 'd["card"]["name"] == "photos-mlp" and d["card"]["licence"] == "CC0-1.0" and "--seed 1" in d["card"]["notes"]'
  # One thread is one thread, and the same run makes the same bytes, however the folders are written.
  local name folder=photos
  for name in one two; do
    expect 0 train --data folder:$folder --arch mlp --image-size 16 --generator-widths 8 --discriminator-widths 8 \
      --latent-size 6 --batch 8 --iterations 2 --threads 1 --out $name
    folder=./photos/
  done
  cmp one/generator.safetensors two/generator.safetensors >&2 || fail "equal runs in two folders wrote two generators"
  expect 0 info one/generator.safetensors --json && json 'd["card"]["notes"].endswith("; on 1 thread")'
  # Nothing trained is a model too.
  limit=30
  expect 0 train --data folder:photos --arch mlp --image-size 16 --iterations 0 --out zero --json
  limit=60
  json 'd["iterations"] == 0' && [ "$(ls zero/sheets)" = iteration-00000000.png ] || fail "the sheet of the start is not there"
  tells "wrote zero/timelapse.mp4" "wrote zero/generator.safetensors"
  expect 0 sample zero/generator.safetensors --count 1 --out zero/ && tells "(1 image)"
  expect 0 convert run/generator.safetensors half.safetensors --half --name small --notes "for a test"
  expect 0 info half.safetensors --json
  json 'd["card"]["name"] == "small" and d["card"]["notes"].endswith("; for a test")'
  expect 0 neighbours run/generator.safetensors --data folder:photos --count 3 --out near.png --json
  json 'len(d["samples"]) == 3 and all(len(s) == 7 for s in d["samples"])'
  expect 0 neighbours run/generator.safetensors --data folder:photos --count 1 --threads 1 --out near1.png
  prints "the nearest of 1 generated image to"
  [ "$(pixels near.png)" != "$(pixels sheet.png)" ] || fail "the sheet of neighbours is no sheet of 3 x 8"
  expect 1 neighbours run/generator.safetensors --data mnist && tells "ganscope data mnist --get"
  # What a training leaves out it says in one line, and the background is in the run.
  expect 0 train --data folder:mixed --background white --arch mlp --image-size 8 --generator-widths 8 \
    --discriminator-widths 8 --batch 4 --iterations 1 --out mixed_run
  tells "2 other entries are left out"
  expect 0 info mixed_run/generator.safetensors --json && json '"--background white" in d["card"]["notes"]'
}

# Small sets in MNIST's format: a bright bar a class.
idx_files() {
  mkdir -p "data/ganscope/data/mnist"
  python3 - data/ganscope/data/mnist <<'PYTHON'
import random, struct, sys
random.seed(1)
for split, count in (("train", 640), ("t10k", 200)):
    images, labels = bytearray(), bytearray()
    for i in range(count):
        label = i % 10
        labels.append(label)
        image = [random.randrange(40) for _ in range(784)]
        for step in range(4 + 4 * (label % 5)):  # lying or standing, of five lengths
            for thick in range(2):
                across, along = 13 + thick, 4 + step
                image[across * 28 + along if label < 5 else along * 28 + across] = 255
        images += bytes(image)
    open(f"{sys.argv[1]}/{split}-images-idx3-ubyte", "wb").write(struct.pack(">4I", 0x803, count, 28, 28) + images)
    open(f"{sys.argv[1]}/{split}-labels-idx1-ubyte", "wb").write(struct.pack(">2I", 0x801, count) + labels)
PYTHON
}

# The names and folders that people have; EMNIST by its splits.
idx_names() {
  mkdir -p torch/MNIST/raw torch/EMNIST/raw
  local file
  for file in data/ganscope/data/mnist/*; do cp "$file" torch/MNIST/raw/; done
  expect 0 data mnist --data-dir torch --json && json 'd["images"] == 640'
  mkdir -p dots/mnist
  for file in torch/MNIST/raw/*; do name=$(basename "$file"); cp "$file" "dots/mnist/${name/-idx/.idx}"; done
  expect 0 data mnist --data-dir dots --test --json && json 'd["images"] == 200'
  for half in train t10k; do
    for what in images-idx3 labels-idx1; do
      cp "torch/MNIST/raw/$half-$what-ubyte" "torch/EMNIST/raw/emnist-digits-${half/t10k/test}-$what-ubyte"
    done
  done
  expect 0 data emnist-digits --data-dir torch && prints "classes    10"
  expect 1 data emnist-letters --data-dir torch && tells "emnist-letters-train-images-idx3-ubyte" "torch/EMNIST/raw"
  expect 1 data kmnist --data-dir torch && tells "torch/KMNIST/raw" "ganscope data kmnist --get --data-dir torch"
  expect 2 data emnist && tells "emnist-letters"
}

oracle() {
  local name
  idx_files
  idx_names
  expect 0 data mnist --json && json 'd["images"] == 640 and d["classes"]["3"] == 64'
  expect 0 oracle train --data mnist --epochs 8 --out judge.safetensors --json
  json 'd["test_images"] == 200 and d["accuracy"] > 0.9'
  json 'sum(map(sum, d["confusion"])) == 200'
  expect 0 oracle evaluate judge.safetensors --threads 1 --json && json 'd["accuracy"] > 0.9'
  for name in one two; do expect 0 oracle train --data mnist --epochs 1 --threads 1 --out oracle-$name.safetensors; done
  cmp oracle-one.safetensors oracle-two.safetensors >&2 || fail "equal runs wrote two oracles"
  expect 0 train --data mnist --arch mlp --generator-widths 8 --discriminator-widths 8 --batch 16 --iterations 3 --out digits
  expect 0 oracle judge digits/generator.safetensors --oracle judge.safetensors --count 40 --json
  cp out judged
  # The number of threads may change no more than roundings.
  expect 0 oracle judge digits/generator.safetensors --oracle judge.safetensors --count 40 --threads 1 --json
  python3 -c 'import json; a, b = (json.load(open(f)) for f in ("judged", "out")); assert abs(a["mean_confidence"] - b["mean_confidence"]) < 1e-4' ||
    fail "one thread judges otherwise"
  json 'd["samples"] == 40 and abs(sum(d["class_shares"].values()) - 1) < 1e-9 and 0.1 <= d["mean_confidence"] <= 1'
  expect 2 oracle judge digits/generator.safetensors --oracle judge.safetensors --threads 999 && tells "threads is 999; expected 0 to 256"
  expect 1 oracle evaluate run/generator.safetensors && tells "expected an oracle"
  expect 1 oracle train --data folder:photos && tells "the oracle learns 1x28x28"
}

get_data() { # what is there and wrong is named; nothing is fetched for a check that fails on purpose
  local script=$here/../../scripts/get_data.sh
  mkdir -p none
  PATH=$work/none:/usr/bin:/bin "$script" --data-dir "$work/elsewhere" nmist >out 2>err && fail "nmist was taken"
  grep -q "unknown argument 'nmist'" err || fail "an unknown name is not named"
  "$script" --data-dir "$work/elsewhere" emnist-letters >out 2>err && fail "emnist-letters is said to be there"
  grep -q "elsewhere/emnist-letters/emnist-letters-train-images-idx3-ubyte is missing" err ||
    fail "it is not said where EMNIST's files go"
  [ ! -e elsewhere ] || fail "a check made $(find elsewhere)"
  # torchvision's folder as it is, one set with the dots of other unpackers; as large as the real ones, and empty.
  local half what count bytes prefix folder
  for prefix in '' emnist-digits-; do
    folder=vision/KMNIST/raw
    [ -z "$prefix" ] || folder=vision/EMNIST/raw
    mkdir -p $folder
    for half in train t10k; do
      [ $half = train ] && count=60000 || count=10000
      [ -z "$prefix" ] || count=$((count * 4))
      [ -z "$prefix" ] || half=${half/t10k/test}
      for what in images-idx3 labels-idx1; do
        [ $what = images-idx3 ] && bytes=$((count * 784 + 16)) || bytes=$((count + 8))
        [ -z "$prefix" ] || what=${what/-/.}
        # The magic number, the images, and the sides of images.
        python3 -c 'import struct, sys
kind, count = map(int, sys.argv[1:])
sys.stdout.buffer.write(struct.pack(">2I", 0x800 + kind, count) + (struct.pack(">2I", 28, 28) if kind == 3 else b""))
' "${what: -1}" $count >"$folder/$prefix$half-$what-ubyte"
        truncate -s $bytes "$folder/$prefix$half-$what-ubyte"
      done
    done
  done
  "$script" --data-dir "$work/vision" kmnist emnist-digits >out 2>err || fail "torchvision's folder is not taken: $(cat err)"
  prints "kmnist: $work/vision/KMNIST/raw" "emnist-digits: $work/vision/EMNIST/raw"
  # The program runs it, and goes on with what is there.
  expect 0 data kmnist --get --data-dir vision --json && tells "kmnist: vision/KMNIST/raw" && json 'd["images"] == 60000'
  rm vision/KMNIST/raw/t10k-labels-idx1-ubyte
  expect 1 data kmnist --get --data-dir vision && tells "Center for Open Data in the Humanities" \
    "vision/KMNIST/raw/t10k-labels-idx1-ubyte is missing" "error: kmnist isn't there whole"
  expect 2 data folder:vision --get && tells "those images are your own"
  expect 2 data nmist --get && tells "did you mean 'mnist'"
  "$script" --data-dir "$work/vision" kmnist >out 2>err && fail "KMNIST without its labels is said to be whole"
  grep -q "vision/KMNIST/raw/t10k-labels-idx1-ubyte is missing" err || fail "what KMNIST lacks is not named"
  [ ! -e vision/kmnist ] || fail "a check made a folder"
}

touch out err
for part in photographs yelp trained_model oracle get_data; do $part; done
echo "train_commands.sh: all as expected"
