#!/usr/bin/env python3
"""Random networks over every kind of layer, drawn by ganscope and by PyTorch's own modules from the same latents
(Debian: python3-torch, python3-numpy).

  /usr/bin/python3 tests/support/random_networks.py build/release/bin/ganscope [--count 200] [--seed 1] [--keep DIR]

Prints the networks whose pictures differ by more than 1e-5 of the output range, the greatest difference and how
often each kind came; ends with status 1 where one differs. Plain LibTorch operators and ganscope's folded, packed
way differ by rounding alone, so ranges are those that the numbers really have.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy
import torch

from card_network import CardNetwork

ACTIVATIONS = ["relu", "leaky_relu", "elu", "tanh", "sigmoid", "prelu", "selu", "gelu", "silu", "mish", "hardtanh"]
PICTURE_KINDS = ["conv2d", "conv_transpose2d", "batch_norm", "conditional_batch_norm", "layer_norm", "group_norm",
                 "instance_norm", "pixel_norm", "upsample", "pixel_shuffle", "zero_pad", "reflection_pad",
                 "replication_pad", "crop", "avg_pool", "max_pool", "self_attention", "add", "concat", "residual",
                 "label_map", "reshape"] + ["activation"] * 6
VECTOR_KINDS = ["linear", "batch_norm", "conditional_batch_norm", "layer_norm", "group_norm", "pixel_norm", "add", "concat",
                "class_embedding"] + ["activation"] * 3
LARGEST, MOST = 20, 1 << 14


class Maker:
    """Adds layers as long as they fit; the network itself is run to learn the sizes."""

    def __init__(self, rng):
        self.rng = rng
        self.layers, self.sizes, self.named = [], [], {}
        self.latent = rng.randint(1, 12)
        self.classes = rng.choice([0, rng.randint(2, 6)])
        self.size = (self.latent,)

    def put(self, layer, size):
        self.layers.append(layer)
        self.size = size
        if "name" not in layer and self.rng.random() < 0.3:
            layer["name"] = f"n{len(self.layers)}"
        if "name" in layer:
            self.named[layer["name"]] = size

    def name_last(self):
        self.layers[-1].setdefault("name", f"n{len(self.layers)}")
        self.named[self.layers[-1]["name"]] = self.size
        return self.layers[-1]["name"]

    def conv(self, width=None, name=None):
        r, (c, h, w) = self.rng, self.size
        groups = r.choice([1, 1, 1, c, 2 if c % 2 == 0 else 1])
        width = width or groups * r.randint(1, 6)
        groups = groups if width % groups == 0 else 1
        kernel = [r.randint(1, min(4, h)), r.randint(1, min(4, w))]
        layer = {"kind": "conv2d", "_width": width, "_kernel": kernel, "groups": groups,
                 "stride": [r.choice([1, 1, 2]), 1], "padding": [r.randint(0, 2), r.randint(0, 2)],
                 "dilation": [r.choice([1, 1, 2]), 1], "bias": r.random() < 0.7}
        out = [(s + 2 * p - d * (k - 1) - 1) // t + 1 for s, p, d, k, t in
               zip((h, w), layer["padding"], layer["dilation"], kernel, layer["stride"])]
        if min(out) < 1 or max(out) > LARGEST:
            return
        self.put({**layer, **({"name": name} if name else {})}, (width, *out))

    def transposed(self):
        r, (c, h, w) = self.rng, self.size
        groups = r.choice([1, 1, c])
        width = groups * r.randint(1, 5)
        layer = {"kind": "conv_transpose2d", "_width": width, "_kernel": [r.randint(1, 5), r.randint(1, 5)],
                 "groups": groups, "stride": [r.choice([1, 2]), r.choice([1, 2, 3])], "padding": [r.randint(0, 1), 0],
                 "dilation": [1, r.choice([1, 2])], "bias": r.random() < 0.7}
        layer["output_padding"] = [r.randint(0, max(s, d) - 1) for s, d in zip(layer["stride"], layer["dilation"])]
        out = [(s - 1) * t - 2 * p + d * (k - 1) + o + 1 for s, t, p, d, k, o in
               zip((h, w), layer["stride"], layer["padding"], layer["dilation"], layer["_kernel"], layer["output_padding"])]
        if min(out) >= 1 and max(out) <= LARGEST:
            self.put(layer, (width, *out))

    def activation(self):
        r, kind = self.rng, self.rng.choice(ACTIVATIONS)
        more = {"leaky_relu": {"slope": r.choice([0.01, 0.2])}, "elu": {"alpha": r.choice([1.0, 0.5])},
                "prelu": {"_slopes": r.choice([1, self.size[0]])}, "gelu": {"approximate": r.choice(["none", "tanh"])},
                "hardtanh": {"low": r.choice([-1.0, 0.0]), "high": r.choice([1.0, 6.0])}}.get(kind, {})
        self.put({"kind": kind, **more}, self.size)

    def add_one(self, kind):
        r, size = self.rng, self.size
        if kind == "activation":
            self.activation()
        elif kind in ("batch_norm", "instance_norm", "pixel_norm"):
            plain = kind == "instance_norm" and len(size) == 3 and size[1] * size[2] == 1
            if plain:  # one pixel has no spread; PyTorch refuses it too
                return
            more = {} if kind == "pixel_norm" else {"_affine": kind == "batch_norm" or r.random() < 0.6}
            self.put({"kind": kind, "eps": r.choice([1e-5, 1e-3, 0.8]), **more}, size)
        elif kind == "conditional_batch_norm" and self.classes:
            apart = {"scale_embedding": "", "shift_embedding": ""} if r.random() < 0.5 else {}
            self.put({"kind": kind, "one_plus": r.random() < 0.5, **apart}, size)
        elif kind == "layer_norm":
            shape = size[r.randint(0, len(size) - 1):] if len(size) > 1 else size
            if numpy.prod(shape) > 1:
                affine = r.random() < 0.6
                self.put({"kind": kind, "_affine": affine, "_shape": list(shape), "eps": r.choice([1e-5, 1e-2]),
                          **({} if affine else {"shape": list(shape)})}, size)
        elif kind == "group_norm":
            groups = r.choice([g for g in range(1, size[0] + 1) if size[0] % g == 0])
            if numpy.prod(size) > groups:
                self.put({"kind": kind, "groups": groups, "_affine": r.random() < 0.6}, size)
        elif kind == "linear":
            self.put({"kind": kind, "_width": r.randint(1, 24), "bias": r.random() < 0.7}, ())
            self.size = (self.layers[-1]["_width"],)
            self.rename()
        elif kind == "class_embedding" and self.classes:
            self.embed()
        elif kind in ("add", "concat"):
            self.join(kind)
        elif len(size) == 3:
            self.add_picture(kind)

    def rename(self):
        if "name" in self.layers[-1]:
            self.named[self.layers[-1]["name"]] = self.size

    def embed(self):
        r = self.rng
        join = r.choice(["latent_first", "embedding_first", "multiply", "add", "alone"])
        one_hot = r.random() < 0.3 and (join in ("latent_first", "embedding_first", "alone") or self.size[0] == self.classes)
        width = self.classes if one_hot else (self.size[0] if join in ("multiply", "add") else r.randint(1, 8))
        out = width if join == "alone" else self.size[0] + (width if join.endswith("first") else 0)
        self.put({"kind": "class_embedding", "join": join, **({"one_hot": True} if one_hot else {"_width": width})}, (out,))

    def join(self, kind):
        r = self.rng
        known = {"latent": (self.latent,), **self.named}
        fits = [name for name, size in known.items()
                if (size == self.size if kind == "add" else len(size) == len(self.size) and size[1:] == self.size[1:])]
        if not fits:
            return
        taken = r.sample(fits, r.randint(1, min(3, len(fits))))
        channels = self.size[0] + sum(known[name][0] for name in taken)
        more = {"order": r.choice(["current_first", "current_last"])} if kind == "concat" else {"scale": r.choice([1.0, 0.5])}
        self.put({"kind": kind, "from": taken if len(taken) > 1 else taken[0], **more},
                 self.size if kind == "add" else (channels, *self.size[1:]))

    def add_picture(self, kind):
        r, (c, h, w) = self.rng, self.size
        if kind == "conv2d":
            self.conv()
        elif kind == "conv_transpose2d":
            self.transposed()
        elif kind == "upsample":
            mode = r.choice(["nearest", "bilinear", "bicubic"])
            more = {"align_corners": True} if mode != "nearest" and r.random() < 0.3 else {}
            if r.random() < 0.5:
                size = [r.randint(1, LARGEST), r.randint(1, LARGEST)]
                self.put({"kind": kind, "mode": mode, "size": size, **more}, (c, *size))
            elif 2 * max(h, w) <= LARGEST:
                self.put({"kind": kind, "mode": mode, **more}, (c, 2 * h, 2 * w))
        elif kind == "pixel_shuffle" and c % 4 == 0 and 2 * max(h, w) <= LARGEST:
            self.put({"kind": kind}, (c // 4, 2 * h, 2 * w))
        elif kind.endswith("_pad"):
            most = min(2, w - 1, h - 1) if kind == "reflection_pad" else 2
            left, right, top, bottom = sides = [r.randint(0, max(most, 0)) for _ in range(4)]
            self.put({"kind": kind, "sides": sides}, (c, h + top + bottom, w + left + right))
        elif kind == "crop" and min(h, w) > 2:
            left, right, top, bottom = sides = [r.randint(0, 1) for _ in range(4)]
            self.put({"kind": kind, "sides": sides}, (c, h - top - bottom, w - left - right))
        elif kind in ("avg_pool", "max_pool"):
            self.pool(kind)
        elif kind == "self_attention" and h * w <= 100:
            output = r.random() < 0.4
            self.put({"kind": kind, "_inner": r.randint(1, 4), "pooled": min(h, w) > 1 and r.random() < 0.4,
                      "scale": r.choice([1.0, 0.5]), "_output": output,
                      **({"_values": r.randint(1, 4)} if output else {})}, self.size)
        elif kind == "residual":
            self.residual()
        elif kind == "label_map" and self.classes:
            self.label_map()
        elif kind == "reshape" and r.random() < 0.3:
            self.put({"kind": "reshape", "shape": [c * h * w]}, (c * h * w,))
            self.put({"kind": "reshape", "shape": [c, w, h]}, (c, w, h))

    def pool(self, kind):
        r, (c, h, w) = self.rng, self.size
        kernel = [r.randint(1, min(3, h)), r.randint(1, min(3, w))]
        layer = {"kind": kind, "kernel": kernel, "stride": [r.randint(1, 2), r.randint(1, 2)],
                 "padding": [r.randint(0, k // 2) for k in kernel], "ceil_mode": r.random() < 0.4}
        if kind == "avg_pool":
            layer["count_include_pad"] = r.random() < 0.5
        try:
            out = CardNetwork([{"kind": "linear", "_width": c * h * w}, {"kind": "reshape", "shape": [c, h, w]}, layer], 1).size
        except RuntimeError:
            return
        self.put(layer, out)

    def residual(self):
        shape, start = self.size, self.name_last()
        self.add_one("batch_norm")
        self.activation()
        self.put({"kind": "conv2d", "_width": shape[0], "_kernel": 1}, shape)
        main = self.name_last()
        self.put({"kind": "conv2d", "_width": shape[0], "_kernel": 1, "input": start}, shape)
        self.put({"kind": "add", "from": main}, shape)

    def label_map(self):
        c, h, w = self.size
        picture = self.name_last()
        self.put({"kind": "class_embedding", "join": "alone", "_width": 3}, (3,))
        self.put({"kind": "linear", "_width": h * w}, (h * w,))
        self.put({"kind": "reshape", "shape": [1, h, w]}, (1, h, w))
        self.put({"kind": "concat", "from": picture}, (c + 1, h, w))

    def network(self):
        r = self.rng
        for _ in range(r.randint(0, 4)):
            self.add_one(r.choice(VECTOR_KINDS))
        c, h, w = r.randint(1, 8), r.choice([1, 2, 3, 4]), r.choice([1, 2, 4, 5])
        self.put({"kind": "linear", "_width": c * h * w}, (c * h * w,))
        self.put({"kind": "reshape", "shape": [c, h, w]}, (c, h, w))
        for _ in range(r.randint(4, 14)):
            if numpy.prod(self.size) < MOST:
                self.add_one(r.choice(PICTURE_KINDS))
        if len(self.size) == 3 and self.size[0] not in (1, 3):
            self.conv(r.choice([1, 3])) or self.put({"kind": "conv2d", "_width": 1, "_kernel": 1}, (1, *self.size[1:]))
        looks = [l["kind"] in ("class_embedding", "conditional_batch_norm") for l in self.layers]
        if not any(looks):
            self.classes = 0
        return CardNetwork(self.layers, self.latent, self.classes)


def compare(program, folder, seed):
    """Greatest difference over the range, and the kinds."""
    torch.manual_seed(seed)
    maker = Maker(random.Random(seed))
    net = maker.network()
    model, card_path = os.path.join(folder, "m.pt"), os.path.join(folder, "m.card.json")
    torch.save(net.state_dict(), model)
    card = {"ganscope_card": 1, "latent": {"size": maker.latent}, "layers": net.card_layers(),
            "image": dict(zip(("channels", "height", "width"), net.size))}
    if maker.classes:
        card["classes"] = maker.classes
    latents, label = os.path.join(folder, "z.npy"), seed % max(maker.classes, 1)

    def sample():
        with open(card_path, "w") as file:
            json.dump(card, file)
        command = [program, "sample", model, "--count", "3", "--out", os.path.join(folder, "x.npy"), "--latents", latents]
        if maker.classes:
            command += ["--class", str(label)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return numpy.load(os.path.join(folder, "x.npy"))

    card["output_range"] = [-1e6, 1e6]
    sample()  # for the latents
    z = torch.from_numpy(numpy.load(latents).astype(numpy.float32))
    with torch.no_grad():
        expected = net(z, torch.full((len(z),), label)).numpy()
    half = max(1.0, 1.01 * float(numpy.abs(expected).max()))
    card["output_range"] = [-half, half]
    found = sample() * 2 * half - half
    return float(numpy.abs(found - expected).max()) / half, [layer["kind"] for layer in maker.layers]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder for the networks that differ")
    options = parser.parse_args()
    worst, wrong, kinds = 0.0, 0, collections.Counter()
    for seed in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                difference, used = compare(options.program, folder, seed)
            except RuntimeError as error:
                print(f"seed {seed}: {error}")
                difference, used = float("inf"), []
            kinds.update(used)
            if difference > 1e-5:
                wrong += 1
                print(f"seed {seed}: differs by {difference:.2e} of the range; {' '.join(used)}")
                if options.keep:
                    os.makedirs(options.keep, exist_ok=True)
                    for name in os.listdir(folder):
                        os.replace(os.path.join(folder, name), os.path.join(options.keep, f"{seed}-{name}"))
            else:
                worst = max(worst, difference)
    print("kinds:", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    print(f"{options.count} networks, {wrong} beyond 1e-5; the greatest other difference is {worst:.1e} of the range")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
