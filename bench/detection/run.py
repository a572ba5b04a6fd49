#!/usr/bin/env python3
"""Measures what Plumb's rules detect, what they miss, and their false alarms; beside them, published rules.

Every run is one `plumb train`; those that are complete are not repeated, and findings are made anew each time.
README.md says how to read the tables.
"""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

import advice  # noqa: E402
import cases as case_files  # noqa: E402
import evaluate  # noqa: E402
import remedies  # noqa: E402
import report  # noqa: E402
from cases import Run  # noqa: E402
from execute import Failed, product_at, train_all, try_all  # noqa: E402
from programs import tell  # noqa: E402
from tables import put_between_markers  # noqa: E402

SEEDS, QUICK_SEEDS = 10, 3


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", type=Path, default=HERE.parents[1] / "build/release/bin/plumb", help="the program")
    parser.add_argument("--out", type=Path, default=Path("runs/detection"), help="folder of the runs")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time, of one thread each")
    parser.add_argument("--only", help="cases and healthy configurations, with commas")
    parser.add_argument("--part", help="of the cases, as --list shows them, with commas, or 'all' (default: tuning, the first "
                                       f"test and the {case_files.NEWEST} newest; with --quick tuning and the newest)")
    parser.add_argument("--seeds", type=int, help=f"of each (default: {SEEDS})")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_SEEDS} seeds of two parts: less than 30 minutes on two cores")
    parser.add_argument("--advice", action="store_true",
                        help=f"also try what each failing run is advised, up to {advice.TRIED} remedies of each")
    parser.add_argument("--record-only", action="store_true", help="make the runs and stop")
    parser.add_argument("--no-training", action="store_true",
                        help="tables from the runs that are there; a remedy that was not tried is not acceptable")
    parser.add_argument("--json", type=Path, help="also write every result to this file")
    parser.add_argument("--markdown", type=Path, help="put the tables between the markers of this file")
    parser.add_argument("--list", action="store_true", help="print the cases and their part, run nothing")
    args = parser.parse_args()
    if args.seeds is None:
        args.seeds = QUICK_SEEDS if args.quick else SEEDS
    return args


def first_runs(cases, seeds):
    """Those that do not depend on an outcome. The long ones last."""
    runs = [run for case in cases.broken for run in evaluate.twin_runs(case) + evaluate.base_runs(case, seeds)]
    runs += [Run.of(healthy.settings, seed) for healthy in cases.healthy for seed in range(seeds)]
    return sorted(runs, key=lambda run: int(dict(run.settings).get("steps", 0)) > 5000)


def list_cases(cases):
    for kind, items in (("broken", cases.broken), ("healthy", cases.healthy)):
        for item in items:
            print(f"{item.name:<24} {kind:<8} {item.part:<12} {item.what}")


def skip_training(product, runs, jobs, tell):
    missing = sum(not product.is_done(run) for run in dict.fromkeys(runs))
    if missing:
        tell(f"{missing} of {len(set(runs))} runs are not there")


def parts_of(args, cases):
    if args.part:
        return None if args.part == "all" else args.part.split(",")
    if args.only or args.list:
        return None
    return cases.usual_parts(args.quick)


def measure(args, cases):
    product = product_at(args.plumb, args.out)
    train = skip_training if args.no_training else train_all
    train(product, first_runs(cases, args.seeds), args.jobs, tell)
    cases = evaluate.Outcomes(product).leave_out_idle_twins(cases)
    found = remedies.try_remedies(product, cases, args.seeds, lambda runs: train(product, runs, args.jobs, tell))
    if args.record_only:
        return
    broken, healthy = evaluate.evaluate(product, cases, found, args.seeds, args.jobs)
    text = report.markdown(broken, healthy, cases, args.seeds)
    document = report.document(broken, healthy, cases, args.seeds)
    if args.advice:
        followed = advice.follow(
            evaluate.Outcomes(product), broken, lambda runs: try_all(product, runs, args.jobs, tell, train))
        text += "\n" + advice.markdown(followed)
        document["advice"] = advice.document(followed)
    print(text)
    if args.json:
        args.json.write_text(json.dumps(document, indent=1) + "\n")
    if args.markdown:
        args.markdown.write_text(put_between_markers(args.markdown.read_text(), text, "detection"))


def main():
    args = parse_arguments()
    try:
        cases = case_files.load_all()
        cases = cases.of_parts(parts_of(args, cases)).select(args.only.split(",") if args.only else None)
        if args.list:
            list_cases(cases)
        else:
            measure(args, cases)
    except (case_files.BadCases, Failed) as error:
        raise SystemExit(f"run.py: {error}") from None


if __name__ == "__main__":
    main()
