"""Makes records by hand. The benchmark's modules are found beside bench/detection/run.py."""

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[3] / "bench"
sys.path.insert(0, str(BENCH / "detection"))
sys.path.append(str(BENCH))

from record import Record  # noqa: E402

SIZES = {"dense_01.weight": 100, "output.weight": 100}


def step(number, loss=1.0, first=1.0, last=1.0, epoch=1, **more):
    return {"step": number, "epoch": epoch, "loss": loss,
            "norms": {"dense_01.weight": first, "output.weight": last}, **more}


def row(epoch, train=0.9, val=None, loss=1.0):
    """A line of epochs.csv; `train` None for values."""
    return {"epoch": float(epoch), "train_loss": None if epoch == 0 else loss,
            "train_accuracy": None if epoch == 0 else train, "train_eval_loss": loss,
            "train_eval_accuracy": train, "val_accuracy": train if val is None else val}


def record(steps, epochs):
    return Record(list(steps), list(epochs), {}, SIZES)
