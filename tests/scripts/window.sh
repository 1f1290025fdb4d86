#!/usr/bin/env bash
# Drives the real window under Xvfb as a person would: every key and every control once. What it did is
# read from the state that --report keeps, which also says where the controls are, and from the files
# that were left, not from pixels.
#   tests/scripts/window.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
source "$(dirname "$(realpath "$0")")/../support/drive.sh"
settings=$work/config/ganscope/settings.json
start_display

small=(--generator-widths 16-16 --discriminator-widths 16-16 --batch 64)
"$program" toy --size 1280x720 --report report.json "${small[@]}" >log.txt 2>&1 &
app=$!
pids+=("$app")

# Quicker than JSON read by Python: this script asks thousands of times.
field() { # one value of the report, as JSON writes it, strings without their quotes
  [ -e report.json ] || return 0
  sed 's/,"items":.*//' report.json | grep -o "\"$1\":\(\"[^\"]*\"\|[^,}]*\)" | head -n 1 | cut -d: -f2- | tr -d '"' || true
}
above() { local v; v=$(field "$1"); [ -n "$v" ] && [ "${v%.*}" -gt "$2" ]; }

eventually "the window never started training" above iteration 5
find_window
moved() { xdotool mousemove --window "$window" "$1" "$2"; }
place() { # NAME [SHARE]: a point on the control, at a share of its width
  local name
  name=$(sed 's/[].[*^$\\]/\\&/g' <<<"$1")
  sed 's/.*,"items"://' report.json | grep -o "\"$name\":\[[^]]*\]" | head -n 1 | sed 's/.*\[//; s/\]//' |
    awk -F, -v share="${2:-0.5}" '{ printf "%d %d", $1 + share * ($3 - $1), ($2 + $4) / 2 }'
}
shows() { [ -n "$(place "$1")" ]; }
click() { # NAME [SHARE]
  eventually "there is no control '$1' to click" shows "$1"
  click_there "$@"
}
click_there() { # the same for a control that may have gone: false then
  local at='' now
  now=$(place "$@")
  while [ "$at" != "$now" ]; do # sections that fold move what is below them
    at=$now
    sleep 0.2
    now=$(place "$@")
  done
  [ -n "$at" ] || return 1
  # shellcheck disable=SC2086  # two words on purpose
  moved $at
  sleep 0.1 # a hand rests before it clicks
  xdotool click 1
}
choose() { # LIST ENTRY: opens the list and takes the entry; on a slow machine a click can be lost
  local try wait
  for try in 1 2 3 4; do
    shows "$1=$2" || click "$1"
    for wait in $(seq 20); do
      shows "$1=$2" && break
      sleep 0.1
    done
    click_there "$1=$2" || continue
    sleep 0.3
    shows "$1=$2" || return 0
  done
  fail "the list '$1' does not take '$2'"
}
unfold() { # SECTION CONTROL: until the control in it is there
  local try
  for try in 1 2 3; do
    shows "$2" && return 0
    click "section $1"
    sleep 0.4
  done
  fail "the section '$1' does not show '$2'"
}
fold() { # SECTION CONTROL: until it is not
  local try
  for try in 1 2 3; do
    shows "$2" || return 0
    click "section $1"
    sleep 0.4
  done
  fail "the section '$1' does not hide '$2'"
}
says() { case "$(field command)" in *"$1"*) ;; *) return 1 ;; esac; }
tells() { case "$(field notice)" in *"$1"*) ;; *) return 1 ;; esac; }
records() { is "$1" "$2"; }
frames_recorded() { above frames $(($1 - 1)); }

# --- running and stepping
press space
eventually "space did not pause" is running false
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
click "Step D"
eventually "the button did not step the discriminator" is discriminator_steps $((steps + 3))
click "Step G"
eventually "the button did not step the generator" is generator_steps $((iteration + 3))
click "Step both"
eventually "the button did not step both" is iteration $((iteration + 2))

# --- slow motion and speed
press comma
eventually "a comma did not walk one phase" is phase 0
press comma
eventually "a comma did not walk the next phase" is phase 1
press m
eventually "M did not start slow motion" is slow_motion true
eventually "slow motion does not walk" is phase 3
click "Slow motion"
eventually "the button did not end slow motion" is slow_motion false
press space
eventually "space did not pause again" is running false
press bracketleft
eventually "[ did not slow down" is speed "200 a frame"
press bracketright
eventually "] did not go back to full speed" is speed unlimited
choose speed "10 a frame"
eventually "the list did not set the speed" is speed "10 a frame"
choose speed unlimited
eventually "the list did not set full speed" is speed unlimited

# --- layers, theme, panels, help, size
for key in 1 2 3 4 5 6 7 8; do
  name=$(sed -n "${key}p" <<<"$(printf '%s\n' field decision mesh real generated gradients trails inset)")
  before=$(grep -c "\"layers\":\[[^]]*\"$name\"" report.json || true)
  press "$key"
  eventually "$key did not toggle the layer $name" sh -c \
    "[ \"\$(grep -c '\"layers\":\\[[^]]*\"$name\"' report.json)\" -ne $before ]"
  click "layer $name"
  eventually "the box did not toggle the layer $name back" sh -c \
    "[ \"\$(grep -c '\"layers\":\\[[^]]*\"$name\"' report.json)\" -eq $before ]"
done
press t
eventually "T did not change the theme" is theme light
press t
eventually "T did not change the theme back" is theme dark
press plus
eventually "+ did not enlarge the interface" is scale 1.25
press minus
eventually "- did not shrink it again" is scale 1.0
press Tab
eventually "Tab did not hide the panels" is panels false
press Tab
eventually "Tab did not bring the panels back" is panels true
press F1
eventually "F1 did not open the help" is help true
press Escape
eventually "Esc did not close the help" is help false
press question
eventually "? did not open the help" is help true
press F1
eventually "F1 did not close the help" is help false
click "?"
eventually "the button did not open the help" is help true
press Escape
press F11
eventually "F11 did not fill the screen" is width 1920.0
press F11
eventually "F11 did not give the screen back" is width 1280.0

# --- files: a picture, the curves, the command
press s
eventually "S saved no picture" sh -c 'ls ganscope-*.png >/dev/null 2>&1'
file=$(ls ganscope-*.png)
ffprobe -v error -select_streams v -show_entries stream=width,height -of csv=p=0 "$file" | grep -qE '^[0-9]+,[0-9]+' ||
  fail "the saved picture is no picture"
press e
eventually "E exported no curves" sh -c 'ls ganscope-*-curves.csv >/dev/null 2>&1'
click "Export CSV"
eventually "the button exported no curves" sh -c 'ls ganscope-*-curves-2.csv >/dev/null 2>&1'
python3 - ganscope-*-curves.csv <<'EOF' || fail "the exported curves are no table"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
assert len(rows) > 5 and all(float(r["discriminator_loss"]) > 0 for r in rows[1:])
EOF
press c
eventually "C did not copy the command" tells "copied: ganscope toy"

# --- presets, data, prior, seed: what starts anew, and the way back
iteration=$(field iteration)
press n
eventually "N did not go to the next preset" is latent nine-squares
is data square || fail "the next preset has the wrong data"
tells "Ctrl+Z" || fail "it is not said how the run comes back"
press ctrl+z
eventually "Ctrl+Z did not bring the run back" is latent square
eventually "Ctrl+Z did not bring back where the run was" is iteration "$iteration"
says "--batch 64" || fail "Ctrl+Z did not bring the run's options back"
press n
eventually "N did not go on again" is latent nine-squares
says "--batch" && fail "a preset takes the options of the run before it"
press k
eventually "K did not keep the changes" says "--batch 64"
press p
eventually "P did not go back" is data nine-squares
# An open list has the keys: arrows and Return choose, letters are not the run's.
click Data
eventually "the list of data did not open" shows Data=ring8
done_before=$(field commands)
press r
press Down
sleep 0.4
is commands "$done_before" || fail "keys of an open list did '$(field last_command)'"
press Home
press Return
eventually "Return chose nothing in the list" isnt data nine-squares
press ctrl+z
eventually "the run did not come back after the list" is data nine-squares
choose preset fig1d
eventually "the list did not choose the preset" is data spiral
choose Data ring8
eventually "the list did not change the data" is data ring8
choose Latent gaussian2d
eventually "the list did not change the prior" is latent gaussian2d
type_into seed 7
eventually "the field did not change the seed" says "--seed 7"
choose preset fig2a
eventually "the list did not go back to the first preset" is data nine-squares

# --- training: live, or waiting for a reset that says so
type_into generator-rate 0.002
eventually "the rate of G is not live" says "--generator-rate 0.002"
type_into discriminator-rate 0.003
eventually "the rate of D is not live" says "--discriminator-rate 0.003"
type_into generator-updates 2
eventually "the updates of G are not live" says "--generator-updates 2"
type_into discriminator-updates 3
eventually "the updates of D are not live" says "--discriminator-updates 3"
type_into generator-rate fast
eventually "a word for a rate is not refused" tells "fast"
says "--generator-rate 0.002" || fail "a refused rate changed the rate"
# The field has the keys still: its correction is no command.
done_before=$(field commands)
xdotool type --delay 60 rnk
sleep 0.4
is commands "$done_before" || fail "keys of a refused rate did '$(field last_command)'"
press F1
eventually "F1 shows no help while a field has the keys" is help true
press F1
eventually "F1 does not hide the help again" is help false
press Escape
click Defaults
steps_are_plain() { ! says updates; }
eventually "Defaults did not take the steps back" steps_are_plain
press Escape
shows apply && fail "a reset is asked for where none is needed"
choose Loss least-squares
eventually "no reset is offered after a change of the loss" shows apply
says least-squares && fail "the loss changed without a reset"
click apply
eventually "the reset did not apply the loss" says least-squares
choose Loss wgan-clip
click clip
type_into clip 0.05
eventually "the clip is not live" says "--clip 0.05"
choose Loss wgan-gp
eventually "wgan-gp does not say what it switches off" tells "batch normalisation"
type_into penalty 5
eventually "the penalty is not live" says "--penalty 5"
press r
eventually "R did not apply the draft" says "--loss wgan-gp"
choose Loss non-saturating
# A section too many to fit: fold one to reach the next.
fold "Data and prior" seed
unfold "Batch and decay" batch
type_into batch 48
choose "BN batches" separate
type_into decay 0.9
eventually "the decay is not live" says "--decay 0.9"
type_into decay-every 500
eventually "the decay's interval is not live" says "--decay-every 500"
click Reset
eventually "the reset did not apply the batch" says "--batch 48"
says "--batches separate" || fail "the reset did not apply the batches"
fold "Batch and decay" batch
for side in Generator Discriminator; do
  lower=${side,}
  unfold "$side" "$lower-widths"
  type_into "$lower-widths" 12-12
  choose Activation relu
  choose Normalise none
  choose Optimiser adam
  type_into "$lower-momentum" 0.5
  eventually "the momentum of $side is not live" says "momentum 0.5"
  press r
  eventually "the widths of $side were not applied" says "widths 12-12"
  says "activation relu" || fail "the activation of $side was not applied"
  says "normalisation none" || fail "the normalisation of $side was not applied"
  says "optimiser adam" || fail "the optimiser of $side was not applied"
  fold "$side" "$lower-widths"
done
unfold "Data and prior" seed

# --- time: look back, replay, select, pin
eventually "the button Reset or R left the iterations" is running false
press space
eventually "space did not run again" is running true
eventually "the training does not run" above iteration 1500
press space
eventually "space did not pause" is running false
now=$(field iteration)
# How far apart frames are kept depends on how fast the machine trains and draws.
back=$((3 * now / $(field kept_frames)))
press Left
eventually "Left did not look back" is looks_back true
above shown_iteration $((now - back)) || fail "Left went too far back: more than $back iterations"
press Home
eventually "Home did not go to the start" is shown_iteration 0
press Right
eventually "Right did not go on" above shown_iteration 0
press End
eventually "End did not follow again" is looks_back false
click timeline 0.5
eventually "a click on the timeline did not look back" is looks_back true
above shown_iteration $((now / 3)) || fail "the middle of the timeline is not the middle of the run"
click Live
eventually "Live did not follow again" is looks_back false
press l
eventually "L did not replay" is replaying true
press l
eventually "L did not stop" is replaying false
click Replay
eventually "the button did not replay" is replaying true
press End
eventually "End did not stop the replay" is replaying false
selected() { ! grep -q '"span":null' report.json; }
for _ in 1 2 3; do # a hand takes its time, and more on a slow machine
  # shellcheck disable=SC2046
  moved $(place timeline 0.2)
  xdotool keydown shift
  sleep 0.3
  xdotool mousedown 1
  sleep 0.5
  # shellcheck disable=SC2046
  moved $(place timeline 0.4)
  sleep 0.5
  xdotool mouseup 1 keyup shift
  sleep 0.5
  selected && break
done
eventually "Shift+drag did not select" selected
xdotool click 3
eventually "a right click did not end the selection" grep -q '"span":null' report.json
click "plot Loss"
eventually "a click into a plot did not pin" sh -c '! grep -q "\"pin\":-1" report.json'
press Escape
eventually "Esc did not take the pin away" is pin -1
for plot in Loss Distance; do
  click "log $plot"
  eventually "the switch did not give $plot decades" grep -q "\"log_plots\":\[[^]]*\"$plot\"" report.json
done

# --- zoom, drag, fit
moved 640 330
xdotool click 4 click 4
eventually "the wheel did not zoom" sh -c 'grep -q "\"zoom\":1\.[1-9]" report.json'
press f
eventually "F did not fit" is zoom 1.0

# --- recording
choose preset fig2a
press space
eventually "space did not run" is running true
eventually "the training does not run" above iteration 3
press v
eventually "V did not start recording" records state on
eventually "nothing is recorded" frames_recorded 12
press v
eventually "V did not finish the recording" records state off
eventually "it is not said what was recorded" tells recorded
file=$(ls ganscope-*.mp4)
probe() { # FILE KEY
  ffprobe -v error -count_frames -select_streams v:0 -show_entries "stream=$2" -of csv=p=0 "$1" | tr -d ','
}
[ "$(probe "$file" nb_read_frames)" -ge 12 ] || fail "the recording lacks frames"
[ "$(probe "$file" width)" = 680 ] || fail "the recording is not as wide as the picture"
ls ./*.part >/dev/null 2>&1 && fail "a recording left something half-written"
fold "Data and prior" seed
fold Training Loss
unfold Recording Format
choose Format webm
choose What "the whole window"
choose When "as seen"
type_into Frames/s 15
choose Size 1280x720
eventually "the choices of the recording were not taken" records as_seen true
records fps 15 || fail "the frames a second were not taken"
click Record
eventually "the button did not start recording" records state on
sleep 2
click Record
eventually "the button did not finish the recording" records state off
file=$(ls ganscope-*.webm)
[ "$(probe "$file" width)x$(probe "$file" height)" = 1280x720 ] || fail "the recording has the wrong size"
n=$(probe "$file" nb_read_frames)
dropped=$(sed -n 's/.*(\([0-9]*\) dropped).*/\1/p' <<<"$(field notice)")
[ $((n + ${dropped:-0})) -ge 24 ] || fail "two seconds at 15 frames/s gave $n frames, ${dropped:-0} dropped"
choose Format gif
choose What "the picture"
choose When "every K iterations"
type_into K 3
choose Size "as in the window"
eventually "K was not taken" records every 3
press v
eventually "V did not start a GIF" records state on
eventually "no GIF is recorded" frames_recorded 4
press v
eventually "V did not finish the GIF" records state off
[ "$(probe ganscope-*.gif nb_read_frames)" -ge 4 ] || fail "the GIF lacks frames"
choose Format png
press v
eventually "V did not start pictures" records state on
eventually "no pictures are recorded" frames_recorded 4
press v
eventually "V did not finish the pictures" records state off
[ "$(find . -path './ganscope-*-frames/frame-*.png' | wc -l)" -ge 4 ] || fail "the folder of pictures lacks frames"
choose Format mp4
fold Recording Format
unfold Training Loss
unfold "Data and prior" seed

# --- odd sizes, minimised, no focus
for size in "200 200" "3840 2160" "640 480" "1280 720"; do
  # shellcheck disable=SC2086  # two words on purpose
  xdotool windowsize "$window" $size
  eventually "the window did not follow its new size $size" is width "${size% *}.0"
done
iteration=$(field iteration)
xdotool windowunmap "$window"
sleep 0.6
xdotool windowmap "$window"
eventually "the training stood still behind a hidden window" above iteration "$iteration"
xdotool windowfocus --sync "$window"

# --- a hundred presets in a few seconds
for _ in $(seq 100); do press n; done
eventually "a hundred presets were too many" above run 100
kill -0 "$app" || fail "a hundred presets ended the program"

# --- divergence: said, survived, and left by a reset
choose preset fig2a
fold Training Loss # so that the networks are in reach
fold "Data and prior" seed
for side in Generator Discriminator; do
  unfold "$side" "${side,}-widths"
  choose Activation relu
  choose Normalise none
  choose Optimiser sgd
  fold "$side" "${side,}-widths"
done
unfold Training Loss
choose Loss least-squares
type_into generator-rate 10
type_into discriminator-rate 10
press r
eventually "a rate of 10 did not diverge" is diverged true
tells iteration || fail "the divergence does not say when"
choose Loss non-saturating
type_into generator-rate 0.001
type_into discriminator-rate 0.001
press r
eventually "the reset did not end the divergence" is diverged false
unfold "Data and prior" seed

# --- a file of points, chosen by the keys alone
printf 'x,y\n0,0\n1,1\n2,0\n0,2\n' >points.csv
press ctrl+o
eventually "Ctrl+O opened no file dialogue" is file_dialogue true
press t # a letter in its list
sleep 0.3
is theme dark || fail "a key of the file dialogue changed the theme"
xdotool type --delay 60 "$work/points.csv"
press Return
eventually "the file dialogue did not close" is file_dialogue false
eventually "the chosen points are not the data" says "file:$work/points.csv"
eventually "the chosen points are not learned" above iteration 3
press ctrl+z
eventually "Ctrl+Z did not bring the run before back" is data nine-squares

# What is on the screen is a picture and not one colour.
ffmpeg -v error -f x11grab -video_size 1280x720 -i "$DISPLAY" -frames:v 1 screen.png
colours=$(ffmpeg -v error -i screen.png -vf scale=160:90 -f rawvideo -pix_fmt rgb24 - | od -An -v -tx1 -w3 | sort -u | wc -l)
[ "$colours" -gt 500 ] || fail "the screen shows only $colours colours"

# --- closing while recording finishes the file; settings are kept
rm -f ganscope-*.mp4
press t
eventually "T did not change the theme" is theme light
eventually "the reset after a divergence does not run" is running true
press v
eventually "V did not start recording" records state on
eventually "nothing is recorded" frames_recorded 3
start=$(date +%s%N)
press ctrl+q
for _ in $(seq 500); do xdotool search --onlyvisible --name '^ganscope$' >/dev/null 2>&1 || break; sleep 0.02; done
gone=$((($(date +%s%N) - start) / 1000000))
wait "$app" || fail "the window ended with status $?"
took=$((($(date +%s%N) - start) / 1000000))
[ "$took" -lt 10000 ] || fail "quitting took $took ms"
[ "$(probe ganscope-*.mp4 nb_read_frames)" -ge 3 ] || fail "closing did not finish the recording"
ls ./*.part >/dev/null 2>&1 && fail "closing left something half-written"
grep -qiE 'warning|error' log.txt && fail "the program complained"
grep -q '"theme": "light"' "$settings" || fail "the theme is not remembered"

# --- the next start remembers; a damaged file is set aside and named
"$program" toy --report report.json "${small[@]}" --paused >log.txt 2>&1 &
app=$!
pids+=("$app")
eventually "the next start forgot the theme" is theme light
is width 1280.0 || fail "the next start forgot the window's size"
xdotool search --sync --onlyvisible --name '^ganscope$' >/dev/null
kill -INT "$app"
wait "$app" || fail "an interrupt ended with status $?"
echo '{"theme": "li' >"$settings"
"$program" toy --report report.json "${small[@]}" --paused >log.txt 2>&1 &
app=$!
pids+=("$app")
eventually "damaged settings are not named" tells settings.json.damaged
is theme dark || fail "damaged settings are used"
[ -e "$settings.damaged" ] || fail "damaged settings were not kept"
xdotool search --sync --onlyvisible --name '^ganscope$' >/dev/null
kill -INT "$app"
wait "$app" || fail "an interrupt ended with status $?"
echo "window: every key and control did what it says (closed in $gone ms, recording finished in $took ms)"
