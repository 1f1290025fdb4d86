# Sourced by the scripts that run the program as a person would: its exit status, its output in the files
# `out` and `err` of the current folder, and what it must say.
fail() {
  printf '%s\n' "$(basename "$0"): $*" "--- standard output" >&2
  head -c 2000 out >&2
  echo "--- standard error" >&2
  tail -n 20 err >&2
  exit 1
}
expect() { # expect STATUS ARGUMENTS...: runs the program
  local status=$1 got=0
  shift
  said="ganscope $*"
  timeout "${limit:-60}" "$binary" "$@" >out 2>err </dev/null || got=$?
  [ "$got" -eq "$status" ] || fail "'$said' ended with status $got; expected $status"
}
tells() { # each argument stands on standard error
  local text
  for text in "$@"; do grep -qF -- "$text" err || fail "'$said' does not say: $text"; done
}
prints() { # each argument stands on standard output
  local text
  for text in "$@"; do grep -qF -- "$text" out || fail "'$said' does not print: $text"; done
}
one_error_line() {
  [ "$(grep -c 'ganscope: error: ' err)" -eq 1 ] || fail "'$said' has not one line of error"
}
holds() { # holds EXPRESSION: of the last line of JSON, called j
  tail -n 1 out | python3 -c 'import json, sys; j = json.load(sys.stdin); sys.exit(not eval(sys.argv[1]))' "$1" ||
    fail "'$said': not so: $1"
}
