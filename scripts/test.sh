#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: units, pictures (EGL on the software
# renderer) and the real window under Xvfb. Ends with one line of counts.
#   scripts/test.sh [PRESET]      release (default), dev, asan or tsan
# Two jobs run at a time; pictures, and the windows whose answers are timed, alone afterwards.
#   GANSCOPE_TEST_LANES=1         everything one after the other
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
preset=${1:-release}
lanes=${GANSCOPE_TEST_LANES:-2}
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

source "$here/tests/support/lanes.sh"

# What watches for how fast a window answers, and what takes longest: the rest fills the other lane.
alone=(image window)
longest=(train_resume models tour)
if [ "$preset" = release ]; then
  for name in "${longest[@]}"; do start_script "$name" "$here/tests/scripts/$name.sh" "$bin/ganscope"; done
fi
unit_shards 8 "$bin/ganscope_unit_tests"
if [ "$preset" = release ]; then
  for script in "$here"/tests/scripts/*.sh; do
    name=$(basename "$script" .sh)
    case " ${alone[*]} ${longest[*]} " in *" $name "*) ;; *) start_script "$name" "$script" "$bin/ganscope" ;; esac
  done
fi
join_lanes

lanes=1
# Mesa's driver is unloaded before leaks are counted, so its few cannot be named and suppressed.
ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0" start_cases gl "$bin/ganscope_gl_tests"
if [ "$preset" = release ]; then
  for name in "${alone[@]}"; do start_script "$name" "$here/tests/scripts/$name.sh" "$bin/ganscope"; done
fi
join_lanes
summary
