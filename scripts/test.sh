#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: units, pictures (EGL on the software
# renderer) and the real window under Xvfb. Ends with one line of counts.
#   scripts/test.sh [PRESET]      release (default), dev, asan or tsan
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
preset=${1:-release}
"$here/scripts/setup.sh"
"$here/scripts/build.sh" "$preset"
bin=$here/build/$preset/bin

# Pictures are compared on one renderer everywhere.
export LIBGL_ALWAYS_SOFTWARE=1 GALLIUM_DRIVER=llvmpipe
# Threads that spin while they wait take the core that the others need.
export OMP_WAIT_POLICY=passive
# LibTorch, Mesa and their friends keep what they allocate once; the suppressions name them.
export LSAN_OPTIONS="suppressions=$here/tests/support/lsan.supp:print_suppressions=0"
export ASAN_OPTIONS="detect_odr_violation=0"
export TSAN_OPTIONS="suppressions=$here/tests/support/tsan.supp:ignore_noninstrumented_modules=1"

passed=0
failed=0
count() { # takes doctest's last lines and adds its test cases to the totals
  local summary
  summary=$(grep -aE '^\[doctest\] test cases:' "$1" | tail -n 1 || true)
  if [ -z "$summary" ]; then
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + $(sed -E 's/.*\| *([0-9]+) passed.*/\1/' <<<"$summary")))
  failed=$((failed + $(sed -E 's/.* ([0-9]+) failed.*/\1/' <<<"$summary")))
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for kind in unit gl; do
  echo "== $kind tests"
  status=0
  # Mesa's driver is unloaded before leaks are counted, so its few cannot be named and suppressed.
  leaks=$([ "$kind" = gl ] && echo 0 || echo 1)
  ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=$leaks" "$bin/ganscope_${kind}_tests" >"$log" 2>&1 || status=$?
  tail -n 60 "$log"
  count "$log"
  # A crash after or before the summary is a failure too.
  if [ $status -ne 0 ] && ! grep -qaE '[1-9][0-9]* failed' "$log"; then failed=$((failed + 1)); fi
done

if [ "$preset" = release ]; then
  for script in "$here"/tests/scripts/*.sh; do
    echo "== $(basename "$script")"
    if "$script" "$bin/ganscope"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
