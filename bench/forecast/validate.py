#!/usr/bin/env python3
"""The forecast against 40 seeds of 90 networks, and its verdict against training of 106: one command.

    PLUMB_DATA_DIR=data python3 bench/forecast/validate.py --build build/release

Runs bench_forecast and bench_trainable (about 20 minutes on one idle core; what norms.csv and
trainable.csv beside this script already hold is not run again), prints the tables of
docs/forecast.md, and draws docs/figures/forecast.png with gnuplot. --only-report runs nothing.
"""

import argparse
import csv
import hashlib
import math
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIGURE = HERE.parent.parent / "docs" / "figures" / "forecast.png"
WIDE = 256
ALLOWED = {5: 0.15, 20: 0.15, 50: 0.25}  # decades
COLOURS = {
    "sigmoid": "#0072B2",
    "tanh": "#D55E00",
    "relu": "#009E73",
    "elu": "#E69F00",
    "gelu": "#56B4E9",
    "silu": "#CC79A7",
}


def rows(name):
    with open(HERE / name) as file:
        return list(csv.DictReader(file))


def error(row):
    return math.log10(float(row["predicted"]) / float(row["measured_median"]))


def case_of(row):
    return row["activation"], row["init"], int(row["depth"]), int(row["width"])


def part_of(case):
    """'narrow', or 'tuning' or 'test' by the activation's and initializer's names: all depths together."""
    if case[3] != WIDE:
        return "narrow"
    digest = hashlib.sha256(f"{case[0]},{case[1]}".encode()).hexdigest()
    return "tuning" if int(digest, 16) % 2 == 0 else "test"


def report_norms(norms):
    print("| depth | layers | worst, decades | within | others that the seeds leave open | in the 90 % interval |")
    print("|---|---|---|---|---|---|")
    for depth, allowed in ALLOWED.items():
        some = [row for row in norms if int(row["depth"]) == depth]
        if not some:
            continue
        errors = [abs(error(row)) for row in some]
        worst = max(some, key=lambda row: abs(error(row)))
        share = sum(e <= allowed for e in errors) / len(errors)
        off = [row for row in some if abs(error(row)) > allowed]
        by_chance = sum(float(row["measured_low"]) <= float(row["predicted"]) <= float(row["measured_high"]) for row in off)
        inside = sum(int(row["inside"]) for row in some) / sum(int(row["seeds"]) for row in some)
        print(
            f"| {depth} | {len(some)} | {max(errors):.3f} ({worst['activation']}, {worst['init']},"
            f" layer {worst['layer']}) | {100 * share:.1f} % of {allowed} | {by_chance} of {len(off)} |"
            f" {100 * inside:.1f} % |"
        )


def report_verdicts(verdicts, truth):
    trains = {case_of(row): row["trainable"] == "1" for row in truth}
    counts = defaultdict(lambda: [0, 0])
    wrong = []
    for row in verdicts:
        case = case_of(row)
        if case not in trains:
            continue
        right = (row["verdict"] == "healthy") == trains[case]
        counts[part_of(case)][0] += right
        counts[part_of(case)][1] += 1
        if not right:
            wrong.append((part_of(case), case, row["verdict"]))
    for part, (right, total) in sorted(counts.items()):
        print(f"verdict, {part}: {right} of {total} right ({100 * right / total:.1f} %)")
    for part, case, verdict in sorted(wrong):
        print(f"  wrong ({part}): {','.join(map(str, case))} said {verdict}")


def gnuplot_script(norms):
    blocks, plots = [], []
    for name, colour in COLOURS.items():
        points = "\n".join(
            f"{row['measured_median']} {row['predicted']}"
            for row in norms
            if row["activation"] == name
        )
        blocks.append(f"${name} << EOD\n{points}\nEOD\n")
        plots.append(f"${name} with points pt 7 ps 0.45 lc rgb '{colour}' title '{name}'")
    return (
        "set terminal pngcairo size 800,620 font 'sans,12'\n"
        f"set output '{FIGURE}'\n"
        "set encoding utf8\nset border 3 lw 0.8 lc rgb '#555555'\n"
        "set tics nomirror out scale 0.6,0.35 font ',11'\n"
        "set grid lt 1 lw 0.5 lc rgb '#dddddd'\n"
        "set title '90 networks, every layer: forecast and median of 40 seeds'\n"
        "set xlabel 'measured median (L2 norm)'\nset ylabel 'forecast median'\n"
        "set logscale xy\nset mxtics 1\nset mytics 1\nset format xy '10^{%L}'\nset key top left Left reverse samplen 1\n"
        + "".join(blocks)
        + "plot x with lines lc rgb '#888888' lw 1 title 'equal', "
        + ", ".join(plots)
        + "\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release", help="where the programs are built")
    parser.add_argument("--seeds", default="40")
    parser.add_argument("--only-report", action="store_true")
    options = parser.parse_args()
    if not options.only_report:
        programs = ["bench_forecast", "bench_trainable"]
        subprocess.run(["cmake", "--build", options.build, "--target", *programs], check=True)
        binaries = Path(options.build).resolve() / "bin"
        norms, verdicts = str(HERE / "norms.csv"), str(HERE / "verdicts.csv")
        forecast = str(binaries / "bench_forecast")
        subprocess.run([forecast, "norms", norms, options.seeds], check=True)
        subprocess.run([forecast, "verdicts", verdicts], check=True)
        trainable = str(binaries / "bench_trainable")
        subprocess.run([trainable, str(HERE / "trainable.csv")], check=True)
    norms = rows("norms.csv")
    report_norms(norms)
    report_verdicts(rows("verdicts.csv"), rows("trainable.csv"))
    subprocess.run(["gnuplot"], input=gnuplot_script(norms), text=True, check=True)


sys.exit(main())
