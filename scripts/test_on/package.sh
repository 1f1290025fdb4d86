#!/usr/bin/env bash
# Run by test_on.sh as root inside a clean system: one step of a package's life.
#   package.sh depends|install|video|models|purge|window FILE.deb
set -euo pipefail
step=$1
file=$2
export DEBIAN_FRONTEND=noninteractive
name=$(dpkg-deb -f "$file" Package)
before=/root/files-before

fail() { echo "$*" >&2; exit 1; }
get() { apt-get install -y -qq --no-install-recommends "$@" >&2; }
as_user() { # COMMAND: in the home of a person without rights
  runuser -u user -- bash -c "export HOME=/home/user; cd; $1"
}
files() { # all there are, without what belongs to people, to dpkg and apt themselves, and to the kernel
  find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /home -o -path /root \
    -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/apt -o -path /var/log \
    -o -path /var/cache/ldconfig \) -prune -o -print | sort
}

case "$step" in
  depends) # what the package says that it needs, and no more
    apt-get update -qq >&2
    apt-get satisfy -y -qq --no-install-recommends "$(dpkg-deb -f "$file" Depends)" >&2
    files >"$before"
    echo "$(dpkg-query -W | wc -l) packages are installed now"
    ;;
  install)
    get "$file"
    while read -r path; do
      [ -e "$path" ] || fail "$path is missing after installing"
    done < <(dpkg -L "$name")
    as_user 'ganscope --version && ganscope --help >/dev/null' >&2
    echo "$name $(dpkg-query -W -f='${Version}, ${Installed-Size} kB' "$name")"
    ;;
  video) # no display, no renderer but what the dependencies brought
    as_user 'ganscope --iterations 300 --record video.mp4' >&2
    size=$(stat -c %s /home/user/video.mp4)
    [ "$size" -gt 10000 ] || fail "video.mp4 has only $size bytes"
    [ "$(dd if=/home/user/video.mp4 bs=1 skip=4 count=4 status=none)" = ftyp ] || fail "video.mp4 is no MP4"
    echo "video.mp4, $size bytes"
    ;;
  models) # what comes along is found where the package put it
    as_user 'ganscope grid mnist-dcgan64 --rows 2 --cols 2 --out grid.png' >&2
    [ -s /home/user/grid.png ] || fail "no picture of a model that comes along"
    echo "grid.png of mnist-dcgan64"
    ;;
  purge)
    apt-get purge -y -qq "$name" >&2
    files >/root/files-after
    left=$(comm -13 "$before" /root/files-after)
    gone=$(comm -23 "$before" /root/files-after)
    [ -z "$left" ] || fail "left behind: $(tr '\n' ' ' <<<"$left")"
    [ -z "$gone" ] || fail "taken along: $(tr '\n' ' ' <<<"$gone")"
    [ -z "$(dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null | grep -v '^un')" ] ||
      fail "dpkg still knows $name"
    echo "no file left, none taken along"
    ;;
  window) # tools only now, so that they could not stand in for a dependency
    get "$file" xvfb xauth xdotool ffmpeg
    [ ! -e /home/user/video.mp4 ] ||
      ffprobe -v error -select_streams v -show_entries stream=width,height,nb_frames -of csv=p=0 \
        /home/user/video.mp4 >&2 || fail "ffprobe cannot read video.mp4"
    cat >/home/user/window.sh <<'INNER'
set -euo pipefail
mkfifo number
Xvfb -displayfd 3 -noreset -screen 0 1280x800x24 +extension GLX >/dev/null 2>&1 3>number &
server=$!
trap 'kill $server' EXIT
read -r display <number
export DISPLAY=:$display
ganscope --size 1280x720 --report report.json &
app=$!
for _ in $(seq 300); do
  sleep 0.2
  kill -0 $app || { echo "the program ended instead of opening a window" >&2; exit 1; }
  [ -e report.json ] || continue
  iteration=$(grep -o '"iteration":[0-9]*' report.json | head -n 1 | cut -d: -f2)
  [ "${iteration:-0}" -gt 20 ] && break
done
[ "${iteration:-0}" -gt 20 ] || { echo "the window never trained" >&2; exit 1; }
xdotool search --onlyvisible --name '^ganscope$' >/dev/null || { echo "no window is called ganscope" >&2; exit 1; }
ffmpeg -v error -f x11grab -video_size 1280x720 -i ":$display" -frames:v 1 -y window.png
kill -TERM $app
wait $app || { echo "the window ended with status $?" >&2; exit 1; }
echo "trained to iteration $iteration"
INNER
    as_user 'bash window.sh'
    ;;
  *) fail "package.sh: no step is called '$step'" ;;
esac
