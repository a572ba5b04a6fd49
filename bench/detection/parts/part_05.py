"""Tables that the fifth part added."""

import numpy as np


def letters(random):
    """Which of 26 letters, 50 of each, by 16 measures of its form: clouds of deviation 0.7 around points of 0.9."""
    which = np.arange(1300) % 26
    return random.normal(0, 0.9, (26, 16))[which] + random.normal(0, 0.7, (1300, 16)), which


def shapes(random):
    """Sine, square, sawtooth or a sine twice as fast, 32 values with noise 0.3; height and beginning vary."""
    which = np.arange(1000) % 4
    turn = (np.arange(32)[None, :] / 16 + random.uniform(-0.12, 0.12, (1000, 1))) % 1
    sine = np.sin(2 * np.pi * turn)
    wave = np.choose(which[:, None], [sine, np.sign(sine), 2 * turn - 1, np.sin(4 * np.pi * turn)])
    return random.uniform(0.7, 1.3, (1000, 1)) * wave + random.normal(0, 0.3, (1000, 32)), which


def mushrooms(random):
    """Edible or not: 8 attributes of four values each, every one as four columns of 0 and 1."""
    value = random.integers(0, 4, (800, 8))
    score = random.normal(0, 1, (8, 4))[np.arange(8), value].sum(1) + 0.8 * (value[:, 0] == value[:, 1])
    return np.eye(4)[value].reshape(800, 32), score > np.median(score)


def sensors(random):
    """Which of six movements, by 30 readings in [-1, 1] that four hidden quantities decide: highly correlated."""
    which = np.arange(900) % 6
    hidden = random.normal(0, 1.3, (6, 4))[which] + random.normal(0, 0.5, (900, 4))
    return np.tanh(hidden @ random.normal(0, 0.4, (4, 30))) + random.normal(0, 0.05, (900, 30)), which


def nose(random):
    """Which of four gases, by 16 resistances in ohms, not scaled: 2,000 to 20,000, with noise of 8 %."""
    which = np.arange(800) % 4
    mean = random.uniform(2000, 20000, 16) * np.exp(random.normal(0, 0.25, (4, 16)))
    return mean[which] * (1 + random.normal(0, 0.08, (800, 16))), which


def traces(random):
    """Which of three springs a water is from, by 8 concentrations in mol/l, not scaled: about 0.0001."""
    which = np.arange(600) % 3
    return 1e-4 * np.exp(random.normal(0, 0.6, (3, 8))[which] + random.normal(0, 0.4, (600, 8))), which


def credit(random):
    """Whether a debt is too high for its income, both heavy-tailed amounts, not scaled, and one of four jobs (0, 1)."""
    job = random.integers(0, 4, 900)
    income, debt = np.exp(random.normal(10.3, 0.6, 900)), np.exp(random.normal(10, 0.9, 900))
    risk = np.log(debt / income) + np.array([0.4, 0.1, -0.1, -0.4])[job] + random.normal(0, 0.2, 900)
    return np.column_stack([income, debt, np.eye(4)[job]]), risk > np.median(risk)


def claims(random):
    """Two classes of which one has 12 % of the points, those far out in two of 6 directions."""
    x = random.normal(0, 1, (1000, 6))
    far = x[:, 0] ** 2 + x[:, 1] + random.normal(0, 0.2, 1000)
    return x, far > np.quantile(far, 0.88)


def annotators(random):
    """Four overlapping clouds in 8 dimensions, three labels of ten drawn anew: 78 % is the most that means anything."""
    which = np.arange(1000) % 4
    x = random.normal(0, 1, (4, 8))[which] + random.normal(0, 0.8, (1000, 8))
    return x, np.where(random.uniform(0, 1, 1000) < 0.3, random.integers(0, 4, 1000), which)


def shell(random):
    """The inner or the outer half of a cloud in 4 dimensions."""
    x = random.normal(0, 1, (900, 4))
    radius = np.linalg.norm(x, axis=1)
    return x, radius > np.median(radius)


def months(random):
    """Next month's passengers by those of twelve, not scaled: 100 to 600, growing, with a season and noise of 4 %."""
    month = np.arange(480)
    count = (130 + 320 * month / 480) * (1 + 0.2 * np.sin(2 * np.pi * month / 12)) * (1 + random.normal(0, 0.04, 480))
    return np.stack([count[i:i + 12] for i in range(468)]), count[12:]


def energy(random):
    """A value of deviation 1 by 12 readings of three hidden quantities, with noise: highly correlated."""
    hidden = random.normal(0, 1, (1000, 3))
    y = hidden[:, 0] + 0.7 * np.tanh(2 * hidden[:, 1]) + 0.3 * hidden[:, 1] * hidden[:, 2] + random.normal(0, 0.1, 1000)
    x = hidden @ random.normal(0, 0.6, (3, 12)) + random.normal(0, 0.15, (1000, 12))
    return x, (y - y.mean()) / y.std()


def cars(random):
    """Miles per gallon, 25 with deviation 8, by pounds, cubic inches, horsepower, cylinders and year, none scaled."""
    size, year = random.normal(0, 1, 400), random.normal(0, 1, 400)
    z = size[:, None] + random.normal(0, 0.3, (400, 4))
    x = np.array([2970, 194, 104, 5.5]) + z * np.array([800, 50, 25, 1.4])
    y = 23 - 6.5 * size + 1.5 * size**2 + 2.5 * year + random.normal(0, 2, 400)
    return np.column_stack([x, 76 + 3.7 * year]), y


def bikes(random):
    """Bicycles rented in an hour, a count of about 140, not scaled, by hour, warmth, humidity and three weathers."""
    hour, sky = random.uniform(0, 2 * np.pi, 800), random.integers(0, 3, 800)
    z = random.normal(0, 1, (800, 2))
    mean = np.exp(5 - 0.7 * np.cos(hour) + 0.4 * z[:, 0] - 0.2 * z[:, 1] - 0.3 * sky)
    return np.column_stack([np.sin(hour), np.cos(hour), z, np.eye(3)[sky]]), random.poisson(mean)


def salaries(random):
    """Yearly pay, not scaled: mean 52,000, deviation 15,000; 6 scaled features and two of 0 and 1."""
    x, flags = random.normal(0, 1, (800, 6)), random.integers(0, 2, (800, 2))
    y = x @ np.array([0.7, 0.5, 0.4, -0.2, 0, 0]) + flags @ np.array([0.6, -0.4]) + random.normal(0, 0.3, 800)
    return np.column_stack([x, flags]), 52000 + 15000 * (y - y.mean()) / y.std()


def incomes(random):
    """A heavy-tailed value of deviation 1, the exponential of a sum: a few rows have most of the loss."""
    x = random.normal(0, 1, (1000, 5))
    y = np.exp(x @ np.array([0.7, 0.5, -0.4, 0.3, 0]) + random.normal(0, 0.2, 1000))
    return x, (y - y.mean()) / y.std()


def curve(random):
    """One period and a half of a sine over x in [-1, 1], with noise 0.1."""
    x = random.uniform(-1, 1, 500)
    return x[:, None], np.sin(1.5 * np.pi * x) + random.normal(0, 0.1, 500)


def yields(random):
    """A value of deviation 1 of which 10 features explain little more than a third."""
    x = random.normal(0, 1, (1200, 10))
    y = x @ random.normal(0, 0.3, 10)
    return x, 0.62 * (y - y.mean()) / y.std() + 0.78 * random.normal(0, 1, 1200)


CLASSES = {"letters": 26, "shapes": 4, "mushrooms": 2, "sensors": 6, "nose": 4, "traces": 3, "credit": 2, "claims": 2,
    "annotators": 4, "shell": 2}
TABLES = (letters, shapes, mushrooms, sensors, nose, traces, credit, claims, annotators, shell, months, energy, cars,
    bikes, salaries, incomes, curve, yields)
