"""Tables that the second part added."""

import math

import numpy as np


def moons(random):
    """Two half circles that reach into each other (make_moons of scikit-learn), with noise 0.15."""
    angle = np.pi * random.uniform(0, 1, 1000)
    upper = np.arange(1000) % 2 == 0
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
    return np.stack([x, y], 1) + random.normal(0, 0.15, (1000, 2)), ~upper


def sectors(random):
    """Three classes: which third of the circle around the origin a point lies in."""
    x = random.normal(0, 1, (1000, 2))
    return x, np.minimum((np.arctan2(x[:, 1], x[:, 0]) + np.pi) * 3 / (2 * np.pi), 2.999).astype(int)


def friedman(random):
    """Friedman's first regression (1991): 10 features, of which 5 count; features and values with deviation 1."""
    u = random.uniform(0, 1, (1000, 10))
    y = 10 * np.sin(np.pi * u[:, 0] * u[:, 1]) + 20 * (u[:, 2] - 0.5) ** 2 + 10 * u[:, 3] + 5 * u[:, 4]
    y += random.normal(0, 1, 1000)
    return (u - 0.5) * math.sqrt(12), (y - y.mean()) / y.std()


CLASSES = {"moons": 2, "sectors": 3}
TABLES = (moons, sectors, friedman)
