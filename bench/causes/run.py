#!/usr/bin/env python3
"""Trains every cause of causes.toml and each of its remedies, and tabulates what came of it.

Runs that are complete are not repeated.
"""

import argparse
import csv
import json
import math
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "detection"))
sys.path.append(str(HERE.parent))

import programs  # noqa: E402
from cases import settings_of  # noqa: E402
from tables import put_between_markers  # noqa: E402


@dataclass
class Outcome:
    flags: str
    decades: float | None  # first over last weight gradient in the first step
    largest: float | None  # total gradient norm of any step
    score: str
    found: str


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", type=Path, default=HERE.parents[1] / "build/release/bin/plumb", help="the program")
    parser.add_argument("--out", type=Path, default=Path("runs/causes"), help="folder of the runs")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time, of one thread each")
    parser.add_argument("--markdown", type=Path, help="put the tables between the markers of this file")
    return parser.parse_args()


def command(flags, remedy):
    settings = settings_of(flags, remedy)
    words = ["plumb", "train"] + ([settings.pop("preset")] if "preset" in settings else [])
    for key, value in settings.items():
        words += [f"--{key}", value]
    return words


def train(plumb, words, folder):
    if programs.is_complete(folder):
        return None
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run([str(plumb), *words[1:], "--epoch-gradient", "off", "--threads", "1", "--quiet", "--out", str(folder)],
                          capture_output=True, text=True, check=False, env=programs.environment(1))
    return done.stderr.strip() if done.returncode else None


def number(value):
    return math.nan if value is None else float(value)


def weight_norms(folder):
    """Gradient norms of the weights in the first step, input to output."""
    with (folder / "steps.jsonl").open() as lines:
        step = json.loads(next(lines))
    weights = [p["name"] for p in json.loads((folder / "run.json").read_text())["parameters"] if len(p["shape"]) > 1]
    return [number(step["norms"].get(name)) for name in weights]


def outcome(folder, flags):
    summary = json.loads((folder / "summary.json").read_text())
    norms = weight_norms(folder)
    ratio = norms[0] / norms[-1] if norms[-1] else math.nan
    with (folder / "epochs.csv").open() as file:
        last = list(csv.DictReader(file))[-1]
    accuracy = last["val_accuracy"]
    findings = json.loads((folder / "findings.json").read_text())
    found = next((f["rule"] for f in findings if f["severity"] != "info"), "-")
    return Outcome(flags, math.log10(ratio) if ratio > 0 else None, number(summary["largest_step_norm"]),
                   f"{100 * float(accuracy):.1f} %" if accuracy else f"loss {float(last['val_loss']):.3g}", found)


def row(name, what):
    decades = "0 or not finite" if what.decades is None else f"{what.decades:+.1f}"
    return f"| {name} | {decades} | {what.largest:.3g} | {what.score} | {what.found} |"


def section(cause, outcomes):
    lines = [f"### {cause['name'][0].upper()}{cause['name'][1:]}: {cause['effect']}", "",
             f"    {' '.join(command(cause['flags'], ''))}", "",
             "| | first / last gradient at the start, decades | largest norm | validation | found |", "|---|---|---|---|---|"]
    lines += [row("as it is" if not what.flags else f"`{what.flags}`", what) for what in outcomes]
    return "\n".join(lines)


def folder_of(root, index, remedy):
    return root / f"{index:02}" / (remedy.replace("--", "").replace(" ", "-").replace(":", "_") or "as-it-is")


def main():
    args = parse_arguments()
    causes = tomllib.loads((HERE / "causes.toml").read_text())["cause"]
    plan = [(cause, remedy, folder_of(args.out.resolve(), i, remedy))
            for i, cause in enumerate(causes) for remedy in ["", *cause["remedies"]]]
    with ThreadPoolExecutor(args.jobs) as pool:
        errors = list(pool.map(lambda p: train(args.plumb.resolve(), command(p[0]["flags"], p[1]), p[2]), plan))
    for (cause, remedy, _), error in zip(plan, errors, strict=True):
        if error:
            print(f"{cause['name']}, {remedy}: {error}", file=sys.stderr)
    sections = [section(cause, [outcome(folder, remedy) for other, remedy, folder in plan
                                if other is cause and (folder / "summary.json").exists()]) for cause in causes]
    text = "\n\n".join(sections)
    print(text)
    if args.markdown:
        args.markdown.write_text(put_between_markers(args.markdown.read_text(), text, "causes"))


if __name__ == "__main__":
    main()
