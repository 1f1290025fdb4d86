#!/usr/bin/env python3
"""A generator for ganscope as ONNX, for side-by-side timings.

  onnx_twin.py MODEL.safetensors OUT.onnx    the same network as ONNX
  onnx_twin.py --dcgan OUT.safetensors       a DCGAN of 64x64x3 with 64 channels and random weights
  onnx_twin.py --nothing OUT.onnx            a network that gives back its latents: what a call costs

Reads the model's own card: linear, conv_transpose2d, batch_norm, relu, leaky_relu, tanh and reshape. Batch norms are
folded into the weights before them, as ganscope does, so that the peer doesn't do work that we don't. Needs nothing
but Python; the ONNX file is written field by field (onnx.proto, IR version 7, opset 13).
"""
import array
import json
import math
import random
import struct
import sys


def read_safetensors(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        count = math.prod(entry["shape"])
        letter = {"F32": "f", "F16": "e"}[entry["dtype"]]
        tensors[name] = (entry["shape"], array.array("f", struct.unpack(f"<{count}{letter}", data[begin:end])))
    return tensors, json.loads(metadata["ganscope_card"])


def write_safetensors(path, tensors, card):
    header, data = {"__metadata__": {"ganscope_card": json.dumps(card)}}, bytearray()
    for name, (shape, values) in tensors.items():
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + 4 * len(values)]}
        data += values.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def make_dcgan(path, channels=64, seed=1):
    """The generator of PyTorch's DCGAN example: weights drawn as for training, wider so that pictures aren't grey, and
    running statistics that aren't those of a beginning."""
    rng = random.Random(seed)
    normal = lambda count, mean, deviation: array.array("f", (rng.gauss(mean, deviation) for _ in range(count)))
    sizes = [100, 8 * channels, 4 * channels, 2 * channels, channels, 3]
    tensors, layers = {}, [{"kind": "reshape", "shape": [100, 1, 1]}]
    for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        taps = 1 if i == 0 else 4
        tensors[f"main.{3 * i}.weight"] = (
            [inputs, outputs, 4, 4],
            normal(16 * inputs * outputs, 0, 1.4 / math.sqrt(taps * inputs)),
        )
        geometry = {} if i == 0 else {"stride": 2, "padding": 1}
        layers.append({"kind": "conv_transpose2d", "tensors": f"main.{3 * i}", "bias": False, **geometry})
        if i == 4:
            break
        norm = f"main.{3 * i + 1}"
        tensors[f"{norm}.weight"] = ([outputs], normal(outputs, 1, 0.05))
        tensors[f"{norm}.bias"] = ([outputs], normal(outputs, 0, 0.1))
        tensors[f"{norm}.running_mean"] = ([outputs], normal(outputs, 0, 0.1))
        tensors[f"{norm}.running_var"] = ([outputs], array.array("f", (rng.uniform(0.7, 1.3) for _ in range(outputs))))
        layers += [{"kind": "batch_norm", "tensors": norm}, {"kind": "relu"}]
    layers.append({"kind": "tanh"})
    card = {
        "ganscope_card": 1,
        "name": f"random-dcgan64-{channels}",
        "latent": {"size": 100, "prior": "normal"},
        "image": {"channels": 3, "height": 64, "width": 64},
        "output_range": [-1, 1],
        "layers": layers,
    }
    write_safetensors(path, tensors, card)


# --- protobuf -------------------------------------------------------------------------------------------------------


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def real(field, value):
    return varint(field << 3 | 5) + struct.pack("<f", value)


def block(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


FLOAT, INT64 = 1, 7


def tensor(name, shape, values, kind=FLOAT):
    return b"".join(number(1, d) for d in shape) + number(2, kind) + block(8, name) + block(9, values.tobytes())


def attribute(name, value):
    if isinstance(value, float):
        return block(1, name) + real(2, value) + number(20, 1)
    if isinstance(value, int):
        return block(1, name) + number(3, value) + number(20, 2)
    return block(1, name) + b"".join(number(8, v) for v in value) + number(20, 7)


def node(kind, inputs, output, **attributes):
    return (
        b"".join(block(1, i) for i in inputs)
        + block(2, output)
        + block(4, kind)
        + b"".join(block(5, attribute(k, v)) for k, v in attributes.items())
    )


def value_info(name, shape):
    dims = b"".join(block(1, block(2, d) if isinstance(d, str) else number(1, d)) for d in shape)
    return block(1, name) + block(2, block(1, number(1, FLOAT) + block(2, dims)))


# --- the network ----------------------------------------------------------------------------------------------------


def pair(layer, name, otherwise):
    value = layer.get(name, otherwise)
    return value if isinstance(value, list) else [value, value]


class Twin:
    def __init__(self, tensors, card):
        self.tensors, self.card = tensors, card
        self.nodes, self.initialisers = [], []
        self.last = "latents"

    def add(self, kind, extra=(), **attributes):
        output = f"t{len(self.nodes) + 1}"
        self.nodes.append(node(kind, [self.last, *extra], output, **attributes))
        self.last = output

    def keep(self, shape, values, kind=FLOAT):
        name = f"w{len(self.initialisers)}"
        self.initialisers.append(tensor(name, shape, values, kind))
        return name

    def weights(self, layer, following, outputs_at):
        """Weight and bias of a layer with the batch norm behind it in them; whether there was one."""
        shape, weight = self.tensors[layer["tensors"] + ".weight"]
        outputs, inner = shape[outputs_at], math.prod(shape[outputs_at + 1 :])
        has_bias = layer.get("bias", True)
        bias = list(self.tensors[layer["tensors"] + ".bias"][1]) if has_bias else [0.0] * outputs
        folded = following is not None and following["kind"] == "batch_norm"
        if folded:
            get = lambda role: self.tensors[f"{following['tensors']}.{role}"][1]
            eps = following.get("eps", 1e-5)
            scale = [w / math.sqrt(v + eps) for w, v in zip(get("weight"), get("running_var"))]
            weight = array.array("f", (w * scale[i // inner % outputs] for i, w in enumerate(weight)))
            bias = [s * (b - m) + n for s, b, m, n in zip(scale, bias, get("running_mean"), get("bias"))]
        names = [self.keep(shape, weight)]
        if folded or has_bias:
            names.append(self.keep([outputs], array.array("f", bias)))
        return names, folded

    def build(self):
        layers = self.card["layers"]
        skip = False
        for layer, following in zip(layers, layers[1:] + [None]):
            if skip:
                skip = False
                continue
            kind = layer["kind"]
            if kind == "linear":
                names, skip = self.weights(layer, following, 0)
                self.add("Gemm", names, transB=1)
            elif kind == "conv_transpose2d":
                names, skip = self.weights(layer, following, 1)
                self.add(
                    "ConvTranspose",
                    names,
                    strides=pair(layer, "stride", 1),
                    pads=pair(layer, "padding", 0) * 2,
                    output_padding=pair(layer, "output_padding", 0),
                    dilations=pair(layer, "dilation", 1),
                    group=layer.get("groups", 1),
                )
            elif kind == "reshape":
                shape = array.array("q", [0, *layer["shape"]])
                self.add("Reshape", [self.keep([len(shape)], shape, INT64)])
            elif kind == "leaky_relu":
                self.add("LeakyRelu", alpha=float(layer.get("slope", 0.01)))
            elif kind in ("relu", "tanh"):
                self.add(kind.capitalize())
            else:
                sys.exit(f"onnx_twin.py: a layer of kind {kind}; this script writes none")
        image = self.card["image"]
        picture = ["n", image["channels"], image["height"], image["width"]]
        self.nodes.append(node("Identity", [self.last], "images"))
        graph = (
            b"".join(block(1, n) for n in self.nodes)
            + block(2, "generator")
            + b"".join(block(5, i) for i in self.initialisers)
            + block(11, value_info("latents", ["n", self.card["latent"]["size"]]))
            + block(12, value_info("images", picture))
        )
        return number(1, 7) + block(7, graph) + block(8, number(2, 13))


def nothing(size=100):
    graph = block(1, node("Identity", ["latents"], "images")) + block(2, "nothing")
    graph += block(11, value_info("latents", ["n", size])) + block(12, value_info("images", ["n", size]))
    return number(1, 7) + block(7, graph) + block(8, number(2, 13))


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    if arguments[0] == "--dcgan":
        make_dcgan(arguments[1])
        return
    if arguments[0] == "--nothing":
        with open(arguments[1], "wb") as file:
            file.write(nothing())
        return
    with open(arguments[1], "wb") as file:
        file.write(Twin(*read_safetensors(arguments[0])).build())


main(sys.argv[1:])
