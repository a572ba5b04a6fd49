#!/usr/bin/env python3
"""How Plumb grows: time a step against depth, and memory and the run's folder against steps. Prints two tables in
Markdown; README.md says how to read them."""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent
DEPTHS = (62, 125, 250, 500, 1000)
STEPS = (10_000, 40_000, 160_000, 640_000)
COMMON = ["--threads", "1", "--epoch-gradient", "off", "--forecast", "off", "--json"]


def train(plumb, folder, options):
    """Returns the summary, the peak of resident memory in MiB, and the folder's size in MiB."""
    command = [plumb, "train", "--model", "mlp", *COMMON, *options, "--out", folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return json.loads(output), usage.ru_maxrss / 1024, size / 2**20


def by_depth(plumb, repeats):
    """The medians of interleaved rounds."""
    times = {depth: [] for depth in DEPTHS}
    for _ in range(repeats):
        for depth in DEPTHS:
            with tempfile.TemporaryDirectory() as folder:
                options = ["--data", "blobs", "--depth", str(depth), "--width", "32", "--activation", "relu", "--steps", "200",
                           "--epochs", "20"]
                times[depth].append(train(plumb, f"{folder}/run", options)[0]["cpu_ms_per_step"])
    print("| hidden layers | processor ms per step | µs per step and layer |\n|---|---|---|")
    for depth, values in times.items():
        median = sorted(values)[len(values) // 2]
        print(f"| {depth} | {median:.2f} | {1000 * median / depth:.1f} |", flush=True)


def by_steps(plumb):
    print("\n| steps | peak memory, MiB | run folder, MiB | lines of steps.jsonl |\n|---|---|---|---|")
    for steps in STEPS:
        with tempfile.TemporaryDirectory() as folder:
            options = ["--data", "digits", "--depth", "3", "--width", "8", "--steps", str(steps), "--epochs", "1000"]
            _, memory, size = train(plumb, f"{folder}/run", options)
            lines = sum(1 for _ in open(f"{folder}/run/steps.jsonl", encoding="utf-8"))
        print(f"| {steps:,} | {memory:.0f} | {size:.1f} | {lines:,} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", default=str(BENCH.parent / "build/release/bin/plumb"), help="the program")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", choices=("depth", "steps"))
    args = parser.parse_args()
    if args.only != "steps":
        by_depth(args.plumb, args.repeats)
    if args.only != "depth":
        by_steps(args.plumb)


if __name__ == "__main__":
    main()
