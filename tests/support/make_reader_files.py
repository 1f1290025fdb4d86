#!/usr/bin/env python3
"""Makes those files of tests/data/models that are about what stands around weights: norms that split a weight
into parts, modules pickled whole, Python objects of all kinds beside the weights, types of numbers that aren't
read. Like make_reference.py, whose helpers it uses; the tests need no Python.

  /usr/bin/python3 tests/support/make_reader_files.py
"""
import argparse
import collections
import dataclasses
import datetime
import enum
import io
import json
import os
import pathlib
import sys
import zipfile

import numpy
import torch
from torch import nn
from torch.nn.utils import parametrizations, spectral_norm, weight_norm

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_reference import Net, at, card, save_safetensors  # noqa: E402


def normed_net(spectral, weight):
    """Linear, transposed and ordinary convolutions; two whose inputs and outputs are equally many."""
    return Net(a=spectral(nn.Linear(5, 24)), z=[6, 2, 2], b=spectral(nn.ConvTranspose2d(6, 6, 4, 2, 1)), r=nn.ReLU(),
               c=weight(nn.Conv2d(6, 4, 3, padding=1)), l=nn.LeakyReLU(0.2),
               d=spectral(nn.ConvTranspose2d(4, 8, 4, 2, 1)), s=nn.ReLU(),
               e=weight(nn.ConvTranspose2d(8, 3, 3, padding=1)), f=spectral(nn.Conv2d(3, 3, 3, padding=1)),
               t=nn.Tanh())


NORMED_CARD = card(5, (3, 8, 8), [
    {"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [6, 2, 2]},
    {"kind": "conv_transpose2d", "tensors": "b", "stride": 2, "padding": 1}, {"kind": "relu"},
    {"kind": "conv2d", "tensors": "c", "padding": 1}, {"kind": "leaky_relu", "slope": 0.2},
    {"kind": "conv_transpose2d", "tensors": "d", "stride": 2, "padding": 1}, {"kind": "relu"},
    {"kind": "conv_transpose2d", "tensors": "e", "padding": 1},
    {"kind": "conv2d", "tensors": "f", "padding": 1}, {"kind": "tanh"}])


def write_normed(name, net, rename=lambda key: key):
    torch.manual_seed(7)
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
    net.train()
    for _ in range(30):  # the power iteration settles
        net(torch.randn(4, 5))
    net.eval()
    latents = torch.randn(3, 5)
    with torch.no_grad():
        images = net(latents)
    state = collections.OrderedDict((rename(key), value) for key, value in net.state_dict().items())
    torch.save(state, at(name + ".pt"))
    save_safetensors(at(name + ".reference.safetensors"), {"latents": latents, "images": images})
    with open(at(name + ".card.json"), "w") as file:
        json.dump(NORMED_CARD, file, indent=1)
        file.write("\n")


def norms():
    torch.manual_seed(3)
    write_normed("norms_old", normed_net(spectral_norm, weight_norm))

    def renamed(key):  # what parametrizations.weight_norm of newer versions writes
        prefix, _, last = key.rpartition(".")
        new = {"weight_g": "parametrizations.weight.original0", "weight_v": "parametrizations.weight.original1"}
        return prefix + "." + new[last] if last in new else key

    torch.manual_seed(4)
    write_normed("norms_new", normed_net(parametrizations.spectral_norm, weight_norm), renamed)


def mlp():
    torch.manual_seed(5)
    return nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 16), nn.Tanh())


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.latent = 4
        self.net = mlp()
        self.register_buffer("steps", torch.tensor(3))
        self.register_buffer("scratch", torch.ones(2), persistent=False)
        self.plain = torch.ones(2)  # an attribute, which a state dict doesn't have

    def forward(self, z):
        return self.net(z)


class Trainer:
    def __init__(self, generator):
        self.netG = generator
        self.rate = 2e-4


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a, self.b = 1, (2, 3)


class Weights(collections.OrderedDict):
    pass


@dataclasses.dataclass
class Config:
    size: int = 4
    names: tuple = ("a", "b")


class Mode(enum.Enum):
    train = 1


class WithNew:
    def __new__(cls, *, size=1):
        return super().__new__(cls)

    def __getnewargs_ex__(self):
        return (), {"size": 2}


def odd_values():
    return {"scalar": numpy.float64(1.5), "array": numpy.arange(4), "text": numpy.str_("x"),
            "defaults": collections.defaultdict(list, a=[1]), "args": argparse.Namespace(lr=2e-4, size=[1, 2]),
            "when": datetime.datetime(2021, 5, 1, 12, 30, 5), "took": datetime.timedelta(seconds=3),
            "set": {1, 2}, "frozen": frozenset({1}), "config": Config(), "mode": Mode.train, "slots": Slots(),
            "path": pathlib.PurePosixPath("a/b"), "new": WithNew(), "slice": slice(1, 2), "complex": 1 + 2j,
            "bytes": bytearray(b"ab"), "deque": collections.deque([1, 2]), "class": Trainer, "function": len,
            "range": range(3), "counter": collections.Counter("ab"), "device": torch.device("cpu"),
            "type": torch.float32}


def objects():
    for protocol in (2, 3, 4, 5):
        torch.save({**odd_values(), "netG": Weights(mlp().state_dict())}, at(f"objects_{protocol}.pt"),
                   pickle_protocol=protocol, _use_new_zipfile_serialization=protocol != 3)
    torch.save(Generator(), at("whole.pt"))
    # The old container keeps the classes' source beside them; any text does.
    torch.serialization.get_source_lines_and_file = lambda obj: (["class Theirs: ...\n"], 0, "their_code.py")
    torch.save(nn.DataParallel(Generator()), at("whole_parallel_legacy.pt"), _use_new_zipfile_serialization=False)
    torch.save({"trainer": Trainer(Generator()), "optimizer": torch.optim.Adam(mlp().parameters())},
               at("whole_in_trainer.pt"), pickle_protocol=4)


def types():
    quantised = torch.quantize_per_tensor(torch.arange(4.0), 0.1, 0, torch.qint8)
    for name, new in (("other_types", True), ("other_types_legacy", False)):
        torch.save({**mlp().state_dict(), "fft": torch.ones(3, dtype=torch.complex64), "small": quantised},
                   at(name + ".pt"), _use_new_zipfile_serialization=new)


class Noisy(nn.Module):
    """Draws numbers inside, as StyleGAN's layers do."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 9)

    def forward(self, z):
        return torch.tanh(self.layer(z) + torch.randn(z.size(0), 9))


def scripts():
    torch.manual_seed(6)
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(Noisy()), buffer)
    # Without where each line came from, which is this machine's business.
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(at("script_noise.pt"), "w") as target:
        for entry in source.namelist():
            if not entry.endswith(".debug_pkl"):
                target.writestr(entry, source.read(entry))
    with open(at("script_noise.card.json"), "w") as file:
        json.dump({"ganscope_card": 1, "latent": {"size": 4}, "image": {"channels": 1, "height": 3, "width": 3}}, file)


if __name__ == "__main__":
    scripts()
    # Pickled under the name of a module that nobody can import.
    sys.modules["their_code"] = sys.modules["__main__"]
    for own in (Generator, Trainer, Slots, Weights, Config, Mode, WithNew):
        own.__module__ = "their_code"
    norms()
    objects()
    types()
