"""Tables that the seventh part added."""

import numpy as np

from parts.part_09 import roll


def yinyang(random):
    """Yin, yang or one of the two dots in them (Kriener et al. 2022), as many points of each; radius 1.5."""
    x = random.uniform(-1, 1, (20000, 2))
    x = x[np.hypot(x[:, 0], x[:, 1]) < 1]
    left, right = np.hypot(x[:, 0] + 0.5, x[:, 1]), np.hypot(x[:, 0] - 0.5, x[:, 1])
    yin = (left < 0.5) | ((x[:, 1] > 0) & (right > 0.5))
    which = np.where(np.minimum(left, right) < 0.22, 2, yin)
    rows = np.stack([np.flatnonzero(which == c)[:300] for c in range(3)], 1).reshape(-1)
    return 1.5 * x[rows], which[rows]


def beats(random):
    """Whether a heart's beat is a broad one, by 48 values of a lead in millivolts; height, place and noise vary."""
    broad = np.arange(900) % 2
    time = np.linspace(-1, 1, 48) - random.uniform(-0.1, 0.1, (900, 1))
    width = np.where(broad == 1, 0.17, 0.1)[:, None] * random.uniform(0.85, 1.15, (900, 1))
    x = random.uniform(0.7, 1.3, (900, 1)) * np.exp(-((time / width) ** 2))
    x += 0.3 * np.exp(-(((time - 0.55) / 0.15) ** 2)) + random.normal(0, 0.15, (900, 48))
    return x, broad


def genes(random):
    """Which of five tissues, by 60 expressions with deviation 1 around those of the tissue, and a drift all share."""
    which = np.arange(600) % 5
    x = random.normal(0, 0.45, (5, 60))[which] + random.normal(0, 1, (600, 60))
    return x + random.normal(0, 0.7, (600, 1)) * random.normal(0, 1, 60), which


def flights(random):
    """Delays in minutes, not scaled: most are small, some are hours; by 6 scaled features."""
    x = random.normal(0, 1, (1000, 6))
    late = np.exp(2.2 + x @ np.array([0.7, 0.5, -0.4, 0.2, 0, 0]) + random.normal(0, 0.2, 1000))
    return x, late - 6 + random.normal(0, 2, 1000)


def soil(random):
    """Which of four soils, by pH, nitrogen (mg/kg), moisture, conductivity (uS/cm), warmth and carbon, none scaled."""
    which = np.arange(720) % 4
    z = random.normal(0, 1.3, (4, 6))[which] + random.normal(0, 0.6, (720, 6))
    return np.array([6.5, 1500, 30, 300, 18, 12]) + z * np.array([0.7, 350, 9, 80, 4, 4]), which


def chirp(random):
    """A sine that gets faster to both sides, x in [-2, 2], with noise 0.1."""
    x = random.uniform(-2, 2, 600)
    return x[:, None], np.sin(1.5 * x**2) + random.normal(0, 0.1, 600)


def loads(random):
    """A grid's load in megawatts, not scaled: mean 410, deviation 90; by hour, warmth, day of rest and two more."""
    hour, rest = random.uniform(0, 2 * np.pi, 900), (random.uniform(0, 1, 900) < 2 / 7).astype(float)
    z = random.normal(0, 1, (900, 3))
    y = -np.cos(hour) - 0.5 * np.sin(2 * hour) + 0.4 * z[:, 0] ** 2 - 0.7 * rest + random.normal(0, 0.2, 900)
    return np.column_stack([np.sin(hour), np.cos(hour), z, rest]), 410 + 90 * (y - y.mean()) / y.std()


def stamps(random):
    """Which of ten stamps, 8 by 8 grey values from 0 to 16, not scaled, a pixel to the left or right, with noise 3."""
    which = np.arange(1000) % 10
    form = random.normal(0, 1, (10, 8, 8))
    form = form + 0.7 * (np.roll(form, 1, 1) + np.roll(form, 1, 2))
    image = np.where(form > 0.4, 12.0, 1.0)[which]
    shift = random.integers(-1, 2, 1000)[:, None]
    column = (np.arange(8)[None, :] + shift) % 8
    image = np.take_along_axis(image, np.repeat(column[:, None, :], 8, 1), 2)
    return np.clip(image + random.normal(0, 3, (1000, 8, 8)), 0, 16).round().reshape(1000, 64), which


CLASSES = {"yinyang": 3, "beats": 2, "genes": 5, "soil": 4, "stamps": 10}
TABLES = (yinyang, beats, genes, flights, soil, chirp, loads, stamps)
