"""How Plumb grows: time a step against depth, and memory and the run's folder against steps."""

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

import programs
from programs import Failed, tell
from tables import median_text, table

DEPTHS = (62, 125, 250, 500, 1000)
LENGTHS = (10_000, 40_000, 160_000, 640_000)
QUICK_LENGTHS = LENGTHS[:2]
COMMON = ["--threads", "1", "--epoch-gradient", "off", "--forecast", "off", "--json"]


def train(args, folder, options):
    """Returns the summary, the peak of resident memory in MiB, and the folder's size in MiB."""
    command = [str(args.plumb), "train", "--model", "mlp", *COMMON, *options, "--out", folder]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=programs.environment(1),
                                   preexec_fn=programs.pin(args.cpu, 1))
    except OSError as error:
        raise Failed(f"{args.plumb} did not start: {error}") from None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise Failed(f"{' '.join(command)} failed")
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return json.loads(output), usage.ru_maxrss / 1024, size / 2**20


def measure_depths(args):
    """Interleaved rounds: {"results": {depth, cpu_ms_per_step} each; "notes"}."""
    results, load_before = [], os.getloadavg()[0]
    for k in range(args.repeats):
        for depth in DEPTHS:
            tell(f"depth: {depth} layers, round {k + 1} of {args.repeats}")
            with tempfile.TemporaryDirectory() as folder:
                options = ["--data", "blobs", "--depth", str(depth), "--width", "32", "--activation", "relu", "--steps", "200",
                           "--epochs", "20"]
                summary, _, _ = train(args, f"{folder}/run", options)
            results.append({"depth": depth, "cpu_ms_per_step": summary["cpu_ms_per_step"]})
    note = f"Medians [quartiles] of {programs.rounds(args.repeats)}. {programs.surroundings(args.cpu, load_before)}"
    return {"results": results, "notes": [note]}


def depth_markdown(section):
    times = {}
    for result in section["results"]:
        times.setdefault(result["depth"], []).append(result["cpu_ms_per_step"])
    rows = [[depth, median_text(own), f"{1000 * statistics.median(own) / depth:.1f}"] for depth, own in times.items()]
    header = ["hidden layers (32 units, batch 32)", "processor ms per step", "µs per step and layer"]
    return table(header, rows) + "\n\n" + "\n".join(section["notes"])


def measure_lengths(args):
    """One run each: {"results": {steps, memory and folder in MiB, lines}}."""
    results = []
    for steps in QUICK_LENGTHS if args.quick else LENGTHS:
        tell(f"length: {steps} steps")
        with tempfile.TemporaryDirectory() as folder:
            options = ["--data", "digits", "--depth", "3", "--width", "8", "--steps", str(steps), "--epochs", "1000"]
            _, memory, size = train(args, f"{folder}/run", options)
            with open(f"{folder}/run/steps.jsonl", encoding="utf-8") as file:
                results.append({"steps": steps, "memory": memory, "folder": size, "lines": sum(1 for _ in file)})
    return {"results": results}


def length_markdown(section):
    header = ["steps (3 layers of 8 units, Adam)", "peak memory, MiB", "run folder, MiB", "lines of steps.jsonl"]
    return table(header, [[f"{r['steps']:,}", f"{r['memory']:.0f}", f"{r['folder']:.1f}", f"{r['lines']:,}"]
                          for r in section["results"]])
