#!/usr/bin/env bash
# Drives image mode's window under Xvfb as a person would: fly, pause, snap, generate, explore, drag the
# picture and the numbers, anchors and arithmetic, the grid, recording, another model, toy mode and back.
# What a key or click did is read from the state that --report keeps, not from pixels.
#   tests/scripts/image.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")/../..")
models=$(realpath "$here/../shared/models" 2>/dev/null) || models=
if [ ! -e "$models/faces_dcgan32.pt" ]; then
  echo "image: skipped, as there are no models in ../shared/models"
  exit 0
fi
source "$(dirname "$(realpath "$0")")/../support/drive.sh"
for name in faces_dcgan32 mnist_dcgan28; do cp "$here/assets/examples/$name.card.json" .; done
ln -s "$models/faces_dcgan32.pt" "$models/mnist_dcgan28.pth" .
echo "no model" >broken.pt

start_display

"$program" image faces_dcgan32.pt --size 1280x720 --seconds 4 --rows 4 --cols 4 --report report.json >log.txt 2>&1 &
app=$!
pids+=("$app")

eventually "the window never showed an image" is image True
find_window
drag() { # NAME X Y DX DY: pressed at the point and moved by pixels
  # shellcheck disable=SC2046
  xdotool mousemove --window "$window" $(place "$1" "$2" "$3")
  xdotool mousedown 1
  sleep 0.1
  for _ in 1 2 3 4; do xdotool mousemove_relative -- $(($4 / 4)) $(($5 / 4)); sleep 0.05; done
  xdotool mouseup 1
}

frames_of() { ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 "$1"; }

is playing True || fail "it does not play at the start"
before=$(field position)
eventually "the tour stands still" isnt position "$before"
eventually "the grid was never complete" is grid_waiting 0
press space
eventually "space did not pause" is playing False
sleep 0.4
before=$(field position)
sleep 0.4
is position "$before" || fail "a paused tour went on"
is path circle || fail "two anchors make no circle"

press Home
eventually "Home did not go to the first anchor" is position 0.0
is latent_text seed:1 || fail "the first anchor is not seed:1"
press n
eventually "N did not go to the next anchor" is latent_text seed:2
press p
eventually "P did not go back" is latent_text seed:1
press Right Right
eventually "the arrow did not move on" near position 0.02

click timeline 0.6 0.5
eventually "a click on the timeline did not scrub" above position 0.4
drag picture 0.5 0.5 80 40
eventually "dragging the picture did not move the latent" is off_path True
press r
eventually "R did not return to the path" is off_path False
click "latent bars" 0.3 0.1
eventually "the bars did not move a number" is off_path True
press r
eventually "R did not return to the path again" is off_path False

press g
eventually "G generated nothing" is off_path True
text=$(field latent_text)
case "$text" in seed:*) ;; *) fail "a generated sample has no seed: '$text'" ;; esac
press a
eventually "A did not add an anchor" count anchors 3
is path arcs || fail "three anchors still make a circle"
press e
eventually "E did not explore" is exploring True
eventually "exploring does not move" above position 0.05
click Record
eventually "a walk is not recorded" says "of the walk from here on"
eventually "the walk's recording never ended" says "recorded $PWD/faces_dcgan32-walk.mp4"
grep -q "recorded $PWD/faces_dcgan32-walk.mp4" log.txt || fail "the terminal says nothing of the recording"
[ "$(frames_of faces_dcgan32-walk.mp4)" = 240 ] || fail "the walk's recording has $(frames_of faces_dcgan32-walk.mp4) frames; expected 240"
press e
eventually "E did not end exploring" is exploring False

# Arithmetic: a wrong line is told and kept, a right one adds an anchor.
click expression
xdotool type --delay 30 'smile = seed:1 - sed:2'
press Return
eventually "a wrong expression was not refused" says "sed"
# The keys are still the line's: its correction is no command.
done_before=$(field commands)
xdotool type --delay 60 'ge'
sleep 0.4
is commands "$done_before" || fail "keys of a refused line did '$(field last_command)'"
press Escape
press Escape
type_into expression 'smile = typical(seed:1 - seed:2)'
eventually "the expression added no anchor" count anchors 4
field anchors | grep -q smile || fail "the anchor is not called smile"
click "delete 3"
eventually "the cross deleted no anchor" count anchors 3
click "up 3"
eventually "the arrow moved no anchor" sh -c "python3 -c 'import json; assert json.load(open(\"report.json\"))[\"anchors\"][1] == \"smile\"' 2>/dev/null"
click Save
eventually "Save asked for no file" is file_dialogue True
press Return # under the name that is offered, in the working folder
eventually "the anchors were not saved" says anchors.json
python3 -c 'import json; assert [a["name"] for a in json.load(open("faces_dcgan32-anchors.json"))["anchors"]][1] == "smile"' || fail "the file of anchors is wrong"

type_into "name 2" "2 nd"
eventually "a name that is none was not refused" says "2 nd"
done_before=$(field commands)
xdotool type --delay 60 'gre'
sleep 0.4
is commands "$done_before" || fail "keys of a refused name did '$(field last_command)'"
press Escape
press Escape
type_into "name 2" grin
eventually "typing did not rename an anchor" sh -c "python3 -c 'import json; assert json.load(open(\"report.json\"))[\"anchors\"][1] == \"grin\"' 2>/dev/null"
# A thumbnail is dragged onto another: its anchor goes there.
# shellcheck disable=SC2046
xdotool mousemove --window "$window" $(place "anchor 2")
xdotool mousedown 1
sleep 0.2
for _ in 1 2 3 4; do xdotool mousemove_relative -- 0 -5; sleep 0.1; done
# shellcheck disable=SC2046
xdotool mousemove --window "$window" $(place "anchor 1")
sleep 0.4
xdotool mousemove_relative 1 1
sleep 0.2
xdotool mouseup 1
eventually "dragging a thumbnail moved no anchor" sh -c "python3 -c 'import json; assert json.load(open(\"report.json\"))[\"anchors\"][0] == \"grin\"' 2>/dev/null"

click grid 0.9 0.9
eventually "a click on a cell made no anchor" count anchors 4
press Escape
drag speed 0.5 0.5 -160 0
eventually "dragging the speed did not go below 0" below speed -0.5
press Home space
eventually "a negative speed does not fly backwards" above position 0.7
press space
eventually "space did not pause again" is playing False
drag speed 0.5 0.5 150 0
eventually "dragging the speed did not go above 0" above speed 0.3
press b
eventually "B did not move the grid" above grid_position 0.01
press b
eventually "B did not stop the grid" is grid_moving False
press x
eventually "X did not swap the views" is grid_large True
press x
eventually "X did not swap the views back" is grid_large False

press s
eventually "S saved no picture" sh -c 'ls faces_dcgan32-picture.png >/dev/null 2>&1'
ffprobe -v error -show_entries stream=width,height -of csv=p=0 faces_dcgan32-picture.png | grep -qE '^[0-9]+,[0-9]+' || fail "the saved picture is no picture"
press c
eventually "C copied no command" says "copied: ganscope image faces_dcgan32.pt"
keys_that_look

# A lap is recorded beside the window, which goes on.
press space
press v
eventually "V did not start a recording" isnt recording ""
eventually "the recording never ended" says "recorded $PWD/faces_dcgan32-tour.mp4"
frames=$(frames_of faces_dcgan32-tour.mp4)
[ "$frames" = 240 ] || fail "the recording has '$frames' frames; expected 240"
# The other layouts too, of a short lap: tour and strip, and the moving grid in a GIF.
type_into seconds 0.5
eventually "typing did not change the lap's length" is seconds 0.5
click "section Model" # makes room
click "section Recording"
eventually "the section did not open" has Format
click What
eventually "the list did not open" has "What=tour and strip"
click "What=tour and strip"
sleep 0.3
click Record
eventually "the strip's recording never ended" says "recorded $PWD/faces_dcgan32-tour-2.mp4"
[ "$(frames_of faces_dcgan32-tour-2.mp4)" = 30 ] || fail "the strip's recording has $(frames_of faces_dcgan32-tour-2.mp4) frames; expected 30"
click What
eventually "the list did not open again" has "What=moving grid"
click "What=moving grid"
sleep 0.3
click Format
eventually "the list of formats did not open" has "Format=gif"
click "Format=gif"
sleep 0.3
click Record
eventually "the grid's recording never ended" says "recorded $PWD/faces_dcgan32-tour.gif"
[ "$(frames_of faces_dcgan32-tour.gif)" = 25 ] || fail "the grid's recording has $(frames_of faces_dcgan32-tour.gif) frames; expected 25"
click "section Recording"

# A model that is none leaves the picture; another one is opened in its place.
click model
sleep 0.3
press Escape
is image True || fail "the picture went"

press F2
eventually "F2 did not go to toy mode" is mode toy
eventually "toy mode does not train" above iteration 3
press F2
eventually "F2 did not come back" is mode image
is image True || fail "the picture went while toy mode was shown"
count anchors 4 || fail "the anchors went while toy mode was shown"
press F2
eventually "F2 did not go to toy mode again" is mode toy
press F2
eventually "F2 did not come back again" is mode image

# A model is chosen in the file dialogue, whose keys are its own, and the first one is opened again.
press ctrl+o
eventually "Ctrl+O opened no file dialogue" is file_dialogue True
press Escape
eventually "Esc did not close the file dialogue" is file_dialogue False
press ctrl+o
eventually "Ctrl+O opened no file dialogue again" is file_dialogue True
xdotool type --delay 60 "$work/mnist_dcgan28.pth"
press Return
eventually "the chosen model is not open" is model "$work/mnist_dcgan28.pth"
press ctrl+o
eventually "Ctrl+O opened no file dialogue for the first model" is file_dialogue True
xdotool type --delay 60 "$work/faces_dcgan32.pt"
press Return
eventually "the first model is not open again" is model "$work/faces_dcgan32.pt"
count anchors 4 || fail "its anchors are not those that it was left with"

# A filled screen stays filled in the other mode, and is given back from there.
press F11
eventually "F11 did not fill the screen" is width 1920.0
press F2
eventually "toy mode does not fill the screen" is fullscreen True
is width 1920.0 || fail "toy mode does not fill the screen"
press F11
eventually "F11 did not give the screen back" is width 1280.0
press F2
eventually "F2 did not come back a third time" is mode image
is fullscreen False || fail "image mode thinks that it fills the screen"

for size in "200 200" "1900 1100" "640 480" "1280 720"; do
  # shellcheck disable=SC2086  # two words on purpose
  xdotool windowsize "$window" $size
  eventually "the window did not follow its new size $size" is width "${size% *}.0"
done

# Where the column is folded, a row above the picture has the grid.
xdotool windowsize "$window" 900 640
eventually "the column did not fold" has Tour
click Grid
eventually "the grid cannot be reached where the column is folded" is grid_large True
click Move
eventually "the grid does not move where the column is folded" is grid_moving True
click Move
eventually "the grid does not stop where the column is folded" is grid_moving False
click Tour
eventually "the tour cannot be reached where the column is folded" is grid_large False
click Menu
eventually "the menu did not open" has Menu=Latents
click Menu=Latents
eventually "the menu's section did not open" has "Latents=generate: one new sample"
click "Latents=generate: one new sample"
eventually "the menu generated nothing" is off_path True
xdotool windowsize "$window" 1280 720
eventually "the window did not follow its size back" is width 1280.0

# The copied command shows the same in another window.
press c
eventually "C copied no command again" says "--latent"
text=$(field latent_text)
grid=$(field grid_position)
copied=$(field notice | sed 's/^copied: ganscope //')

ffmpeg -v error -f x11grab -video_size 1280x720 -i "$DISPLAY" -frames:v 1 screen.png
colours=$(ffmpeg -v error -i screen.png -vf scale=160:90 -f rawvideo -pix_fmt rgb24 - | od -An -v -tx1 -w3 | sort -u | wc -l)
[ "$colours" -gt 300 ] || fail "the screen shows only $colours colours"
[ -z "${GANSCOPE_KEEP_SCREEN:-}" ] || cp screen.png "$GANSCOPE_KEEP_SCREEN"

start=$(date +%s%N)
press ctrl+q
for _ in $(seq 100); do kill -0 "$app" 2>/dev/null || break; sleep 0.02; done
wait "$app" || fail "the window ended with status $?"
took=$((($(date +%s%N) - start) / 1000000))
[ "$took" -lt 5000 ] || fail "quitting took $took ms"
grep -qiE 'warning|error' log.txt && fail "the program complained"
grep -q faces_dcgan32.pt config/ganscope/models.json || fail "the model is not among the recent ones"

rm report.json
eval "\"\$program\" $copied --report report.json" >log.txt 2>&1 &
app=$!
pids+=("$app")
eventually "the copied command shows no image" is image True
is latent_text "$text" || fail "the copied command shows '$(field latent_text)'; expected '$text'"
[ "$(field grid_position)" = "$grid" ] || fail "the copied command's grid is at $(field grid_position); expected $grid"
count anchors 4 || fail "the copied command has other anchors"
window=$(xdotool search --onlyvisible --name '^ganscope$' | tail -n 1)
xdotool windowfocus --sync "$window"
press ctrl+q
wait "$app" || fail "the copied command ended with status $?"

# Without a model the window says what to do; a broken one is an error in the view.
rm report.json
"$program" image broken.pt --size 900x600 --report report.json >log.txt 2>&1 &
app=$!
pids+=("$app")
eventually "a broken model is not told in the view" is error True
says broken.pt || fail "the error does not name the file"
is image False || fail "there is a picture without a model"
window=$(xdotool search --onlyvisible --name '^ganscope$' | tail -n 1)
xdotool windowfocus --sync "$window"
press Escape
click "open faces_dcgan32.pt"
eventually "a recent model did not open" is image True

# A path is typed where nothing can be dropped; what is broken leaves the picture that was there.
type_path() {
  click model
  eventually "the list of models did not open" has "model path"
  click "model path"
  xdotool type --delay 30 "$1"
  press Return
}
good=$(field model)
type_path broken.pt
eventually "a broken model over a good one is not told" says "broken.pt"
is error True || fail "a broken model is no error"
is image True || fail "the good picture went with the broken model"
is model "$good" || fail "the good model is not in use any more"
press Escape
type_path faces_dcgan32-anchors.json
eventually "typed anchors did not load" says "loaded"
press ctrl+q
wait "$app" || fail "the second window ended with status $?"

# What is chosen about looks holds in every mode, and in the settings, whichever mode is in front at the end.
mkdir -p "$XDG_CONFIG_HOME/ganscope"
cat >"$XDG_CONFIG_HOME/ganscope/settings.json" <<'JSON'
{"theme": "light", "scale": 1.25, "width": 1100, "height": 760, "preset": "", "recent": [], "log_plots": [],
 "recording": {"format": "mp4", "whole_window": false, "as_seen": false, "every": 10, "width": 0, "height": 0, "fps": 30}}
JSON
rm -f report.json
"$program" image --anchors seed:1,seed:2 --seconds 4 --report report.json --threads 1 2>log.txt &
app=$!
pids+=("$app")
find_window
eventually "image mode did not open" is mode image
eventually "image mode reads no theme from the settings" is theme light
is scale 1.25 || fail "image mode reads no scale from the settings"
press T
eventually "T did not change the theme" is theme dark
press Tab
eventually "Tab did not hide the panels" is panels False
press F2
eventually "F2 did not lead to the toy mode" is mode toy
is theme dark || fail "the theme did not come along to the toy mode"
is scale 1.25 || fail "the scale did not come along to the toy mode"
is panels False || fail "hidden panels came back in the toy mode"
press Tab
press F2
eventually "F2 did not lead back" is mode image
is panels True || fail "shown panels were hidden again in image mode"
# A recording goes on behind the other mode, and one that is cut says so.
press V
eventually "V did not start a recording" isnt recording ""
press F2
eventually "F2 did not lead to the toy mode" is mode toy
eventually "nobody was told that the recording ended" says "recorded $PWD/mnist-dcgan64-tour.mp4"
press F2
eventually "F2 did not lead back" is mode image
press V
eventually "the second recording made no frame" above recording_done 0
press ctrl+q
wait "$app" || fail "the third window ended with status $?"
[ ! -e mnist-dcgan64-tour-2.mp4 ] || fail "a cut recording has the name of a whole one"
[ -s mnist-dcgan64-tour-2-cut.mp4 ] || fail "the cut recording is gone: $(ls)"
grep -q 'of the recording: .*-cut.mp4' log.txt || fail "nothing says that the recording was cut"
grep -q '"theme": "dark"' "$XDG_CONFIG_HOME/ganscope/settings.json" || fail "the theme chosen in image mode is not kept"
grep -q '"scale": 1.25' "$XDG_CONFIG_HOME/ganscope/settings.json" || fail "the scale was lost from the settings"
echo "image: every key and click did what it says (quit in $took ms)"
