"""Networks with each normalization, residual connection and PReLU, in PyTorch's own functions.

Written from the papers and torch.nn.functional, not from Plumb's C++: generate.py computes their
logits and gradients in double, and tests/torch/models/zoo_parity_test.cpp must find the same.
"""

import math

import torch
import torch.nn.functional as F

from formula import fill

OUTPUTS, BATCH = 3, 4
FEATURES, WIDTH, LAYERS = [20], 16, 3  # of the dense networks
IMAGE, CHANNELS, BLOCKS = [2, 16, 16], 8, 3  # of the convolutional ones

# family, activation, norm, residual
CASES = [
    ("mlp", "prelu", "none", "none"),
    ("mlp", "tanh", "layer", "none"),
    ("mlp", "relu", "group:4", "plain"),
    ("mlp", "tanh", "weight", "none"),
    ("mlp", "prelu", "layer", "preact"),
    ("mlp", "relu", "none", "preact"),
    ("mlp", "tanh", "none", "rezero"),
    ("mlp", "relu", "none", "fixup"),
    ("cnn", "prelu", "group:4", "none"),
    ("cnn", "tanh", "weight", "none"),
    ("resnet", "tanh", "layer", "plain"),
    ("resnet", "prelu", "group:2", "preact"),
    ("resnet", "relu", "none", "preact"),
    ("resnet", "prelu", "layer", "rezero"),
    ("resnet", "prelu", "none", "fixup"),
]

ACTIVATIONS = {"relu": F.relu, "tanh": torch.tanh}


class Net:
    """Parameters by Plumb's names, made on first use, so that the forward pass is the list of them."""

    def __init__(self, family, activation, norm, residual):
        self.family, self.activation, self.norm, self.residual = family, activation, norm, residual
        self.specs, self.p = [], {}

    def parameter(self, name, shape, scale, offset=0.0):
        if name not in self.p:
            spec = {"name": name, "shape": list(shape), "seed": 300 + len(self.specs), "scale": round(scale, 6),
                    "offset": offset}
            self.specs.append(spec)
            self.p[name] = torch.from_numpy(fill(spec)).double().requires_grad_()
        return self.p[name]

    def kernel(self, layer, shape, plain=False):
        scale = math.sqrt(6 / math.prod(shape[1:]))
        if self.norm != "weight" or plain:
            return self.parameter(f"{layer}.weight", shape, scale)
        g = self.parameter(f"{layer}.weight_g", shape[:1], 0.3, 1.0)
        v = self.parameter(f"{layer}.weight_v", shape, scale)
        return torch._weight_norm(v, g.view(-1, *[1] * (len(shape) - 1)), 0)

    def bias(self, layer, outputs):
        return self.parameter(f"{layer}.bias", [outputs], 0.1)

    def scalar(self, name, offset=0.0):
        return self.parameter(name, [1], 0.3, offset)

    def act(self, x, slope):
        if self.activation == "prelu":
            return F.prelu(x, self.scalar(slope, 0.25))
        return ACTIVATIONS[self.activation](x)

    def normalize(self, x, layer):
        if self.norm in ("none", "weight"):
            return x
        channels = x.shape[1]
        w, b = self.parameter(f"{layer}.weight", [channels], 0.2, 1.0), self.bias(layer, channels)
        if self.norm == "layer" and x.dim() == 2:
            return F.layer_norm(x, [channels], w, b)
        if self.norm == "layer":  # over channels, height and width; factor and shift by channel
            y = F.layer_norm(x, x.shape[1:])
            return y * w.view(-1, 1, 1) + b.view(-1, 1, 1)
        return F.group_norm(x, int(self.norm.split(":")[1]), w, b)

    def dense(self, x, layer, outputs, plain=False, bias=True):
        w = self.kernel(layer, [outputs, x.shape[1]], plain)
        return F.linear(x, w, self.bias(layer, outputs) if bias else None)

    def conv(self, x, layer, outputs, size, stride=1, bias=True):
        """SAME padding, the odd row and column at the end."""
        needed = [max((math.ceil(n / stride) - 1) * stride + size - n, 0) for n in x.shape[2:]]
        v, h = needed
        x = F.pad(x, (h // 2, h - h // 2, v // 2, v - v // 2))
        w = self.kernel(layer, [outputs, x.shape[1], size, size])
        return F.conv2d(x, w, self.bias(layer, outputs) if bias else None, stride)

    def mlp(self, x):
        stream = None
        for i in range(1, LAYERS + 1):
            layer, norm = f"dense_{i:02d}", f"norm_{i:02d}"
            skip = i > 1 and self.residual != "none"
            if self.residual in ("preact", "fixup"):
                fixup = skip and self.residual == "fixup"
                y = self.dense(x + self.scalar(f"{layer}.bias_1a") if fixup else x, layer, WIDTH, bias=not fixup)
                if fixup:
                    y = self.scalar(f"{layer}.scale", 1.0) * y
                stream = stream + y if skip else y
                z = stream + self.scalar(f"{layer}.bias_1b") if fixup else self.normalize(stream, norm)
                x = self.act(z, f"{layer}.slope")
            else:
                y = self.act(self.normalize(self.dense(x, layer, WIDTH), norm), f"{layer}.slope")
                if skip and self.residual == "rezero":
                    y = self.scalar(f"{layer}.alpha") * y
                x = x + y if skip else y
        return self.dense(x, "output", OUTPUTS, plain=True)

    def block(self, x, name, outputs, stride):
        at = lambda part: f"{name}.{part}"
        conv = lambda h, layer, size, step=1: self.conv(h, at(layer), outputs, size, step, self.residual != "fixup")
        changes = stride != 1 or outputs != x.shape[1]
        shortcut = lambda h: conv(h, "shortcut", 1, stride) if changes else x
        if self.residual == "preact":
            a = self.act(self.normalize(x, at("norm_1")), at("slope_1"))
            y = self.act(self.normalize(conv(a, "conv_1", 3, stride), at("norm_2")), at("slope_2"))
            return conv(y, "conv_2", 3) + shortcut(a)
        if self.residual == "fixup":
            # The authors' BasicBlock: github.com/hongyi-zhang/Fixup, cifar/models/fixup_resnet_cifar.py
            y = conv(x + self.scalar(at("bias_1a")), "conv_1", 3, stride)
            y = self.act(y + self.scalar(at("bias_1b")), at("slope_1"))
            y = conv(y + self.scalar(at("bias_2a")), "conv_2", 3)
            y = y * self.scalar(at("scale"), 1.0) + self.scalar(at("bias_2b"))
            return self.act(y + shortcut(x + self.scalar(at("bias_1a"))), at("slope_2"))
        y = self.act(conv(x, "conv_1", 3, stride), at("slope_1"))
        y = conv(self.normalize(y, at("norm_1")), "conv_2", 3)
        y = self.normalize(y, at("norm_2"))
        if self.residual == "rezero":
            return self.scalar(at("alpha")) * y + shortcut(x)
        return self.act(y + shortcut(x) if self.residual == "plain" else y, at("slope_2"))

    def conv_net(self, x):
        x = self.act(self.conv(x, "stem.conv", CHANNELS, 7, 2), "stem.slope")
        x = self.normalize(x, "stem.norm")
        x = F.max_pool2d(F.pad(x, (0, 1, 0, 1), value=-math.inf), 3, 2)
        channels = CHANNELS
        for i in range(BLOCKS):
            halves = i > 0 and i % 2 == 0
            channels *= 2 if halves else 1
            x = self.block(x, f"block_{i + 1}", channels, 2 if halves else 1)
        if self.residual == "preact":
            x = self.act(self.normalize(x, "final.norm"), "final.slope")
        return self.dense(x.permute(0, 2, 3, 1).flatten(1), "output", OUTPUTS, plain=True)

    def forward(self, x):
        return self.mlp(x) if self.family == "mlp" else self.conv_net(x)


def product_with_probe(gradient, spec):
    """With numbers in [-1, 1], so that every entry counts."""
    probe = fill({"shape": spec["shape"], "seed": 2000, "scale": 1.0, "offset": 0.0})
    return (gradient * torch.from_numpy(probe).double()).sum().item()


def case(family, activation, norm, residual):
    net = Net(family, activation, norm, residual)
    shape = FEATURES if family == "mlp" else IMAGE
    inputs = {"shape": [BATCH] + shape, "seed": 1, "scale": 1.0, "offset": 0.0}
    logits = net.forward(torch.from_numpy(fill(inputs)).double())
    labels = [0, 2, 1, 2]
    loss = F.cross_entropy(logits, torch.tensor(labels))
    loss.backward()
    for spec in net.specs:
        gradient = net.p[spec["name"]].grad
        spec["gradient_norm"] = gradient.norm().item()
        spec["gradient_product"] = product_with_probe(gradient, spec)
    return {"name": f"{family} {activation} {norm} {residual}", "family": family, "activation": activation,
            "normalization": norm, "residual": residual, "depth": LAYERS if family == "mlp" else BLOCKS,
            "width": WIDTH if family == "mlp" else CHANNELS, "outputs": OUTPUTS, "inputs": inputs,
            "labels": labels, "logits": logits.flatten().tolist(), "loss": loss.item(), "parameters": net.specs}


def document():
    return {"format": 1, "torch": torch.__version__.split("+")[0], "networks": [case(*c) for c in CASES]}
