"""The small networks of the golden values, as functions of a dict of tensors.

golden_network.cpp has the same in C++.
"""

import math

import torch
import torch.nn.functional as F

BATCH, CLASSES = 16, 5


def _parameter(name, shape, seed, scale, offset=0.0):
    # The scale is rounded here, so that the file holds it exactly.
    scale = round(scale, 6)
    return {"name": name, "shape": list(shape), "seed": seed, "scale": scale, "offset": offset}


def _dense_parameters(widths, gain):
    """Glorot uniform's range for the weights, times gain; biases that are not zero."""
    layers = []
    for k, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
        limit = gain * math.sqrt(6.0 / (fan_in + fan_out))
        name = "output" if k == len(widths) - 2 else f"dense_{k + 1:02d}"
        layers.append(_parameter(f"{name}.weight", (fan_out, fan_in), 2 * k + 1, limit))
        layers.append(_parameter(f"{name}.bias", (fan_out,), 2 * k + 2, 0.1))
    return layers


def _mlp(activation):
    def forward(p, x):
        weights = [n for n in p if n.endswith(".weight")]
        for name in weights:
            x = F.linear(x, p[name], p[name.replace(".weight", ".bias")])
            if name != weights[-1]:
                x = activation(x)
        return x

    return forward


def _residual_cnn(p, x):
    """conv /2 -> ReLU -> batch norm, then one residual block, then a dense layer."""

    def normalize(x, name):
        # Batch statistics; epsilon is Keras's.
        return F.batch_norm(x, None, None, p[f"{name}.weight"], p[f"{name}.bias"], True, 0.0, 1e-3)

    x = F.conv2d(x, p["stem.conv.weight"], p["stem.conv.bias"], stride=2, padding=1)
    x = normalize(F.relu(x), "stem.norm")
    y = F.conv2d(x, p["block_1.conv_1.weight"], p["block_1.conv_1.bias"], padding=1)
    y = normalize(F.relu(y), "block_1.norm_1")
    # No bias: before a normalization its gradient is zero, of which float32 leaves rounding residue.
    y = F.conv2d(y, p["block_1.conv_2.weight"], padding=1)
    x = F.relu(x + normalize(y, "block_1.norm_2"))
    return F.linear(x.flatten(1), p["output.weight"], p["output.bias"])


def _residual_cnn_parameters():
    layers, channels, size = [], 4, 5

    def layer(name, shape, scale, offset=0.0, bias=True):
        layers.append(_parameter(f"{name}.weight", shape, 50 + len(layers), scale, offset))
        if bias:
            layers.append(_parameter(f"{name}.bias", (shape[0],), 50 + len(layers), 0.1))

    layer("stem.conv", (channels, 1, 3, 3), 0.6)
    layer("stem.norm", (channels,), 0.2, 1.0)
    for k in (1, 2):
        layer(f"block_1.conv_{k}", (channels, channels, 3, 3), 0.3, bias=k == 1)
        layer(f"block_1.norm_{k}", (channels,), 0.2, 1.0)
    layer("output", (CLASSES, channels * size * size), 0.2)
    return layers


def _network(name, forward, sample_shape, parameters):
    inputs = {"shape": [BATCH, *sample_shape], "seed": 1000, "scale": 1.0, "offset": 0.0}
    labels = [(i * i + 3 * i // 2) % CLASSES for i in range(BATCH)]
    return {"name": name, "forward": forward, "inputs": inputs, "labels": labels, "parameters": parameters}


NETWORKS = [
    # Deep enough that the epsilon of Adam decides how far its first layers move.
    _network("sigmoid_mlp", _mlp(torch.sigmoid), [12], _dense_parameters([12] + [8] * 6 + [CLASSES], 1.0)),
    # The gain offsets what eight narrow layers lose of the signal.
    _network("deep_linear", _mlp(lambda x: x), [12], _dense_parameters([12] + [8] * 10 + [CLASSES], 1.2)),
    _network("residual_cnn", _residual_cnn, [1, 9, 9], _residual_cnn_parameters()),
]
