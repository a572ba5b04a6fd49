#!/usr/bin/env python3
"""What it costs to watch gradients in PyTorch: eager mode, fused Adam, one batch, block by block, all in turn or one alone.

    plain                         a step that nobody watches; twice, the second shows the noise
    grad.norm().item()            a loop over the parameters, at every step
    Lightning grad_norm           what its users call in on_before_optimizer_step, then logged: a number each
    TensorBoard histograms        of every weight and every gradient, by SummaryWriter.add_histogram

Prints one JSON document with the processor time of every block, as bench_monitor does.
"""

import argparse
import importlib.util
import json
import tempfile
import time

import torch
import torch.nn.functional as F

import measure
import pytorch_networks

WARM_UP = 2  # blocks
HISTOGRAM_INTERVAL = 10  # steps


def each_norm(network, step):
    return [p.grad.norm().item() for p in network.parameters()]


def lightning_norm():
    """Lightning's own function where it is installed, else its arithmetic: the norm of each gradient, and of all of them."""
    if importlib.util.find_spec("lightning"):
        from lightning.pytorch.utilities import grad_norm  # noqa: PLC0415: optional

        return "Lightning grad_norm", lambda network: grad_norm(network, norm_type=2)

    def norms(network):
        each = {name: p.grad.norm(2) for name, p in network.named_parameters() if p.grad is not None}
        return each | {"total": torch.tensor([norm.item() for norm in each.values()]).norm(2)}

    return "Lightning grad_norm (its arithmetic; Lightning is not installed)", norms


class Histograms:
    def __init__(self, folder, interval):
        from torch.utils.tensorboard import SummaryWriter  # noqa: PLC0415: needs tensorboard

        self.writer, self.interval = SummaryWriter(folder), interval

    def close(self):
        """Before the folder goes: a thread writes to it."""
        self.writer.close()

    def __call__(self, network, step):
        if step % self.interval:
            return
        for name, p in network.named_parameters():
            self.writer.add_histogram(f"weights/{name}", p, step)
            self.writer.add_histogram(f"gradients/{name}", p.grad, step)


def instruments(folder):
    """{name: what is called after every backward pass with the network and the step}."""
    name, norms = lightning_norm()
    found = {
        "plain": lambda network, step: None,
        "plain, again": lambda network, step: None,
        "grad.norm().item() of each parameter": each_norm,
        name: lambda network, step: [value.item() for value in norms(network).values()],
    }
    if importlib.util.find_spec("tensorboard"):
        found["TensorBoard histograms every 10 steps"] = Histograms(f"{folder}/some", HISTOGRAM_INTERVAL)
        found["TensorBoard histograms every step"] = Histograms(f"{folder}/all", 1)
    return found


class Trained:
    """A network with its optimizer and its instrument, stepped on one batch."""

    def __init__(self, preset, watch):
        self.network = pytorch_networks.build(preset)
        if preset == "resnet-cnn":
            self.network = self.network.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.Adam(self.network.parameters(), fused=True)
        self.watch, self.steps = watch, 0
        self.clip = preset == "deep-linear-clipped"
        self.x, self.y = torch.rand(measure.BATCH_SIZE, 1, 28, 28), torch.randint(10, (measure.BATCH_SIZE,))

    def block(self, steps):
        for _ in range(steps):
            self.optimizer.zero_grad()
            F.cross_entropy(self.network(self.x), self.y).backward()
            self.watch(self.network, self.steps)
            self.optimizer.step()
            self.steps += 1


def run(preset, blocks, steps, variant):
    """{instrument: processor milliseconds a step, by block}."""
    with tempfile.TemporaryDirectory() as folder:
        found = instruments(folder)
        wanted = list(found.items()) if variant == "all" else [list(found.items())[int(variant)]]
        trained = {name: Trained(preset, watch) for name, watch in wanted}
        times = {name: [] for name in trained}
        for block in range(-WARM_UP, blocks):
            for name, one in trained.items():
                begin = time.process_time()
                one.block(steps)
                if block >= 0:
                    times[name].append(1000 * (time.process_time() - begin) / steps)
        for watch in found.values():
            getattr(watch, "close", lambda: None)()
        return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", choices=measure.PRESETS)
    parser.add_argument("blocks", type=int, nargs="?", default=40)
    parser.add_argument("steps", type=int, nargs="?", default=20, help="in a block: a multiple of 10")
    parser.add_argument("variant", nargs="?", default="all", help="only this one, counted from 0")
    args = parser.parse_args()
    if args.steps % HISTOGRAM_INTERVAL:
        parser.error("steps must be a multiple of 10, or some blocks have more histograms than others")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    times = run(args.preset, args.blocks, args.steps, args.variant)
    print(json.dumps({
        "program": "torch", "version": f"PyTorch {torch.__version__}", "preset": args.preset, "steps": args.steps,
        "variants": [{"name": name, "cpu_ms_per_step": values} for name, values in times.items()]}))


if __name__ == "__main__":
    main()
