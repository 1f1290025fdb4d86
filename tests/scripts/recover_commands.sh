#!/usr/bin/env bash
# Latents are searched for as a person does it, without a display, with the models that come along: what is found,
# its files and pictures, the video, the paper's table cut and gone on with, and what is refused.
#   tests/scripts/recover_commands.sh PROGRAM
set -uo pipefail
binary=$(realpath "${1:?usage: recover_commands.sh PROGRAM}")
source "$(dirname "$(realpath "$0")")/../support/expect.sh"
unset DISPLAY WAYLAND_DISPLAY
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

limit=300

# The model's own pictures: most of them are found, and the same command finds the same bits.
few='--iterations 300 --restarts 4 --start best-of:64'
expect 0 recover food-dcgan64 --seeds 1..4 $few --seed 7 --out found --record search.mp4 --fps 20 --json
holds 'j["targets"] == 4 and j["recovered"] >= 0.5 and j["steps"] == 300 and j["steps_per_second"] > 0'
holds 'j["pixel_error_median"] < 2e-3 and j["z_error_median"] < 0.3'
holds 'all(0.02 < p["median_singular_value"] < 0.5 for p in j["pictures"])'
tells "seed:1: pixel error" "z error" "wrote found (4 latents)" "--anchors found/found.json"
for file in found.json curves.csv summary.json recovered.png; do [ -s found/$file ] || fail "found/$file is missing"; done
[ "$(head -n 1 found/curves.csv)" = "iteration,seed:1/1,seed:1/2,seed:1/3,seed:1/4,seed:2/1,seed:2/2,seed:2/3,seed:2/4,seed:3/1,seed:3/2,seed:3/3,seed:3/4,seed:4/1,seed:4/2,seed:4/3,seed:4/4" ] || fail "curves.csv begins with '$(head -n 1 found/curves.csv)'"
frames=$(ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 search.mp4)
[ "$frames" -gt 100 ] || fail "search.mp4 has $frames frames"
expect 0 recover food-dcgan64 --seeds 1..4 $few --seed 7 --out again
cmp -s found/found.json again/found.json || fail "the same command found other latents"
cmp -s found/curves.csv again/curves.csv || fail "the same command went another way"
# What was found is an anchor like others.
expect 0 grid food-dcgan64 --anchors found/found.json#found_1,found/found.json#found_2 --kind anchors --out two.png

# A photo: its middle, scaled, said so; for a model of grey digits made grey.
ffmpeg -v error -f lavfi -i "gradients=size=96x64:c0=orange:c1=navy:seed=2" -frames:v 1 photo.png
expect 0 recover food-dcgan64 photo.png $few --criterion logistic:2,2 --out photo --json
tells "photo.png is 96 x 64: its middle of 64 x 64"
holds 'j["recovered"] is None and j["z_error_median"] is None and j["resampled"] > 0'
expect 0 recover mnist-dcgan64 photo.png --iterations 20 --out grey --json
tells "made grey"
expect 0 recover mnist-dcgan64 --seeds 3 --iterations 5 --start mean --out dead --json
tells "a dead point"
holds 'j["pictures"][0]["dead"]'

# The paper's table, cut and gone on with: the same figures as in one go.
table='recover mnist-dense --table --targets 2 --iterations 15'
expect 0 $table --out whole --json
holds 'len(j["rows"]) == 18 and j["rows"][9]["criterion"] == "logistic:2,2" and j["rows"][9]["paper"]["mean_error"] == 0.162'
mkdir cut
head -n 12 whole/progress.jsonl >cut/progress.jsonl
printf '{"criterion":"hard:2' >>cut/progress.jsonl
sed -i '1s/"whole"/"cut"/' cut/progress.jsonl
expect 0 $table --out cut
for file in table.csv table.md; do cmp -s whole/$file cut/$file || fail "a cut table has another $file"; done
[ "$(grep -c '^| ' whole/table.md)" -eq 20 ] || fail "table.md has $(grep -c '^| ' whole/table.md) lines; expected a head, a rule and 18 rows"
expect 1 recover mnist-dense --table --targets 2 --iterations 16 --out cut && tells "cut/progress.jsonl: it is of another search"

# Ctrl-C: what was found until then is written.
"$binary" recover food-dcgan64 --seeds 1..4 --iterations 100000 --out stopped --json >out 2>err &
app=$!
sleep 3
kill -INT $app
status=0
wait $app || status=$?
said="ganscope recover, interrupted"
[ $status -eq 130 ] || fail "an interrupted search ended with status $status; expected 130"
holds 'j["interrupted"] and 0 < j["steps"] < 100000'

# What is refused.
echo 'not a picture' >notes.png
expect 1 recover food-dcgan64 notes.png && tells "notes.png"
expect 1 recover food-dcgan64 none.png && tells "none.png"
expect 2 recover food-dcgan64 && tells "expected pictures, or --seeds 1..20"
expect 2 recover food-dcgan64 photo.png --criterion soft:2 && tells "criterion is soft:2; expected none, hard:C, trunc-normal:A, logistic:A,B or clip"
expect 2 recover food-dcgan64 photo.png --criterion clip && tells "only a uniform prior has bounds"
expect 2 recover food-dcgan64 photo.png --start best && tells "start is best; expected prior, best-of:N or mean"
expect 2 recover food-dcgan64 --seeds 9..2 && tells "seeds"
expect 2 recover food-dcgan64 --table --seeds 1..3 && tells "--table makes its own pictures"
expect 2 recover food-dcgan64 --table --record table.mp4 && tells "--table makes no video; expected no --record beside it"
expect 1 recover food-dcgan64 --seeds 1 --out notes.png/found && tells "cannot make the folder notes.png/found: notes.png is no folder"
expect 2 recover food-dcgan64 --seeds 1 --out never --record search && tells "the name search of the video has no extension; expected .mp4, .webm, .gif or / (a folder) at its end"
[ ! -e never ] || fail "a refused search left its folder"
expect 2 recover food-dcgan64 photo.png --criterion hard:0 && tells "criterion hard"
[ -z "$(find . -name '*.part' -o -name '*.tmp*')" ] || fail "something unfinished was left: $(find . -name '*.part' -o -name '*.tmp*')"
echo "recover_commands: passed"
