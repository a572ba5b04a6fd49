"""Tables that the cases of cases.toml train on."""

import numpy as np


def parabola(random):
    """y = 5 x² + noise³, 50 points (Stack Overflow 48934338)."""
    x = random.uniform(-2, 2, 50)
    return x[:, None], 5 * x**2 + random.normal(0, 1, 50) ** 3


def xor(random):
    """The four points of XOR (31556268), 20 times each so that a part can be held out."""
    points = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 20, float)
    return points, points[:, 0] != points[:, 1]


def binary(random):
    """1,000 points of 128 dimensions, two classes that a plane separates with a little noise (31880720)."""
    x = random.normal(0, 1, (1000, 128))
    return x, x @ random.normal(0, 1, 128) + random.normal(0, 1, 1000) > 0


def wide_range(random):
    """A smooth curve over x in [-100, 100), not scaled (52800582)."""
    x = random.uniform(-100, 100, 1000)
    return x[:, None], np.sin(x / 10)


def plane(random):
    """A value that depends on 8 features almost linearly: a healthy regression."""
    x = random.normal(0, 1, (1000, 8))
    return x, np.tanh(x @ random.normal(0, 0.4, 8)) + random.normal(0, 0.05, 1000)


CLASSES = {"binary": 2}
TABLES = (parabola, xor, binary, wide_range, plane)
