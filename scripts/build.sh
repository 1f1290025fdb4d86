#!/usr/bin/env bash
# Builds a preset (default: release) with what setup.sh installed. Prints only what went wrong, and
# progress when there is something to do.
#   scripts/build.sh [PRESET] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true
targets=()
[ $# -gt 0 ] && targets=(--target "$@")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if [ ! -f "build/$preset/build.ninja" ]; then
  echo "build: configuring $preset" >&2
  cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
if [ -t 2 ] || [ -n "${CI:-}" ]; then
  cmake --build "build/$preset" "${targets[@]}" >&2
else
  cmake --build "build/$preset" "${targets[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
