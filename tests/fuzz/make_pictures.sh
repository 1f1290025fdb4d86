#!/usr/bin/env bash
# Small pictures of every format that a folder may hold, as seeds of the fuzz target `picture`.
#   tests/fuzz/make_pictures.sh FOLDER
set -euo pipefail
folder=${1:?usage: make_pictures.sh FOLDER}
for ending in jpg png webp gif bmp tiff; do
  ffmpeg -v error -y -f lavfi -i testsrc=size=24x16 -frames:v 1 "$folder/a.$ending"
done
ffmpeg -v error -y -f lavfi -i testsrc=size=16x16 -frames:v 1 -pix_fmt rgb48be "$folder/deep.png"
ffmpeg -v error -y -f lavfi -i color=red@0.5:size=16x16,format=rgba -frames:v 1 "$folder/clear.webp"
ffmpeg -v error -y -f lavfi -i testsrc=size=24x16:rate=2 -frames:v 3 "$folder/moving.gif"
ffmpeg -v error -y -f lavfi -i color=red@0.5:size=16x16,format=rgba -frames:v 1 -compression_algo raw "$folder/clear.tiff"
# Still AVIF wants an AV1 encoder, which not every ffmpeg has.
ffmpeg -v error -y -f lavfi -i testsrc=size=16x16 -frames:v 1 -c:v libaom-av1 -still-picture 1 "$folder/a.avif" 2>/dev/null ||
  rm -f "$folder/a.avif"
