#!/usr/bin/env python3
"""Trains the four reference experiments over several seeds and writes the tables and figures of docs/results.md.

    PLUMB_DATA_DIR=data python3 bench/results.py --plumb build/release/bin/plumb

Runs that are complete are not repeated. README.md says more.
"""

import argparse
import csv
import json
import shutil
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import programs
from programs import Failed, tell
from tables import put_between_markers, table

ROOT = Path(__file__).resolve().parent.parent
SIGMOID_SEEDS = 3
LINEAR_SEEDS = 10
CLIPPINGS = ("tensor:1", "norm:1")
RESNET_EPOCHS = (10, 3, 3)  # of seeds 0, 1, 2: an epoch is a minute
DIGITS = {"sigmoid-mlp": (4, 1), "deep-linear": (6, 4), "deep-linear-clipped": (6, 1), "resnet-cnn": (1, 1)}  # epochs, seeds
FIGURES = {
    "sigmoid-mlp-0": ("sigmoid-mlp", ("history", "gradient-norms", "depth-profile", "weight-histogram")),
    "deep-linear-none-0": ("deep-linear", ("history", "gradient-norms", "steps")),
    "resnet-cnn-0": ("resnet-cnn", ("weight-histogram",)),
}
FIGURE_FILES = {"weight-histogram": "weights"}  # the others are called as the figure is


@dataclass(frozen=True)
class Run:
    name: str
    preset: str
    seed: int
    epochs: int
    settings: tuple = ()


def mnist_runs():
    yield from (Run(f"sigmoid-mlp-{seed}", "sigmoid-mlp", seed, 10) for seed in range(SIGMOID_SEEDS))
    for seed in range(LINEAR_SEEDS):
        for clip in ("none", *CLIPPINGS):
            yield Run(f"deep-linear-{clip.replace(':', '-')}-{seed}", "deep-linear", seed, 6, ("--clip", clip))
    yield from (Run(f"resnet-cnn-{seed}", "resnet-cnn", seed, epochs) for seed, epochs in enumerate(RESNET_EPOCHS))


def digits_runs():
    for preset, (epochs, seeds) in DIGITS.items():
        yield from (Run(f"digits-{preset}-{seed}", preset, seed, epochs, ("--data", "digits")) for seed in range(seeds))


class Record:
    """What a run's folder holds, as docs/run-directory.md says."""

    def __init__(self, folder):
        self.summary = json.loads((folder / "summary.json").read_text())
        with (folder / "epochs.csv").open() as file:
            self.epochs = list(csv.DictReader(file))
        self.weight_norms = defaultdict(list)  # epoch -> of each weight matrix, first layer to last
        with (folder / "gradients.csv").open() as file:
            for row in csv.DictReader(file):
                if row["parameter"].endswith(".weight"):
                    self.weight_norms[int(row["epoch"])].append(float(row["norm"]))
        self.largest = {epoch: max(norms) for epoch, norms in self.weight_norms.items()}

    def number(self, epoch, column):
        return float(self.epochs[epoch][column])


def call(words):
    done = subprocess.run(words, env=programs.environment(1), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(words)} exited with {done.returncode}: {done.stderr.strip()}")


def train(args, run):
    folder = args.out / run.name
    if not programs.is_complete(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        call([str(args.plumb), "train", run.preset, "--seed", str(run.seed), "--epochs", str(run.epochs), *run.settings,
              "--threads", "1", "--forecast", "off", "--quiet", "--out", str(folder)])
        tell(f"trained {run.name}")


def size(value):
    return f"{value:.1e}" if value < 0.01 or value >= 1e4 else f"{value:.3g}"


def ends(norms):
    return f"{min(norms):.2e} / {max(norms):.2e}"


def sigmoid_table(records):
    rows = []
    for seed in range(SIGMOID_SEEDS):
        r = records[f"sigmoid-mlp-{seed}"]
        last = r.weight_norms[10]
        rows.append([seed, *(f"{r.number(epoch, 'train_accuracy'):.4f}" for epoch in (6, 10)),
                     f"{r.number(10, 'val_accuracy'):.4f}", *(ends(r.weight_norms[epoch]) for epoch in (1, 6, 10)),
                     f"{last[0] / last[-1]:.1e}"])
    header = ["seed", "train acc, epoch 6", "train acc, epoch 10", "val acc", "epoch 1: smallest / largest norm", "epoch 6",
              "epoch 10", "first to last layer, epoch 10"]
    profile = ", ".join(f"{norm:.1e}" for norm in records["sigmoid-mlp-0"].weight_norms[1])
    return table(header, rows) + f"\n\nSeed 0 by depth, first layer to last, after epoch 1: {profile}"


def factor_of(record):
    """(largest norm before the explosion, in its epoch, their ratio); an infinite norm makes an infinite ratio."""
    epoch = record.summary["exploded_epoch"]
    before = max(record.largest[e] for e in range(epoch))
    return before, record.largest[epoch], record.largest[epoch] / before


def exploding_table(records):
    rows, factors, epochs = [], [], Counter()
    for seed in range(LINEAR_SEEDS):
        r = records[f"deep-linear-none-{seed}"]
        epoch = r.summary["exploded_epoch"]
        if epoch is None:
            rows.append([seed, "none", size(max(r.largest.values())), "–", "–", "–", "–"])
            continue
        before, after, factor = factor_of(r)
        factors.append(factor)
        epochs[epoch] += 1
        rows.append([seed, epoch, f"{before:.2f}", size(after), size(factor),
                     f"{r.number(epoch - 1, 'train_loss'):.3f} → {size(r.number(epoch, 'train_loss'))}",
                     f"{r.number(epoch - 1, 'train_accuracy'):.3f} → {r.number(6, 'train_accuracy'):.3f}"])
    header = ["seed", "exploded in epoch", "largest norm before", "largest norm in that epoch", "factor",
              "train loss, epoch before → that epoch", "train accuracy, epoch before → epoch 6"]
    when = ", ".join(f"{count} in epoch {epoch}" for epoch, count in sorted(epochs.items()))
    said = (f"{len(factors)} of {LINEAR_SEEDS} seeds explode: {when}. The largest epoch norm grows by a factor between "
            f"{size(min(factors))} and {size(max(factors))}, median {size(statistics.median(factors))}." if factors else
            f"None of {LINEAR_SEEDS} seeds explodes.")
    return f"{said}\n\n{table(header, rows)}"


def clipped_table(records):
    rows, exploded, lowest = [], 0, 1.0
    for seed in range(LINEAR_SEEDS):
        for clip in CLIPPINGS:
            r = records[f"deep-linear-{clip.replace(':', '-')}-{seed}"]
            accuracies = [r.number(epoch, "train_accuracy") for epoch in range(1, 7)]
            exploded += r.summary["exploded_epoch"] is not None
            lowest = min(lowest, *accuracies[3:])
            rows.append([seed, clip, ", ".join(f"{a:.3f}" for a in accuracies), f"{r.number(6, 'val_accuracy'):.3f}",
                         f"{max(norm for epoch, norm in r.largest.items() if epoch):.2f}",
                         f"{100 * r.summary['clipped_share']:.1f} %", f"{r.summary['largest_step_norm']:.0f}"])
    header = ["seed", "clipping", "train accuracy, epochs 1 to 6", "val accuracy", "largest epoch norm from epoch 1 on",
              "clipped steps", "largest total norm of a step, before clipping"]
    said = (f"{exploded or 'None'} of the {len(rows)} runs explode{'' if exploded > 1 else 's'}. From epoch 4 on the train "
            f"accuracy is {lowest:.3f} or more.")
    return f"{said}\n\n{table(header, rows)}"


def resnet_table(records):
    columns = ("train_loss", "train_accuracy", "val_loss", "val_accuracy")
    rows = [[seed, epoch, *(f"{records[f'resnet-cnn-{seed}'].number(epoch, column):.4f}" for column in columns)]
            for seed, epochs in enumerate(RESNET_EPOCHS) for epoch in range(1, epochs + 1)]
    return table(["seed", "epoch", "train loss", "train accuracy", "val loss", "val accuracy"], rows)


def digits_text(preset, record):
    """What the experiment is about, in one cell."""
    accuracies = [record.number(epoch, "train_accuracy") for epoch in range(1, len(record.epochs))]
    if preset == "sigmoid-mlp":
        norms = record.weight_norms[len(record.epochs) - 1]
        return (f"train accuracy {min(accuracies):.3f} to {max(accuracies):.3f} over four epochs (ten balanced classes); "
                f"first-layer norm {norms[0]:.1e}, last {norms[-1]:.1e}")
    if preset == "resnet-cnn":
        return f"validation accuracy {record.number(1, 'val_accuracy'):.4f} after one epoch"
    if record.summary["exploded_epoch"] is None:
        return f"no explosion in six epochs; train accuracy {accuracies[0]:.3f} → {accuracies[-1]:.3f}"
    return f"explodes in epoch {record.summary['exploded_epoch']}, factor {size(factor_of(record)[2])}"


def digits_table(records):
    rows = [[run.preset, run.seed, digits_text(run.preset, records[run.name])] for run in digits_runs()]
    return table(["preset", "seed", "shown"], rows)


TABLES = {"results of sigmoid-mlp": sigmoid_table, "results of deep-linear": exploding_table,
          "results of deep-linear-clipped": clipped_table, "results of resnet-cnn": resnet_table,
          "results of the digits": digits_table}


def draw(args):
    for name, (stem, figures) in FIGURES.items():
        folder = args.out / "figures" / name
        call([str(args.plumb), "plot", str(args.out / name), "--format", "png", "--only", ",".join(figures), "--out",
              str(folder)])
        for figure in figures:
            shutil.copyfile(folder / f"{figure}.png", args.figures / f"{stem}-{FIGURE_FILES.get(figure, figure)}.png")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", type=Path, default=ROOT / "build/release/bin/plumb", help="the program")
    parser.add_argument("--out", type=Path, default=Path("runs/results"), help="folder of the runs")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time, of one thread each")
    parser.add_argument("--markdown", type=Path, default=ROOT / "docs/results.md", help="the file with the markers")
    parser.add_argument("--figures", type=Path, default=ROOT / "docs/figures", help="folder of the figures")
    return parser.parse_args()


def main():
    args = parse_arguments()
    try:
        runs = [*mnist_runs(), *digits_runs()]
        with ThreadPoolExecutor(args.jobs) as pool:
            list(pool.map(lambda run: train(args, run), runs))
        records = {run.name: Record(args.out / run.name) for run in runs}
        text = args.markdown.read_text()
        for name, make in TABLES.items():
            text = put_between_markers(text, make(records), name)
        args.markdown.write_text(text)
        draw(args)
    except (Failed, OSError, ValueError) as error:
        sys.exit(f"results.py: {error}")


if __name__ == "__main__":
    main()
