"""The reference networks in PyTorch, with Keras's initialization, padding and batch-norm constants."""

import torch
import torch.nn.functional as F
from torch import nn


def build(preset):
    if preset == "resnet-cnn":
        network, initialize = ResidualCnn(), nn.init.kaiming_normal_
    elif preset == "sigmoid-mlp":
        network, initialize = mlp(11, nn.Sigmoid), nn.init.xavier_uniform_
    else:
        network, initialize = mlp(21, nn.Identity), nn.init.xavier_uniform_
    for layer in network.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            initialize(layer.weight)
            nn.init.zeros_(layer.bias)
    return network


def mlp(depth, activation):
    layers = [nn.Flatten()]
    for k in range(depth):
        layers.append(nn.Linear(784 if k == 0 else 256, 256))
        if activation is not nn.Identity:
            layers.append(activation())
    return nn.Sequential(*layers, nn.Linear(256, 10))


def batch_norm(channels):
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


class SameConv2d(nn.Conv2d):
    """SAME padding: an odd pixel goes to the right and the bottom, as in Keras."""

    def forward(self, x):
        (kernel, _), (stride, _) = self.kernel_size, self.stride
        missing = max(kernel - stride, 0) if x.shape[-1] % stride == 0 else max(kernel - x.shape[-1] % stride, 0)
        before, after = missing // 2, missing - missing // 2
        if before == after:
            return F.conv2d(x, self.weight, self.bias, self.stride, before)
        return super().forward(F.pad(x, (before, after, before, after)))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv_1 = SameConv2d(inputs, outputs, 3, stride)
        self.norm_1 = batch_norm(outputs)
        self.conv_2 = SameConv2d(outputs, outputs, 3)
        self.norm_2 = batch_norm(outputs)
        self.shortcut = SameConv2d(inputs, outputs, 1, stride) if stride != 1 else nn.Identity()

    def forward(self, x):
        y = self.norm_1(F.relu(self.conv_1(x)))
        return F.relu(self.norm_2(self.conv_2(y)) + self.shortcut(x))


class ResidualCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = SameConv2d(1, 64, 7, 2)
        self.norm = batch_norm(64)
        shapes = [(64, 64, 1), (64, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1)]
        self.blocks = nn.Sequential(*(Block(*shape) for shape in shapes))
        self.output = nn.Linear(256 * 2 * 2, 10)

    def forward(self, x):
        x = self.norm(F.relu(self.stem(x)))
        # 14 -> 7: the pixel that SAME adds is at the end. ReLU's outputs are normalized, so it is -inf.
        x = F.max_pool2d(F.pad(x, (0, 1, 0, 1), value=float("-inf")), 3, 2)
        return self.output(self.blocks(x).flatten(1))
