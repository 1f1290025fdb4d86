#!/usr/bin/env bash
# Installs what is missing, builds, and makes the Debian package of the system it runs on. Prints the package's path
# on standard output and its size on standard error. Two runs on one commit give the same file.
#   scripts/package.sh
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
scripts/setup.sh
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
fi
export SOURCE_DATE_EPOCH
# Dates on pages and in the changelog are set at configure and build time.
rm -f build/release/pages/made
cmake --preset release >/dev/null
scripts/build.sh release ganscope ganscope_pages
log=$(mktemp)
trap 'rm -f "$log"' EXIT
(umask 022 && cd build/release && cpack -G DEB) >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
package=$(sed -n 's/^CPack: - package: \(.*\.deb\) generated\.$/\1/p' "$log" | tail -n 1)
echo "package: $(du -k "$package" | cut -f 1) KB; installed $(dpkg-deb -f "$package" Installed-Size) KB" >&2
echo "$package"
