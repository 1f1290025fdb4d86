#!/usr/bin/env bash
# Runs the fuzz targets one after the other. What they find stays in FOLDER/TARGET-crashes; the corpus is
# kept, so that a second run goes on where the first ended. Seeds are the test's own files.
#   tests/fuzz/run.sh BIN SECONDS [FOLDER] [TARGET...]
set -euo pipefail
usage="usage: run.sh BIN SECONDS [FOLDER] [TARGET...]"
bin=$(realpath "${1:?$usage}")
seconds=${2:?$usage}
folder=${3:-/tmp/ganscope-fuzz}
shift $(($# < 3 ? $# : 3))
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(pickle legacy zip safetensors card numpy picture)
data=$(cd "$(dirname "$0")/../data/models" && pwd)

seeds_of() { # copies TARGET's seeds into FOLDER
  local file
  case $1 in
    safetensors) cp "$data"/class_*.reference.safetensors "$data"/views.reference.safetensors "$2" ;;
    card) cp "$data"/*.card.json "$(dirname "$0")"/../../assets/examples/*.card.json "$2" ;;
    legacy) for file in "$data"/*.pt; do [ "$(head -c 2 "$file")" = PK ] || cp "$file" "$2"; done ;;
    zip) for file in "$data"/*.pt; do [ "$(head -c 2 "$file")" != PK ] || cp "$file" "$2"; done ;;
    picture) "$(dirname "$0")"/make_pictures.sh "$2" ;;
    numpy) cp "$(dirname "$0")"/numpy/* "$2" ;;
    pickle)
      for file in "$data"/*.pt; do
        if [ "$(head -c 2 "$file")" = PK ]; then unzip -p "$file" '*/data.pkl' >"$2/$(basename "$file").pkl"; fi
      done ;;
  esac
}

for target in "${targets[@]}"; do
  mkdir -p "$folder/$target" "$folder/$target-seeds" "$folder/$target-crashes"
  seeds_of "$target" "$folder/$target-seeds"
  echo "== $target"
  # What a reader may ask for at once, in MiB: a picture of 2^28 pixels is taken.
  memory=512
  [ "$target" != picture ] || memory=1100
  ASAN_OPTIONS=detect_odr_violation=0 nice -n 19 "$bin/fuzz_$target" -max_total_time="$seconds" -max_len=32768 \
    -timeout=300 -rss_limit_mb=$((2 * memory + 1000)) -malloc_limit_mb=$memory -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$folder/$target-crashes/" "$folder/$target" "$folder/$target-seeds" 2>&1 |
    tee "$folder/$target.log" | grep -E 'stat::number_of_executed|ERROR|SUMMARY' || true
done
