"""Rule sets of others, from what peers.md says of their sources, applied to the records of our runs.

Each is a function from a Record to Alarms. Their rules are mapped to the nearest of ours, so that one table of
acceptable rules serves all. Where they see what our records do not hold, the approximation is named here:

- They measure the gradient of one fixed batch; here it is that of the training batch of the step.
- mean |g| of a tensor is taken as 0.8 * norm / sqrt(entries), which is exact for normally distributed entries.
- Their cadence is in epochs of runs of 300; here a run's planned steps are cut into as many parts. Accuracies are
  known at the ends of our own epochs; a check takes the newest.
- Shares of zero gradient entries and activations are known at the probed steps (every 10); a check takes the newest.
- What needs pre-activations takes the share that our taps call saturated, which knows the kind of activation.
"""

import math
from dataclasses import dataclass

from record import number

EPOCHS = 300  # of their usual run
NORMAL_MEAN = 0.8  # mean |x| / root mean square of a normal variable


@dataclass(frozen=True)
class Alarm:
    rule: str  # one of ours
    step: int
    why: str


def first_of_each(alarms):
    """The first alarm of each rule, by step."""
    first = {}
    for alarm in sorted(alarms, key=lambda a: a.step):
        first.setdefault(alarm.rule, alarm)
    return list(first.values())


def weights_of(record):
    """Kernels, from input to output."""
    return [name for name in record.steps[0]["norms"] if name.endswith("weight") and "norm" not in name]


def norm_of(step, name):
    return number(step["norms"].get(name)) or 0.0


def mean_of(step, name, sizes):
    """mean |g| of a tensor, by the approximation above."""
    return NORMAL_MEAN * norm_of(step, name) / math.sqrt(sizes[name])


def non_finite(step):
    values = [number(step["loss"]), *(number(norm) for norm in step["norms"].values() if norm is not None)]
    return not all(math.isfinite(value) for value in values)


def checks(record, parts):
    """The steps of a check: `parts` over the planned run, each at the end of its part."""
    count = len(record.steps)
    gap = max(1, math.ceil(count / parts))
    return record.steps[gap - 1::gap]


def rows_until(record, step):
    return [row for end, row in record.epoch_ends() if end <= step + 1]


def probes(record):
    """The steps that were probed, ascending."""
    return [step for step in record.steps if "zeros" in step or "activations" in step]


def newest(items, step):
    """The last of the steps that is not after `step`."""
    found = None
    for item in items:
        if item["step"] > step:
            break
        found = item
    return found


# ---- AUTOTRAINER (monitor.py; ICSE 2021), with the constants of reproduce.py --------------------------------------------

RATIO_VANISH, NORM_VANISH, RATIO_EXPLODE, LOSS_EXPLODE = 1e-3, 1e-4, 70, 1e3
ZERO_GRADIENTS = 0.7
GAP, GAP_SHARE = 0.03, 0.2
ACCURACY, GAIN = 0.6, 0.01
GATE = 0.3  # of the epochs
AUTOTRAINER_PARTS = EPOCHS // 3  # a check every 3 epochs


def autotrainer(record):
    """Vanishing, exploding and dying are reported only while accuracy is below 0.6, and from 30 % of the run on."""
    weights, alarms = weights_of(record), []
    probed, gate = probes(record), GATE * len(record.steps)
    classifies = record.epochs[0]["train_eval_accuracy"] is not None
    for step in checks(record, AUTOTRAINER_PARTS):
        at, rows = step["step"], rows_until(record, step["step"])
        loss = number(step["loss"])
        if non_finite(step) and (not math.isfinite(loss) or loss >= LOSS_EXPLODE):
            alarms.append(Alarm("exploding-gradient", at, "not finite"))
        if at + 1 < gate:
            continue
        accuracies = [a for row in rows for a in (row["train_eval_accuracy"], row["val_accuracy"]) if a is not None]
        if classifies and max(accuracies, default=0) >= ACCURACY:
            continue  # without accuracies (values) its gate is taken as open
        alarms += ratio_alarms(step, weights)
        if zero_share(newest(probed, at), record.sizes) >= ZERO_GRADIENTS:
            alarms.append(Alarm("dead-units", at, "zero gradients"))
        if classifies and is_slow(rows):
            alarms.append(Alarm("slow-convergence", at, "accuracy"))
    oscillation = oscillates(record) if classifies else None
    if oscillation is not None:
        alarms.append(Alarm("oscillation", oscillation, "accuracy"))
    return first_of_each(alarms)


def ratio_alarms(step, weights):
    first, last = norm_of(step, weights[0]), norm_of(step, weights[-1])
    ratio = first / last if last > 0 else math.inf if first > 0 else math.nan
    if ratio < RATIO_VANISH and first < NORM_VANISH:
        return [Alarm("vanishing-gradient", step["step"], f"first / last {ratio:.2g}")]
    if ratio > RATIO_EXPLODE:
        return [Alarm("exploding-gradient", step["step"], f"first / last {ratio:.2g}")]
    return []


def zero_share(step, sizes):
    if step is None or "zeros" not in step:
        return math.nan
    known = {name: number(share) for name, share in step["zeros"].items() if share is not None}
    entries = sum(sizes[name] for name in known)
    return sum(share * sizes[name] for name, share in known.items()) / entries if entries else math.nan


def is_slow(rows):
    """No accuracy gain of 0.01 in any epoch, on either part."""
    for key in ("train_eval_accuracy", "val_accuracy"):
        values = [row[key] for row in rows if row[key] is not None]
        if any(b - a >= GAIN for a, b in zip(values, values[1:], strict=False)):
            return False
    return len(rows) > 1


def oscillates(record):
    """The step at which enough maxima of training accuracy stand 0.03 above the minima of the same number."""
    ends = [(end, row["train_eval_accuracy"]) for end, row in record.epoch_ends()]
    needed = GAP_SHARE * (len(ends) - 1)
    highs, lows, values = [], [], [value for _, value in ends]
    for i in range(1, len(values) - 1):
        if values[i] > values[i - 1] and values[i] >= values[i + 1]:
            highs.append(values[i])
        if values[i] < values[i - 1] and values[i] <= values[i + 1]:
            lows.append(values[i])
        pairs = sum(high - low >= GAP for high, low in zip(highs, lows, strict=False))
        if pairs > 0 and pairs >= needed:
            return ends[i + 1][0] - 1
    return None


# ---- DeepDiagnosis (callbacks.py; ICSE 2022) -------------------------------------------------------------------------------

MEAN_VANISH = 1e-7
DEAD_SHARE, SATURATED_SHARE = 0.7, 0.5
CONSTANT_CHECKS, ACCURACY_CHECKS, SATURATION_EVERY = 5, 20, 5


def deep_diagnosis(record):
    """A check at every 300th part of the run; dead units at its end only, saturation at every fifth check."""
    weights, alarms = weights_of(record), []
    probed = probes(record)
    for i, step in enumerate(checks(record, EPOCHS)):
        at, probe = step["step"], newest(probed, step["step"])
        if non_finite(step) or is_numeric_fault(probe):
            alarms.append(Alarm("non-finite", at, "numerical"))
        if any(mean_of(step, name, record.sizes) < MEAN_VANISH for name in weights):
            alarms.append(Alarm("vanishing-gradient", at, "mean |dW|"))
        if i % SATURATION_EVERY == SATURATION_EVERY - 1 and worst(probe, "saturated", None) > SATURATED_SHARE:
            alarms.append(Alarm("saturated-units", at, "activations"))
    if probed and worst(probed[-1], "zeros", ("relu", "exponential")) >= DEAD_SHARE:
        alarms.append(Alarm("dead-units", record.steps[-1]["step"], "activations"))
    stuck = unchanged(record)
    if stuck is not None:
        alarms.append(Alarm("loss-plateau", stuck, "unchanged"))
    return first_of_each(alarms)


def taps(probe):
    return (probe or {}).get("activations", {}).values()


def is_numeric_fault(probe):
    """A layer whose mean output is not finite or exactly zero."""
    means = [number(tap.get("mean")) for tap in taps(probe)]
    return any(mean is not None and (not math.isfinite(mean) or mean == 0) for mean in means)


def worst(probe, key, kinds):
    shares = [number(tap.get(key)) for tap in taps(probe) if kinds is None or tap.get("kind") in kinds]
    return max((share for share in shares if share is not None), default=0.0)


def unchanged(record):
    """The step by which the loss has not fallen for 5 epochs, or the accuracy not risen for 20."""
    ends = [(end, row) for end, row in record.epoch_ends() if row["train_loss"] is not None]
    for key, span, better in (("train_loss", CONSTANT_CHECKS, min), ("train_accuracy", ACCURACY_CHECKS, max)):
        values = [row[key] for _, row in ends]
        if any(value is None for value in values):
            continue
        for i in range(span, len(values)):
            if better(values[i - span:i + 1]) == values[i - span]:
                return ends[i][0] - 1
    return None


# ---- fixed thresholds, as in several tools (smdebug, torchdiag) ----------------------------------------------------------

NORM_EXPLODE = 100


def fixed_thresholds(record):
    """Every step: mean |g| of a kernel below 1e-7 vanishes, a norm above 100 or not finite explodes."""
    weights, alarms, done = weights_of(record), [], set()
    for step in record.steps:
        if "vanishing-gradient" not in done and any(
                mean_of(step, name, record.sizes) < MEAN_VANISH for name in weights):
            alarms.append(Alarm("vanishing-gradient", step["step"], "mean |g|"))
        if "exploding-gradient" not in done and any(
                not norm_of(step, name) <= NORM_EXPLODE for name in weights):
            alarms.append(Alarm("exploding-gradient", step["step"], "norm"))
        done = {alarm.rule for alarm in alarms}
    return first_of_each(alarms)


SETS = {
    "AUTOTRAINER": autotrainer,
    "DeepDiagnosis": deep_diagnosis,
    "fixed 1e-7 / 100": fixed_thresholds,
}
