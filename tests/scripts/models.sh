#!/usr/bin/env bash
# Model files from the command line: what info tells, what convert writes, what is refused and how.
# Stops at the first expectation that fails.
#   tests/scripts/models.sh BINARY
set -uo pipefail
binary=$(realpath "${1:?usage: models.sh BINARY}")
here=$(cd "$(dirname "$0")/../.." && pwd)
source "$here/tests/support/expect.sh"
data=$here/tests/data/models
shared=$here/../shared/models
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

refuse() { # refuse STATUS ARGUMENTS...: ends so, with one line of error
  expect "$@"
  one_error_line
}
value() { # value EXPRESSION: of the JSON on standard output, called d
  python3 -c "import json, sys; d = json.load(open('out')); print($1)" 2>json_error || fail "'$said': $(tail -n 1 json_error)"
}
is() { # is EXPRESSION VALUE
  local got
  got=$(value "$1")
  [ "$got" = "$2" ] || fail "'$said': $1 is '$got'; expected '$2'"
}

info() {
  expect 0 info "$data/family_dcgan.pt" && prints "the DCGAN family" "assumed        a normal prior" "3x64x64" "1,518"
  expect 0 info "$data/family_dcgan.pt" --json
  is "d['parameters']" 1518
  is "type(d['parameters']).__name__" int
  is "d['multiply_adds']" 74496
  is "d['container']" "PyTorch zip"
  is "d['card']['latent']['size']" 6
  is "len(d['assumed'])" 4
  is "d['unused']" "[]"
  is "len(d['layers'])" 15
  expect 0 info "$data/linear.pt" --json
  is "d['tensors'][0]['shape']" "[7, 5]"
  is "d['card']['output_range']" "[0.0, 1.0]"
  # Without a card the tensors are shown, which is what one writes a card from.
  expect 0 info "$data/views_legacy.pt" && prints "none: " "views_legacy.card.json" "transposed"
  expect 0 info "$data/views_legacy.pt" --json
  is "d['card']" None
  is "type(d['parameters']).__name__" int
  expect 0 info "$data/nested_5.pt" && prints "took the only state dict in it, 'model.netG'" "the MLP family"
  expect 0 info "$data/two.pt" --tensor-prefix netG && prints "the MLP family"
  expect 0 info "$data/script.pt" && prints "TorchScript: a program, which runs with --trust only" script.card.json
  expect 0 info "$data/script.pt" --json
  is "d['parameters']" None
}

refusals() {
  refuse 2 info && tells "info: expected a model or --system"
  refuse 2 info --system "$data/linear.pt" && tells "info: expected a model or --system"
  refuse 1 info none.pth && tells none.pth "No such file"
  refuse 1 info . && tells "not a file"
  echo hello >hello.pth
  refuse 1 info hello.pth && tells "hello.pth: it is text ('hello') and no model that ganscope knows; expected safetensors or what torch.save writes"
  : >empty.pth
  refuse 1 sample empty.pth --out x.png && tells "empty.pth: it is empty; the download or the copy failed"
  printf 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n' >lfs.pth
  refuse 1 info lfs.pth && tells "lfs.pth: it is a Git LFS pointer, not the file of 12345 bytes"
  refuse 2 info "$data/two.pt" && tells "2 state dicts; say which with --tensor-prefix: 'netG' (4 tensors), 'netD' (2 tensors)"
  # What doesn't fit is said behind the tensors, from which the card is mended.
  refuse 1 info "$data/linear.pt" --card "$data/conv2d.card.json"
  tells "conv2d.card.json: layer 1 (linear): 'a.weight' is 7x5; expected outputs x 4"
  prints "card           cannot be used, see the end" "    f32   7x5              a.weight"
  refuse 1 info "$data/linear.pt" --card "$data/conv2d.card.json" --json && tells "layer 1 (linear)"
  is "d['card']" None
  is "d['tensors'][0]['name']" a.weight
  is "'layer 1 (linear)' in d['why_no_card']" True
  cp "$data/linear.pt" beside.pt && cp "$data/conv2d.card.json" beside.card.json
  refuse 1 info beside.pt && tells "beside.card.json: layer 1 (linear)" && prints "    f32   7x5              a.weight"
  echo '{' >beside.card.json
  refuse 1 info beside.pt && tells beside.card.json && prints "    f32   7x5              a.weight"
  rm beside.pt beside.card.json
  sed 's/"kind": "relu"/"kind": "rleu"/' "$data/linear.card.json" >slip.card.json
  refuse 1 info "$data/linear.pt" --card slip.card.json && tells "slip.card.json: layer 2: unknown kind 'rleu'; did you mean 'relu'?"
  head -c 1000 "$data/linear.pt" >cut.pth
  refuse 1 info cut.pth --card "$data/linear.card.json" && tells "cut.pth: a broken or cut zip archive"
  refuse 2 convert "$data/linear.pt" out.pth && tells "expected a name that ends with .safetensors"
  refuse 1 convert "$data/script.pt" out.safetensors && tells "it is TorchScript"
  refuse 1 convert "$data/linear.pt" /proc/nowhere/out.safetensors && tells /proc/nowhere/out.safetensors
  refuse 1 convert "$data/types_zip.pt" out.safetensors && tells "nothing says how they fit together" \
    "'ganscope info $data/types_zip.pt' lists its tensors" "($here/docs/model-card.md)"
  # Outputs are looked at before the model is.
  local output
  for output in nodir/x.png nodir/x.npy; do
    refuse 1 sample "$data/linear.pt" --count 1000000 --out $output && tells "cannot write $output: there is no folder nodir"
  done
  refuse 1 sample "$data/linear.pt" --count 1000000 --out x.npy --latents nodir/z.npy && tells "cannot write nodir/z.npy: there is no folder nodir"
  refuse 2 sample "$data/linear.pt" --count 1000000 --out x && tells "the name x of the samples has no extension; expected .png, .npy or / (a folder) at its end"
  refuse 2 grid "$data/linear.pt" --out x && tells "the name x of the picture has no extension; expected .png at its end"
  refuse 2 tour "$data/linear.pt" --out x && tells "the name x of the video has no extension; expected .mp4, .webm, .gif or / (a folder) at its end"
  refuse 1 grid "$data/script.pt" --out nodir/x.png && tells "cannot write nodir/x.png: there is no folder nodir"
  refuse 1 tour "$data/script.pt" --out nodir/x.mp4 && tells "cannot write nodir/x.mp4: there is no folder nodir"
  refuse 1 convert "$data/script.pt" nodir/x.safetensors && tells "cannot write nodir/x.safetensors: there is no folder nodir"
  refuse 1 guess "$data/script.pt" --out hello.pth/x && tells "cannot make the folder hello.pth/x: hello.pth is no folder"
  refuse 1 oracle train --data mnist --data-dir none --out nodir/x.safetensors && tells "cannot write nodir/x.safetensors"
  refuse 1 data folder:none --out nodir/x.png && tells "cannot write nodir/x.png"
  refuse 2 neighbours "$data/script.pt" --data folder:none --out x && tells "the name x of the sheet has no extension; expected .png at its end"
  refuse 1 recover "$data/script.pt" --seeds 1 --out hello.pth/x && tells "cannot make the folder hello.pth/x"
  refuse 1 recover "$data/script.pt" --seeds 1 --out x --record nodir/x.mp4 && tells "cannot write nodir/x.mp4"
  refuse 1 recover "$data/script.pt" --table --out hello.pth/x && tells "cannot make the folder hello.pth/x"
  refuse 1 train --data folder:none --out hello.pth/x && tells "cannot make the folder hello.pth/x"
  refuse 2 bench generator "$data/linear.pt" --threads 257 && tells "threads is 257; expected 0 to 256"
  refuse 2 bench generator "$data/linear.pt" --device gpu && tells "device is 'gpu'; expected auto, cpu, cuda"
  [ "$(ls)" = "$(printf '%s\n' cut.pth empty.pth err hello.pth json_error lfs.pth out slip.card.json)" ] || fail "left $(ls)"
}

# FILE#PREFIX goes wherever a model does.
prefixes() {
  local two=$data/two.pt
  expect 0 info "$two#netG" && prints "the MLP family"
  refuse 2 info "$two#netG" --tensor-prefix netD && tells "--tensor-prefix netD contradicts '$two#netG'"
  expect 0 convert "$two#netG" a.safetensors && tells "'ganscope guess $two --tensor-prefix netG' draws other readings"
  expect 0 convert "$two" b.safetensors --tensor-prefix netG
  cmp -s a.safetensors b.safetensors || fail "FILE#PREFIX and --tensor-prefix make two files"
  expect 0 guess "$two#netG" --out two-guess --count 2
  tells "ganscope convert $two NAME.safetensors --tensor-prefix netG --card two-guess/01-"
  expect 0 sample "$two#netG" --count 2 --out a.npy
  expect 0 sample "$two" --tensor-prefix netG --count 2 --out b.npy
  cmp -s a.npy b.npy || fail "FILE#PREFIX and --tensor-prefix draw two pictures"
  expect 0 grid "$two#netG" --out x.png
  expect 0 tour "$two#netG" --seconds 0.1 --size 64x64 --out x.webm
  expect 0 bench generator "$two#netG" --seconds 0.3
  expect 0 recover "$two#netG" --seeds 1 --iterations 2 --out two-found && tells "ganscope image $two --tensor-prefix netG --anchors two-found/found.json"
  mkdir -p few && python3 - <<'PYTHON'
import zlib, struct
def chunk(kind, data): return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
for i in range(8):
    rows = b"".join(b"\0" + bytes([20 * i + y]) * 24 for y in range(8))
    open(f"few/{i}.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 8, 8, 8, 2, 0, 0, 0)) +
                                     chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
PYTHON
  expect 0 neighbours "$data/family_mlp.pt" --data folder:few --count 1 --out x.png --cache-dir cache
  refuse 2 neighbours "$two" --data folder:few --out x.png --cache-dir cache && tells "2 state dicts; say which with --tensor-prefix"
  expect 0 oracle judge --help && prints --tensor-prefix --card
}

# A Sequential without a name, saved as it is.
families() {
  python3 - <<'PYTHON'
import json, random, struct
def write(name, prefix):
    random.seed(1)
    shapes = {"0.weight": [16, 8, 4, 4], "3.weight": [8, 4, 4, 4], "6.weight": [4, 1, 4, 4]}
    for norm, width in (("1", 8), ("4", 4)):
        for part in ("weight", "bias", "running_mean", "running_var"): shapes[f"{norm}.{part}"] = [width]
    header, data = {}, b""
    for key, shape in shapes.items():
        count = 1
        for n in shape: count *= n
        begin = len(data)
        for _ in range(count): data += struct.pack("<f", 1.0 if "running_var" in key else random.gauss(0, 0.3))
        header[prefix + key] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    open(name, "wb").write(struct.pack("<Q", len(text)) + text + data)
write("seq.safetensors", "")
write("main.safetensors", "main.")
write("deep.safetensors", "netG.layers.")
PYTHON
  local name
  for name in seq main deep; do
    expect 0 info $name.safetensors && prints "the DCGAN family (pytorch/examples)" "1x16x16"
    expect 0 sample $name.safetensors --count 3 --out $name.npy && tells "no card, so taken for the DCGAN family"
  done
  for name in seq deep; do cmp -s $name.npy main.npy || fail "the family draws $name otherwise"; done
}

# Python objects beside weights: left aside and said; commands among them too, and nothing runs.
objects() {
  local name
  for name in command_zip command_legacy; do
    expect 0 info "$data/$name.pt" && prints "'posix.system' would run a command where Python loads this file" "left aside what is no weight; none of it was run: posix.system"
  done
  [ ! -e executed ] || fail "a command in a file was executed"
  expect 0 info "$data/objects_4.pt" && prints "left aside what is no weight" "argparse.Namespace" "the MLP family"
  expect 0 info "$data/whole.pt" && prints "read whole modules by the names of their state dict" "their_code.Generator" "the MLP family"
  expect 0 sample "$data/whole_parallel_legacy.pt" --count 2 --out whole.npy
  expect 0 sample "$data/other_types.pt" --count 2 --out types.npy
  expect 0 info "$data/other_types.pt" && prints "complex64 3                fft  (unused)"
  refuse 2 info "$data/whole_in_trainer.pt" --tensor-prefix nothing && tells "no tensor's name begins with 'nothing.'"
  expect 0 info "$data/whole_in_trainer.pt" --tensor-prefix netG && prints "took the tensors under 'trainer.netG'"
  expect 0 convert "$data/norms_old.pt" norms.safetensors
  expect 0 info norms.safetensors --json
  is "d['unused']" "[]"
  is "sorted(t['name'] for t in d['tensors'])[:2]" "['a.bias', 'a.weight']"
  expect 0 sample norms.safetensors --count 2 --out a.npy
  expect 0 sample "$data/norms_old.pt" --count 2 --out b.npy
  cmp -s a.npy b.npy || fail "what convert wrote of a spectral norm draws other pictures"
}

# What a file doesn't say is said by every command that opens it.
assumptions() {
  expect 0 sample "$data/family_mlp.pt" --count 2 --out x.npy && tells "no card, so taken for the MLP family" "assumed: a normal prior" "ganscope guess"
  expect 0 grid "$data/family_mlp.pt" --out x.png && tells "assumed: leaky_relu 0.2 between the layers"
  expect 0 bench generator "$data/family_mlp.pt" --seconds 0.3 && tells "eps 0.8, as in PyTorch-GAN"
  expect 0 info "$data/family_mlp.pt" && prints "assumed        a normal prior" "ganscope guess"
  expect 0 sample "$data/linear.pt" --count 2 --out x.npy
  ! grep -q assumed err || fail "a card was written, and something is still assumed"
}

guess() {
  expect 0 guess "$data/family_mlp.pt" --out readings --count 3 --json && tells "wrote readings/guess.png"
  is "len(d['readings'])" 17
  is "len(set(r['reading'] for r in d['readings']))" 17
  is "'leaky_relu 0.2, sigmoid, eps 0.8' in [r['reading'] for r in d['readings']]" True
  is "[r['degenerate'] for r in d['readings']] == sorted(r['degenerate'] for r in d['readings'])" True
  local card
  card=$(value "d['readings'][2]['card']")
  expect 0 sample "$data/family_mlp.pt" --card "$card" --count 2 --out x.npy
  [ "$(find readings -name '*.card.json' | wc -l)" = "$(find readings -name '[0-9]*.png' | wc -l)" ] || fail "not a picture for each card"
  refuse 1 guess "$data/linear.pt" && tells "follow no family that guess knows" "'ganscope info $data/linear.pt' lists its tensors"
  refuse 2 guess "$data/family_mlp.pt" --count 0 && tells "count is 0; expected 1 to 32"
  # Weights so large that all but a bounded activation saturate: those come last, and it is said.
  python3 - <<'PYTHON'
import json, random, struct
random.seed(1)
shapes = {"0.weight": [32, 8], "0.bias": [32], "2.weight": [64, 32], "2.bias": [64]}
header, data = {}, b""
for name, shape in shapes.items():
    count = shape[0] * (shape[1] if len(shape) > 1 else 1)
    scale = 60 if name == "0.weight" else 0.3
    begin = len(data)
    for _ in range(count): data += struct.pack("<f", random.gauss(0, scale))
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(data)]}
text = json.dumps(header).encode()
open("loud.safetensors", "wb").write(struct.pack("<Q", len(text)) + text + data)
PYTHON
  expect 0 guess loud.safetensors --out loud --count 2 --json
  is "d['readings'][0]['reading']" "tanh, tanh"
  is "[r['degenerate'] for r in d['readings']]" "$(python3 -c 'print([False] * 2 + [True] * 10)')"
  expect 0 guess loud.safetensors --out loud2 --count 2 && prints "nearly all black or white"
  # A row of 32 pictures of 512x512 is wider than a sheet may be: nothing is written.
  python3 - <<'PYTHON'
import json, struct
shapes = {"model.0.weight": [3, 4], "model.0.bias": [3], "model.2.weight": [512 * 512, 3], "model.2.bias": [512 * 512]}
header, at = {}, 0
for name, shape in shapes.items():
    size = 4
    for n in shape:
        size *= n
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at + size]}
    at += size
text = json.dumps(header).encode()
open("large.safetensors", "wb").write(struct.pack("<Q", len(text)) + text + struct.pack("<f", 0.1) * (at // 4))
PYTHON
  refuse 1 guess large.safetensors --count 32 --out large && tells "expected at most 16384 each way" " a row"
  [ ! -e large ] || fail "a refused sheet left $(ls large)"
}

conversions() {
  expect 0 convert "$data/batch_norm.pt" a.safetensors && tells "wrote a.safetensors"
  expect 0 info a.safetensors --json
  is "d['container']" safetensors
  is "d['card_from']" "a.safetensors: card in the metadata"
  is "len(d['card']['layers'])" 19
  is "d['unused']" "[]"
  is "set(t['type'] for t in d['tensors'])" "{'f32'}"
  expect 0 convert "$data/batch_norm.pt" b.safetensors --half
  expect 0 info b.safetensors --json
  is "sorted(set((len(t['shape']) > 1, t['type']) for t in d['tensors']))" "[(False, 'f32'), (True, 'f16')]"
  [ "$(stat -c %s b.safetensors)" -lt "$(stat -c %s a.safetensors)" ] || fail "halves take no less room"
  # Once more, from our own format: the same bytes.
  expect 0 convert a.safetensors c.safetensors
  cmp -s a.safetensors c.safetensors || fail "converting twice changes the file"
  expect 0 convert "$data/family_mlp.pt" d.safetensors && tells "assumed: a normal prior"
  expect 0 info d.safetensors --json
  is "d['card']['image']['channels']" 3
}

bench() {
  expect 0 bench generator "$data/family_dcgan.pt" --threads 1 --seconds 0.3 --json
  local key
  for key in latency_ms_batch_1 images_per_second_batch_16 images_per_second_batch_64 ratio_batch_1 ratio_batch_16 ratio_batch_64 ratio; do
    is "d['$key'] > 0" True
  done
  is "d['threads']" 1
  # By turns: sizes, a pass's seconds, an image; then what is neither.
  local status=0
  printf '2 3\n\nimage 1 -1 0.5 0 2 -0.5\n4\n' | "$binary" bench generator "$data/family_dcgan.pt" --by-turns --threads 1 >out 2>err || status=$?
  [ "$status" = 2 ] || fail "a turn without passes ended with status $status"
  tells "'4' on standard input; expected 'IMAGES PASSES' or 'image' and a latent"
  python3 - <<'PYTHON' || fail "'bench generator --by-turns' answers otherwise: $(head -c 300 out)"
import json
sizes, seconds, image = map(json.loads, open("out"))
assert sizes["image"] == [3, 64, 64] and seconds > 0
assert len(image) == 3 * 64 * 64 and 0 <= min(image) < max(image) <= 1
PYTHON
}

shared_models() {
  local name
  for name in mnist_dcgan28.pth faces_dcgan32.pt; do
    if [ ! -f "$shared/$name" ]; then
      echo "models.sh: skipped $name: $shared is not there"
      continue
    fi
    expect 0 info "$shared/$name" --card "$here/assets/examples/${name%.*}.card.json" --json
    case $name in
      mnist*) is "d['parameters']" 747841 && is "d['container']" "PyTorch zip" ;;
      faces*) is "d['parameters']" 870851 && is "d['container']" "PyTorch legacy stream" ;;
    esac
    is "d['unused']" "[]"
  done
}

touch out err json_error
for part in info refusals prefixes families objects assumptions guess conversions bench shared_models; do
  $part
  [ -z "$(find . -name '*.part' -print -quit)" ] || fail "$part left $(find . -name '*.part')"
done
echo "models.sh: all as expected"
