#!/usr/bin/env python3
"""Times the training step of each preset in Plumb, PyTorch, Keras and JAX, and prints a table in Markdown.

The programs take turns, so that a machine that is busy for a minute is busy for all of them; each is a
process of its own with one thread; the table holds medians over the rounds. README.md says how to read it.
"""

import argparse
import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parent
PRESETS = ("sigmoid-mlp", "deep-linear", "deep-linear-clipped", "resnet-cnn")
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
BATCH_SIZE = 32
LIMIT_SECONDS = 300


class Failed(Exception):
    pass


@dataclass
class Program:
    name: str
    command: str  # with {preset}, {steps}, {samples} and {out}
    results: dict = field(default_factory=dict)  # preset -> [JSON result]

    def run(self, preset, steps, cpu):
        with tempfile.TemporaryDirectory() as folder:
            samples = str(steps * BATCH_SIZE)
            values = {"{preset}": preset, "{steps}": str(steps), "{samples}": samples, "{out}": f"{folder}/run"}
            words = [substitute(word, values) for word in shlex.split(self.command)]
            pin = (lambda: os.sched_setaffinity(0, {cpu})) if cpu is not None else None
            try:
                done = subprocess.run(
                    words, env=os.environ | ONE_THREAD, preexec_fn=pin, timeout=LIMIT_SECONDS,
                    capture_output=True, text=True, check=False)
            except subprocess.TimeoutExpired:
                raise Failed(f"{self.name} on {preset} took over {LIMIT_SECONDS} s") from None
        if done.returncode != 0:
            reason = (done.stderr.strip() or "no message").splitlines()[-1]
            raise Failed(f"{self.name} on {preset} exited with {done.returncode}: {reason}")
        result = last_json(done.stdout)
        if "ms_per_step" not in result:
            raise Failed(f"{self.name} on {preset} printed no JSON document with ms_per_step")
        self.results.setdefault(preset, []).append(result)

    def median(self, preset, key):
        values = [r[key] for r in self.results.get(preset, []) if key in r]
        return statistics.median(values) if values else None


def substitute(word, values):
    for name, value in values.items():
        word = word.replace(name, value)
    return word


def last_json(text):
    """The document itself, or else its last line: a program may say other things first."""
    for candidate in (text, *text.strip().splitlines()[-1:]):
        try:
            return json.loads(candidate)
        except json.JSONDecodeError:
            continue
    return {}


def interpreter_with(package, *candidates):
    """The first of these Python interpreters that has the package."""
    probe = f"import importlib.util as u, sys; sys.exit(u.find_spec('{package}') is None)"
    for python in candidates:
        try:
            if python and subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0:
                return python
        except OSError:
            continue
    return None


def programs(args, skipped):
    """Everything that can run here; what cannot is named in `skipped`."""
    found = []
    if args.plumb_command:
        found.append(Program("plumb", args.plumb_command))
    elif Path(args.plumb).exists():
        # One epoch of as many samples as the steps need: what an epoch ends with, over the whole training
        # set, is not in ms_per_step and would only take time here.
        options = "--data mnist --limit {samples} --steps {steps} --threads 1 --forecast off --json --out {out}"
        found.append(Program("plumb", f"{shlex.quote(args.plumb)} train {{preset}} {options}"))
    else:
        skipped.append(f"plumb: no program at {args.plumb}")

    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    setup_python = str(cache / "plumb/python/bin/python")
    peers = [("torch", "pytorch_step.py", ["default", "fused"] + ["compiled"] * args.compile,
              (args.torch_python, sys.executable, setup_python)),
             ("keras", "keras_step.py", ["default"], (args.keras_python, sys.executable)),
             ("jax", "jax_step.py", ["jit"], (args.jax_python, sys.executable))]
    for package, script, variants, candidates in peers:
        python = interpreter_with(package, *candidates)
        if python is None:
            skipped.append(f"{package}: not in any Python interpreter tried (--{package}-python names another)")
            continue
        for variant in variants:
            name = package if len(variants) == 1 else f"{package} {variant}"
            script_path = shlex.quote(str(BENCH / "peers" / script))
            found.append(Program(
                name, f"{shlex.quote(python)} {script_path} {{preset}} --variant {variant} --steps {{steps}}"))
    return found


def measure(found, args, skipped):
    for preset in args.presets:
        steps = args.cnn_steps if preset == "resnet-cnn" else args.steps
        for k in range(args.repeats):
            for program in list(found):
                print(f"{preset}, round {k + 1} of {args.repeats}: {program.name}", file=sys.stderr)
                try:
                    program.run(preset, steps, args.cpu)
                except Failed as failure:
                    print(f"  {failure}", file=sys.stderr)
                    skipped.append(str(failure))


def cell(value, pattern):
    return "—" if value is None else pattern.format(value)


def table(found, presets):
    reference = next((p for p in found if p.name == "plumb"), None)

    def ratio(program, preset, key):
        ours = reference and reference.median(preset, key)
        theirs = program.median(preset, key)
        return None if not ours or theirs is None else theirs / ours

    lines = ["| preset | program | ms per step | processor ms per step | time, Plumb = 1 | processor time, Plumb = 1 |",
             "|---|---|---|---|---|---|"]
    for preset in presets:
        for p in found:
            clock, processor = "ms_per_step", "cpu_ms_per_step"
            lines.append("| " + " | ".join([
                preset, p.name,
                cell(p.median(preset, clock), "{:.2f}"), cell(p.median(preset, processor), "{:.2f}"),
                cell(ratio(p, preset, clock), "{:.2f}"), cell(ratio(p, preset, processor), "{:.2f}"),
            ]) + " |")
    return "\n".join(lines)


def processor_name():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def versions(found):
    known = {r["version"] for p in found for results in p.results.values() for r in results if "version" in r}
    return ", ".join(sorted(known)) or "unknown versions"


def notes(found, args, load_before, skipped):
    pinned = f", pinned to processor {args.cpu}" if args.cpu is not None else ""
    lines = [
        f"{processor_name()}, {os.cpu_count()} processors, one thread each{pinned}; {platform.system()}; {versions(found)}. "
        f"Medians of {args.repeats} interleaved rounds of {args.steps} steps ({args.cnn_steps} for resnet-cnn), batch 32. "
        f"Load average {load_before:.1f} before, {os.getloadavg()[0]:.1f} after (of this, 1 is the measurement)."
    ]
    for p in found:
        for preset in p.results:
            clock, processor = p.median(preset, "ms_per_step"), p.median(preset, "cpu_ms_per_step")
            if processor and processor > 1.1 * clock:
                lines.append(f"{p.name} used more than one thread on {preset}.")
    lines += [f"Left out: {reason}." for reason in dict.fromkeys(skipped)]
    return "\n".join(lines)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", default=str(BENCH.parent / "build/release/bin/plumb"), help="the program")
    parser.add_argument("--plumb-command", help="instead of --plumb: a command with {preset}, {steps}, {samples}, {out}")
    parser.add_argument("--torch-python", help="a Python interpreter that has torch")
    parser.add_argument("--keras-python", help="a Python interpreter that has keras and tensorflow")
    parser.add_argument("--jax-python", help="a Python interpreter that has jax")
    parser.add_argument("--presets", nargs="+", default=PRESETS, choices=PRESETS)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--cnn-steps", type=int, default=60)
    parser.add_argument("--cpu", type=int, help="pin every program to this processor (Linux)")
    parser.add_argument("--compile", action="store_true", help="also torch.compile (a minute more each)")
    parser.add_argument("--quick", action="store_true", help="one round, half the steps: about 3 minutes")
    parser.add_argument("--json", type=Path, help="also write every single result to this file")
    args = parser.parse_args()
    if args.quick:
        args.repeats, args.steps, args.cnn_steps = 1, 150, 30
    return args


def main():
    args = parse_arguments()
    skipped = []
    found = programs(args, skipped)
    load_before = os.getloadavg()[0]
    try:
        measure(found, args, skipped)
    except KeyboardInterrupt:
        skipped.append("what came after the interruption")
    if not any(p.results for p in found):
        raise SystemExit("nothing could be measured: " + "; ".join(skipped))
    print(table(found, args.presets))
    print()
    print(notes(found, args, load_before, skipped))
    if args.json:
        args.json.write_text(json.dumps({p.name: p.results for p in found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
