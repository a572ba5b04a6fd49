"""Which rules are acceptable for a case: those whose remedy alone cures it."""

import evaluate
from cases import Run, scaled_rate


def attempts_of(case, symptoms):
    """(rule, [settings with a remedy, in the order tried])."""
    for rule, settings in case.remedies.items():
        yield rule, [settings]
    for rule, factors in symptoms.items():
        yield rule, [scaled_rate(case.settings, factor) for factor in factors]


def try_remedies(product, cases, seeds, train):
    """{case name: {rule: (cured, tried)}}, of the first failing seeds; of several attempts, the best.

    train makes the runs; those that it does not make are not tried.
    """
    outcomes = evaluate.Outcomes(product)
    found = {case.name: {} for case in cases.broken}
    failing = {case.name: outcomes.failing_seeds(case, range(min(seeds, case.seeds)))[:evaluate.REMEDY_SEEDS]
               for case in cases.broken}
    longest = max((len(f) for f in cases.symptoms.values()), default=0)
    for attempt in range(max(1, longest)):
        open_attempts = [
            (case, rule, settings[attempt])
            for case in cases.broken
            for rule, settings in attempts_of(case, cases.symptoms)
            if attempt < len(settings) and not is_cured(found[case.name].get(rule))]
        runs = [Run.of(s, seed) for case, _, s in open_attempts for seed in failing[case.name]]
        train(runs)
        for case, rule, settings in open_attempts:
            tried = [run for run in (Run.of(settings, seed) for seed in failing[case.name]) if product.is_done(run)]
            cured = sum(not outcomes.failed(case, run) for run in tried)
            before = found[case.name].get(rule, (0, len(tried)))
            found[case.name][rule] = max(before, (cured, len(tried)))
    return found


def is_cured(result):
    return result is not None and result[1] > 0 and result[0] >= evaluate.CURED_OF * result[1]
