#!/usr/bin/env bash
# Drives the real window under Xvfb as a person would: run, pause, step each side, walk presets,
# toggle layers, save a picture, click buttons, resize, quit. What a key did is read from the state
# that --report keeps, not from pixels.
#   tests/scripts/window.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
cd "$work"
fail() {
  echo "window.sh: $*" >&2
  echo "  state: $(cat report.json 2>/dev/null)" >&2
  echo "  log: $(cat log.txt 2>/dev/null)" >&2
  exit 1
}

# A display of our own, on a number that Xvfb finds free.
mkfifo number
Xvfb -displayfd 3 -noreset -screen 0 1920x1200x24 +extension GLX >/dev/null 2>&1 3>number &
pids+=($!)
read -r display <number
export DISPLAY=:$display

small=(--generator-widths 16-16 --discriminator-widths 16-16 --batch 64)
"$program" toy --size 1280x720 --report report.json "${small[@]}" >log.txt 2>&1 &
app=$!
pids+=("$app")

field() { # one value of the report, as text
  [ -e report.json ] || return 0
  python3 -c 'import json,sys; print(json.load(open("report.json"))[sys.argv[1]])' "$1" 2>/dev/null || true
}
eventually() { # WHAT COMMAND...: the command succeeds within ten seconds
  local what=$1
  shift
  for _ in $(seq 100); do
    "$@" && return 0
    sleep 0.1
  done
  fail "$what"
}
is() { [ "$(field "$1")" = "$2" ]; }
above() { local v; v=$(field "$1"); [ -n "$v" ] && [ "${v%.*}" -gt "$2" ]; }

eventually "the window never started training" above iteration 5
window=$(xdotool search --onlyvisible --name '^ganscope$' | tail -n 1)
[ -n "$window" ] || fail "no window is called ganscope"
xdotool windowfocus --sync "$window"
press() { xdotool key "$@"; }

press space
eventually "space did not pause" is running False
sleep 0.4
iteration=$(field iteration)
steps=$(field discriminator_steps)
sleep 0.4
is iteration "$iteration" || fail "a paused training went on"

press d
eventually "D did not step the discriminator" is discriminator_steps $((steps + 1))
is iteration "$iteration" || fail "a step of one side counted as an iteration"
press g
eventually "G did not step the generator" is generator_steps $((iteration + 1))
press period
eventually "the full stop did not step both" is iteration $((iteration + 1))

press comma
eventually "a comma did not walk one phase" is phase 0
press comma
eventually "a comma did not walk the next phase" is phase 1
press m
eventually "M did not start slow motion" is slow_motion True
eventually "slow motion does not walk" is phase 3
press m
eventually "M did not end slow motion" is slow_motion False
press space
eventually "space did not pause again" is running False

press 3
eventually "3 did not hide the latent grid" sh -c '! grep -q mesh report.json'
press 3
eventually "3 did not show the latent grid again" grep -q mesh report.json

press t
eventually "T did not change the theme" is theme light
press t
eventually "T did not change the theme back" is theme dark
press Tab
eventually "Tab did not hide the panels" is panels False
press Tab
eventually "Tab did not bring the panels back" is panels True
press F1
eventually "F1 did not open the help" is help True
press Escape
eventually "Esc did not close the help" is help False

press s
eventually "S saved no picture" sh -c 'ls ganscope-*.png >/dev/null 2>&1'
file=$(ls ganscope-*.png)
ffprobe -v error -select_streams v -show_entries stream=width,height -of csv=p=0 "$file" | grep -qE '^[0-9]+,[0-9]+' ||
  fail "the saved picture is no picture"

press n
eventually "N did not go to the next preset" is latent nine-squares
is data square || fail "the next preset has the wrong data"
press p
eventually "P did not go back" is data nine-squares

press r
eventually "R did not reset" is iteration 0
press space
eventually "space did not run again" is running True
eventually "the training does not run" above iteration 3

# The Pause button stands right of the preset list in the top bar.
xdotool mousemove --window "$window" 188 26 click 1
eventually "a click on Pause did nothing" is running False

# Wheel over the picture zooms.
xdotool mousemove --window "$window" 640 400 click 4 click 4
eventually "the wheel did not zoom" sh -c 'grep -q "\"zoom\":1\.[1-9]" report.json'
press f
eventually "F did not fit" is zoom 1.0

# Odd sizes are survived.
for size in "200 200" "1900 1100" "640 480" "1280 720"; do
  # shellcheck disable=SC2086  # two words on purpose
  xdotool windowsize "$window" $size
  eventually "the window did not follow its new size $size" is width "${size% *}.0"
done

# What is on the screen is a picture and not one colour.
ffmpeg -v error -f x11grab -video_size 1280x720 -i "$DISPLAY" -frames:v 1 screen.png
colours=$(ffmpeg -v error -i screen.png -vf scale=160:90 -f rawvideo -pix_fmt rgb24 - | od -An -v -tx1 -w3 | sort -u | wc -l)
[ "$colours" -gt 500 ] || fail "the screen shows only $colours colours"

start=$(date +%s%N)
press ctrl+q
for _ in $(seq 50); do kill -0 "$app" 2>/dev/null || break; sleep 0.02; done
wait "$app" || fail "the window ended with status $?"
took=$((($(date +%s%N) - start) / 1000000))
[ "$took" -lt 5000 ] || fail "quitting took $took ms"
grep -qiE 'warning|error' log.txt && fail "the program complained"
echo "window: every key and click did what it says (quit in $took ms)"
