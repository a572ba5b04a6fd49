#!/usr/bin/env python3
"""Measures what `plumb repair` repairs of the failing runs of bench/detection, at what cost, beside random remedies.

Runs that are complete are not repeated. README.md says how to read the tables.
"""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "detection"))
sys.path.append(str(HERE.parent))

import cases as case_files  # noqa: E402
import evaluate  # noqa: E402
from execute import product_at, train_all  # noqa: E402
from programs import tell  # noqa: E402
from tables import put_between_markers  # noqa: E402

import repair_report  # noqa: E402
import searches  # noqa: E402


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", type=Path, default=HERE.parents[1] / "build/release/bin/plumb", help="the program")
    parser.add_argument("--detection", type=Path, default=Path("runs/detection"), help="runs of bench/detection")
    parser.add_argument("--out", type=Path, default=Path("runs/repair-bench"), help="folder of the repairs")
    parser.add_argument("--jobs", type=int, default=1, help="repairs at a time, of one thread each")
    parser.add_argument("--part", help="of the cases, with commas (default: the two of cases.toml)")
    parser.add_argument("--only", help="cases, with commas")
    parser.add_argument("--seeds", type=int, default=1, help="failing seeds of each case (default: 1)")
    parser.add_argument("--json", type=Path, help="also write every result to this file")
    parser.add_argument("--markdown", type=Path, help="put the tables between the markers of this file")
    return parser.parse_args()


def failing_seeds(product, cases, jobs):
    """{case name: seeds whose run fails}; trains what bench/detection has not left behind. A case whose twin learns nothing
    goes."""
    runs = [run for case in cases.broken for run in evaluate.twin_runs(case) + evaluate.base_runs(case, case.seeds)]
    train_all(product, runs, jobs, tell)
    outcomes = evaluate.Outcomes(product)
    outcomes.leave_out_idle_twins(cases)
    return {case.name: outcomes.failing_seeds(case, range(case.seeds)) for case in cases.broken}


def cases_of(args):
    parts = args.part.split(",") if args.part else [case_files.TUNING, case_files.FIRST_TEST]
    return case_files.load_all().of_parts(parts).select(args.only.split(",") if args.only else None)


def measure(args):
    cases = cases_of(args)
    product = product_at(args.plumb, args.detection)
    failing = failing_seeds(product, cases, args.jobs)
    plan = [(case, seed) for case in cases.broken for seed in failing[case.name][: args.seeds]]
    with ThreadPoolExecutor(args.jobs) as pool:
        done = list(pool.map(lambda item: searches.search(product, args.out.resolve(), *item, tell), plan))
    text = repair_report.markdown([result for result in done if result], cases.broken)
    print(text)
    if args.json:
        args.json.write_text(json.dumps([vars(result) for result in done if result], indent=1) + "\n")
    if args.markdown:
        args.markdown.write_text(put_between_markers(args.markdown.read_text(), text, "repair"))


if __name__ == "__main__":
    measure(parse_arguments())
