"""Tables that the sixth part added."""

import numpy as np


def spectra(random):
    """Which of five materials, by 40 absorbances, never below 0: three peaks each, a drifting base, noise 0.05."""
    which = np.arange(900) % 5
    place = np.linspace(0, 1, 40)
    peaks = np.exp(-((place - random.uniform(0, 1, (5, 3, 1))) ** 2) / 0.005)
    height = random.uniform(0.2, 1, (5, 3))[which] * random.uniform(0.7, 1.3, (900, 3))
    x = np.einsum("np,npw->nw", height, peaks[which]) + random.uniform(0, 0.4, (900, 1)) * (1 - place)
    return np.maximum(x + random.normal(0, 0.05, (900, 40)), 0), which


def wines(random):
    """Which of three vines a wine is from, by 13 analyses, not scaled: of 0.1 (phenols) to 1,000 (proline)."""
    which = np.arange(360) % 3
    z = random.normal(0, 1.2, (3, 13))[which] + random.normal(0, 0.7, (360, 13))
    mean = np.array([13, 2.3, 2.4, 19, 100, 2.3, 2, 0.36, 1.6, 5, 0.96, 2.6, 750])
    spread = np.array([0.6, 0.8, 0.2, 2.4, 10, 0.4, 0.7, 0.09, 0.4, 1.6, 0.16, 0.5, 210])
    return mean + spread * z, which


def churn(random):
    """Whether a customer leaves, by months, charge and their product (to 8,000), none scaled, and three contracts."""
    contract = random.integers(0, 3, 1000)
    month, charge = random.uniform(1, 72, 1000), random.uniform(20, 120, 1000)
    risk = (36 - month) / 20 + (charge - 70) / 40 - 0.6 * (contract - 1) + random.normal(0, 0.4, 1000)
    return np.column_stack([month, charge, month * charge, np.eye(3)[contract]]), risk > np.median(risk)


def concrete(random):
    """Strength in MPa, 36 with deviation 16, by 7 amounts in kg of a cubic metre and the age in days, none scaled."""
    z = random.normal(0, 1, (900, 7))
    x = np.maximum(np.array([280, 80, 60, 182, 8, 973, 774]) + z * np.array([90, 60, 45, 21, 5, 78, 80]), 0)
    day = np.exp(random.uniform(np.log(3), np.log(300), 900))
    y = z[:, 0] + 0.5 * z[:, 1] - 0.5 * z[:, 3] + 0.8 * (np.log(day) - 3.4) + 0.3 * z[:, 0] * z[:, 3]
    y += random.normal(0, 0.3, 900)
    return np.column_stack([x, day]), 36 + 16 * (y - y.mean()) / y.std()


def cubic(random):
    """y = x³ over x in [-3, 3], with noise 1: values to 27, not scaled."""
    x = random.uniform(-3, 3, 500)
    return x[:, None], x**3 + random.normal(0, 1, 500)


def pinwheel(random):
    """Three arms that wind two thirds of a turn around each other, radius 0 to 1, as a course on vision draws them."""
    arm = np.arange(750) % 3
    radius = random.uniform(0, 1, 750)
    angle = 4 * radius + arm * 2 * np.pi / 3 + random.normal(0, 0.15, 750)
    return radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], 1), arm


def bars(random):
    """The direction of a bar in 7 by 7 grey values from 0 to 255, not scaled: across, upright or a diagonal."""
    which = np.arange(800) % 4
    shift = random.integers(-2, 3, 800)[:, None, None]
    row, column = np.mgrid[-3:4, -3:4][:, None]
    way = np.choose(which[:, None, None], [row, column, row - column, row + column]) - shift
    x = np.where(way == 0, 200, 30) + random.normal(0, 30, (800, 7, 7))
    return np.clip(x, 0, 255).round().reshape(800, 49), which


def topics(random):
    """Which of 8 topics a text of 12 words is on: how often each of 120 occurs, 15 of them frequent in a topic."""
    topic = np.arange(960) % 8
    frequent = np.arange(120)[None, :] // 15 == topic[:, None]
    return random.poisson(np.where(frequent, 0.3, 0.07)).astype(float), topic


def arm(random):
    """How far a hand of two joints reaches to the front, by their angles and two more; values with deviation 1."""
    x = random.uniform(-1.7, 1.7, (1000, 4))
    y = np.cos(x[:, 0]) + 0.7 * np.cos(x[:, 0] + x[:, 1]) + 0.5 * np.sin(x[:, 2]) + random.normal(0, 0.05, 1000)
    return x, (y - y.mean()) / y.std()


def gauges(random):
    """A value of deviation 1 by 6 features; one of 20 rows was read wrong by up to 10."""
    x = random.normal(0, 1, (1000, 6))
    y = x @ np.array([0.7, -0.5, 0.4, 0.3, 0, 0]) + 0.3 * np.abs(x[:, 4])
    wrong = random.uniform(0, 1, 1000) < 0.05
    return x, (y - y.mean()) / y.std() + wrong * random.uniform(-10, 10, 1000) + random.normal(0, 0.1, 1000)


def kelvin(random):
    """A temperature in kelvin, not scaled: mean 288, deviation 9; 5 scaled features."""
    x = random.normal(0, 1, (900, 5))
    y = x @ np.array([0.8, -0.6, 0.4, 0.2, 0]) + 0.4 * np.sin(2 * x[:, 4]) + random.normal(0, 0.2, 900)
    return x, 288 + 9 * (y - y.mean()) / y.std()


def shares(random):
    """A share between 0 and 1, most of them near an end, by 6 features."""
    x = random.normal(0, 1, (1000, 6))
    y = x @ np.array([1.2, -0.9, 0.7, 0.5, 0, 0]) + 0.8 * x[:, 4] * x[:, 5] + random.normal(0, 0.2, 1000)
    return x, 1 / (1 + np.exp(-1.5 * y))


def gates(random):
    """Whether the first two of 6 features have different signs: the others, and each alone, say nothing."""
    x = random.normal(0, 1, (1000, 6))
    return x, (x[:, 0] > 0) ^ (x[:, 1] > 0)


def pens(random):
    """Which of ten figures a pen drew, by the coordinates of 8 points, not scaled: 0 to 100, with noise 16."""
    which = np.arange(1200) % 10
    return np.clip(random.uniform(5, 95, (10, 16))[which] + random.normal(0, 16, (1200, 16)), 0, 100).round(), which


CLASSES = {"spectra": 5, "wines": 3, "churn": 2, "pinwheel": 3, "bars": 4, "topics": 8, "gates": 2, "pens": 10}
TABLES = (spectra, wines, churn, concrete, cubic, pinwheel, bars, topics, arm, gauges, kelvin, shares, gates, pens)
