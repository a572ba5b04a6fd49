#!/usr/bin/env python3
"""Measures how fast Plumb is: a step beside its peers and the machine's limit, what watching costs, and how it grows.

Prints tables in Markdown; --markdown puts them between the markers of a file, --figure draws the first. README.md says
how to read them.
"""

import argparse
import json
from pathlib import Path

import figure
import growth
import instruments
import step
from programs import BENCH, PRESETS, Failed, tell
from tables import put_between_markers

SECTIONS = {  # name: what measures it, what writes it
    "step": (step.measure, step.markdown),
    "instruments": (instruments.measure, instruments.markdown),
    "depth": (growth.measure_depths, growth.depth_markdown),
    "length": (growth.measure_lengths, growth.length_markdown),
}

COUNTS = {  # option: default, default with --quick, meaning
    "repeats": (5, 1, "rounds"),
    "steps": (300, 150, "steps a round"),
    "cnn-steps": (60, 30, "the same of resnet-cnn"),
    "blocks": (40, 5, "blocks of 20 steps for each instrument"),
    "cnn-blocks": (15, 3, "blocks of 10 steps, for resnet-cnn"),
}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_argument_group("what is measured")
    what.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS),
                      help="of these tables; without a name nothing, for tables and figure of an earlier --json")
    what.add_argument("--presets", nargs="+", default=PRESETS, choices=PRESETS)
    what.add_argument("--threads", nargs="+", type=int, default=[1], help="of a step: one or several numbers (default: 1)")
    what.add_argument("--cpu", nargs="+", type=int, default=[], metavar="N",
                      help="pin each program to as many of these processors as it has threads (Linux)")
    for name, (full, quick, meaning) in COUNTS.items():
        what.add_argument(f"--{name}", type=int, help=f"{meaning} (default: {full}, with --quick {quick})")
    what.add_argument("--compile", action="store_true", help="also torch.compile (a minute more each)")
    what.add_argument("--quick", action="store_true", help="one round, few steps and blocks: about ten minutes")
    where = parser.add_argument_group("where the programs are")
    where.add_argument("--build", type=Path, default=BENCH.parent / "build/release", help="folder of the build")
    where.add_argument("--plumb", type=Path, help="the program, instead of the build's")
    where.add_argument("--plumb-command",
                       help="for a step, instead of --plumb: a command with {preset}, {steps}, {samples}, {threads}, {out}")
    where.add_argument("--torch-python", help="a Python interpreter that has torch")
    where.add_argument("--instruments-python", help="one that has torch, tensorboard and lightning")
    where.add_argument("--keras-python", help="one that has keras and tensorflow")
    where.add_argument("--jax-python", help="one that has jax")
    to = parser.add_argument_group("where the results go")
    to.add_argument("--json", type=Path,
                    help="keep every single result in this file; tables that are not measured come from it")
    to.add_argument("--markdown", type=Path, help="put the tables between the markers of this file")
    to.add_argument("--figure", type=Path, help="draw the step's time, in .svg or .png")
    args = parser.parse_args()
    if args.cpu and len(args.cpu) < max(args.threads):
        parser.error(f"{max(args.threads)} threads need as many processors after --cpu")
    for name, (full, quick, _) in COUNTS.items():
        key = name.replace("-", "_")
        if getattr(args, key) is None:
            setattr(args, key, quick if args.quick else full)
    args.plumb = args.plumb or args.build / "bin/plumb"
    return args


def measure(args, document):
    """Fills the document section by section; what is there is kept when a later one fails."""
    for name in args.only:
        try:
            document[name] = SECTIONS[name][0](args)
        except Failed as failure:
            tell(f"{name}: {failure}")
            continue
        if args.json:
            args.json.write_text(json.dumps(document, indent=1) + "\n")


def check(args):
    """Raises ValueError where the results of an hour could not be written in the end."""
    for name in args.only if args.markdown else []:
        put_between_markers(args.markdown.read_text(), "", name)
    if args.figure:
        figure.check(args.figure)


def write(args, document):
    text = args.markdown.read_text() if args.markdown else None
    for name, (_, markdown) in SECTIONS.items():
        if not document.get(name, {}).get("results"):
            continue
        part = markdown(document[name])
        print(f"## {name}\n\n{part}\n")
        if text is not None:
            text = put_between_markers(text, part, name)
    if text is not None:
        args.markdown.write_text(text)
    if args.figure:
        figure.draw(document.get("step", {}).get("results", []), args.figure)


def main():
    args = parse_arguments()
    try:
        check(args)
        document = json.loads(args.json.read_text()) if args.json and args.json.exists() else {}
        measure(args, document)
        write(args, document)
    except (OSError, ValueError) as error:
        raise SystemExit(f"run.py: {error}") from None


if __name__ == "__main__":
    main()
