# Sourced by the scripts that drive a real window: a folder of its own to work in, a display of its own, the
# state that --report keeps in report.json, and a hand on mouse and keyboard.
# `program` is what they test; processes in `pids` end with the script.
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
cd "$work" || exit 1
export XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR" # libwayland complains where there is none
fail() {
  echo "$(basename "$0"): $*" >&2
  echo "  state: $(cat report.json 2>/dev/null)" >&2
  echo "  log: $(cat log.txt 2>/dev/null)" >&2
  exit 1
}

start_display() { # on a number that Xvfb finds free
  mkfifo number
  Xvfb -displayfd 3 -noreset -screen 0 1920x1200x24 +extension GLX >/dev/null 2>&1 3>number &
  pids+=($!)
  read -r display <number
  export DISPLAY=:$display
}
find_window() { # the program's, in `window`; it gets the keyboard
  window=$(xdotool search --sync --onlyvisible --name '^ganscope$' | tail -n 1)
  [ -n "$window" ] || fail "no window is called ganscope"
  xdotool windowfocus --sync "$window"
}
eventually() { # WHAT COMMAND...: the command succeeds within a minute, which is for busy machines
  local what=$1 until=$((SECONDS + 60))
  shift
  while [ $SECONDS -le $until ]; do
    "$@" && return 0
    sleep 0.03
  done
  fail "$what"
}

reported() { # EXPRESSION ARGUMENTS...: of the report `r` and the arguments `a`, as text or as status
  python3 -SE -c '
import json, sys
r, a = json.load(open("report.json")), sys.argv[2:]
value = eval(sys.argv[1])
sys.exit(not value) if isinstance(value, bool) else print(value)' "$@" 2>/dev/null
}
field() { reported 'str(r[a[0]])' "$1" || true; } # one value of the report, as text
is() { [ "$(field "$1")" = "$2" ]; }
isnt() { local v; v=$(field "$1"); [ -n "$v" ] && [ "$v" != "$2" ]; }
above() { reported 'float(r[a[0]]) > float(a[1])' "$1" "$2"; }
below() { reported 'float(r[a[0]]) < float(a[1])' "$1" "$2"; }
near() { reported 'abs(float(r[a[0]]) - float(a[1])) < 0.03' "$1" "$2"; }
count() { reported 'len(r[a[0]]) == int(a[1])' "$1" "$2"; } # NAME N: a list of the report has N entries
has() { reported 'a[0] in r["items"]' "$1"; }               # NAME: a control of this name is shown
says() { field notice | grep -qF -- "$1"; }

press() { xdotool key "$@"; }
place() { # NAME [X Y]: a point of a control, as shares of its size
  reported '(lambda x0, y0, x1, y1: "%d %d" % (round(x0 + float(a[1]) * (x1 - x0)), round(y0 + float(a[2]) * (y1 - y0))))(*r["items"][a[0]])' \
    "$1" "${2:-0.5}" "${3:-0.5}" || fail "there is no control called '$1'"
}
click() { # NAME [X Y]
  # shellcheck disable=SC2046  # two words on purpose
  xdotool mousemove --window "$window" $(place "$@")
  sleep 0.1 # a hand rests before it clicks
  xdotool click 1
}
type_into() { # NAME TEXT: in place of what the field holds; with pauses, or on a busy machine a key comes before its place
  click "$1"
  sleep 0.7
  xdotool key ctrl+a
  sleep 0.7
  xdotool type --delay 60 "$2"
  sleep 0.2
  xdotool key Return
}
keys_that_look() { # what every mode has: theme, panels, help
  press t
  eventually "T did not change the theme" is theme light
  press Tab
  eventually "Tab did not hide the panels" is panels False
  press Tab
  eventually "Tab did not bring the panels back" is panels True
  press F1
  eventually "F1 did not open the help" is help True
  press Escape
  eventually "Esc did not close the help" is help False
}
