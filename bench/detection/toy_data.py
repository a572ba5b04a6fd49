"""Small tables that some cases of peers.md train on, and what is known of every data set."""

import csv
import math

import numpy as np

CLASSES = {
    "mnist": 10, "fashion-mnist": 10, "digits": 10, "circles": 2, "blobs": 3, "csv:{binary}": 2,
    "csv:{moons}": 2, "csv:{sectors}": 3, "csv:{spirals}": 2, "csv:{rings}": 3, "csv:{parity}": 2}


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


# A table's place is its seed: a new one comes last.
TABLES = {
    "parabola": parabola, "xor": xor, "binary": binary, "wide_range": wide_range, "plane": plane, "moons": moons,
    "sectors": sectors, "friedman": friedman, "spirals": spirals, "rings": rings, "waves": waves, "ripples": ripples,
    "parity": parity}


def write_tables(folder):
    """Writes each table as CSV, the same every time. Returns {name: path}."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for i, (name, make) in enumerate(TABLES.items()):
        features, targets = make(np.random.default_rng(i))
        paths[name] = folder / f"{name}.csv"
        with paths[name].open("w", newline="") as file:
            for row, target in zip(features, targets.astype(float), strict=True):
                csv.writer(file).writerow([*(f"{x:.6g}" for x in row), f"{target:.6g}"])
    return paths


def chance_accuracy(settings):
    """Of guessing; None for values."""
    classes = classes_of(settings)
    return None if classes is None else 1 / classes


def classes_of(settings):
    values = settings.get("loss", "cross-entropy") in ("mse", "mae") and settings["data"].startswith("csv:")
    return None if values else CLASSES[settings["data"]]


def chance_loss(settings, tables):
    """The loss of the best constant output (for several classes: of equal shares)."""
    loss = settings.get("loss", "cross-entropy")
    classes = classes_of(settings)
    if classes is None:
        name = settings["data"].removeprefix("csv:").strip("{}")
        target = np.loadtxt(tables[name], delimiter=",")[:, -1]
        return float(np.var(target) if loss == "mse" else np.mean(np.abs(target - np.median(target))))
    share = 1 / classes
    return {
        "cross-entropy": math.log(classes),
        "bce": -share * math.log(share) - (1 - share) * math.log(1 - share),
        "mse": share * (1 - share),
        "mae": share,
    }[loss]
