"""Networks of PyTorch's own modules from the layers of a model card, with weights that no test can mistake for
defaults: what ganscope's reading of cards is compared with. Nothing here is ganscope's code."""
import torch
from torch import nn


class SelfAttention(nn.Module):
    """Zhang et al. 2019; with pooled keys and values and an output projection as in BigGAN."""

    def __init__(self, channels, inner, values, pooled=False, output=False, scale=1.0):
        super().__init__()
        self.query_conv = nn.Conv2d(channels, inner, 1)
        self.key_conv = nn.Conv2d(channels, inner, 1)
        self.value_conv = nn.Conv2d(channels, values, 1)
        if output:
            self.output_conv = nn.Conv2d(values, channels, 1, bias=False)
        self.gamma = nn.Parameter(torch.tensor([0.8]))
        self.pooled, self.output, self.scale = pooled, output, scale

    def forward(self, x):
        n, _, h, w = x.shape
        query, key, value = self.query_conv(x), self.key_conv(x), self.value_conv(x)
        if self.pooled:
            key, value = nn.functional.max_pool2d(key, 2), nn.functional.max_pool2d(value, 2)
        query, key, value = query.flatten(2), key.flatten(2), value.flatten(2)
        shares = torch.softmax(self.scale * torch.einsum("ncq,nck->nqk", query, key), dim=2)
        out = torch.einsum("nck,nqk->ncq", value, shares).view(n, -1, h, w)
        return self.gamma * (self.output_conv(out) if self.output else out) + x


class ConditionalBatchNorm(nn.Module):
    def __init__(self, classes, channels, eps, apart, one_plus, batch):
        super().__init__()
        norm = nn.BatchNorm2d if batch is None else batch
        self.bn = norm(channels, eps=eps, affine=False)
        self.apart, self.one_plus = apart, one_plus
        if apart:
            self.gain, self.shift = nn.Embedding(classes, channels), nn.Embedding(classes, channels)
        else:
            self.embed = nn.Embedding(classes, 2 * channels)

    def forward(self, x, labels):
        scale, shift = (self.gain(labels), self.shift(labels)) if self.apart else self.embed(labels).chunk(2, 1)
        shape = (*scale.shape, *[1] * (x.dim() - 2))
        return (self.one_plus + scale.view(shape)) * self.bn(x) + shift.view(shape)


class PixelNorm(nn.Module):
    def __init__(self, eps):
        super().__init__()
        self.eps = eps

    def forward(self, x):
        return x / torch.sqrt((x ** 2).mean(dim=1, keepdim=True) + self.eps)


def pair(value):
    return tuple(value) if isinstance(value, (list, tuple)) else (value, value)


def sides(layer):
    value = layer["sides"]
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * 4


def module_of(layer, size, classes):
    """The module of a card's layer that gets `size` (of one image), where PyTorch has one."""
    kind = layer["kind"]
    get = layer.get
    channels = size[0]
    flat = len(size) == 1
    bias = get("bias", True)
    # "_width", "_kernel", ...: what a card needn't say, since the tensors do.
    if kind == "linear":
        return nn.Linear(channels, layer["_width"], bias=bias)
    if kind in ("conv2d", "conv_transpose2d"):
        options = dict(stride=pair(get("stride", 1)), padding=pair(get("padding", 0)),
                       dilation=pair(get("dilation", 1)), groups=get("groups", 1), bias=bias)
        if kind == "conv2d":
            return nn.Conv2d(channels, layer["_width"], pair(layer["_kernel"]), **options)
        return nn.ConvTranspose2d(channels, layer["_width"], pair(layer["_kernel"]),
                                  output_padding=pair(get("output_padding", 0)), **options)
    if kind == "batch_norm":
        norm = nn.BatchNorm1d if flat else nn.BatchNorm2d
        return norm(channels, eps=get("eps", 1e-5), affine=layer.get("_affine", True))
    if kind == "conditional_batch_norm":
        return ConditionalBatchNorm(classes, channels, get("eps", 1e-5), "scale_embedding" in layer,
                                    1 if get("one_plus") else 0, nn.BatchNorm1d if flat else None)
    if kind == "layer_norm":
        return nn.LayerNorm(layer.get("_shape", size), eps=get("eps", 1e-5), elementwise_affine=get("_affine", True))
    if kind == "group_norm":
        return nn.GroupNorm(layer["groups"], channels, eps=get("eps", 1e-5), affine=get("_affine", True))
    if kind == "instance_norm":
        return nn.InstanceNorm2d(channels, eps=get("eps", 1e-5), affine=get("_affine", True))
    if kind == "pixel_norm":
        return PixelNorm(get("eps", 1e-8))
    simple = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "selu": nn.SELU, "silu": nn.SiLU,
              "mish": nn.Mish}
    if kind in simple:
        return simple[kind]()
    if kind == "leaky_relu":
        return nn.LeakyReLU(get("slope", 0.01))
    if kind == "elu":
        return nn.ELU(get("alpha", 1.0))
    if kind == "gelu":
        return nn.GELU(approximate=get("approximate", "none"))
    if kind == "hardtanh":
        return nn.Hardtanh(get("low", -1.0), get("high", 1.0))
    if kind == "prelu":
        return nn.PReLU(layer.get("_slopes", 1))
    if kind == "upsample":
        options = dict(mode=get("mode", "nearest"))
        if options["mode"] != "nearest":
            options["align_corners"] = get("align_corners", False)
        if "size" in layer:
            return nn.Upsample(size=pair(layer["size"]), **options)
        return nn.Upsample(scale_factor=get("factor", 2), **options)
    if kind == "pixel_shuffle":
        return nn.PixelShuffle(get("factor", 2))
    pads = {"zero_pad": nn.ZeroPad2d, "reflection_pad": nn.ReflectionPad2d, "replication_pad": nn.ReplicationPad2d}
    if kind in pads:
        return pads[kind](sides(layer))
    if kind == "crop":
        return nn.ZeroPad2d(tuple(-side for side in sides(layer)))  # negative padding is PyTorch's cropping
    if kind in ("avg_pool", "max_pool"):
        kernel = pair(get("kernel", 2))
        options = dict(kernel_size=kernel, stride=pair(get("stride", kernel)), padding=pair(get("padding", 0)),
                       ceil_mode=get("ceil_mode", False))
        if kind == "avg_pool":
            return nn.AvgPool2d(count_include_pad=get("count_include_pad", True), **options)
        return nn.MaxPool2d(**options)
    if kind == "self_attention":
        return SelfAttention(channels, layer["_inner"], layer.get("_values", channels), get("pooled", False),
                             "output" in layer or get("_output", False), get("scale", 1.0))
    if kind == "class_embedding" and not get("one_hot"):
        return nn.Embedding(classes, layer["_width"])
    return None


class CardNetwork(nn.Module):
    """The layers of a card one after the other, branches and labels too. Sizes are found by running."""

    def __init__(self, layers, latent_size, classes=0):
        super().__init__()
        self.layers, self.classes = layers, classes
        self.steps = nn.ModuleDict()
        was, out = torch.is_grad_enabled(), None
        torch.set_grad_enabled(False)
        outputs = {"latent": torch.randn(4, latent_size)}
        out = outputs["latent"]
        labels = torch.arange(4) % max(classes, 1)
        for index, layer in enumerate(layers):
            x = outputs[layer["input"]] if "input" in layer else out
            module = module_of(layer, tuple(x.shape[1:]), classes)
            if module is not None:
                self.steps[f"l{index}"] = module
                self.unusual(module)
                module.eval()
            out = self.apply(index, x, outputs, labels)
            if "name" in layer:
                outputs[layer["name"]] = out
        self.size = tuple(out.shape[1:])
        torch.set_grad_enabled(was)

    @staticmethod
    def unusual(module):
        """Statistics, scales and slopes that are not 0 and 1."""
        for part in module.modules():
            if getattr(part, "running_mean", None) is not None:
                part.running_mean.uniform_(-0.5, 0.5)
                part.running_var.uniform_(0.5, 2)
            norms = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm, nn.InstanceNorm2d)
            if isinstance(part, norms) and getattr(part, "weight", None) is not None:
                nn.init.uniform_(part.weight, -1.5, 1.5)
                nn.init.uniform_(part.bias, -0.5, 0.5)
            if isinstance(part, nn.PReLU):
                nn.init.uniform_(part.weight, -0.3, 0.6)

    def apply(self, index, x, outputs, labels):
        layer = self.layers[index]
        kind, step = layer["kind"], self.steps[f"l{index}"] if f"l{index}" in self.steps else None
        if kind == "reshape":
            return x.reshape(-1, *layer["shape"])
        if kind == "conditional_batch_norm":
            return step(x, labels)
        if kind == "add":
            others = layer["from"] if isinstance(layer["from"], list) else [layer["from"]]
            return layer.get("scale", 1.0) * x + sum(outputs[name] for name in others)
        if kind == "concat":
            others = layer["from"] if isinstance(layer["from"], list) else [layer["from"]]
            others = [outputs[name] for name in others]
            return torch.cat(others + [x] if layer.get("order") == "current_last" else [x] + others, 1)
        if kind == "class_embedding":
            label = (nn.functional.one_hot(labels, self.classes).float() if layer.get("one_hot") else step(labels))
            return {"latent_first": lambda: torch.cat([x, label], 1), "embedding_first": lambda: torch.cat([label, x], 1),
                    "multiply": lambda: x * label, "add": lambda: x + label,
                    "alone": lambda: label}[layer.get("join", "latent_first")]()
        return step(x)

    def forward(self, x, labels=None):
        outputs = {"latent": x}
        for index, layer in enumerate(self.layers):
            taken = outputs[layer["input"]] if "input" in layer else x
            x = self.apply(index, taken, outputs, labels)
            if "name" in layer:
                outputs[layer["name"]] = x
        return x

    def card_layers(self):
        """The layers as a card says them: with names of tensors, without what the tensors tell."""
        out = []
        for index, layer in enumerate(self.layers):
            said = {key: value for key, value in layer.items() if not key.startswith("_") and key != "bias"}
            prefix = f"steps.l{index}"
            if layer["kind"] == "conditional_batch_norm":
                said["tensors"] = prefix + ".bn"
                if "scale_embedding" in layer:
                    said["scale_embedding"], said["shift_embedding"] = prefix + ".gain.weight", prefix + ".shift"
                else:
                    said["embedding"] = prefix + ".embed"
            elif any(name.startswith(prefix + ".") for name in self.state_dict()):
                said["tensors"] = prefix
            if "output" in layer:
                said["output"] = prefix + ".output_conv"
            out.append(said)
        return out
