#!/usr/bin/env bash
# Makes the pictures of windows in docs/pictures anew: opens each window under Xvfb, brings it into the state that
# the page speaks of, and packs what is on the screen into 256 colours. Look at every one before committing it.
#   scripts/window_pictures.sh [PROGRAM] [toy|image|recover|train]...
#                                               default build/release/bin/ganscope, and the windows of all modes
# Needs Xvfb, xdotool and ffmpeg, which scripts/setup.sh installs, and MNIST (scripts/get_data.sh) for training.png.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
program=$here/build/release/bin/ganscope
if [ -x "${1:-}" ] && [ ! -d "$1" ]; then
  program=$(realpath "$1")
  shift
fi
modes=("$@")
[ $# -gt 0 ] || modes=(toy image recover train)
for mode in "${modes[@]}"; do
  case $mode in toy | image | recover | train) ;; *)
    echo "window_pictures: unknown mode '$mode'; expected a program, then toy, image, recover or train" >&2
    exit 2 ;;
  esac
done
out=$here/docs/pictures
export LIBGL_ALWAYS_SOFTWARE=1 GALLIUM_DRIVER=llvmpipe OMP_WAIT_POLICY=passive
source "$here/tests/support/drive.sh"
start_display

shot() { # NAME [WIDTH HEIGHT X Y]: the window, or a part of it
  ffmpeg -v error -f x11grab -draw_mouse 0 -video_size 1280x720 -i "$DISPLAY" -frames:v 1 -y screen.png
  ffmpeg -v error -i screen.png -vf "crop=${2:-1280}:${3:-720}:${4:-0}:${5:-0},split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=dither=sierra2_4a" \
    -pred mixed -compression_level 9 -y "$out/$1.png"
  echo "$1.png: $(wc -c <"$out/$1.png") bytes"
}
open() { # ARGUMENTS...
  rm -f report.json
  "$program" "$@" --size 1280x720 --report report.json >log.txt 2>&1 &
  app=$!
  pids+=("$app")
}
shut() {
  press ctrl+q
  wait "$app" || true
}
rest() { xdotool mousemove --window "$window" 640 700; sleep "${1:-0.6}"; } # the mouse where it explains nothing
at() { # NAME X Y: the mouse stays on a point of a control
  # shellcheck disable=SC2046
  xdotool mousemove --window "$window" $(place "$@")
  sleep 1
}

toy_pictures() {
  open toy --preset fig2a --seed 3
  eventually "the window did not train" above iteration 10
  find_window
  xdotool windowmove "$window" 0 0
  while ! above iteration 2500; do sleep 0.5; done
  press space
  rest
  shot window
  at "timeline" 0.45 0.5
  xdotool click 1
  rest
  shot window_timeline 1280 130 0 590
  press End
  rest
  plot=$(reported 'next(k for k in r["items"] if k.startswith("plot "))')
  at "$plot" 0.6 0.5
  shot window_curves 600 608 680 52
  press m
  sleep 2.5
  rest 0.2
  shot window_slow_motion
  press m
  click "section Data and prior"
  click "section Training"
  click "section Generator"
  sleep 0.4
  click "section Discriminator"
  rest
  shot window_settings 300 608 0 52
  click "section Generator"
  click "section Discriminator"
  sleep 0.4
  click "section Layers"
  sleep 0.4
  click "section Recording"
  rest
  shot window_recording 300 352 0 52
  shut
}

image_pictures() {
  open image food-dcgan64 --anchors seed:11,seed:24,seed:35 --seconds 12 --rows 6 --cols 6
  eventually "image mode shows no picture" is image True
  find_window
  xdotool windowmove "$window" 0 0
  eventually "the grid was never complete" is grid_waiting 0
  press space
  rest 2
  shot image_mode
  press x
  eventually "the grid is not large" is grid_large True
  eventually "the grid was never complete again" is grid_waiting 0
  xdotool mousemove --window "$window" 600 250
  sleep 1.5
  shot image_grid_cell 980 608 0 52
  shut
}

recover_pictures() { # the search for a latent
  open image food-dcgan64 --anchors seed:11,seed:24 --paused
  eventually "image mode shows no picture to search for" is image True
  find_window
  xdotool windowmove "$window" 0 0
  press z
  eventually "the search did not end" is finished True
  press Escape # what is told at the end
  at "timeline" 0.12 0.5
  xdotool click 1
  rest
  shot recover_window
  shut
  open image mnist-dcgan64 --paused
  eventually "image mode shows no digit to search for" is image True
  find_window
  xdotool windowmove "$window" 0 0
  press z
  eventually "the digit is not searched for" above iteration 2
  press space
  for option in criterion=none start=mean; do
    click "${option%=*} list"
    eventually "a list did not open" has "$option"
    click "$option"
    eventually "an option did not change" is "${option%=*}" "${option#*=}"
  done
  click restarts
  press ctrl+a
  sleep 0.6
  xdotool type 1
  press Return
  eventually "the search did not begin with one restart" is restarts 1
  eventually "there is no dead point" is dead True
  rest 2
  shot recover_dead_point
  shut
}

train_pictures() {
  if ! "$program" data mnist >/dev/null 2>&1; then
    echo "training.png stays as it is: there is no MNIST (scripts/get_data.sh mnist)"
    return
  fi
  open train --data mnist --arch mlp --out training --epochs 2 --seed 4 --watch
  eventually "training shows no images" above generated 1
  find_window
  xdotool windowmove "$window" 0 0
  while ! above iteration "${GANSCOPE_PICTURE_ITERATIONS:-400}"; do sleep 1; done
  rest
  shot training
  press ctrl+q
  wait "$app" || true
}

for mode in "${modes[@]}"; do "${mode}_pictures"; done
