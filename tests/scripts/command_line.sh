#!/usr/bin/env bash
# The program as a person runs it, without a display: exit statuses, messages, and every file that
# is left behind. Stops at the first expectation that fails.
#   tests/scripts/command_line.sh BINARY
set -uo pipefail
binary=$(realpath "${1:?usage: command_line.sh BINARY}")
source "$(dirname "$(realpath "$0")")/../support/expect.sh"
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
mounted=
trap 'if [ -n "$mounted" ]; then umount "$mounted"; fi; rm -rf "$work"' EXIT
cd "$work" || exit 1

# Nets so small that a run takes a moment, and pictures likewise.
small=(toy --headless --threads 1 --generator-widths 8 --discriminator-widths 8 --batch 32 --size 320x180)
# Learning so fast that it leaves the finite numbers within a few iterations.
diverging=(--loss least-squares --normalisation none --activation leaky-relu --optimiser sgd --rate 1)

leaves() { # exactly these names, sorted, stand in the folder ./run
  local got
  got=$(ls -A run | LC_ALL=C sort | tr '\n' ' ')
  [ "$got" = "${*:+$* }" ] || fail "'$said' left '$got'; expected '$*'"
}
fresh() { rm -rf run && mkdir run; }
is_json() { python3 -m json.tool <"$1" >/dev/null 2>json_error || fail "$1 after '$said' is not JSON: $(cat json_error)"; }
jsonl() { # jsonl FILE LINES: that many lines, each one JSON
  local n=0 line
  while IFS= read -r line; do
    n=$((n + 1))
    printf '%s\n' "$line" >line.json
    is_json line.json
  done <"$1"
  [ "$n" -eq "$2" ] || fail "$1 has $n lines; expected $2"
}
frames() { # decodes the whole file, so that it is playable to its end
  ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 "$1" 2>ffprobe_error |
    tr -d ',\r'
  [ -s ffprobe_error ] && echo " with errors: $(cat ffprobe_error)"
}
video() { # video FILE FRAMES SIZE FPS
  local n size rate
  [ -f "$1" ] || fail "'$said' left no $1"
  n=$(frames "$1")
  [ "$n" = "$2" ] || fail "$1 has '$n' frames; expected $2"
  size=$(ffprobe -v error -select_streams v:0 -show_entries stream=width,height -of csv=p=0:s=x "$1")
  [ "$size" = "$3" ] || fail "$1 is $size; expected $3"
  rate=$(ffprobe -v error -select_streams v:0 -show_entries stream=r_frame_rate -of csv=p=0 "$1")
  [ "$rate" = "$4/1" ] || fail "$1 has $rate frames a second; expected $4"
}
png() { # png FILE SIZE
  local got
  got=$(ffprobe -v error -show_entries stream=codec_name,width,height -of csv=p=0 "$1" 2>&1)
  [ "$got" = "png,${2/x/,}" ] || fail "$1 is '$got'; expected a PNG of $2"
}

wrong_command_lines() {
  expect 2 toy --preset fig2x && tells "unknown preset 'fig2x'; did you mean 'fig2a'?" "fig1a, fig1b, fig1c, fig1d, fig2a, fig2b"
  expect 2 toy --data spirl && tells "'spirl'; did you mean 'spiral'?" nine-squares
  expect 2 toy --latent sqare && tells "'sqare'; did you mean 'square'?" gaussian2d
  expect 2 toy --loss wgan-pg && tells "unknown loss 'wgan-pg'; did you mean 'wgan-gp'?" "minimax, non-saturating"
  expect 2 toy --layers real,mish && tells "unknown layer 'mish'; did you mean 'mesh'?" inset
  expect 2 toy --itertions 5 && tells "unknown option '--itertions'; did you mean '--iterations'? See ganscope toy --help"
  grep -q -- --seed err && fail "a wrong option brings the others along"
  expect 2 toy --lr 0.1 && tells "did you mean '--rate'?"
  expect 2 toy --out video.mp4 && tells "did you mean --record video.mp4?"
  expect 2 toy --out pictures && tells "--snapshot-at ITERATIONS"
  expect 2 toy --headless --iterations 5 --out pictures && tells "--snapshot-at ITERATIONS"
  [ ! -e pictures ] || fail "a refused folder was made"
  printf 'x,y\n1,2\n3,4\n5,5\n' >ring.csv
  expect 2 ring.csv && tells "'ring.csv' is no command; did you mean: ganscope toy --data file:ring.csv"
  expect 2 toy ring.csv && tells "did you mean: ganscope toy ... --data file:ring.csv"
  expect 2 seq.pt && tells "'seq.pt' is no command, and there is no such file; one is opened by: ganscope image seq.pt"
  expect 0 "${small[@]}" --data ring.csv --iterations 1 --json && grep -q '"data":"file:ring.csv"' out || fail "a file without file: is not taken"
  expect 1 image nowhere.pt && tells "nowhere.pt: No such file"
  expect 2 tyo && tells "unknown command 'tyo'; did you mean 'toy'?" info bench
  expect 2 toy --batch 1 && tells "batch is 1; expected 2 to 65536"
  expect 2 toy --fps 0 && tells "fps is 0; expected 1 to 240"
  expect 2 toy --size 1280 && tells "size is '1280'" WIDTHxHEIGHT
  expect 2 toy --size 8x8 && tells "16 to 8192"
  expect 2 toy --loss wgan-gp && tells "--discriminator-normalisation none"
  expect 2 toy --headless --snapshot-at 20 --iterations 10 && tells "snapshot-at is 20" "10"
  one_error_line
}

refused_before_anything_is_left() {
  local outputs=(--iterations 5 --record run/a.mp4 --metrics run/m.jsonl --snapshot-at 5 --out run/pictures)
  fresh
  expect 1 "${small[@]}" "${outputs[@]}" --config run/none.toml && tells run/none.toml && leaves
  printf 'batch = 64\nnonsense\n' >wrong.toml
  expect 1 "${small[@]}" "${outputs[@]}" --config wrong.toml && tells "wrong.toml:2: " && leaves
  printf 'batch = 64\nsede = 5\n' >wrong.toml
  expect 2 "${small[@]}" "${outputs[@]}" --config wrong.toml && tells "wrong.toml:2: unknown option 'sede'; did you mean 'seed'?" && leaves
  expect 1 "${small[@]}" "${outputs[@]}" --data file:none.csv && tells none.csv && leaves
  printf 'x,y\n1,2\n3,4,5\n' >wrong.csv
  expect 1 "${small[@]}" "${outputs[@]}" --data file:wrong.csv && tells "wrong.csv:3: " && leaves
  expect 2 "${small[@]}" "${outputs[@]}" --data spirl && leaves
  expect 2 "${small[@]}" --iterations 5 --metrics run/m.jsonl --snapshot-at 5 --out run/pictures --record run/a.avi
  tells "'.avi'" .mp4 .webm .gif folder && leaves
}

unwritable_places() {
  local refused=("${small[@]}" --iterations 5)
  fresh
  # Root may write everywhere but in /proc.
  expect 1 "${refused[@]}" --record /proc/nowhere/a.mp4 --metrics run/m.jsonl --snapshot-at 5 --out run/pictures
  tells /proc/nowhere/a.mp4 && leaves
  expect 1 "${refused[@]}" --record run/a.mp4 --metrics /proc/nowhere/m.jsonl && tells /proc/nowhere/m.jsonl && leaves
  expect 1 "${refused[@]}" --record run/a.mp4 --metrics run && tells "cannot write run: it is a folder" && leaves
  expect 1 "${refused[@]}" --record run/a.mp4 --metrics run/m.jsonl --snapshot-at 5 --out /proc/nowhere/pictures
  tells /proc/nowhere/pictures && leaves
  expect 1 "${refused[@]}" --record /proc/nowhere/pictures/ && tells /proc/nowhere/pictures && leaves
  touch run/file
  expect 1 "${refused[@]}" --record run/file/a.mp4 && tells run/file/a.mp4 && leaves file
}

recordings() {
  local name
  for name in a.mp4 a.webm a.gif; do
    fresh
    expect 0 "${small[@]}" --iterations 20 --every 5 --fps 25 --record run/$name
    tells "wrote run/$name (5 frames)" && leaves $name && video run/$name 5 320x180 25
  done
  fresh
  expect 0 "${small[@]}" --iterations 20 --every 5 --fps 25 --record run/
  leaves frame-00000{0,1,2,3,4}.png recording.json
  for name in run/*.png; do png "$name" 320x180; done
  is_json run/recording.json
}

no_iterations() { # what was asked for of the start, at once
  local name
  limit=30
  fresh
  expect 0 "${small[@]}" --iterations 0 && leaves
  expect 0 "${small[@]}" --iterations 0 --metrics run/m.jsonl --snapshot-at 0 --out run --json
  leaves iteration-000000.png m.jsonl
  png run/iteration-000000.png 320x180
  jsonl run/m.jsonl 1 && grep -q '"iteration":0,' run/m.jsonl || fail "the measurement is not of the start"
  tail -n 1 out >summary.json && grep -q '"iterations":0,.*"iterations_per_second":0' summary.json || fail "the summary is wrong"
  for name in a.mp4 a.webm a.gif; do
    fresh
    expect 0 "${small[@]}" --iterations 0 --record run/$name
    tells "wrote run/$name (1 frame)" && leaves $name
    # One picture has no rate that a reader of GIFs could tell.
    [ "$(frames run/$name)" = 1 ] || fail "run/$name has '$(frames run/$name)' frames; expected 1"
  done
  fresh
  expect 0 "${small[@]}" --iterations 0 --record run/ && leaves frame-000000.png recording.json
  limit=60
}

snapshots_metrics_summary() {
  fresh
  expect 0 "${small[@]}" --iterations 40 --metrics-every 10 --metrics run/m.jsonl --snapshot-at 20,5 --out run/pictures --json
  leaves m.jsonl pictures
  [ "$(ls run/pictures | tr '\n' ' ')" = "iteration-000005.png iteration-000020.png " ] || fail "wrong pictures: $(ls run/pictures)"
  png run/pictures/iteration-000005.png 320x180
  jsonl run/m.jsonl 5
  grep -q '"iteration":40,.*"coverage":.*"generator_loss":' run/m.jsonl || fail "run/m.jsonl lacks its last line's keys"
  tail -n 1 out >summary.json
  is_json summary.json
  grep -q '"iterations":40,.*"interrupted":false,"diverged":null' summary.json || fail "the summary is wrong"
  # A configuration file makes the same run as the options in it.
  printf '[toy]\nheadless = true\nthreads = 1\nbatch = 32\ngenerator-widths = "8"\ndiscriminator-widths = "8"\niterations = 40\nmetrics-every = 10\n' >run.toml
  mv run/m.jsonl options.jsonl
  expect 0 --config run.toml --metrics run/m.jsonl
  cmp -s options.jsonl run/m.jsonl || fail "run.toml makes another run than the options in it"
}

same_twice() {
  local i
  for i in 1 2; do
    fresh
    expect 0 "${small[@]}" --seed 5 --iterations 30 --every 15 --layers all --metrics-every 10 --metrics run/m.jsonl --record run/frames/ --panels off
    mv run same$i
  done
  expect 0 "${small[@]}" --seed 6 --iterations 30 --metrics-every 10 --metrics other.jsonl
  diff -r same1 same2 >difference || fail "two runs of one command differ: $(cat difference)"
  [ "$(ls same1/frames/*.png | wc -l)" -eq 3 ] || fail "pictures are missing: $(ls same1/frames)"
  cmp -s same1/m.jsonl other.jsonl && fail "another seed makes the same run"
  # Watching changes nothing: without pictures the numbers are the same.
  expect 0 "${small[@]}" --seed 5 --iterations 30 --metrics-every 10 --metrics unseen.jsonl
  cmp -s same1/m.jsonl unseen.jsonl || fail "a run that is watched ends in other numbers"
}

divergence() {
  fresh
  expect 1 "${small[@]}" "${diverging[@]}" --iterations 500 --every 1 --record run/a.mp4 --metrics run/m.jsonl --json
  one_error_line
  grep -Eq 'diverged: .*(loss|weight|gradient|norm).* (is|are) .* at iteration [0-9]+' err || fail "quantity and iteration are not named"
  tells "the recording up to there is in run/a.mp4"
  leaves a.mp4 m.jsonl
  local n
  n=$(frames run/a.mp4)
  [[ $n =~ ^[0-9]+$ && $n -ge 1 && $n -lt 500 ]] || fail "run/a.mp4 has '$n' frames"
  tail -n 1 out >summary.json && is_json summary.json
  grep -q '"diverged":"' summary.json || fail "the summary doesn't tell the divergence"
}

interrupted() { # by SIGINT in the middle of a long run
  local got=0 i
  fresh
  said="ganscope with SIGINT"
  # A background job of a script ignores SIGINT unless the shell has job control.
  set -m
  "$binary" "${small[@]}" --iterations 100000000 --every 5 --record run/a.mp4 --metrics run/m.jsonl --json >out 2>err &
  local job=$!
  set +m
  for ((i = 0; i < 100; ++i)); do
    [ -s run/m.jsonl.part ] && [ "$(stat -c %s run/a.mp4.part 2>/dev/null || echo 0)" -gt 4000 ] && break
    sleep 0.1
  done
  kill -INT $job
  wait $job || got=$?
  [ $got -eq 130 ] || fail "after SIGINT the status is $got; expected 130"
  leaves a.mp4 m.jsonl
  i=$(sed -nE 's/.*wrote run\/a.mp4 \(([0-9,]+) frames?\).*/\1/p' err | tr -d ,)
  [ "${i:-0}" -ge 1 ] || fail "the number of frames is not told"
  video run/a.mp4 "$i" 320x180 30
  tail -n 1 out >summary.json && is_json summary.json
  grep -q '"interrupted":true' summary.json || fail "the summary doesn't tell the interruption"
}

without_display() {
  fresh
  cd run || exit 1
  local short=(--iterations 20 --every 10 --size 320x180 --generator-widths 8 --discriminator-widths 8 --preset fig1d)
  got=0
  "$binary" "${short[@]}" >../out 2>../err </dev/null || got=$?
  cd ..
  said="ganscope without a display"
  [ $got -eq 0 ] || fail "status $got; expected 0"
  tells "no window" "wrote ganscope-spiral-square.mp4" "wrote ganscope-spiral-square-pictures/iteration-000020.png"
  leaves ganscope-spiral-square-pictures ganscope-spiral-square.mp4
  video run/ganscope-spiral-square.mp4 3 320x180 30
  png run/ganscope-spiral-square-pictures/iteration-000020.png 320x180
}

system_info() {
  expect 0 info --system --json
  is_json out
  local key
  for key in ganscope libtorch cuda blas opengl renderer encoders .mp4 .webm .gif cores threads; do
    grep -qF "\"$key\": " out || fail "info --system --json lacks $key"
  done
  expect 0 info --system
  grep -q '^LibTorch ' out || fail "info --system lacks LibTorch"
  expect 0 --version
  grep -Eq '^ganscope [0-9]+\.[0-9]+\.[0-9]+$' out || fail "--version prints something else"
  expect 0 toy --help
  for key in --preset --data --latent --loss --batch --seed --iterations --size --record --fps --every --snapshot-at --out --metrics --layers --panels --threads --config --json --headless; do
    grep -q -- "$key" out || fail "toy --help lacks $key"
  done
}

after_full_disk() { # after_full_disk FOLDER: clear error, playable file, nothing else
  local n
  one_error_line
  tells "$1/a.mp4"
  grep -Eq 'No space left on device|File too large' err || fail "the reason is not told"
  [ "$(ls -A "$1")" = a.mp4 ] || fail "a full disk left $(ls -A "$1")"
  n=$(frames "$1/a.mp4")
  [[ $n =~ ^[0-9]+$ && $n -ge 1 ]] || fail "what fitted on the disk is not playable: '$n' frames"
  tells "first $n frame"
}

full_disk() {
  local long=("${small[@]}" --layers all --iterations 4000 --every 1 --quality 100)
  fresh
  got=0
  said="ganscope on a bounded file"
  (ulimit -f 100; exec timeout 60 "$binary" "${long[@]}" --record run/a.mp4) >out 2>err </dev/null || got=$?
  [ $got -eq 1 ] || fail "status $got; expected 1"
  after_full_disk run
  mkdir disk
  if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=120k tmpfs disk 2>/dev/null; then
    mounted=$work/disk
    expect 1 "${long[@]}" --record disk/a.mp4
    after_full_disk disk
  else
    echo "command_line.sh: cannot mount a small disk here; a bounded file has to do"
  fi
}

touch out err
for part in wrong_command_lines refused_before_anything_is_left unwritable_places recordings no_iterations snapshots_metrics_summary \
  same_twice divergence interrupted without_display system_info full_disk; do
  started=$(date +%s.%N)
  $part
  [ -z "$(find . -name '*.part' -print -quit)" ] || fail "$part left $(find . -name '*.part')"
  [ -z "${VERBOSE:-}" ] || echo "$part: $(echo "$(date +%s.%N) - $started" | bc) s"
done
echo "command_line.sh: all as expected"
