#!/usr/bin/env python3
"""Makes tests/data/models with PyTorch (Debian: python3-torch): small networks of every layer kind with the
images that PyTorch gives, files in both containers, and files that must be refused. The tests read what it
left and need no Python.

  /usr/bin/python3 tests/support/make_reference.py [FOLDER with mnist_dcgan28.pth and faces_dcgan32.pt]
"""
import collections
import io
import json
import os
import pickle
import struct
import sys
import zipfile

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "data", "models")
TYPES = {torch.float32: "F32", torch.int64: "I64"}


def save_safetensors(path, tensors, metadata=None):
    header, body = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def at(name):
    return os.path.join(OUT, name)


def card(size, image, layers, **more):
    out = {"ganscope_card": 1, "latent": {"size": size, "prior": "normal"},
           "image": dict(zip(("channels", "height", "width"), image)), "layers": layers}
    out.update(more)
    return out


class Net(nn.Module):
    """Modules under names, in order; what a module gets and gives may be reshaped between them."""

    def __init__(self, **steps):
        super().__init__()
        self.order = []
        for name, step in steps.items():
            self.order.append((name, step))
            if isinstance(step, nn.Module):
                self.add_module(name, step)

    def forward(self, x, labels=None):
        for name, step in self.order:
            if isinstance(step, nn.Embedding):
                x = self.join(x, step(labels))
            elif isinstance(step, (list, tuple)):
                x = x.reshape(-1, *step)
            else:
                x = step(x)
        return x


def unlike_the_beginning(net):
    """Running statistics and affine numbers of norms that no test can mistake for 0 and 1."""
    for module in net.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            if module.running_mean is not None:
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2)
            if module.affine:
                nn.init.uniform_(module.weight, -1.5, 1.5)
                nn.init.uniform_(module.bias, -0.5, 0.5)


def write_case(name, net, the_card, count=3, legacy=False):
    torch.manual_seed(len(name))
    with torch.no_grad():
        unlike_the_beginning(net)
        net.eval()
        for module in net.modules():
            if getattr(module, "batch_statistics", False):
                module.train()
                module.momentum = 0.0
        latents = torch.randn(count, the_card["latent"]["size"])
        tensors = {"latents": latents}
        labels = None
        classes = [m.num_embeddings for m in net.modules() if isinstance(m, nn.Embedding)]
        if classes or "classes" in the_card:
            labels = torch.arange(count) % (classes or [the_card["classes"]])[0]
            tensors["labels"] = labels
        tensors["images"] = net(latents, labels)
    torch.save(net.state_dict(), at(name + ".pt"), _use_new_zipfile_serialization=not legacy)
    save_safetensors(at(name + ".reference.safetensors"), tensors)
    with open(at(name + ".card.json"), "w") as file:
        json.dump(the_card, file, indent=1)
        file.write("\n")


def with_batch_statistics(norm):
    norm.batch_statistics = True
    return norm


def layer_cases():
    write_case("linear", Net(a=nn.Linear(5, 7), r=nn.ReLU(), b=nn.Linear(7, 6, bias=False), l=nn.LeakyReLU(0.2),
                             c=nn.Linear(6, 8), e=nn.ELU(0.7), d=nn.Linear(8, 12), s=nn.Sigmoid(), z=[1, 4, 3]),
               card(5, (1, 4, 3), [
                   {"kind": "linear", "tensors": "a"}, {"kind": "relu"},
                   {"kind": "linear", "weight": "b.weight"}, {"kind": "leaky_relu", "slope": 0.2},
                   {"kind": "linear", "tensors": "c"}, {"kind": "elu", "alpha": 0.7},
                   {"kind": "linear", "tensors": "d"}, {"kind": "sigmoid"},
                   {"kind": "reshape", "shape": [1, 4, 3]}], output_range=[0, 1]))
    write_case("conv2d", Net(a=nn.Linear(4, 4 * 9 * 8), z=[4, 9, 8],
                             b=nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (1, 2), 2), r=nn.ReLU(),
                             c=nn.Conv2d(6, 6, 3, padding=1, groups=6, bias=False), e=nn.ELU(),
                             d=nn.Conv2d(6, 2, 1), t=nn.Tanh()),
               card(4, (2, 5, 10), [
                   {"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [4, 9, 8]},
                   {"kind": "conv2d", "tensors": "b", "stride": [2, 1], "padding": [1, 2], "dilation": [1, 2],
                    "groups": 2}, {"kind": "relu"},
                   {"kind": "conv2d", "tensors": "c", "padding": 1, "groups": 6}, {"kind": "elu"},
                   {"kind": "conv2d", "tensors": "d"}, {"kind": "tanh"}]))
    write_case("conv_transpose2d", Net(
        a=nn.Linear(4, 6 * 3 * 2), z=[6, 3, 2],
        b=nn.ConvTranspose2d(6, 8, 3, 2, 1, 1, groups=2), r=nn.LeakyReLU(0.1),
        c=nn.ConvTranspose2d(8, 4, (2, 3), (1, 2), (0, 1), (0, 1), bias=False, dilation=(2, 1)), e=nn.Sigmoid(),
        d=nn.ConvTranspose2d(4, 3, 4, 2, 1), t=nn.Tanh(),
        f=nn.ConvTranspose2d(3, 1, 2, 1, 0, 1, dilation=2)),
        card(4, (1, 19, 19), [
            {"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [6, 3, 2]},
            {"kind": "conv_transpose2d", "tensors": "b", "stride": 2, "padding": 1, "output_padding": 1, "groups": 2},
            {"kind": "leaky_relu", "slope": 0.1},
            {"kind": "conv_transpose2d", "tensors": "c", "stride": [1, 2], "padding": [0, 1],
             "output_padding": [0, 1], "dilation": [2, 1]}, {"kind": "sigmoid"},
            {"kind": "conv_transpose2d", "tensors": "d", "stride": 2, "padding": 1}, {"kind": "tanh"},
            {"kind": "conv_transpose2d", "tensors": "f", "output_padding": 1, "dilation": 2}], output_range=[-8, 8]))
    write_case("one_pixel", Net(
        z=[6, 1, 1], b=nn.ConvTranspose2d(6, 4, (3, 4), (2, 3), (1, 0), groups=2, dilation=(2, 1)),
        n=nn.BatchNorm2d(4), r=nn.ReLU(), c=nn.ConvTranspose2d(4, 1, 3, 2, 1, 1), t=nn.Tanh()),
        card(6, (1, 6, 8), [
            {"kind": "reshape", "shape": [6, 1, 1]},
            {"kind": "conv_transpose2d", "tensors": "b", "stride": [2, 3], "padding": [1, 0], "groups": 2,
             "dilation": [2, 1]}, {"kind": "batch_norm", "tensors": "n"}, {"kind": "relu"},
            {"kind": "conv_transpose2d", "tensors": "c", "stride": 2, "padding": 1, "output_padding": 1},
            {"kind": "tanh"}]), legacy=True)
    write_case("batch_norm", Net(
        a=nn.Linear(4, 10), an=nn.BatchNorm1d(10, 0.8), ar=nn.ReLU(), am=nn.BatchNorm1d(10),
        b=nn.Linear(10, 3 * 4 * 4), z=[3, 4, 4], bn=nn.BatchNorm2d(3, affine=False), br=nn.ReLU(),
        bm=nn.BatchNorm2d(3), c=nn.Conv2d(3, 4, 3, padding=1, bias=False), cn=nn.BatchNorm2d(4, 1e-3),
        cr=nn.LeakyReLU(0.2), cm=nn.BatchNorm2d(4), d=nn.Conv2d(4, 6, 2), dn=nn.BatchNorm2d(6),
        e=nn.ConvTranspose2d(6, 4, 4, 2, 1, groups=2), en=nn.BatchNorm2d(4), f=nn.Conv2d(4, 1, 3, 1, 1), t=nn.Tanh()),
        card(4, (1, 6, 6), [
            {"kind": "linear", "tensors": "a"}, {"kind": "batch_norm", "tensors": "an", "eps": 0.8}, {"kind": "relu"},
            {"kind": "batch_norm", "tensors": "am"},
            {"kind": "linear", "tensors": "b"}, {"kind": "reshape", "shape": [3, 4, 4]},
            {"kind": "batch_norm", "tensors": "bn"}, {"kind": "relu"},
            {"kind": "batch_norm", "weight": "bm.weight", "bias": "bm.bias", "running_mean": "bm.running_mean",
             "running_var": "bm.running_var"},
            {"kind": "conv2d", "tensors": "c", "padding": 1, "bias": False},
            {"kind": "batch_norm", "tensors": "cn", "eps": 1e-3}, {"kind": "leaky_relu", "slope": 0.2},
            {"kind": "batch_norm", "tensors": "cm"},
            {"kind": "conv2d", "tensors": "d"}, {"kind": "batch_norm", "tensors": "dn"},
            {"kind": "conv_transpose2d", "tensors": "e", "stride": 2, "padding": 1, "groups": 2},
            {"kind": "batch_norm", "tensors": "en"},
            {"kind": "conv2d", "tensors": "f", "padding": 1}, {"kind": "tanh"}]))
    write_case("batch_statistics", Net(
        a=nn.Linear(4, 6 * 4), an=with_batch_statistics(nn.BatchNorm1d(24)), ar=nn.ReLU(), z=[6, 2, 2],
        b=nn.ConvTranspose2d(6, 2, 4, 2, 1), bn=with_batch_statistics(nn.BatchNorm2d(2, track_running_stats=False)),
        t=nn.Tanh()),
        card(4, (2, 4, 4), [
            {"kind": "linear", "tensors": "a"}, {"kind": "batch_norm", "tensors": "an", "statistics": "batch"},
            {"kind": "relu"}, {"kind": "reshape", "shape": [6, 2, 2]},
            {"kind": "conv_transpose2d", "tensors": "b", "stride": 2, "padding": 1},
            {"kind": "batch_norm", "tensors": "bn", "statistics": "batch"}, {"kind": "tanh"}]), count=5)
    write_case("upsample", Net(
        a=nn.Linear(3, 8), z=[2, 2, 2], u=nn.Upsample(scale_factor=2), b=nn.Conv2d(2, 3, 3, 1, 1), r=nn.ReLU(),
        v=nn.Upsample(scale_factor=3, mode="bilinear"), c=nn.Conv2d(3, 2, 3), l=nn.LeakyReLU(),
        w=nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), t=nn.Tanh()),
        card(3, (2, 20, 20), [
            {"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [2, 2, 2]}, {"kind": "upsample"},
            {"kind": "conv2d", "tensors": "b", "padding": 1}, {"kind": "relu"},
            {"kind": "upsample", "factor": 3, "mode": "bilinear"}, {"kind": "conv2d", "tensors": "c"},
            {"kind": "leaky_relu"},
            {"kind": "upsample", "mode": "bilinear", "align_corners": True}, {"kind": "tanh"}]))
    write_case("pixel_shuffle", Net(
        a=nn.Linear(3, 16), z=[4, 2, 2], b=nn.Conv2d(4, 18, 3, 1, 1), s=nn.PixelShuffle(3), n=nn.BatchNorm2d(2),
        r=nn.ReLU(), c=nn.Conv2d(2, 4, 3, 1, 1), v=nn.PixelShuffle(2), t=nn.Tanh()),
        card(3, (1, 12, 12), [
            {"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [4, 2, 2]},
            {"kind": "conv2d", "tensors": "b", "padding": 1}, {"kind": "pixel_shuffle", "factor": 3},
            {"kind": "batch_norm", "tensors": "n"}, {"kind": "relu"},
            {"kind": "conv2d", "tensors": "c", "padding": 1}, {"kind": "pixel_shuffle"}, {"kind": "tanh"}]))


def conditional_cases():
    joins = {"latent_first": lambda z, e: torch.cat([z, e], 1), "embedding_first": lambda z, e: torch.cat([e, z], 1),
             "multiply": lambda z, e: z * e, "add": lambda z, e: z + e}
    for name, join in joins.items():
        long = name in ("latent_first", "embedding_first")
        net = Net(e=nn.Embedding(4, 3 if long else 5), a=nn.Linear(8 if long else 5, 12), t=nn.Tanh(), z=[1, 3, 4])
        net.join = join
        write_case("class_" + name, net, card(5, (1, 3, 4), [
            {"kind": "class_embedding", "tensors": "e", "join": name}, {"kind": "linear", "tensors": "a"},
            {"kind": "tanh"}, {"kind": "reshape", "shape": [1, 3, 4]}]), count=6)
    net = Net(a=nn.Linear(9, 12), t=nn.Tanh(), z=[1, 3, 4])
    forward = net.forward
    net.forward = lambda z, labels: forward(torch.cat([z, nn.functional.one_hot(labels, 4).float()], 1))
    write_case("class_one_hot", net, card(5, (1, 3, 4), [
        {"kind": "class_embedding", "one_hot": True}, {"kind": "linear", "tensors": "a"}, {"kind": "tanh"},
        {"kind": "reshape", "shape": [1, 3, 4]}], classes=4), count=6)


def family_cases():
    def dcgan(nz, ngf, nc):
        main = nn.Sequential(
            nn.ConvTranspose2d(nz, ngf * 8, 4, 1, 0, bias=False), nn.BatchNorm2d(ngf * 8), nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 8, ngf * 4, 4, 2, 1, bias=False), nn.BatchNorm2d(ngf * 4), nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 4, ngf * 2, 4, 2, 1, bias=False), nn.BatchNorm2d(ngf * 2), nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 2, ngf, 4, 2, 1, bias=False), nn.BatchNorm2d(ngf), nn.ReLU(True),
            nn.ConvTranspose2d(ngf, nc, 4, 2, 1, bias=False), nn.Tanh())
        net = nn.Module()
        net.module = nn.Module()
        net.module.main = main
        net.forward = lambda z, labels=None: main(z.view(-1, nz, 1, 1))
        return net

    write_case("family_dcgan", dcgan(6, 1, 3), card(6, (3, 64, 64), []), count=1)
    os.remove(at("family_dcgan.card.json"))
    layers = nn.Sequential(nn.Linear(7, 10), nn.LeakyReLU(0.2), nn.Linear(10, 12), nn.BatchNorm1d(12, 0.8),
                           nn.LeakyReLU(0.2), nn.Linear(12, 3 * 16), nn.Tanh())
    mlp = nn.Module()
    mlp.model = layers
    mlp.forward = lambda z, labels=None: layers(z).view(-1, 3, 4, 4)
    write_case("family_mlp", mlp, card(7, (3, 4, 4), []))
    os.remove(at("family_mlp.card.json"))


def number_files():
    """Every type and every way to look into a storage, with the values that stand there."""
    numbers = torch.arange(-4, 8)
    types = {"f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32, "f64": torch.float64,
             "i8": torch.int8, "i16": torch.int16, "i32": torch.int32, "i64": torch.int64, "u8": torch.uint8,
             "bool": torch.bool}
    all_types = collections.OrderedDict((name, (numbers.abs() if name == "u8" else numbers).to(kind).reshape(3, 4))
                                        for name, kind in types.items())
    shared = torch.arange(24, dtype=torch.float32) / 2
    views = collections.OrderedDict(
        whole=shared.view(4, 6), part=shared[5:11], transposed=shared.view(4, 6).t(), every_other=shared[1::2],
        block=shared.view(2, 3, 4)[:, 1:, 1:3], expanded=shared[3:4].expand(5), scalar=torch.tensor(2.5),
        empty=torch.empty(0, 3), parameter=nn.Parameter(shared.view(6, 4)[2]), number=torch.tensor(7))
    for container, new in (("zip", True), ("legacy", False)):
        torch.save(all_types, at(f"types_{container}.pt"), _use_new_zipfile_serialization=new)
        torch.save(views, at(f"views_{container}.pt"), _use_new_zipfile_serialization=new)
    save_safetensors(at("views.reference.safetensors"),
                     {name: view.detach().float().contiguous() for name, view in views.items()})


def checkpoint_files():
    torch.manual_seed(1)
    generator = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 4))
    critic = nn.Sequential(nn.Linear(4, 2))
    optimiser = torch.optim.Adam(generator.parameters())
    generator(torch.ones(1, 2)).sum().backward()
    optimiser.step()
    nested = {"epoch": 3, "losses": [0.5, 0.25], "done": False, "tags": {"a", "b"}, "device": torch.device("cpu"),
              "size": torch.Size([1, 2]), "seed": 2 ** 70, "raw": b"\x00\xff", "nothing": None, "noise": torch.ones(2),
              "model": {"netG": generator.state_dict()}, "optimizer": optimiser.state_dict()}
    for protocol in (2, 3, 4, 5):
        torch.save(nested, at(f"nested_{protocol}.pt"), pickle_protocol=protocol,
                   _use_new_zipfile_serialization=protocol != 3)
    torch.save({"netG": generator.state_dict(), "netD": critic.state_dict()}, at("two.pt"))


class Command:
    def __reduce__(self):
        return (os.system, ("touch executed",))


def refused_files():
    torch.save({"weight": torch.ones(2), "payload": Command()}, at("command_zip.pt"))
    torch.save({"weight": torch.ones(2), "payload": Command()}, at("command_legacy.pt"),
               _use_new_zipfile_serialization=False)
    torch.save(nn.Linear(2, 2), at("module.pt"))
    torch.jit.save(torch.jit.trace(nn.Sequential(nn.Linear(4, 9), nn.Tanh()), torch.ones(1, 4)), at("script.pt"))
    with open(at("script.card.json"), "w") as file:
        json.dump({"ganscope_card": 1, "latent": {"size": 4, "prior": "normal"},
                   "image": {"channels": 1, "height": 3, "width": 3}}, file)
    buffer = io.BytesIO()
    torch.save({"weight": torch.arange(4.0)}, buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(at("big_endian.pt"), "w") as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))
        target.writestr("archive/byteorder", "big")


def shared_models(folder):
    """Two latents and their images of each model that lies beside the repository."""
    def block(*modules):
        return nn.Sequential(*modules)

    def mnist():
        def up(i, o, k, s):
            return block(nn.ConvTranspose2d(i, o, k, s), nn.BatchNorm2d(o), nn.ReLU())
        net = nn.Module()
        net.gen = nn.Sequential(up(64, 256, 3, 2), up(256, 128, 4, 1), up(128, 64, 3, 2),
                                block(nn.ConvTranspose2d(64, 1, 4, 2), nn.Tanh()))
        return net, lambda z: net.gen(z.view(-1, 64, 1, 1)), torch.randn(2, 64)

    def faces():
        def up(i, o):
            return block(nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2))
        net = nn.Module()
        net.generator_deconv = nn.Sequential(
            block(nn.ConvTranspose2d(100, 256, 4, 1, 0, bias=False), nn.BatchNorm2d(256)),
            block(nn.Conv2d(256, 128, 3, 1, 1, bias=False), nn.BatchNorm2d(128), nn.LeakyReLU(0.2)),
            up(128, 64), up(64, 32), block(nn.ConvTranspose2d(32, 3, 4, 2, 1)))
        return net, lambda z: torch.tanh(net.generator_deconv(z.view(-1, 100, 1, 1))), torch.rand(2, 100) * 2 - 1

    torch.manual_seed(2)
    for name, make in (("mnist_dcgan28.pth", mnist), ("faces_dcgan32.pt", faces)):
        net, forward, latents = make()
        net.load_state_dict(torch.load(os.path.join(folder, name), map_location="cpu"))
        net.eval()
        with torch.no_grad():
            save_safetensors(at(os.path.splitext(name)[0] + ".reference.safetensors"),
                             {"latents": latents, "images": forward(latents)})


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    torch.manual_seed(0)
    layer_cases()
    conditional_cases()
    family_cases()
    number_files()
    checkpoint_files()
    refused_files()
    if len(sys.argv) > 1:
        shared_models(sys.argv[1])
