"""Small tables that cases train on, and what is known of every data set."""

import csv
import importlib
import math
from pathlib import Path

import numpy as np

# A table's place is its seed: those of a new part come last.
PARTS = [importlib.import_module(f"parts.{file.stem}")
         for file in sorted(Path(__file__).with_name("parts").glob("part_*.py"))]
TABLES = {make.__name__: make for part in PARTS for make in part.TABLES}
CLASSES = {"mnist": 10, "fashion-mnist": 10, "digits": 10, "circles": 2, "blobs": 3} | {
    f"csv:{{{name}}}": classes for part in PARTS for name, classes in part.CLASSES.items()}
ADDING = {"mse": 1 / 6, "mae": 1 / 3}  # of a constant 1, for the sum of two uniform numbers


def write_tables(folder):
    """Writes each table as CSV, the same every time. Returns {name: path}."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for i, (name, make) in enumerate(TABLES.items()):
        features, targets = make(np.random.default_rng(i))
        paths[name] = folder / f"{name}.csv"
        with paths[name].open("w", newline="") as file:
            for row, target in zip(features, targets.astype(float), strict=True):
                csv.writer(file).writerow([*(f"{x:.6g}" for x in row), f"{target:.6g}"])
    return paths


def chance_accuracy(settings):
    """Of guessing; None for values."""
    classes = classes_of(settings)
    return None if classes is None else 1 / classes


def classes_of(settings):
    values = settings.get("loss", "cross-entropy") in ("mse", "mae") and (
        settings["data"] == "adding" or settings["data"].startswith("csv:"))
    return None if values else CLASSES[settings["data"]]


def chance_loss(settings, tables):
    """The loss of the best constant output (for several classes: of equal shares)."""
    loss = settings.get("loss", "cross-entropy")
    classes = classes_of(settings)
    if settings["data"] == "adding":
        return ADDING[loss]
    if classes is None:
        name = settings["data"].removeprefix("csv:").strip("{}")
        target = np.loadtxt(tables[name], delimiter=",")[:, -1]
        if settings.get("standardize-targets") == "on":  # losses are in parts of the variance or the deviation then
            target = (target - target.mean()) / target.std()
        return float(np.var(target) if loss == "mse" else np.mean(np.abs(target - np.median(target))))
    share = 1 / classes
    return {
        "cross-entropy": math.log(classes),
        "bce": -share * math.log(share) - (1 - share) * math.log(1 - share),
        "mse": share * (1 - share),
        "mae": share,
    }[loss]
