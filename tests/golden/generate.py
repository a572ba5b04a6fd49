#!/usr/bin/env python3
"""Writes golden.json, the values that the C++ tests of this folder must reproduce to 1e-5, and zoo.json.

The numbers are PyTorch's in double precision from float32 weights, so that they are the answer and
not one machine's rounding of it. The same is then computed in float32, which is what the C++ side
does: the script fails if the two differ by more than a fifth of the tests' tolerances.
"""

import json
import math
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from formula import fill
from networks import NETWORKS
from recurrent import CELLS, golden_recurrent
import zoo

STEPS = 10
RELATIVE_TOLERANCE = 1e-5
# How far a parameter moved is a small difference of two float32 numbers, each of which was rounded
# ten times: its error is bounded by this part of the parameter's norm, beside the relative one.
MOVED_TOLERANCE = 1e-4
MOVED_ROUNDING = 5e-7
SAFETY = 5


class KerasAdam(torch.optim.Optimizer):
    """Keras's Adam: epsilon is added to sqrt(v) before the bias correction, not after; weight decay is decoupled."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-7, weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update(t=0, m=torch.zeros_like(p), v=torch.zeros_like(p))
                state["t"] += 1
                state["m"].lerp_(p.grad, 1 - beta1)
                state["v"].lerp_(p.grad.square(), 1 - beta2)
                p.sub_(p * group["weight_decay"] * group["lr"])
                rate = group["lr"] * math.sqrt(1 - beta2 ** state["t"]) / (1 - beta1 ** state["t"])
                p.sub_(rate * state["m"] / (state["v"].sqrt() + group["eps"]))


# name, class, options. Options left out are PyTorch's defaults (Keras's for keras-adam).
OPTIMIZERS = [
    ("adam", torch.optim.Adam, {"lr": 1e-3}),
    ("adam", torch.optim.Adam, {"lr": 1e-2, "eps": 1e-4}),
    ("adam", torch.optim.Adam, {"lr": 1e-2, "weight_decay": 0.01}),
    ("adamw", torch.optim.AdamW, {"lr": 1e-2, "weight_decay": 0.01}),
    ("sgd", torch.optim.SGD, {"lr": 0.01}),
    ("sgd", torch.optim.SGD, {"lr": 0.01, "weight_decay": 0.01}),
    ("sgd", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}),
    ("sgd", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True}),
    ("sgd", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "weight_decay": 0.01}),
    ("sgd", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    ("rmsprop", torch.optim.RMSprop, {"lr": 1e-3}),
    ("rmsprop", torch.optim.RMSprop, {"lr": 2e-4, "momentum": 0.9}),
    ("rmsprop", torch.optim.RMSprop, {"lr": 1e-3, "weight_decay": 0.01}),
    ("adagrad", torch.optim.Adagrad, {"lr": 1e-2}),
    ("adagrad", torch.optim.Adagrad, {"lr": 1e-2, "weight_decay": 0.01}),
    ("keras-adam", KerasAdam, {"lr": 1e-3}),
    ("keras-adam", KerasAdam, {"lr": 1e-2}),
    ("keras-adam", KerasAdam, {"lr": 1e-2, "weight_decay": 0.1}),
]


class Problem:
    """A network, its batch and its parameters, all of one dtype."""

    def __init__(self, network, dtype):
        self.forward = network["forward"]
        self.inputs = torch.from_numpy(fill(network["inputs"])).to(dtype)
        self.labels = torch.tensor(network["labels"])
        self.parameters = {
            p["name"]: torch.from_numpy(fill(p)).to(dtype).requires_grad_() for p in network["parameters"]
        }

    def tensors(self):
        return list(self.parameters.values())

    def logits(self):
        return self.forward(self.parameters, self.inputs)

    def backward(self):
        for p in self.tensors():
            p.grad = None
        loss = F.cross_entropy(self.logits(), self.labels)
        loss.backward()
        return loss.item()


def norm(tensor):
    return tensor.detach().double().norm().item()


def grad_norms(problem):
    return [norm(p.grad) for p in problem.tensors()]


def total(norms):
    return math.sqrt(math.fsum(n * n for n in norms))


def probe(tensor):
    """First, middle and last entry."""
    flat = tensor.detach().flatten()
    return [flat[i].item() for i in (0, flat.numel() // 2, -1)]


def clip_norm(problem, threshold):
    torch.nn.utils.clip_grad_norm_(problem.tensors(), threshold)


def clip_tensor(problem, threshold):
    """Keras's clipnorm: each tensor by its own norm, without an epsilon."""
    for p in problem.tensors():
        p.grad.mul_(min(1.0, threshold / norm(p.grad)))


def clip_value(problem, threshold):
    torch.nn.utils.clip_grad_value_(problem.tensors(), threshold)


CLIPS = {"norm": clip_norm, "tensor": clip_tensor, "value": clip_value}


def clip_cases(norms):
    middle = sorted(norms)[len(norms) // 2]
    rounded = lambda x: float(f"{x:.3g}")
    return [
        ("norm", rounded(0.5 * total(norms))),
        ("norm", rounded(2.0 * total(norms))),
        ("norm", 1e-6),  # where clip_grad_norm_'s own epsilon shows
        ("tensor", rounded(0.9 * middle)),
        ("tensor", rounded(2.0 * max(norms))),
        ("value", rounded(0.1 * middle)),
        ("value", rounded(2.0 * max(norms))),
    ]


def golden_clips(problem, cases):
    result = []
    for kind, threshold in cases:
        problem.backward()
        CLIPS[kind](problem, threshold)
        norms = grad_norms(problem)
        result.append({"kind": kind, "threshold": threshold, "norms": norms, "total": total(norms)})
    return result


def golden_optimizer(network, dtype, name, make, options):
    problem = Problem(network, dtype)
    start = [p.detach().clone() for p in problem.tensors()]
    optimizer = make(problem.tensors(), **options)
    losses = []
    for _ in range(STEPS):
        losses.append(problem.backward())
        optimizer.step()
    losses.append(problem.backward())
    pairs = list(zip(problem.tensors(), start))
    return {
        "name": name,
        "options": options,
        "losses": losses,
        "norms": [norm(p) for p, _ in pairs],
        "moved": [norm(p - s) for p, s in pairs],
        "entries": [probe(p) for p, _ in pairs],
    }


def golden_network(network, dtype, clips):
    problem = Problem(network, dtype)
    loss = problem.backward()
    norms = grad_norms(problem)
    return {
        "logits": problem.logits().flatten().tolist(),
        "loss": loss,
        "gradient_norms": norms,
        "gradient_entries": [probe(p.grad) for p in problem.tensors()],
        "total_norm": total(norms),
        "clips": golden_clips(problem, clips),
        "optimizers": [golden_optimizer(network, dtype, *case) for case in OPTIMIZERS],
    }


def check_float32(exact, single):
    """Raises unless float32 meets the tolerances of the tests with room to spare."""
    worst = {}

    def check(what, used):
        """used: the part of the tolerance that float32's rounding takes."""
        worst[what] = max(worst.get(what, 0.0), used)
        if used > 1 / SAFETY:
            raise SystemExit(f"{exact['name']}: {what} uses {used:.0%} of its tolerance in float32")

    def each(what, expected, actual):
        for e, a in zip(expected, actual):
            check(what, abs(e - a) / abs(e) / RELATIVE_TOLERANCE)

    def entries(what, expected, actual, scale):
        """An entry near zero carries no digits: the scale is its tensor's root mean square."""
        for e, a in zip(expected, actual):
            check(what, abs(e - a) / scale / RELATIVE_TOLERANCE)

    def probes(what, expected, actual, norms):
        for e, a, n, spec in zip(expected, actual, norms, exact["parameters"]):
            entries(what, e, a, n / math.sqrt(math.prod(spec["shape"])))

    logits = exact["logits"]
    entries("logits", logits, single["logits"], math.sqrt(sum(e * e for e in logits) / len(logits)))
    each("loss", [exact["loss"]], [single["loss"]])
    each("gradient norm", exact["gradient_norms"], single["gradient_norms"])
    probes("gradient entries", exact["gradient_entries"], single["gradient_entries"], exact["gradient_norms"])
    for e, a in zip(exact.get("clips", []), single.get("clips", [])):
        each(f"clip {e['kind']}", e["norms"], a["norms"])
    for e, a in zip(exact.get("optimizers", []), single.get("optimizers", [])):
        name = f"{e['name']} {e['options']}"
        each(f"{name} losses", e["losses"], a["losses"])
        each(f"{name} norms", e["norms"], a["norms"])
        probes(f"{name} entries", e["entries"], a["entries"], e["norms"])
        for n, em, am in zip(e["norms"], e["moved"], a["moved"]):
            check(f"{name} moved", abs(em - am) / (MOVED_TOLERANCE * em + MOVED_ROUNDING * n))
    for what, used in worst.items():
        print(f"  {exact['name']:13} {what:75} {used:6.1%} of the tolerance")


def exact_norm(values):
    """The L2 norm of float32 numbers, rounded once to double."""
    if any(math.isnan(v) for v in values):
        return math.nan
    if any(math.isinf(v) for v in values):
        return math.inf
    squares = sum((Fraction(float(v)) ** 2 for v in values), Fraction(0))
    if squares == 0:
        return 0.0
    shift = 2 ** 400  # isqrt of an integer: scaled so that it has over 53 digits
    return float(Fraction(math.isqrt(int(squares * shift * shift)), shift))


def golden_norms():
    """Tensors whose squares under- or overflow float32, as runs of equal entries."""
    inf, nan = math.inf, math.nan
    cases = {
        "ordinary": [[(3.0, 1), (4.0, 1)], [(0.5, 16)]],
        "zero": [[(0.0, 7)], [(0.0, 1)]],
        "tiny": [[(1e-30, 1000)], [(-1e-30, 3)]],
        "tiny, beside zero": [[(1e-25, 10)], [(0.0, 10)]],
        "huge": [[(1e30, 1000)], [(-1e30, 3)]],
        "largest float": [[(3.4028234663852886e38, 9)]],
        "smallest normal float": [[(1.1754943508222875e-38, 25)]],
        "mixed in one tensor": [[(1e30, 1), (1e-30, 100), (1.0, 5)]],
        "mixed across tensors": [[(1e30, 2)], [(1e-30, 2)], [(1.0, 4)]],
        "squares underflow": [[(1e-20, 100)], [(3e-23, 4)]],
        "squares overflow": [[(1e20, 100)], [(3e19, 4)]],
        "subnormal": [[(1e-40, 4)], [(2e-45, 9)]],
        "infinite": [[(1.0, 3), (inf, 1)], [(2.0, 4)]],
        "minus infinite": [[(-inf, 1), (1e30, 2)], [(2.0, 4)]],
        "not a number": [[(1.0, 3), (nan, 1)], [(2.0, 4)]],
        "not a number and infinite": [[(inf, 1), (nan, 1)], [(inf, 2)]],
    }
    result = []
    for name, tensors in cases.items():
        entries = [[np.float32(v) for v, n in runs for _ in range(n)] for runs in tensors]
        result.append({
            "name": name,
            "tensors": [[{"value": v, "count": n} for v, n in runs] for runs in tensors],
            "norms": [exact_norm(values) for values in entries],
            "total": exact_norm([v for values in entries for v in values]),
        })
    return result


def rounded(value, digits):
    """Non-finite numbers as strings, as everywhere in Plumb's JSON."""
    if isinstance(value, dict):
        return {k: rounded(v, digits) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v, digits) for v in value]
    if isinstance(value, float):
        return float(f"{value:.{digits}g}") if math.isfinite(value) else str(value)
    return value


def write(name, document):
    target = Path(__file__).with_name(name)
    # One named object a line keeps a regenerated file's diff readable.
    text = json.dumps(document, separators=(",", ":"))
    target.write_text(text.replace('{"name":', '\n{"name":') + "\n")
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


def golden_schedules():
    """The learning rate of each step of 40, in parts of the full one, by torch's schedulers."""
    schedulers = torch.optim.lr_scheduler
    planned, warmup = 40, 8

    def rates(make, losses=(), rate=1.0):
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=rate)
        schedule = make(optimizer)
        result = []
        for step in range(planned):
            result.append(optimizer.param_groups[0]["lr"] / rate)
            optimizer.step()
            schedule.step(*losses[step:step + 1])
        return result

    def warm(optimizer):
        return schedulers.LinearLR(optimizer, start_factor=1 / warmup, total_iters=warmup - 1)

    def cosine(optimizer, steps):
        return schedulers.CosineAnnealingLR(optimizer, T_max=steps)

    def warm_cosine(optimizer):
        parts = [warm(optimizer), cosine(optimizer, planned - warmup)]
        return schedulers.SequentialLR(optimizer, parts, milestones=[warmup])

    small = 1e-6  # two drops: the third would change it by less than 1e-8
    # One validation loss an epoch: falls, stands still, falls by too little, is not a number.
    losses = [3.0, 2.0, 1.5] + [1.5] * 8 + [1.2, 1.19995] + [1.3] * 7 + [math.nan] * 8 + [1.0] + [2.0] * 11
    return [
        {"name": "constant", "planned": planned, "warmup": warmup, "factors": rates(warm)},
        {"name": "cosine", "planned": planned, "warmup": 0, "factors": rates(lambda o: cosine(o, planned))},
        {"name": "cosine", "planned": planned, "warmup": warmup, "factors": rates(warm_cosine)},
        {"name": "step", "planned": planned, "warmup": 0,
         "factors": rates(lambda o: schedulers.MultiStepLR(o, [planned // 2, planned * 3 // 4]))},
        {"name": "plateau", "planned": planned, "warmup": 0, "losses": [str(x) for x in losses],
         "factors": rates(lambda o: schedulers.ReduceLROnPlateau(o, patience=5), losses)},
        {"name": "plateau", "planned": planned, "warmup": 0, "learning_rate": small, "losses": ["1.0"] * planned,
         "factors": rates(lambda o: schedulers.ReduceLROnPlateau(o, patience=5), [1.0] * planned, small)},
    ]


def main():
    torch.set_num_threads(1)
    networks = []
    for network in NETWORKS:
        probe_problem = Problem(network, torch.float64)
        probe_problem.backward()
        clips = clip_cases(grad_norms(probe_problem))
        spec = {k: network[k] for k in ("name", "inputs", "labels", "parameters")}
        exact = spec | golden_network(network, torch.float64, clips)
        check_float32(exact, golden_network(network, torch.float32, clips))
        networks.append(exact)
    recurrent = []
    for cell in CELLS:
        exact = golden_recurrent(cell, torch.float64, norm, probe)
        check_float32(exact, golden_recurrent(cell, torch.float32, norm, probe))
        recurrent.append(exact)
    document = {
        "format": 1,
        "torch": torch.__version__.split("+")[0],
        "relative_tolerance": RELATIVE_TOLERANCE,
        "moved_tolerance": MOVED_TOLERANCE,
        "moved_rounding": MOVED_ROUNDING,
        "networks": rounded(networks, 12),
        "norms": rounded(golden_norms(), 17),
        "recurrent": rounded(recurrent, 12),
        "schedules": rounded(golden_schedules(), 12),
    }
    write("golden.json", document)
    write("zoo.json", rounded(zoo.document(), 15))


if __name__ == "__main__":
    sys.exit(main())
