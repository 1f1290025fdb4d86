# Sourced by scripts/test.sh: jobs that run at most `lanes` at a time, each with a log of its own that is shown
# when it ends (the end of it, or all of it where the job failed), and what they counted.
logs=$(mktemp -d)
stop_lanes() {
  local job
  for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$logs"
}
trap stop_lanes EXIT
trap 'exit 130' INT TERM

names=()

run_job() { # KIND NAME COMMAND...: leaves NAME.counts, which is "PASSED FAILED"
  local kind=$1 name=$2 status=0 passed=0 failed=0 line started=$SECONDS
  shift 2
  "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
  if [ "$kind" = script ]; then
    if [ $status -eq 0 ]; then passed=1; else failed=1; fi
  else
    line=$(grep -aE '^cases: [0-9]+ passed, [0-9]+ failed$' "$logs/$name.log" | tail -n 1 || true)
    read -r passed failed < <(sed -E 's/cases: ([0-9]+) passed, ([0-9]+) failed/\1 \2/' <<<"${line:-cases: 0 passed, 0 failed}")
    # A crash before, between or after the cases is a failure too, and so is a binary that counts nothing.
    if [ $status -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
    if [ -z "$line" ] && [ "$failed" -eq 0 ]; then failed=1; fi
  fi
  echo "$passed $failed" >"$logs/$name.counts"
  {
    flock 9
    echo "== $name: $passed passed, $failed failed, $((SECONDS - started)) s"
    if [ "$failed" -gt 0 ]; then cat "$logs/$name.log"; else tail -n 4 "$logs/$name.log"; fi
  } 9>"$logs/lock"
}
start_job() { # KIND NAME COMMAND...: as soon as a lane is free
  while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do wait -n || true; done
  names+=("$2")
  set -m # a group of its own, so that what it started ends with it
  run_job "$@" &
  set +m
}
start_cases() { start_job cases "$@"; }   # NAME BINARY ARGUMENTS...: doctest's, see tests/support/main.cpp
start_script() { start_job script "$@"; } # NAME COMMAND...: counts as one test
join_lanes() { wait; }

sharded=0
unit_shards() { # COUNT BINARY: the binary's cases in so many jobs
  local count=$1 binary=$2 total i first last
  total=$("$binary" --count | sed -nE 's/.*test cases passing the current filters: ([0-9]+).*/\1/p')
  if [ -z "$total" ]; then
    echo "$binary does not count its test cases" >&2
    exit 1
  fi
  sharded=$((sharded + total))
  for ((i = 0; i < count; ++i)); do
    first=$((i * total / count + 1))
    last=$(((i + 1) * total / count))
    [ "$last" -lt "$first" ] || OMP_NUM_THREADS=1 start_cases "unit-$((i + 1))" "$binary" "--first=$first" "--last=$last"
  done
}

summary() { # the line of counts; false when anything failed
  local name one_passed one_failed passed=0 failed=0 units=0
  for name in "${names[@]}"; do
    if [ ! -s "$logs/$name.counts" ]; then # it was killed
      echo "== $name: ended without a result"
      failed=$((failed + 1))
      continue
    fi
    read -r one_passed one_failed <"$logs/$name.counts"
    passed=$((passed + one_passed))
    failed=$((failed + one_failed))
    case $name in unit-*) units=$((units + one_passed + one_failed)) ;; esac
  done
  if [ "$units" -lt "$sharded" ]; then
    echo "== units: $units of $sharded test cases ran"
    [ "$failed" -gt 0 ] || failed=1
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
