"""From the runs of the cases to what was detected, by whom, when, and what was a false alarm."""

import statistics
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import outcome
import published
import record
import toy_data
from cases import Run

TWIN_SEEDS = 3
REMEDY_SEEDS = 3
CURED_OF = 2 / 3  # of the runs with the remedy
PLUMB = "Plumb"
WARNINGS = ("warning", "error")


@dataclass
class Seen:
    """One run, and what every rule set said of it: {set: {rule: step}}, first steps."""

    seed: int
    outcome: outcome.Outcome
    alarms: dict = field(default_factory=dict)
    findings: list = field(default_factory=list)  # Plumb's, of every severity


@dataclass
class CaseResult:
    case: object
    runs: list = field(default_factory=list)  # of Seen
    cures: dict = field(default_factory=dict)  # rule -> (cured, tried)

    @property
    def acceptable(self):
        return sorted(rule for rule, (cured, tried) in self.cures.items() if tried and cured >= CURED_OF * tried)

    @property
    def failing(self):
        return [run for run in self.runs if run.outcome.failed]


@dataclass
class HealthyResult:
    healthy: object
    runs: list = field(default_factory=list)  # of Seen that reached at_least
    missed: list = field(default_factory=list)  # seeds that did not


class Outcomes:
    """Judges runs against the twin's; reads every record once."""

    def __init__(self, product):
        self.product = product
        self.known = {}

    def learnt(self, run):
        if run not in self.known:
            settings = dict(run.settings)
            what = record.read(run.folder(self.product.root))
            self.known[run] = outcome.learnt(
                what, toy_data.chance_accuracy(settings), toy_data.chance_loss(settings, self.product.tables))
        return self.known[run]

    def twin(self, case):
        ends = [self.learnt(run) for run in twin_runs(case)]
        return outcome.Learnt(statistics.median(end.share for end in ends),
                              statistics.median(end.loss for end in ends))

    def leave_out_idle_twins(self, cases):
        """Of a case whose twin learns nothing no run can be judged."""
        idle = [case for case in cases.broken if not self.twin(case).share > 0]
        cases.impossible += [{"source": case.name, "why": "its twin learns nothing"} for case in idle]
        return cases.keep(lambda case: case not in idle)

    def judge(self, case, run):
        what = record.read(run.folder(self.product.root))
        return outcome.judge(what, self.learnt(run), self.twin(case),
                             toy_data.chance_loss(dict(run.settings), self.product.tables))

    def failing_seeds(self, case, seeds):
        return [seed for seed in seeds if self.failed(case, Run.of(case.settings, seed))]

    def failed(self, case, run):
        """The same as judge(…).failed, without reading the record again."""
        return not self.learnt(run).share / self.twin(case).share >= outcome.FAILED_BELOW


def twin_runs(case):
    return [Run.of(case.twin, seed) for seed in range(TWIN_SEEDS)]


def base_runs(case, seeds):
    return [Run.of(case.settings, seed) for seed in range(min(seeds, case.seeds))]


def alarms_of(what, findings):
    """{set: {rule: first step}}; of Plumb, warnings and errors count."""
    alarms = {name: {a.rule: a.step for a in rules(what)} for name, rules in published.SETS.items()}
    if findings is not None:
        own = alarms[PLUMB] = {}
        for finding in findings:
            if finding["severity"] in WARNINGS:
                step = finding["reported_step"]  # not first_step, which may lie before it could be known
                own[finding["rule"]] = min(step, own.get(finding["rule"], step))
    return alarms


def see(product, run):
    """(alarms, findings) of one run; in a process of its own, since reading takes the time."""
    findings = product.diagnose(run)
    return alarms_of(record.read(run.folder(product.root)), findings), findings or []


def see_all(product, runs, jobs):
    runs = list(dict.fromkeys(runs))
    with ProcessPoolExecutor(jobs) as pool:
        return dict(zip(runs, pool.map(see, [product] * len(runs), runs, chunksize=4), strict=True))


def evaluate(product, cases, remedies, seeds, jobs):
    """remedies: what try_remedies() found, {case name: {rule: (cured, tried)}}."""
    outcomes = Outcomes(product)
    plan = [run for case in cases.broken for run in base_runs(case, seeds)]
    plan += [Run.of(healthy.settings, seed) for healthy in cases.healthy for seed in range(seeds)]
    seen = see_all(product, plan, jobs)
    broken = []
    for case in cases.broken:
        result = CaseResult(case, cures=remedies[case.name])
        for run in base_runs(case, seeds):
            result.runs.append(Seen(run.seed, outcomes.judge(case, run), *seen[run]))
        broken.append(result)
    return broken, [healthy_result(outcomes, healthy, seen, seeds) for healthy in cases.healthy]


def reaches_its_own(healthy, share):
    """Whether what a run of it has learnt is enough for it to count as healthy."""
    return share + (toy_data.chance_accuracy(healthy.settings) or 0.0) >= healthy.at_least


def healthy_result(outcomes, healthy, seen, seeds):
    result = HealthyResult(healthy)
    for seed in range(seeds):
        run = Run.of(healthy.settings, seed)
        share = outcomes.learnt(run).share
        if not reaches_its_own(healthy, share):
            result.missed.append(seed)
            continue
        result.runs.append(Seen(seed, outcome.Outcome(False, share, None, "healthy", None), *seen[run]))
    return result
