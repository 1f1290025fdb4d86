#!/usr/bin/env python3
"""Makes the references in tests/data/models of the kinds of layer that come with branches, norms and pads:
small networks with the images that PyTorch's modules give (Debian: python3-torch). The tests need no Python.

  /usr/bin/python3 tests/support/make_kind_references.py
"""
import torch

from card_network import CardNetwork
from make_reference import card, write_case


def write(name, layers, latent_size, image, classes=0, **more):
    torch.manual_seed(sum(map(ord, name)))
    net = CardNetwork(layers, latent_size, classes)
    assert net.size == image, (name, net.size)
    if any(layer.get("one_hot") for layer in layers):
        more["classes"] = classes
    write_case(name, net, card(latent_size, image, net.card_layers(), **more), count=4)


def start(width, shape):
    return [{"kind": "linear", "_width": width}, {"kind": "reshape", "shape": shape}]


def conv(width, **more):
    return {"kind": "conv2d", "_width": width, "_kernel": 3, "padding": 1, **more}


def main():
    wide = {"output_range": [-8, 8]}
    write("activations", [
        {"kind": "linear", "_width": 12}, {"kind": "selu"}, {"kind": "linear", "_width": 12}, {"kind": "gelu"},
        {"kind": "linear", "_width": 12}, {"kind": "gelu", "approximate": "tanh"}, {"kind": "linear", "_width": 12},
        {"kind": "silu"}, {"kind": "linear", "_width": 12}, {"kind": "mish"}, {"kind": "linear", "_width": 12},
        {"kind": "prelu", "_slopes": 12}, {"kind": "linear", "_width": 16}, {"kind": "reshape", "shape": [4, 2, 2]},
        conv(6), {"kind": "selu"}, conv(6), {"kind": "gelu"}, conv(6), {"kind": "silu"}, conv(6), {"kind": "mish"},
        conv(6), {"kind": "hardtanh", "low": -0.5, "high": 2}, conv(6), {"kind": "prelu"},
        {"kind": "conv_transpose2d", "_width": 3, "_kernel": 4, "stride": 2, "padding": 1}, {"kind": "mish"},
        {"kind": "hardtanh"}], 5, (3, 4, 4))
    write("norms", [
        {"kind": "pixel_norm"}, {"kind": "linear", "_width": 24}, {"kind": "layer_norm"}, {"kind": "relu"},
        {"kind": "linear", "_width": 6 * 8}, {"kind": "group_norm", "groups": 4}, {"kind": "reshape", "shape": [6, 4, 2]},
        {"kind": "layer_norm", "_shape": [4, 2], "eps": 1e-3}, conv(8), {"kind": "instance_norm"}, {"kind": "relu"},
        conv(8), {"kind": "group_norm", "groups": 2, "eps": 1e-4}, {"kind": "silu"}, conv(8),
        {"kind": "layer_norm"}, conv(8), {"kind": "pixel_norm"}, conv(8),
        {"kind": "instance_norm", "_affine": False, "eps": 0.01}, {"kind": "layer_norm", "shape": [8, 4, 2], "_affine": False},
        conv(1)], 6, (1, 4, 2), **wide)
    write("pads_and_pools", start(3 * 6 * 8, [3, 6, 8]) + [
        {"kind": "reflection_pad", "sides": [1, 2, 3, 0]}, {"kind": "conv2d", "_width": 4, "_kernel": 3},
        {"kind": "max_pool", "kernel": 3, "stride": 2, "padding": 1}, {"kind": "replication_pad", "sides": [3, 0, 1, 2]},
        {"kind": "avg_pool", "kernel": [2, 3], "stride": [1, 2], "padding": [1, 1], "count_include_pad": False},
        {"kind": "zero_pad", "sides": 2}, conv(4), {"kind": "crop", "sides": [1, 0, 2, 1]},
        {"kind": "max_pool", "ceil_mode": True}, {"kind": "avg_pool", "kernel": 2, "stride": 1, "ceil_mode": True},
        {"kind": "conv2d", "_width": 2, "_kernel": 1}], 4, (2, 4, 3), **wide)
    write("upsample_sizes", start(2 * 3 * 4, [2, 3, 4]) + [
        {"kind": "upsample", "size": [5, 7]}, conv(3), {"kind": "upsample", "size": 9, "mode": "bilinear"}, conv(3),
        {"kind": "upsample", "factor": 2, "mode": "bicubic"}, conv(3),
        {"kind": "upsample", "size": [10, 11], "mode": "bicubic", "align_corners": True}, conv(1)], 3, (1, 10, 11),
        **wide)
    # A norm and an activation whose input a branch also wants must not be folded into what comes before.
    write("residual", [
        {"kind": "linear", "_width": 4 * 4 * 4}, {"kind": "reshape", "shape": [4, 4, 4], "name": "start"},
        {"kind": "batch_norm"}, {"kind": "relu"}, {"kind": "upsample"}, conv(6), {"kind": "batch_norm"},
        {"kind": "relu"}, conv(6, name="main"),
        {"kind": "upsample", "input": "start"}, {"kind": "conv2d", "_width": 6, "_kernel": 1, "name": "shortcut"},
        {"kind": "add", "from": "main", "scale": 0.5, "name": "sum"}, {"kind": "batch_norm"}, {"kind": "relu", "name": "r"},
        conv(6), {"kind": "tanh", "name": "t"}, conv(6), {"kind": "add", "from": ["sum", "r"]},
        {"kind": "concat", "from": "t"}, conv(5), {"kind": "concat", "from": ["shortcut", "sum"], "order": "current_last"},
        {"kind": "relu"}, conv(2),
        {"kind": "linear", "input": "latent", "_width": 3 * 8 * 8}, {"kind": "reshape", "shape": [3, 8, 8], "name": "skip"},
        conv(3), {"kind": "add", "from": "skip"}], 5, (3, 8, 8), **wide)
    write("attention", start(8 * 16, [8, 4, 4]) + [
        conv(8), {"kind": "relu"}, {"kind": "self_attention", "_inner": 2}, conv(8), {"kind": "batch_norm"},
        {"kind": "self_attention", "_inner": 3, "_values": 4, "_output": True, "pooled": True, "scale": 0.5}, conv(8),
        {"kind": "self_attention", "_inner": 4, "_values": 5, "output": True}, conv(1)], 4, (1, 4, 4), **wide)
    write("conditional_norm", start(6 * 4, [6, 2, 2]) + [
        {"kind": "conditional_batch_norm", "one_plus": True, "eps": 1e-3}, {"kind": "relu"},
        {"kind": "conv_transpose2d", "_width": 4, "_kernel": 4, "stride": 2, "padding": 1},
        {"kind": "conditional_batch_norm", "scale_embedding": "", "shift_embedding": ""}, {"kind": "relu"}, conv(1)],
        5, (1, 4, 4), classes=4, **wide)
    # The label joins what the first layer gives; then once more, as a map beside the picture.
    write("labels_later", [
        {"kind": "linear", "_width": 10}, {"kind": "relu", "name": "z"}, {"kind": "class_embedding", "one_hot": True},
        {"kind": "linear", "_width": 8}, {"kind": "relu"}, {"kind": "class_embedding", "_width": 8, "join": "add"},
        {"kind": "linear", "_width": 2 * 9}, {"kind": "reshape", "shape": [2, 3, 3], "name": "picture"},
        {"kind": "class_embedding", "_width": 5, "join": "alone"}, {"kind": "linear", "_width": 9},
        {"kind": "reshape", "shape": [1, 3, 3]}, {"kind": "concat", "from": "picture", "order": "current_last"},
        conv(2)], 4, (2, 3, 3), classes=3, **wide)


if __name__ == "__main__":
    main()
