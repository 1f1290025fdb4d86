#!/usr/bin/env bash
# Installs what is missing, builds, and starts ganscope with the options given. Without a display it
# trains offscreen and leaves a video and a picture.
#   scripts/run.sh [OPTIONS OF ganscope]      e.g. scripts/run.sh --preset fig1d
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
"$here/scripts/setup.sh"
"$here/scripts/build.sh" release ganscope
exec "$here/build/release/bin/ganscope" "$@"
