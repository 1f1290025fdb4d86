#!/usr/bin/env bash
# Drives the search for latents in a real window under Xvfb: what is shown and a photo are searched for, paused,
# stepped, changed on the way, scrubbed, made anchors and videos; a dead point and a file that is no picture are
# told. What a key or click did is read from the state that --report keeps, not from pixels.
#   tests/scripts/recover.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
source "$(dirname "$(realpath "$0")")/../support/drive.sh"
ffmpeg -v error -f lavfi -i testsrc2=size=320x240:rate=1 -frames:v 1 photo.png
echo "no picture" >bad.png

start_display

"$program" image mnist-dense --size 1280x720 --paused --report report.json >log.txt 2>&1 &
app=$!
pids+=("$app")
eventually "the window never showed an image" is image True
find_window

frames_of() { ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 "$1"; }
stands() { # NAME: a number of the report doesn't change for a while
  local before
  before=$(field "$1")
  sleep 0.5
  is "$1" "$before"
}
type_option() { # NAME TEXT: into its field, once more where a busy machine took keys before the click
  local try
  for try in 1 2 3 4; do
    click "$1"
    sleep 0.3
    press ctrl+a
    sleep $((try / 2)).6
    xdotool type --delay 80 "$2"
    press Return
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      is "$1" "$2" && return 0
      sleep 0.3
    done
  done
  fail "typing did not change $1 to $2"
}
keep_screen() { # NAME: for a person to look at
  [ -n "${GANSCOPE_KEEP_SCREENS:-}" ] || return 0
  sleep 0.5
  ffmpeg -v error -y -f x11grab -video_size 1280x720 -i "$DISPLAY" -frames:v 1 "$GANSCOPE_KEEP_SCREENS/$1.png"
}

# --- the latent that is shown -------------------------------------------------------------------
press z
eventually "Z did not lead to the search" is mode recover
# So many that a quick machine isn't through before it is paused; one at its end goes on.
type_option iterations 1000000
eventually "the search does not run" above iteration 5
is picture seed:1 || fail "what is searched for is not what was shown"
is known True || fail "the latent of what was shown is not known"
reported 'len(r["errors"]) == 4' || fail "there is no curve a restart"
press space
eventually "space did not pause" is running False
eventually "a paused search went on" stands iteration
before=$(field iteration)
press period
eventually "a full stop made no step" reported 'r["iteration"] == int(a[0]) + 1' "$before"
run=$(field run)
click "criterion list"
eventually "the list of criteria did not open" has "criterion=trunc-normal:2.5"
if has "criterion=clip"; then fail "a normal prior is offered a clip"; fi
click "criterion=trunc-normal:2.5"
eventually "the criterion did not change" is criterion trunc-normal:2.5
is run "$run" || fail "a criterion began the search anew"
press space
eventually "the search did not go on" above iteration $((before + 10))
eventually "nothing was drawn again" above resampled_total 0
keep_screen searching
type_option iterations 300
eventually "fewer steps did not end the search" is finished True
eventually "how well the latent can be known is not told" reported '0 < r["median_singular_value"] < 1'
reported 'r["z_error"] >= 0 and r["length"] > 0 and abs(r["typical_length"] - 10) < 0.5' || fail "the errors and lengths are wrong"

# --- scrubbing, and the way back as an anchor ---------------------------------------------------
click timeline 0.3 0.5
eventually "a click on the timeline did not look back" is looks_back True
then=$(field shown_iteration)
press Left
eventually "the arrow did not go to the moment before" reported 'r["shown_iteration"] < int(a[0])' "$then"
press Home
eventually "Home did not go to the start" is shown_iteration 0
start_error=$(field pixel_error)
keep_screen looking_back
press End
eventually "End did not follow the search again" is looks_back False
below pixel_error "$start_error" || fail "the search came no nearer"
press a
eventually "A handed no anchor over" is anchors_waiting 1
press F2
eventually "the anchor is not told in image mode" says "found_1 is an anchor now"
is mode image || fail "F2 did not go back to image mode"
count anchors 3 || fail "the latent did not become an anchor"
press F2
eventually "F2 leads elsewhere than to the toy mode" is mode toy
press F2
eventually "F2 does not come back from the toy mode" is mode image

# --- a photo ------------------------------------------------------------------------------------
press f
eventually "F opened no file dialogue" is file_dialogue True
xdotool type --delay 60 "$work/photo.png"
press Return
eventually "the photo was not searched for" is mode recover
eventually "the photo's search does not run" is picture photo
eventually "the photo was not fitted" above iteration 3
field fitted | grep -q '320 x 240: its middle of 240 x 240, scaled to 28 x 28, made grey' || fail "what was done to the photo is not told: $(field fitted)"
is known False || fail "a photo's latent is known"
press v
eventually "V made no video of a search that runs" says "recorded"
eventually "the photo's search did not end" is finished True
seed=$(field seed)
press r
eventually "R did not search again" is seed $((seed + 1))
eventually "the next search did not end" reported 'r["finished"] and r["iteration"] == 300'
press a
eventually "A handed no anchor of the photo over" is anchors_waiting 1
press s
eventually "S saved nothing" says "saved"
python3 - "$(ls mnist-dense-photo-300*.png)" <<'PY' || fail "the saved picture holds no latent"
import json, re, sys
data = open(sys.argv[1], "rb").read()
at = data.index(b"tEXtLatent\0")
length = int.from_bytes(data[at - 4:at], "big")
assert len(json.loads(data[at + 4 + 7:at + 4 + length])) == 100
PY
press v
eventually "V made no video" says "recorded 330 frames"
[ "$(frames_of mnist-dense-photo-search-2.mp4)" = 330 ] || fail "the video has $(frames_of mnist-dense-photo-search-2.mp4) frames; expected 330"
click "section Found" # makes room
click "section Recording"
eventually "the section Recording did not open" has Format
click Format
eventually "the list of formats did not open" has "Format=gif"
click "Format=gif"
sleep 0.4
press v
eventually "a GIF was not recorded" says "photo-search.gif"

# The copied command finds the same.
press c
eventually "C copied no command" says "copied: ganscope recover mnist-dense"
copied=$(field notice | sed 's/^copied: ganscope //')
error=$(field pixel_error)
eval "\"\$program\" $copied --out again --json" >again.json 2>again.txt || fail "the copied command failed: $(cat again.txt)"
python3 - "$error" <<'PY' || fail "the copied command finds another latent than the window ($error): $(tail -n 1 again.json)"
import json, sys
found = json.loads(open("again.json").read().splitlines()[-1])["pixel_error_median"]
assert abs(found - float(sys.argv[1])) <= 1e-4 * float(sys.argv[1]), found
PY
keys_that_look
press t
eventually "T did not change the theme back" is theme dark

# --- what goes wrong ----------------------------------------------------------------------------
press f
eventually "F opened no file dialogue in the search" is file_dialogue True
xdotool type --delay 60 "$work/bad.png"
press Return
eventually "a file that is no picture is not told" reported '"bad.png" in r["search_error"]'
keep_screen bad
eventually "what was told last stays" is notice "" # Esc would put that away first
press Escape
eventually "Esc did not lead back" is mode image
eventually "the photo's latent did not become an anchor" count anchors 4
reported 'r["anchors"][-1] == "photo"' || fail "the anchor is not called after the photo"

# The middle of mnist-dcgan64's prior is a dead point.
press ctrl+o
eventually "Ctrl+O opened no file dialogue" is file_dialogue True
press Escape
click model
eventually "the list of models did not open" has "model=mnist-dcgan64"
click "model=mnist-dcgan64"
eventually "the model did not open" is model mnist-dcgan64
press z
eventually "the other model is not searched" above iteration 2
is model mnist-dcgan64 || fail "another model is searched"
type_option restarts 1
click "criterion list"
eventually "the list of criteria did not open again" has "criterion=none"
click "criterion=none"
eventually "the criterion did not change again" is criterion none
click "start list"
eventually "the list of starts did not open" has "start=mean"
click "start=mean"
eventually "the search did not begin in the middle" is start mean
eventually "a dead point is not told" is dead True
keep_screen dead

# Closed while a video is made: the file says that it isn't whole.
click "start list"
eventually "the list of starts did not open again" has "start=prior"
click "start=prior"
eventually "the search did not begin elsewhere" is dead False
eventually "the search from elsewhere does not run" above iteration 250
press v
eventually "the last video did not begin" isnt recording ""
press ctrl+q
for _ in $(seq 200); do kill -0 "$app" 2>/dev/null || break; sleep 0.05; done
wait "$app" || fail "the window ended with status $?"
grep -q 'the window was closed at .* % of the recording: .*-cut' log.txt || fail "the cut video is not told"
ls ./*-cut* >/dev/null || fail "there is no cut video"
grep -iE 'warning|error:' log.txt && fail "the program complained"
echo "recover: fine"
