"""Whether a run failed, and since when: decided by its losses and accuracies alone (cases.toml defines it)."""

import math
import statistics
from dataclasses import dataclass

FAILED_BELOW = 0.8  # of the learnt share
LEARNS_ABOVE = 0.2
SMOOTHED_OVER = 50  # steps
SPIKE = 3  # times the median
SPIKE_WINDOW = 100  # steps before
SPIKE_NEEDS = 10  # steps before, at least


@dataclass
class Learnt:
    """The end of a run, on a scale where 0 is chance."""

    share: float  # accuracy above chance, or 1 - loss / baseline for values; NaN where the loss is
    loss: float  # mean of the last steps


@dataclass
class Outcome:
    failed: bool
    share: float  # of what the twin learnt
    onset: int | None  # None where nothing failed
    kind: str  # healthy, never (learns), explosion, partial
    first_non_finite: int | None  # step of the first loss that is not finite


def smoothed(losses, end):
    window = losses[max(0, end - SMOOTHED_OVER):end]
    return sum(window) / len(window) if window else math.nan


def first_non_finite(losses):
    return next((i for i, loss in enumerate(losses) if not math.isfinite(loss)), None)


def first_spike(losses):
    """The first step whose loss exceeds SPIKE times the median of those before it."""
    for i in range(SPIKE_NEEDS, len(losses)):
        if losses[i] > SPIKE * statistics.median(losses[max(0, i - SPIKE_WINDOW):i]):
            return i
    return None


def learnt(record, chance_accuracy, chance_loss):
    """chance_accuracy: None for values."""
    last = record.epochs[-1]
    losses = record.losses()
    loss = last["train_eval_loss"]
    if loss is None or not math.isfinite(loss) or first_non_finite(losses) is not None:
        return Learnt(math.nan, math.nan)
    share = 1 - loss / chance_loss if chance_accuracy is None else last["train_eval_accuracy"] - chance_accuracy
    return Learnt(share, smoothed(losses, len(losses)))


def ever_learns(losses, chance_loss, twin_loss):
    """True if the smoothed loss ever covers more than LEARNS_ABOVE of the way from chance to the twin's end."""
    end = first_non_finite(losses)
    end = len(losses) if end is None else end
    way = chance_loss - twin_loss
    return any(chance_loss - smoothed(losses, i) > LEARNS_ABOVE * way for i in range(SMOOTHED_OVER, end + 1))


def judge(record, own, twin, chance_loss):
    """own, twin: Learnt; twin holds the medians over the twin's seeds."""
    losses = record.losses()
    not_finite = first_non_finite(losses)
    share = own.share / twin.share
    failed = not share >= FAILED_BELOW  # NaN fails
    if not failed:
        return Outcome(False, share, None, "healthy", not_finite)
    if not ever_learns(losses, chance_loss, twin.loss):
        return Outcome(True, share, 0, "never", not_finite)
    finite = losses if not_finite is None else losses[:not_finite]
    spike = first_spike(finite)
    onset = spike if spike is not None else not_finite
    if onset is None:
        return Outcome(True, share, 0, "partial", None)
    return Outcome(True, share, onset, "explosion", not_finite)
