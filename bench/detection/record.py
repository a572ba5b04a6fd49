"""What a run's folder holds (docs/run-directory.md), as Python values."""

import csv
import json
import math
import struct
from dataclasses import dataclass


def number(value):
    """A float of a JSON or CSV cell, also of "nan", "inf" and "-inf"; None stays None, and "" becomes it."""
    return None if value is None or value == "" else float(value)


@dataclass
class Record:
    steps: list  # of the dictionaries of steps.jsonl
    epochs: list  # of {column: float or None}
    summary: dict
    sizes: dict  # parameter -> entries

    def losses(self):
        return [number(step["loss"]) for step in self.steps]

    def epoch_ends(self):
        """(step, row): the number of steps that were made when the row was written."""
        last_of = {}
        for step in self.steps:
            last_of[step["epoch"]] = step["step"] + 1
        return [(last_of.get(int(row["epoch"]), 0), row) for row in self.epochs]


def read_lines(file):
    """Every whole line's JSON; a killed run can leave half a line at the end."""
    with file.open() as lines:
        return [json.loads(line) for line in lines if line.endswith("\n")]


def read_sizes(file):
    """The entries of every tensor in a safetensors file, from its header alone."""
    with file.open("rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        header = json.loads(stream.read(length))
    return {name: math.prod(item["shape"]) for name, item in header.items() if name != "__metadata__"}


def read(folder):
    with (folder / "epochs.csv").open() as file:
        epochs = [{key: number(cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    return Record(read_lines(folder / "steps.jsonl"), epochs, json.loads((folder / "summary.json").read_text()),
                  read_sizes(folder / "checkpoints" / "epoch-0000.safetensors"))
