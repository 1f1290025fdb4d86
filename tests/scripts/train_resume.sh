#!/usr/bin/env bash
# `ganscope train` as a person runs it: cut by kill -9 at any moment and resumed, it ends in the bits of
# a run that was never cut; damage, wrong options and interrupts have their messages.
#   tests/scripts/train_resume.sh BINARY
set -uo pipefail
binary=$(realpath "${1:?usage: train_resume.sh BINARY}")
source "$(dirname "$(realpath "$0")")/../support/expect.sh"
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
child=
trap '[ -z "$child" ] || kill -9 "$child" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
export XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data

mkdir -p photos/a photos/b
ffmpeg -v error -f lavfi -i testsrc2=size=40x30:rate=8 -frames:v 24 photos/a/%02d.png
ffmpeg -v error -f lavfi -i mandelbrot=size=30x40:rate=8 -frames:v 24 photos/b/%02d.jpg

tiny=(train --data "folder:$work/photos" --arch mlp --image-size 8 --generator-widths 8
  --discriminator-widths 8 --latent-size 4 --batch 4 --dropout 0.2 --flip on --seed 5 --sheet-every 1000000)
checkpoint() { echo "$1/checkpoints/iteration-$(printf %08d "$2").ckpt"; }
same() { cmp "$1" "$2" >&2 || fail "$1 and $2 differ"; }

forty_is_twenty_and_twenty() {
  local dcgan=(train --data "folder:$work/photos" --arch dcgan --generator-features 2
    --discriminator-features 2 --latent-size 8 --batch 4 --threads 2 --checkpoint-every 20 --sheet-every 10)
  expect 0 "${dcgan[@]}" --out straight --iterations 40
  # The second one is killed between the checkpoint at 20 and the one at 40.
  "$binary" "${dcgan[@]}" --out cut --iterations 100000 >out 2>err </dev/null &
  child=$!
  local tries=0
  until [ -e "$(checkpoint cut 20)" ]; do
    sleep 0.02
    tries=$((tries + 1))
    [ $tries -lt 2000 ] || fail "no checkpoint at 20"
  done
  kill -9 $child
  wait $child 2>/dev/null
  child=
  rm -f "$(checkpoint cut 40)" cut/checkpoints/iteration-0000006*  # where it was faster than the kill
  find cut/checkpoints -name '*.ckpt' ! -name 'iteration-00000020.ckpt' -delete
  expect 0 train --resume --out cut --iterations 40 --sheet-every 10
  tells "goes on from iteration 20" "wrote cut/timelapse.mp4" "wrote cut/generator.safetensors"
  same "$(checkpoint straight 40)" "$(checkpoint cut 40)"
  # Card and all: no clock and no folder's name is in it.
  same straight/generator.safetensors cut/generator.safetensors
  for run in straight cut; do expect 0 sample $run/generator.safetensors --count 4 --out $run.npy; done
  same straight.npy cut.npy
  for at in 00 10 20 30 40; do same straight/sheets/iteration-000000$at.png cut/sheets/iteration-000000$at.png; done
  [ "$(wc -l <cut/log.jsonl)" -eq 40 ] || fail "the log has $(wc -l <cut/log.jsonl) lines; expected 40"
}

killed_at_any_moment() { # at least 50 times, none lost
  local kills=0 last=0 now pause started start
  RANDOM=7
  # How long a run takes to its first checkpoint differs tenfold between machines, and with their load.
  started=$(date +%s%N)
  expect 0 "${tiny[@]}" --out first --iterations 1 --threads 1
  start=$((($(date +%s%N) - started) / 1000000))
  while [ $kills -lt 50 ]; do
    "$binary" "${tiny[@]}" --resume --out killed --iterations 100000000 --threads 1 --checkpoint-every 1 --keep 2 \
      >out 2>err </dev/null &
    child=$!
    # From before the first step to hundreds of checkpoints later.
    pause=$((RANDOM % (2 * start + 100)))
    sleep "$((pause / 1000)).$(printf %03d $((pause % 1000)))"
    kill -9 $child 2>/dev/null || fail "it ended by itself: $(tail -n 3 err)"
    wait $child 2>/dev/null
    child=
    kills=$((kills + 1))
    now=$(ls killed/checkpoints 2>/dev/null | sed -n 's/^iteration-\([0-9]*\)\.ckpt$/\1/p' | sort | tail -n 1)
    now=$((10#${now:-0}))
    [ "$now" -ge "$last" ] || fail "kill $kills: checkpoint $last was there and is gone"
    [ -z "$(find . -path './killed/*' -name '*.damaged')" ] || fail "kill $kills left a damaged checkpoint"
    last=$now
  done
  [ "$last" -gt 100 ] || fail "only $last iterations in $kills runs: the kills came too early to tell anything"
  expect 0 "${tiny[@]}" --resume --out killed --iterations $((last + 5)) --threads 1
  tells "goes on from iteration"
  expect 0 "${tiny[@]}" --out whole --iterations $((last + 5)) --threads 1 --checkpoint-every 100000000
  same "$(checkpoint whole $((last + 5)))" "$(checkpoint killed $((last + 5)))"
  killed_iterations=$last
}

damaged_newest() {
  expect 0 "${tiny[@]}" --out damaged --iterations 30 --threads 1 --checkpoint-every 10
  truncate -s -9 "$(checkpoint damaged 30)"
  expect 0 "${tiny[@]}" --resume --out damaged --iterations 30 --threads 1 --checkpoint-every 10
  tells "iteration-00000030.ckpt" "checksum" "goes on from iteration 20"
  [ -e "$(checkpoint damaged 30).damaged" ] || fail "the damaged checkpoint was not set aside"
}

refusals() {
  expect 1 "${tiny[@]}" --out damaged --iterations 5 && tells "add --resume"
  expect 2 train --resume --out damaged --seed 6 && tells "has 5"
  expect 2 train --resume --out nowhere && tells "no checkpoint in nowhere"
  expect 2 train --data mnist && tells "expected --out"
  expect 2 "${tiny[@]}" --out x --epochs 1 --iterations 5 && tells "expected one of them"
  expect 2 train --data mnist --out x --arch dcgen && tells "did you mean 'dcgan'"
  expect 1 train --data mnist --out x && tells "'ganscope data mnist --get' gets it"
  expect 1 train --data "folder:$work/none" --out x && tells "is no folder"
  [ ! -e x ] || fail "a refused training left a folder"
}

interrupted() {
  "$binary" "${tiny[@]}" --out stopped --iterations 100000000 --threads 1 --checkpoint-every 100000000 >out 2>err </dev/null &
  child=$!
  until [ -s stopped/log.jsonl ]; do sleep 0.02; done
  kill -TERM $child
  wait $child
  local status=$?
  child=
  [ $status -eq 130 ] || fail "an interrupt ended with status $status"
  said="an interrupted training"
  tells "go on with: ganscope train --resume --out stopped"
  [ "$(ls stopped/checkpoints | wc -l)" -eq 1 ] || fail "no checkpoint after an interrupt"
}

options_of_before() { # --resume alone goes on to where the training was to end, with its sheets and card
  expect 0 "${tiny[@]:0:${#tiny[@]}-2}" --out kept --iterations 12 --sheet-every 3 --checkpoint-every 5 --keep 9 --licence CC0-1.0
  find kept/checkpoints -name '*.ckpt' ! -name 'iteration-00000005.ckpt' -delete
  rm kept/generator.safetensors kept/timelapse.mp4
  expect 0 train --resume --out kept
  tells "goes on from iteration 5" "wrote kept/generator.safetensors"
  [ "$(ls kept/checkpoints | tr '\n' ' ')" = "iteration-00000005.ckpt iteration-00000010.ckpt iteration-00000012.ckpt " ] ||
    fail "checkpoints are $(ls kept/checkpoints)"
  [ "$(ls kept/sheets | wc -l)" -eq 5 ] || fail "$(ls kept/sheets | wc -l) sheets; expected those of 0, 3, 6, 9 and 12"
  expect 0 info kept/generator.safetensors --json && grep -q '"licence": "CC0-1.0"' out || fail "the card lost its licence"
  # What is given now counts, and counts from now on.
  expect 0 train --resume --out kept --epochs 1.5 --fps 3
  expect 0 train --resume --out kept --json && grep -q '"iterations":18,' out || fail "1.5 epochs were not kept"
  tells "at its end already, iteration 18; go on with: ganscope train --resume --out kept --epochs 3"
  expect 1 train --resume --out kept --iterations 7 && tells "is at iteration 18 and was to end at 7"
  expect 0 train --resume --out kept --json && grep -q '"iterations":18,' out || fail "a refused end was kept"
  echo '{"licnce": "x"}' >kept/options.json
  expect 1 train --resume --out kept && tells "kept/options.json: unknown option 'licnce'"
  echo '{"licence": ' >kept/options.json
  expect 1 train --resume --out kept && tells "kept/options.json: "
}

touch out err
for part in forty_is_twenty_and_twenty killed_at_any_moment damaged_newest refusals interrupted options_of_before; do
  started=$(date +%s.%N)
  $part
  [ -z "${VERBOSE:-}" ] || echo "$part: $(echo "$(date +%s.%N) - $started" | bc) s"
done
echo "train_resume.sh: 50 kills, ${killed_iterations} iterations, none lost; all as expected"
