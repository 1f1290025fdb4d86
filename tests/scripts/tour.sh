#!/usr/bin/env bash
# Tours, grids and samples as a person makes them, without a display: every file is decoded, a closed tour is
# checked for a seam, the same command for the same pictures. Needs the models beside the repository.
#   tests/scripts/tour.sh PROGRAM
set -uo pipefail
binary=$(realpath "${1:?usage: tour.sh PROGRAM}")
models=$(realpath "$(dirname "$0")/../../../shared/models" 2>/dev/null) || models=
if [ ! -e "$models/faces_dcgan32.pt" ]; then
  echo "tour: skipped, as there are no models in ../shared/models"
  exit 0
fi
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The models' files have no cards beside them; ours are among the examples.
cards=$(realpath "$(dirname "$0")/../../assets/examples")
cd "$work" || exit 1
for name in faces_dcgan32 mnist_dcgan28; do cp "$cards/$name.card.json" .; done
ln -s "$models/faces_dcgan32.pt" "$models/mnist_dcgan28.pth" .
faces=faces_dcgan32.pt
digits=mnist_dcgan28.pth

fail() {
  printf '%s\n' "tour.sh: $*" "--- standard output" >&2
  head -c 2000 out >&2
  echo "--- standard error" >&2
  tail -n 20 err >&2
  exit 1
}
expect() { # expect STATUS ARGUMENTS...: runs the program
  local status=$1 got=0
  shift
  said="ganscope $*"
  timeout 120 "$binary" "$@" >out 2>err </dev/null || got=$?
  [ "$got" -eq "$status" ] || fail "'$said' ended with status $got; expected $status"
}
tells() { # each argument stands on standard error
  local text
  for text in "$@"; do grep -qF -- "$text" err || fail "'$said' does not say: $text"; done
}
summary() { # summary KEY: of the line of JSON
  tail -n 1 out | python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" || fail "no JSON with $1"
}
is() { [ "$(summary "$1")" = "$2" ] || fail "'$said': $1 is $(summary "$1"); expected $2"; }
video() { # video FILE FRAMES WIDTHxHEIGHT FPS: decodes it to its end
  local got
  got=$(ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=width,height,r_frame_rate,nb_read_frames -of csv=p=0 "$1")
  [ "$got" = "${3/x/,},$4/1,$2" ] || fail "$1 is '$got'; expected ${3/x/,},$4/1,$2"
}
tag() { # tag FILE KEY: of the container
  ffprobe -v error -show_entries "format_tags=$2" -of default=nw=1:nk=1 "$1"
}
png() { # png FILE WIDTHxHEIGHT
  local got
  got=$(ffprobe -v error -show_entries stream=codec_name,width,height -of csv=p=0 "$1" 2>&1)
  [ "$got" = "png,${2/x/,}" ] || fail "$1 is '$got'; expected a PNG of $2"
}
levels() { # levels FILE: the greatest step between neighbouring frames, then the step from the last to the first
  ffmpeg -v error -i "$1" -vf scale=64:64 -f rawvideo -pix_fmt gray - | python3 -c '
import sys
data = sys.stdin.buffer.read()
n = 64 * 64
frames = [data[i:i + n] for i in range(0, len(data), n)]
step = lambda a, b: sum(abs(x - y) for x, y in zip(a, b)) / n
steps = [step(a, b) for a, b in zip(frames, frames[1:])]
print("%.3f %.3f" % (max(steps), step(frames[-1], frames[0])))'
}
seamless() { # seamless FILE
  local most seam
  read -r most seam < <(levels "$1")
  python3 -c 'import sys; most, seam = map(float, sys.argv[1:]); sys.exit(not (0.05 < most and seam <= 1.3 * most + 0.3))' "$most" "$seam" ||
    fail "$1 has a seam: $seam levels from the last frame to the first, at most $most between others"
}

expect 0 tour "$faces" --anchors seed:1,seed:2 --circle --seconds 2 --fps 60 --size 240x240 --out tour.mp4 --title 'Two faces' --seed 5 --progress 0 --json
video tour.mp4 120 240x240 60
seamless tour.mp4
is frames 120
is path circle
is loops True
tells "ganscope: 0 of 120 frames" "/s, 0:0" "left" "120 of 120 frames in 0:" "wrote tour.mp4 (120 frames)"
! grep -qE -- '--:--|frames, 0' err || fail "a line of progress tells a rate of nothing"
[ "$(tag tour.mp4 title)" = "Two faces" ] || fail "the title is '$(tag tour.mp4 title)'"
tag tour.mp4 description | grep -q 'seed 5, quality 80' || fail "seed and quality are not in the metadata"
tag tour.mp4 comment | grep -qF -- "--anchors seed:1,seed:2 --seed 5 --path circle --seconds 2 --size 240x240" || fail "the command is not in the metadata"

# The same command gives the same file.
cp tour.mp4 first.mp4
rm tour.mp4
expect 0 tour "$faces" --anchors seed:1,seed:2 --circle --seconds 2 --fps 60 --size 240x240 --out tour.mp4 --title 'Two faces' --seed 5
cmp -s tour.mp4 first.mp4 || fail "the same command gave another video"

for path in arcs smooth straight; do
  expect 0 tour "$digits" --anchors seed:1..4 --path $path --seconds 2 --fps 30 --size 112x112 --out $path.mp4 --json
  video $path.mp4 60 112x112 30
  seamless $path.mp4
  is path $path
done
expect 0 tour "$digits" --layout strip --seconds 1 --fps 25 --size 240x280 --out strip.webm
video strip.webm 25 240x280 25
# For a program that shows it, progress is lines of JSON.
GANSCOPE_PROGRESS=json expect 0 tour "$digits" --layout strip --seconds 1 --fps 25 --size 240x280 --progress 0 --out json.webm
[ "$(grep '^{' err | tail -n 1)" = '{"done":25,"total":25}' ] || fail "'$said' does not end its progress as JSON"
expect 0 tour "$digits" --layout grid --rows 3 --cols 4 --seconds 2 --fps 25 --size 160x120 --out grid.mp4
video grid.mp4 50 160x120 25
seamless grid.mp4
expect 0 tour "$digits" --seconds 1 --fps 10 --size 64x64 --colours ember --magnify nearest --out loop.gif
video loop.gif 10 64x64 10
# Where no rate is given, a GIF gets one that it can have.
expect 0 tour "$digits" --seconds 0.5 --size 64x64 --out own.gif --json
is fps 50
video own.gif 25 64x64 50
expect 2 tour "$digits" --seconds 0.5 --fps 60 --size 64x64 --out never.gif && tells "fps of a .gif is 60; expected 1 to 50"
expect 0 tour "$digits" --seconds 0.5 --fps 10 --size 64x64 --out frames/
for i in 0 1 2 3 4; do png frames/frame-00000$i.png 64x64; done
python3 -m json.tool frames/recording.json >/dev/null || fail "recording.json is not JSON"

# Ctrl-C leaves a file that plays.
"$binary" tour "$faces" --seconds 60 --size 480x480 --out long.mp4 --json >out 2>err &
app=$!
for _ in $(seq 100); do [ -s long.mp4.part ] && break; sleep 0.1; done
sleep 1
kill -INT $app
status=0
wait $app || status=$?
said="ganscope tour, interrupted"
[ $status -eq 130 ] || fail "an interrupted tour ended with status $status; expected 130"
is interrupted True
frames=$(summary frames)
[ "$frames" -gt 0 ] || fail "an interrupted tour left no frames"
video long.mp4 "$frames" 480x480 60

expect 0 grid "$digits" --rows 8 --cols 8 --anchors seed:1,seed:2,seed:3,seed:4 --out grid.png --json
png grid.png 686x686
is kind plane
is rows 8
python3 -c '
import json, sys
latents = json.loads(open("out").read().splitlines()[-1])["latents"]
assert len(latents) == 64 and all(len(z) == 64 for z in latents)' || fail "the latents of the grid are not in its JSON"
for kind in analogy local coordinates anchors; do
  expect 0 grid "$faces" --kind $kind --rows 3 --cols 5 --size 250x150 --out $kind.png --json
  png $kind.png 250x150
  is kind $kind
done
# The moved grid is the same grid elsewhere: all cells as far apart as before, a quarter of the way at a right angle.
cells() { expect 0 grid "$digits" --rows 4 --cols 4 --anchors seed:1..4 --moved "$1" --out moved.png --json; cp out "cells$1"; }
cells 0
cells 0.25
python3 -c '
import json
a, b = (json.loads(open(f"cells{at}").read().splitlines()[-1])["latents"] for at in ("0", "0.25"))
far = lambda x, y: sum((p - q) ** 2 for p, q in zip(x, y)) ** 0.5
assert all(abs(far(a[i], a[j]) - far(b[i], b[j])) < 1e-9 for i in range(16) for j in range(16)), "the shape changed"
assert far(a[0], a[15]) > 5
assert all(abs(sum(p * q for p, q in zip(a[i], b[j]))) < 1e-9 for i in range(16) for j in range(16)), "not a quarter"' ||
  fail "--moved changed the shape of the grid"
expect 0 grid "$digits" --anchors 'mean(seed:1,seed:2)' --rows 5 --cols 5 --out local.png --json
is kind local

expect 0 sample "$faces" --count 10 --seed 3 --out samples.png --json
png samples.png 262x196
is first_seed 3
expect 0 sample "$faces" --count 3 --seed 3 --out many/
for seed in 3 4 5; do png many/seed-$seed.png 32x32; done
expect 0 sample "$digits" --count 70 --out digits.npy
python3 -c '
import array, ast
data = open("digits.npy", "rb").read()
header = ast.literal_eval(data[10:10 + int.from_bytes(data[8:10], "little")].decode().strip())
assert data[:8] == bytes([0x93]) + b"NUMPY" + bytes([1, 0]) and header["descr"] == "<f4", header
assert header["shape"] == (70, 1, 28, 28) and not header["fortran_order"], header
values = array.array("f", data[10 + int.from_bytes(data[8:10], "little"):])
assert len(values) == 70 * 28 * 28 and min(values) >= 0 and max(values) <= 1 and max(values) - min(values) > 0.9' ||
  fail "digits.npy is no array of 70 digits"

# The latents that were used, and the same pictures again from them.
expect 0 sample "$digits" --count 70 --seed 9 --out first.npy --latents used.npy --json
is latents used.npy
expect 0 sample "$digits" --anchors used.npy --out second.npy --json
is images 70
cmp -s first.npy second.npy || fail "latents that were written and read make other numbers"
expect 0 sample "$digits" --count 3 --seed 9 --out third.npy --latents "used too.json"
expect 0 sample "$digits" --anchors "used too.json" --out fourth.npy
cmp -s third.npy fourth.npy || fail "latents that were written to JSON and read make other numbers"
expect 0 sample "$digits" --anchors used.npy --count 2 --out some/
png some/used.png 28x28
png some/used_2.png 28x28
[ "$(ls some | wc -l)" -eq 2 ] || fail "--count with --anchors makes $(ls some)"
expect 2 sample "$digits" --anchors used.npy --count 71 && tells "count is 71; expected at most 70"
expect 2 sample "$digits" --latents used.txt && tells "'.txt'" ".npy"
expect 0 tour "$digits" --anchors "used too.json" --seconds .2 --size 64x64 --out blanks.mp4
expect 0 grid "$digits" --anchors "$PWD/used too.json#seed_10, seed:1, 'used too.json'#seed_9" --rows 2 --cols 2 --out blanks.png
expect 1 grid "$digits" --kind anchors --anchors digits.npy && tells "its shape is 70x1x28x28; expected 64 or Nx64"
python3 - <<'PYTHON'
import json
json.dump([1e39] + [0] * 63, open("beyond.json", "w"))
json.dump([float("nan")] + [0] * 63, open("nan.json", "w"))
PYTHON
expect 1 grid "$digits" --kind anchors --anchors beyond.json && tells "beyond.json: latent 1 holds 1e+39, which f32 cannot hold"
expect 1 grid "$digits" --kind anchors --anchors nan.json && tells "nan.json: it holds NaN"
expect 2 tour "$digits" --explore 1 --latent "1e39 * seed:1" --out never.mp4 && tells "which f32 cannot hold"
expect 2 sample "$digits" --anchors "used to.json" && tells "there is no such file"

# Names of our own never overwrite.
expect 0 grid "$digits" --rows 2 --cols 2
expect 0 grid "$digits" --rows 2 --cols 2
[ -e mnist_dcgan28-grid.png ] && [ -e mnist_dcgan28-grid-2.png ] || fail "a second grid overwrote the first"

expect 2 tour "$digits" --circle --path arcs && tells "contradicts"
expect 2 tour "$digits" --path arcs --anchors seed:1 && tells "stands still" "--path circle"
expect 2 grid "$digits" --kind plane --anchors seed:1..5 && tells "takes 4 anchors and 5 are given" "--kind anchors"
expect 2 grid "$digits" --kind anchors --rows 1 --cols 2 --anchors seed:1..5 && tells "more --rows"
expect 1 tour "$digits" --seconds 0.1 --out nowhere/tour.mp4 && tells "there is no folder" "nowhere"
expect 2 tour "$digits" --path cirlce && tells "did you mean 'circle'"
expect 2 tour "$digits" --anchors 'sed:1' && tells "sed"
expect 1 tour "$digits" --anchors seed:1..3 --circle && tells "3 anchors; expected 1 or 2"
expect 2 grid "$digits" --rows 40 && tells "rows is 40; expected 1 to 32"
expect 2 grid "$digits" --out grid.jpg && tells "'.jpg'"
expect 1 grid "$digits" --kind analogy --anchors seed:1,seed:2 && tells "expected three"
expect 2 tour "$digits" --class 3 && tells "unconditional"
# The class drawn is told, in the summary and in the file, also where nobody chose it.
classes=$(dirname "$cards")/../tests/data/models/class_add.pt
expect 0 sample "$classes" --count 2 --out class.png --json && tells "(2 images, class 0 of classes 0 to 3)"
is class 0
grep -aq 'class 0 of classes 0 to 3' class.png || fail "the class is not in the picture's metadata"
expect 0 grid "$classes" --class 2 --rows 2 --cols 2 --out class.png --json && tells "class 2 of classes 0 to 3"
is class 2
expect 0 tour "$classes" --class 3 --seconds 0.2 --size 32x32 --out class.mp4 --json && tells "class 3 of classes 0 to 3"
is class 3
tag class.mp4 description | grep -q 'class 3 of classes 0 to 3' || fail "the class is not in the video's metadata"
expect 2 sample "$classes" --class 4 && tells "class is 4; expected 0 to 3"
expect 1 tour none.pt && tells none.pt
expect 2 tour && tells MODEL
expect 2 tour "$digits" --size 63x63 --out odd.mp4 && tells "even"
[ ! -e odd.mp4 ] || fail "a refused tour left a file"
echo "tour: tours, grids and samples are whole, seamless and the same again"
