#!/usr/bin/env bash
# The counting of scripts/test.sh: what passes, fails, crashes, counts nothing or runs too little is in its last line,
# and a job that failed shows its whole log.
#   tests/scripts/lanes.sh PROGRAM   (which it doesn't need)
set -uo pipefail
lanes_sh=$(realpath "$(dirname "$0")/../support/lanes.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

binary() { # NAME BODY: a stand-in for a test binary
  printf '#!/bin/bash\n%s\n' "$2" >"$1"
  chmod +x "$1"
}
binary good 'echo "line one of good"; seq 20; echo "cases: 5 passed, 0 failed"'
binary bad 'echo "line one of bad"; seq 20; echo "cases: 3 passed, 2 failed"; exit 1'
binary crashing 'echo "line one of crashing"; seq 20; kill -SEGV $$'
binary leaking 'echo "cases: 7 passed, 0 failed"; exit 23'
binary silent 'exit 0'
# 10 cases in shards; the second shard of `short` leaves out one.
binary whole '[ "$1" != --count ] || { echo "[doctest] unskipped test cases passing the current filters: 10"; exit; }
first=${1#--first=} last=${2#--last=}
echo "cases: $((last - first + 1)) passed, 0 failed"'
binary short '[ "$1" != --count ] || { echo "[doctest] unskipped test cases passing the current filters: 10"; exit; }
first=${1#--first=} last=${2#--last=}
[ "$first" -eq 1 ] || last=$((last - 1))
echo "cases: $((last - first + 1)) passed, 0 failed"'

counted() { # EXPECTED STATUS BODY: the last line and status of a run with these jobs, its output in `out`
  local got=0
  bash -c "set -euo pipefail; lanes=2; source '$lanes_sh'; $3; join_lanes; summary" >out 2>&1 || got=$?
  [ "$(tail -n 1 out)" = "$1" ] && [ "$got" -eq "$2" ] && return
  echo "lanes.sh: '$3' ended with status $got; expected $2 and '$1'" >&2
  cat out >&2
  exit 1
}
shows() { grep -qF -- "$1" out || { echo "lanes.sh: not shown: $1" >&2 && cat out >&2 && exit 1; }; }

counted "11 passed, 0 failed" 0 "start_cases a ./good; start_cases b ./good; start_script c true"
counted "8 passed, 2 failed" 1 "start_cases a ./good; start_cases b ./bad"
shows "line one of bad"
! grep -q "line one of good" out || { echo "lanes.sh: what passed shows all of its log" >&2 && exit 1; }
counted "5 passed, 1 failed" 1 "start_cases a ./crashing; start_cases b ./good"
shows "line one of crashing"
counted "7 passed, 1 failed" 1 "start_cases a ./leaking"
counted "0 passed, 1 failed" 1 "start_cases a ./silent"
counted "1 passed, 1 failed" 1 "start_script a true; start_script b false"
counted "10 passed, 0 failed" 0 "unit_shards 3 ./whole"
counted "10 passed, 0 failed" 0 "unit_shards 20 ./whole"
counted "9 passed, 1 failed" 1 "unit_shards 2 ./short"
shows "9 of 10 test cases ran"

# What is stopped leaves nothing running.
binary endless 'echo $$ >endless.pid; sleep 1000'
bash -c "set -euo pipefail; lanes=2; source '$lanes_sh'; start_script a ./endless; join_lanes; summary" >out 2>&1 &
job=$!
for _ in $(seq 100); do [ -s endless.pid ] && break; sleep 0.05; done
kill -TERM $job
wait $job
# It ends when it is given the processor, and one that has ended is gone when init has taken notice.
runs() { [ -e "/proc/$1" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }
for _ in $(seq 200); do runs "$(cat endless.pid)" || break; sleep 0.05; done
! runs "$(cat endless.pid)" || { echo "lanes.sh: a job outlived its runner" >&2 && exit 1; }
echo "lanes.sh: all as expected"
