"""torch.nn's recurrent networks on the formula's numbers, for the parameters' names in Plumb."""

import math

import torch
import torch.nn.functional as F
from torch.func import functional_call

from formula import fill

BATCH, STEPS, FEATURES, UNITS, CLASSES, DEPTH = 4, 9, 3, 6, 5, 2

CELLS = {
    "rnn": (torch.nn.RNN, {"nonlinearity": "tanh"}, 1),
    "rnn_relu": (torch.nn.RNN, {"nonlinearity": "relu"}, 1),
    "lstm": (torch.nn.LSTM, {}, 4),
    "gru": (torch.nn.GRU, {}, 3),
}
TORCH_NAMES = {
    "weight_input": "weight_ih_l0",
    "weight_recurrent": "weight_hh_l0",
    "bias_input": "bias_ih_l0",
    "bias_recurrent": "bias_hh_l0",
}


def _specs(cell, gates):
    specs = []

    def add(name, shape, scale):
        specs.append(
            {"name": name, "shape": list(shape), "seed": 200 + len(specs), "scale": round(scale, 6), "offset": 0.0}
        )

    inputs = FEATURES
    for layer in range(1, DEPTH + 1):
        prefix = f"{cell.split('_')[0]}_{layer}"
        rows = gates * UNITS
        add(f"{prefix}.weight_input", (rows, inputs), 1 / math.sqrt(inputs))
        add(f"{prefix}.weight_recurrent", (rows, UNITS), 1.5 / math.sqrt(UNITS))
        add(f"{prefix}.bias_input", (rows,), 0.2)
        add(f"{prefix}.bias_recurrent", (rows,), 0.2)
        inputs = UNITS
    add("output.weight", (CLASSES, UNITS), 1.0)
    add("output.bias", (CLASSES,), 0.1)
    return specs


def _last_outputs(cell, parameters, x):
    make, options, _ = CELLS[cell]
    for layer in range(1, DEPTH + 1):
        prefix = f"{cell.split('_')[0]}_{layer}"
        module = make(x.shape[-1], UNITS, batch_first=True, **options).to(x.dtype)
        own = {theirs: parameters[f"{prefix}.{ours}"] for ours, theirs in TORCH_NAMES.items()}
        x, _ = functional_call(module, own, (x,))
    return F.linear(x[:, -1], parameters["output.weight"], parameters["output.bias"])


def golden_recurrent(cell, dtype, norm, probe):
    """The network of that cell in one dtype; `norm` and `probe` are generate.py's."""
    specs = _specs(cell, CELLS[cell][2])
    inputs = {"shape": [BATCH, STEPS, FEATURES], "seed": 199, "scale": 1.0, "offset": 0.0}
    labels = [i % CLASSES for i in range(BATCH)]
    parameters = {s["name"]: torch.from_numpy(fill(s)).to(dtype).requires_grad_() for s in specs}
    outputs = _last_outputs(cell, parameters, torch.from_numpy(fill(inputs)).to(dtype))
    loss = F.cross_entropy(outputs, torch.tensor(labels))
    loss.backward()
    return {
        "name": cell,
        "inputs": inputs,
        "labels": labels,
        "units": UNITS,
        "depth": DEPTH,
        "outputs": CLASSES,
        "parameters": specs,
        "logits": outputs.flatten().tolist(),
        "loss": loss.item(),
        "gradient_norms": [norm(p.grad) for p in parameters.values()],
        "gradient_entries": [probe(p.grad) for p in parameters.values()],
    }
