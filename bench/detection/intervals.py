"""Shares with their uncertainty, and quartiles."""

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054


def wilson(hits, count):
    """The 95 % interval of a share (Wilson 1927); (0, 1) of nothing."""
    if count == 0:
        return 0.0, 1.0
    share, square = hits / count, Z_95**2
    center = (share + square / (2 * count)) / (1 + square / count)
    spread = math.sqrt(share * (1 - share) / count + square / (4 * count**2)) * Z_95 / (1 + square / count)
    return max(0.0, center - spread), min(1.0, center + spread)


def quantile(values, share):
    """Linear between the sorted values; None of none."""
    if not values:
        return None
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


@dataclass
class Share:
    hits: int
    count: int

    def __str__(self):
        if self.count == 0:
            return "–"
        low, high = wilson(self.hits, self.count)
        return f"{100 * self.hits / self.count:.1f} % [{100 * low:.1f}, {100 * high:.1f}] ({self.hits}/{self.count})"

    def json(self):
        low, high = wilson(self.hits, self.count)
        return {"hits": self.hits, "count": self.count, "low": low, "high": high}


def quartiles(values):
    return [quantile(values, q) for q in (0.25, 0.5, 0.75)]


def quartiles_text(values):
    if not values:
        return "–"
    low, middle, high = quartiles(values)
    return f"{middle:.0f} [{low:.0f}, {high:.0f}]"
