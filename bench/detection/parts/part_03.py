"""Tables that the third part added."""

import numpy as np


def spirals(random):
    """Two arms that wind three quarters of a turn around each other, with noise 0.1; radius 0.3 to 1.8."""
    way = random.uniform(0, 1, 1000)
    arm = np.arange(1000) % 2
    angle = 1.5 * np.pi * way + np.pi * arm
    x = (0.3 + 1.5 * way)[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return x + random.normal(0, 0.1, (1000, 2)), arm


def rings(random):
    """Three classes: a disc and two rings around it, radius 0 to 0.6, 0.8 to 1.3 and 1.5 to 2."""
    which = np.arange(1000) % 3
    radius = np.array([0, 0.8, 1.5])[which] + np.array([0.6, 0.5, 0.5])[which] * random.uniform(0, 1, 1000)
    angle = 2 * np.pi * random.uniform(0, 1, 1000)
    return radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1), which


def waves(random):
    """A value that depends on 4 features by a sine, a product and a square; values with deviation 1."""
    x = random.uniform(-1.7, 1.7, (1000, 4))
    y = np.sin(1.5 * x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + 0.4 * x[:, 3] ** 2 + random.normal(0, 0.1, 1000)
    return x, (y - y.mean()) / y.std()


def ripples(random):
    """Waves of deviation 0.3: a mean squared error of 0.09 by a constant."""
    x, y = waves(random)
    return x, 0.3 * y


def parity(random):
    """Whether an odd number of three bits is set: 8 corners of a cube (-1 and 1), 50 points each with noise 0.1."""
    bits = (np.arange(400)[:, None] >> np.arange(3)) & 1
    return 2.0 * bits - 1 + random.normal(0, 0.1, (400, 3)), bits.sum(1) % 2


CLASSES = {"spirals": 2, "rings": 3, "parity": 2}
TABLES = (spirals, rings, waves, ripples, parity)
