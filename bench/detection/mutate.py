#!/usr/bin/env python3
"""Puts one wrong setting at a time on configurations that train: what of it is told, and whether the advice undoes it.

README.md says how to read the tables.
"""

import argparse
import json
import random
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

import advice  # noqa: E402
import cases as case_files  # noqa: E402
import evaluate  # noqa: E402
from cases import Case, Run, settings_of  # noqa: E402
from execute import product_at, try_all  # noqa: E402
from intervals import Share  # noqa: E402
from programs import tell  # noqa: E402
from tables import put_between_markers, table  # noqa: E402

SEED = 0  # of every run
BELONG = {"momentum": ("sgd", "rmsprop"), "nesterov": ("sgd",), "rho": ("rmsprop",)}  # settings to optimizers


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", type=Path, default=HERE.parents[1] / "build/release/bin/plumb", help="the program")
    parser.add_argument("--out", type=Path, default=Path("runs/mutations"), help="folder of the runs")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time, of one thread each")
    parser.add_argument("--part", help="whose healthy configurations are taken, with commas (default: the five newest)")
    parser.add_argument("--bases", type=int, default=24, help="configurations, of every kind of network some (default: 24)")
    parser.add_argument("--each", type=int, default=30, help="mistakes drawn for each of them (default: 30)")
    parser.add_argument("--draw", type=int, default=1, help="seed of the draw")
    parser.add_argument("--json", type=Path, help="also write every result to this file")
    parser.add_argument("--markdown", type=Path, help="put the table between the markers of this file")
    return parser.parse_args()


def family(healthy):
    """What a draw takes some of each of."""
    settings = healthy.settings
    model = settings.get("model", "mlp")
    if model != "mlp":
        return "recurrent" if model in ("rnn", "lstm", "gru") else "convolutions"
    if not settings["data"].startswith("csv"):
        return "images"
    return "values" if settings.get("loss") in ("mse", "mae") else "classes"


def draw_bases(healthy, count, draw):
    families = {}
    for item in healthy:
        families.setdefault(family(item), []).append(item)
    share = -(-count // len(families))
    chosen = [item for members in families.values() for item in draw.sample(members, min(share, len(members)))]
    return chosen[:count]


def fits(mistake, settings):
    own = {"models": settings.get("model", "mlp"), "losses": settings.get("loss", "cross-entropy"),
           "optimizers": settings.get("optimizer", "adam")}
    off = mistake.get("unless_off")
    return (all(value in mistake.get(kind, [value]) for kind, value in own.items())
            and (off is None or settings.get(off, "off") not in ("off", "none")))


def changed(settings, flags):
    """The settings with a mistake's, without those that another optimizer does not take."""
    wrong = settings_of(flags)
    for name, value in wrong.items():
        if value.startswith("*"):
            wrong[name] = case_files.scaled_rate(settings, float(value[1:]))[name]
    result = settings | wrong
    optimizer = result.get("optimizer", "adam")
    return {name: value for name, value in result.items() if optimizer in BELONG.get(name, (optimizer,))}


def mutants_of(healthy, mistakes, count, draw):
    """[(kind, Case)]: the configuration with one mistake, and itself as the twin that has none."""
    own = healthy.settings
    possible = [(mistake["kind"], flags) for mistake in mistakes if fits(mistake, own) for flags in mistake["flags"]
                if changed(own, flags) != own]
    return [(kind, Case(f"{healthy.name} {flags}", flags, "own", changed(own, flags), own))
            for kind, flags in draw.sample(possible, min(count, len(possible)))]


def judge(product, mutants, jobs):
    """{kind: [CaseResult of one run]} of those that failed, and how many there were of each kind."""
    outcomes = evaluate.Outcomes(product)
    run_of = {case.name: Run.of(case.settings, SEED) for _, case in mutants}
    done = [(kind, case) for kind, case in mutants if product.is_done(run_of[case.name])]
    failing = [(kind, case) for kind, case in done if outcomes.failed(case, run_of[case.name])]
    seen = evaluate.see_all(product, [run_of[case.name] for _, case in failing], jobs)
    results, counts = {}, {}
    for kind, _ in done:
        counts[kind] = counts.get(kind, 0) + 1
    for kind, case in failing:
        run = run_of[case.name]
        one = evaluate.CaseResult(case, [evaluate.Seen(SEED, outcomes.judge(case, run), *seen[run])])
        results.setdefault(kind, []).append(one)
    return results, counts


def is_told(result):
    return any(finding["severity"] in evaluate.WARNINGS for run in result.runs for finding in run.findings)


def row(kind, tried, results, advised):
    runs = [run for result in advised for run in result.runs]
    return [kind, tried, len(results), Share(sum(map(is_told, results)), len(results)),
            *(advice.share_cured(runs, within) for within in (1, advice.TRIED))]


def markdown(results, counts, advised):
    by_name = {one.case.name: one for one in advised}
    of = {kind: [by_name[result.case.name] for result in found] for kind, found in results.items()}
    rows = [row(kind, count, results.get(kind, []), of.get(kind, [])) for kind, count in counts.items()]
    everything = [result for found in results.values() for result in found]
    rows.append(row("all", sum(counts.values()), everything, advised))
    return table(["kind of mistake", "tried", "failing", "told", "the first advice cures",
                  f"one of the first {advice.TRIED}"], rows) + "\n"


def document(results, advised):
    by_name = {one.case.name: one.runs[0] for one in advised}
    return [{"name": result.case.name, "kind": kind, "share": result.runs[0].outcome.share,
             "findings": [[finding["rule"], finding["severity"]] for finding in result.runs[0].findings],
             "advised": by_name[result.case.name].flags, "cured_by": by_name[result.case.name].cured_by}
            for kind, found in results.items() for result in found]


def measure(args):
    cases = case_files.load_all()
    cases.of_parts(args.part.split(",") if args.part else cases.parts[-5:])
    mistakes = tomllib.loads((HERE / "mistakes.toml").read_text())["mistake"]
    draw = random.Random(args.draw)
    mutants = [mutant for base in draw_bases(cases.healthy, args.bases, draw)
               for mutant in mutants_of(base, mistakes, args.each, draw)]
    product = product_at(args.plumb, args.out)
    twins = [run for _, case in mutants for run in evaluate.twin_runs(case)]
    # A command that is refused is no mistake that one can make.
    try_all(product, twins + [Run.of(case.settings, SEED) for _, case in mutants], args.jobs, tell)
    results, counts = judge(product, mutants, args.jobs)
    advised = advice.follow(evaluate.Outcomes(product), [one for found in results.values() for one in found],
                            lambda runs: try_all(product, runs, args.jobs, tell))
    text = markdown(results, dict(sorted(counts.items())), advised)
    print(text)
    if args.json:
        args.json.write_text(json.dumps(document(results, advised), indent=1) + "\n")
    if args.markdown:
        args.markdown.write_text(put_between_markers(args.markdown.read_text(), text, "mutations"))


if __name__ == "__main__":
    measure(parse_arguments())
