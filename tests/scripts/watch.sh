#!/usr/bin/env bash
# Drives the training view under Xvfb as a person would: pause, step, look back over the sheets, save,
# quit and go on, to the end and into image mode. What a key or click did is read from the state that
# --report keeps, not from pixels.
#   tests/scripts/watch.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
source "$(dirname "$(realpath "$0")")/../support/drive.sh"
export XDG_DATA_HOME=$work/data
mkdir photos
ffmpeg -v error -f lavfi -i testsrc2=size=40x30:rate=8 -frames:v 48 photos/%02d.png
tiny=(train --data "folder:$work/photos" --arch mlp --image-size 16 --generator-widths 32
  --discriminator-widths 32 --latent-size 8 --batch 8 --seed 5 --threads 1 --sheet-every 20 --checkpoint-every 50)

last=2500  # so many that a quick machine does not end before a slow hand has paused it

# Without a display it trains all the same, and says so.
env -u DISPLAY "$program" "${tiny[@]}" --out alone --iterations "$last" --watch >log.txt 2>&1 || fail "no display: status $?"
grep -q "no window (DISPLAY is not set); training without one" log.txt || fail "the missing display is not told"
DISPLAY=:971 "$program" "${tiny[@]}" --out none --iterations 3 --watch >log.txt 2>&1 || fail "a wrong display: status $?"
grep -q "training without one" log.txt || fail "the wrong display is not told"

start_display

open_window() { # ARGUMENTS...: starts the program and waits for its window
  rm -f report.json
  "$program" "${tiny[@]}" --watch --report report.json --size 1280x720 "$@" >log.txt 2>&1 &
  app=$!
  pids+=("$app")
  eventually "the window never showed images" above generated 1
  find_window
}
quit() { # STATUS: Ctrl+Q ends the program with this status
  press ctrl+q
  for _ in $(seq 250); do kill -0 "$app" 2>/dev/null || break; sleep 0.02; done
  local status=0
  wait "$app" || status=$?
  [ $status -eq "$1" ] || fail "the window ended with status $status; expected $1"
}

open_window --out seen --iterations "$last" --paused
is phase training || fail "it is not training"
is images 48 || fail "it has not 48 images"
is iteration 0 || fail "a paused training has gone on"
press period
eventually "the dot took no step" is iteration 1
click Step
eventually "Step took no step" is iteration 2
is running False || fail "a step set it running"
eventually "the step is not shown" is shown_iteration 2
is real 8 || fail "the real batch is not shown"
press space
eventually "space did not run it" above iteration 45
press space
eventually "space did not pause it" is running False
sleep 0.3
at=$(field iteration)
sleep 0.5
is iteration "$at" || fail "a paused training went on"
is phase training || fail "it is not training any more: raise \$last"

press Home
eventually "Home did not show the first sheet" is shown_iteration 0
press Right
eventually "Right did not show the next sheet" is shown_iteration 20
press Left
eventually "Left did not go back" is shown_iteration 0
click timeline 0.55 0.5
eventually "a click on the timeline did not look back" above shown_iteration 19
is looks_back True || fail "it does not look back"
press s
eventually "S saved no picture" sh -c 'ls seen-*.png >/dev/null 2>&1'
press End
eventually "End did not follow the training" is looks_back False
press c
eventually "C copied no command" says "copied: ganscope train"
says "--sheet-every 20" || fail "the copied command lacks what was typed"
keys_that_look
for size in "200 200" "1900 1100" "640 480" "1280 720"; do
  # shellcheck disable=SC2086  # two words on purpose
  xdotool windowsize "$window" $size
  eventually "the window did not follow its new size $size" is width "${size% *}.0"
done
ffmpeg -v error -f x11grab -video_size 1280x720 -i "$DISPLAY" -frames:v 1 screen.png
colours=$(ffmpeg -v error -i screen.png -vf scale=160:90 -f rawvideo -pix_fmt rgb24 - | od -An -v -tx1 -w3 | sort -u | wc -l)
[ "$colours" -gt 300 ] || fail "the screen shows only $colours colours"
[ -z "${GANSCOPE_KEEP_SCREEN:-}" ] || cp screen.png "$GANSCOPE_KEEP_SCREEN"

# Closing stops with a checkpoint and says how to go on; the resumed run has the past of the first one.
at=$(field iteration)
quit 0
grep -q "stopped at iteration $at; go on with: ganscope train --resume --out seen" log.txt || fail "it does not say how to go on"
[ -e "seen/checkpoints/iteration-$(printf %08d "$at").ckpt" ] || fail "there is no checkpoint of iteration $at"
tiny=(train --sheet-every 20)
open_window --resume --out seen
is resumed_at "$at" || fail "it did not go on from iteration $at"
press Home
eventually "the sheets of before are gone" is shown_iteration 0
eventually "it never finished" is phase finished
[ -e seen/generator.safetensors ] && [ -e seen/timelapse.mp4 ] || fail "the finished run has no model or timelapse"
is curves "$last" || fail "the curves lack the iterations before"

# Watched, paused, cut and resumed: the bits of the run that nobody watched.
cmp alone/checkpoints/iteration-0000$last.ckpt seen/checkpoints/iteration-0000$last.ckpt >&2 || fail "watching changed the weights"
for sheet in alone/sheets/*.png; do cmp "$sheet" "seen/sheets/$(basename "$sheet")" >&2 || fail "watching changed a sheet"; done

click "Open model"
eventually "the model did not open in image mode" is mode image
eventually "image mode shows no image" is image True
press F2
eventually "F2 did not go back to the training" is mode train
is curves "$last" || fail "the finished training lost its curves"
press Home
eventually "the finished training does not look back" is shown_iteration 0
press F2
eventually "F2 did not come back to the model" is mode image
quit 0
grep -qi 'error' log.txt && fail "the program complained"

# A signal ends it as closing does.
tiny=(train --data "folder:$work/photos" --arch mlp --image-size 16 --generator-widths 8
  --discriminator-widths 8 --latent-size 8 --batch 8 --threads 1)
open_window --out cut --iterations 100000000
eventually "it does not train" above iteration 5
kill -TERM "$app"
status=0
wait "$app" || status=$?
[ $status -eq 130 ] || fail "a signal ended it with status $status; expected 130"
[ "$(find cut/checkpoints -name '*.ckpt' | wc -l)" -ge 1 ] || fail "no checkpoint after a signal"

# What cannot be opened is told in the view, and as an error at the end.
rm -f report.json
"$program" train --data "folder:$work/missing" --arch mlp --out nothing --watch --report report.json >log.txt 2>&1 &
app=$!
pids+=("$app")
eventually "a missing folder is not told" is phase failed
says missing || fail "the error does not name the folder"
window=$(xdotool search --onlyvisible --name '^ganscope$' | tail -n 1)
xdotool windowfocus --sync "$window"
quit 1
grep -q "missing" log.txt || fail "the error is not told at the end"
echo "watch: every key and click did what it says"
