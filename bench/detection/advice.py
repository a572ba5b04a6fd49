"""Whether a run is cured by what it is advised: its own findings' remedies, tried as a reader would."""

from collections import Counter
from dataclasses import dataclass, field

import evaluate
from cases import Run, settings_of
from intervals import Share
from tables import table

TRIED = 3  # pieces of advice, of each failing run
FOLLOWED = 4  # one on top of the other


@dataclass
class Advised:
    """One failing run. cured_by: which piece of advice did it, from 1; None if none of those tried did."""

    seed: int
    flags: list
    cured_by: int | None = None


@dataclass
class AdviceResult:
    case: object
    runs: list = field(default_factory=list)  # of Advised


def told(findings):
    """Flags that warnings and errors advise, in the order in which a user reads them, each once."""
    flags = [remedy["flag"] for finding in findings if finding["severity"] in evaluate.WARNINGS
             for remedy in finding["remedies"] if remedy.get("flag")]
    return list(dict.fromkeys(flags))


def follow(outcomes, broken, train):
    """What following the advice made of every failing run of these CaseResults. train makes the runs."""
    results = [AdviceResult(result.case, [Advised(run.seed, told(run.findings)[:TRIED]) for run in result.failing])
               for result in broken]
    for attempt in range(TRIED):
        waiting = [(result.case, advised, Run.of(result.case.settings | settings_of(advised.flags[attempt]), advised.seed))
                   for result in results for advised in result.runs
                   if advised.cured_by is None and attempt < len(advised.flags)]
        train([run for _, _, run in waiting])
        for case, advised, run in waiting:
            if outcomes.product.is_done(run) and not outcomes.failed(case, run):
                advised.cured_by = attempt + 1
    return results


def follow_on(outcomes, broken, train, find):
    """The same where each piece of advice is the first of the run that followed the one before, on top of it.

    find: {run: its findings} of runs. flags of an Advised are those that were put on, in order.
    """
    results = [AdviceResult(result.case, [Advised(run.seed, []) for run in result.failing]) for result in broken]
    waiting = [(result.case, advised, result.case.settings, run.findings)
               for result, before in zip(results, broken, strict=True)
               for advised, run in zip(result.runs, before.failing, strict=True)]
    for attempt in range(FOLLOWED):
        tried = []
        for case, advised, settings, findings in waiting:
            flag = next((flag for flag in told(findings) if settings | settings_of(flag) != settings), None)
            if flag is not None:
                advised.flags.append(flag)
                tried.append((case, advised, settings | settings_of(flag)))
        run_of = [Run.of(settings, advised.seed) for _, advised, settings in tried]
        train(run_of)
        done = [(one, run) for one, run in zip(tried, run_of, strict=True) if outcomes.product.is_done(run)]
        for (case, advised, _), run in done:
            advised.cured_by = None if outcomes.failed(case, run) else attempt + 1
        still = [(one, run) for one, run in done if one[1].cured_by is None]
        findings = find([run for _, run in still])
        waiting = [(*one, findings[run]) for one, run in still]
    return results


def share_cured(runs, within):
    return Share(sum(run.cured_by is not None and run.cured_by <= within for run in runs), len(runs))


def summary_table(results):
    rows = []
    for part in dict.fromkeys(result.case.part for result in results):
        runs = [run for result in results if result.case.part == part for run in result.runs]
        rows.append([part, Share(sum(bool(run.flags) for run in runs), len(runs)),
                     *(share_cured(runs, within) for within in range(1, TRIED + 1))])
    return table(["part", "advised anything", "the first advice cures",
                  *(f"one of the first {within}" for within in range(2, TRIED + 1))], rows)


def usual(flags):
    """The most frequent of them, and how often."""
    (first, count), *_ = Counter(flags).most_common(1) or [("–", 0)]
    return f"`{first}` ({count})" if count else first


def case_table(results):
    rows = [[result.case.name, len(result.runs), usual([run.flags[0] for run in result.runs if run.flags]),
             *(share_cured(result.runs, within).hits for within in range(1, TRIED + 1))]
            for result in results if result.runs]
    return table(["case", "failing", "advised first, usually", "cured by the first", "within two", "within three"], rows)


def markdown(results):
    return "\n\n".join(["### Advice", "Of each failing run, what its warnings and errors advise, in the order in which they are told, put on "
                        "the same run with the same seed; cured by the same measure by which it had failed.",
                        summary_table(results), case_table(results)]) + "\n"


def document(results):
    return [{"name": result.case.name, "part": result.case.part,
             "runs": [{"seed": run.seed, "advised": run.flags, "cured_by": run.cured_by} for run in result.runs]}
            for result in results]
