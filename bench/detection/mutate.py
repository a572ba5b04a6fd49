#!/usr/bin/env python3
"""Puts wrong settings, one or several at a time, on configurations that train: what of it is told, and whether the advice undoes it.

README.md says how to read the tables.
"""

import argparse
import json
import random
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

import advice  # noqa: E402
import cases as case_files  # noqa: E402
import evaluate  # noqa: E402
from cases import Case, Healthy, Run, settings_of  # noqa: E402
from execute import product_at, try_all  # noqa: E402
from intervals import Share  # noqa: E402
from programs import tell  # noqa: E402
from tables import put_between_markers, table  # noqa: E402

SEED = 0  # of every run
ALL = "all"  # kinds
DRAWS = 20  # tried for each mutant of several mistakes
BELONG = {"momentum": ("sgd", "rmsprop"), "nesterov": ("sgd",), "rho": ("rmsprop",)}  # settings to optimizers


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plumb", type=Path, default=HERE.parents[1] / "build/release/bin/plumb", help="the program")
    parser.add_argument("--out", type=Path, default=Path("runs/mutations"), help="folder of the runs")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time, of one thread each")
    parser.add_argument("--part", help="whose healthy configurations are taken, with commas (default: the five newest)")
    parser.add_argument("--bases", type=int, default=24, help="configurations, of every kind of network some (default: 24)")
    parser.add_argument("--each", type=int, default=30, help="mistakes drawn for each of them (default: 30)")
    parser.add_argument("--mistakes", type=int, default=1, help="how many at a time, of different kinds (default: 1)")
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


@dataclass
class Mutant:
    kinds: tuple  # of the mistakes
    case: Case
    base: Healthy


def mutants_of(healthy, mistakes, count, draw, together=1):
    """[Mutant]: the configuration with so many mistakes of different kinds, and itself as the twin that has none."""
    own = healthy.settings
    possible = [(mistake["kind"], flags) for mistake in mistakes if fits(mistake, own) for flags in mistake["flags"]
                if changed(own, flags) != own]
    if together == 1:
        return [mutant_of(healthy, [one]) for one in draw.sample(possible, min(count, len(possible)))]
    chosen = {}
    for _ in range(DRAWS * count):
        some = draw.sample(possible, together)
        mutant = mutant_of(healthy, some)
        if len(chosen) < count and len(set(mutant.kinds)) == together and not undo_each_other(own, some):
            chosen.setdefault(frozenset(mutant.case.settings.items()), mutant)
    return list(chosen.values())


def mutant_of(healthy, some):
    settings = healthy.settings
    for _, flags in some:
        settings = changed(settings, flags)
    flags = " ".join(flags for _, flags in some)
    case = Case(f"{healthy.name} {flags}", flags, "own", settings, healthy.settings)
    return Mutant(tuple(kind for kind, _ in some), case, healthy)


def set_by(own, flags):
    """Names of the settings that a mistake changes, those that it takes away too."""
    wrong = changed(own, flags)
    return {name for name in own.keys() | wrong.keys() if own.get(name) != wrong.get(name)}


def undo_each_other(own, some):
    names = [set_by(own, flags) for _, flags in some]
    return any(a & b for i, a in enumerate(names) for b in names[:i])


def with_sound_bases(outcomes, mutants):
    """Those whose configuration learns what it should without the mistake: of another's nothing can be told."""
    return [mutant for mutant in mutants
            if evaluate.reaches_its_own(mutant.base, outcomes.twin(mutant.case).share)]


def judge(product, mutants, jobs):
    """[(Mutant, CaseResult of one run)] of those that failed, and how many were tried of each kind."""
    outcomes = evaluate.Outcomes(product)
    made = [(mutant, Run.of(mutant.case.settings, SEED)) for mutant in with_sound_bases(outcomes, mutants)]
    done = [(mutant, run) for mutant, run in made if product.is_done(run)]
    failing = [(mutant, run) for mutant, run in done if outcomes.failed(mutant.case, run)]
    seen = evaluate.see_all(product, [run for _, run in failing], jobs)
    results = [(mutant, evaluate.CaseResult(mutant.case, [
        evaluate.Seen(SEED, outcomes.judge(mutant.case, run), *seen[run])])) for mutant, run in failing]
    return results, Counter(kind for mutant, _ in done for kind in (*mutant.kinds, ALL))


def is_told(result):
    return any(finding["severity"] in evaluate.WARNINGS for run in result.runs for finding in run.findings)


def row(kind, tried, results, advised, counted):
    runs = [run for result in advised for run in result.runs]
    return [kind, tried, len(results), Share(sum(map(is_told, results)), len(results)),
            *(advice.share_cured(runs, within) for within in counted)]


def markdown(results, counts, advised, together):
    """Of several mistakes each counts in the rows of all its kinds."""
    followed = together > 1
    counted = range(1, advice.FOLLOWED + 1) if followed else (1, advice.TRIED)
    titles = [f"{within} one after the other" if followed else f"one of the first {within}" for within in counted[1:]]
    rows = []
    for kind in [*sorted(counts.keys() - {ALL}), ALL]:
        some = [(result, one) for (mutant, result), one in zip(results, advised, strict=True) if kind in (*mutant.kinds, ALL)]
        rows.append(row(kind, counts[kind], [result for result, _ in some], [one for _, one in some], counted))
    return table(["kind of mistake", "tried", "failing", "told", "the first advice cures", *titles], rows) + "\n"


def document(results, advised):
    return [{"name": mutant.case.name, "kind": " and ".join(mutant.kinds), "share": result.runs[0].outcome.share,
             "findings": [[finding["rule"], finding["severity"]] for finding in result.runs[0].findings],
             "advised": one.runs[0].flags, "cured_by": one.runs[0].cured_by}
            for (mutant, result), one in zip(results, advised, strict=True)]


def advise(args, product, results):
    """What following the advice made of each. Of several mistakes one piece of it is followed after the other."""
    outcomes, broken = evaluate.Outcomes(product), [result for _, result in results]

    def train(runs):
        try_all(product, runs, args.jobs, tell)

    def find(runs):
        return {run: findings for run, (_, findings) in evaluate.see_all(product, runs, args.jobs).items()}

    return advice.follow(outcomes, broken, train) if args.mistakes == 1 else advice.follow_on(outcomes, broken, train, find)


def measure(args):
    cases = case_files.load_all()
    cases.of_parts(args.part.split(",") if args.part else cases.parts[-5:])
    mistakes = tomllib.loads((HERE / "mistakes.toml").read_text())["mistake"]
    draw = random.Random(args.draw)
    mutants = [mutant for base in draw_bases(cases.healthy, args.bases, draw)
               for mutant in mutants_of(base, mistakes, args.each, draw, args.mistakes)]
    product = product_at(args.plumb, args.out)
    twins = [run for mutant in mutants for run in evaluate.twin_runs(mutant.case)]
    # A command that is refused is no mistake that one can make.
    try_all(product, twins + [Run.of(mutant.case.settings, SEED) for mutant in mutants], args.jobs, tell)
    results, counts = judge(product, mutants, args.jobs)
    advised = advise(args, product, results)
    text = markdown(results, counts, advised, args.mistakes)
    print(text)
    if args.json:
        args.json.write_text(json.dumps(document(results, advised), indent=1) + "\n")
    if args.markdown:
        args.markdown.write_text(put_between_markers(args.markdown.read_text(), text, "mutations"))


if __name__ == "__main__":
    measure(parse_arguments())
