"""Tables that the fourteenth part added."""

import numpy as np


def nuclei(random):
    """Whether cells are malign (31 %), by their nuclei's radius, area (to 2,500), smoothness (0.1), none scaled."""
    bad = random.uniform(0, 1, 560) < 0.37
    radius = np.exp(random.normal(2.49, 0.14, 560) + 0.33 * bad)
    worst = radius * np.exp(np.abs(random.normal(0.08, 0.05, 560)) + 0.1 * bad)
    texture, smooth = random.normal(18 + 3.2 * bad, 4), random.normal(0.093 + 0.009 * bad, 0.013)
    compact, concave = np.exp(random.normal(-2.6 + 0.5 * bad, 0.4)), np.exp(random.normal(-3.3 + 1.1 * bad, 0.6))
    round_, fractal = random.normal(0.174 + 0.018 * bad, 0.025), random.normal(0.063, 0.007, 560)
    outline, around = 2 * np.pi * radius * (1 + 0.3 * compact), 2 * np.pi * worst * (1 + 0.4 * compact)
    x = [radius, texture, outline, np.pi * radius**2, smooth, compact, concave, round_, fractal, worst, around]
    return np.column_stack([*x, np.pi * worst**2]), bad


def voices(random):
    """Which of five people speaks, by 13 cepstral coefficients, none scaled: loudness (-350) first, then -100 to 100."""
    which = np.arange(900) % 5
    spread = np.array([40, 24, 20, 17, 15, 13, 12, 10, 9, 9, 8, 7])
    x = (random.normal(0, 0.95, (5, 12))[which] + random.normal(0, 1, (900, 12))) * spread
    return np.column_stack([random.normal(-350, 60, 900), x + np.array([90, -10, 20] + [0] * 9)]), which


def phishing(random):
    """Whether a page wants one's password (half), by 20 marks of its address of -1, 0 and 1; one of 20 is guessed."""
    x = random.choice([-1, 0, 1], (800, 20), p=[0.3, 0.2, 0.5]).astype(float)
    wish = x @ (random.choice([-1, 1], 20) * np.repeat([1.6, 0.8, 0.4, 0.1], 5)) + 1.2 * x[:, 0] * x[:, 1]
    wish += 0.8 * np.abs(x[:, 2]) + random.normal(0, 0.5, 800)
    guessed = random.uniform(0, 1, 800) < 0.05
    return x, np.where(guessed, random.integers(0, 2, 800), wish > np.median(wish))


def quakes(random):
    """An earthquake, a blast or neither, by how far the ground moves in 20 windows, in counts to 20,000, unscaled."""
    which = np.arange(840) % 3
    window, onset = np.arange(20), random.integers(2, 7, (840, 1))
    gap = random.integers(3, 7, (840, 1))
    height = np.exp(random.normal(7, 0.6, (840, 1)))
    first, second = window - onset, window - onset - gap
    fall = np.where(which == 0, 3.5, 2)[:, None]
    wave = np.where(first >= 0, np.exp(-first.clip(0) / fall), 0)
    later = np.where(which == 0, 2.4, 0.4)[:, None] * np.where(second >= 0, np.exp(-second.clip(0) / 5), 0)
    lorry = 0.6 * np.exp(-(((window - onset - 5) / 4.0) ** 2))
    x = np.where((which == 2)[:, None], lorry, wave + later) * height + np.exp(random.normal(4.6, 0.4, (840, 1)))
    return (x * np.exp(random.normal(0, 0.3, (840, 20)))).round(), which


def dice(random):
    """Whether two of three dice show the same (half of the rows): each die as six columns of 0 and 1."""
    face = np.indices((6, 6, 6)).reshape(3, 216).T
    same = (face[:, 0] == face[:, 1]) | (face[:, 0] == face[:, 2]) | (face[:, 1] == face[:, 2])
    wanted = np.arange(800) % 2 == 0
    row = np.where(wanted, random.choice(np.flatnonzero(same), 800), random.choice(np.flatnonzero(~same), 800))
    return np.eye(6)[face[row]].reshape(800, 18), wanted


def tides(random):
    """How high the sea is, -2 to 2 m around its mean, by hour, days since full moon, m/s of wind, hPa, none scaled."""
    hour, day = random.uniform(0, 24, 900), random.uniform(0, 14.77, 900)
    wind, pressure = random.normal(0, 5, 900), random.normal(1013, 9, 900)
    y = (1 + 0.3 * np.cos(2 * np.pi * day / 14.77)) * np.cos(2 * np.pi * hour / 12.42)
    y += 0.25 * np.sin(2 * np.pi * hour / 23.93) + 0.05 * wind - 0.012 * (pressure - 1013)
    x = np.column_stack([hour.round(2), day.round(2), wind.round(1), pressure.round(1)])
    return x, y + random.normal(0, 0.1, 900)


def titrations(random):
    """The pH of 25 ml of an acid, 1.5 to 13, by its pKa, mol/l (0.1), ml of base (to 50), degrees; noise 0.15."""
    strength, acid = random.uniform(2, 9, 850), random.uniform(0.05, 0.2, 850)
    base, warmth = random.uniform(0, 50, 850), random.normal(22, 2, 850)
    acids, bases = 25 * acid / (25 + base), 0.1 * base / (25 + base)
    low, high = np.zeros(850), np.full(850, 14.0)
    for _ in range(50):  # charges balance where H + base = OH + dissociated acid, which falls with pH
        middle = (low + high) / 2
        free = 10.0**-middle + bases - 10.0 ** (middle - 14) - acids / (1 + 10.0 ** (strength - middle))
        low, high = np.where(free > 0, middle, low), np.where(free > 0, high, middle)
    return np.column_stack([strength, acid, base, warmth.round(1)]), low + random.normal(0, 0.15, 850)


def taxis(random):
    """A ride's price in dollars, 11 with deviation 4, by two places in degrees (40.75, -73.98), hour, passengers."""
    here = random.normal([40.75, -73.98], [0.02, 0.015], (900, 2))
    there = random.normal([40.75, -73.98], [0.02, 0.015], (900, 2))
    hour, people = random.uniform(0, 24, 900), random.integers(1, 7, 900)
    km = np.abs(here - there) @ np.array([111.2, 84.2])
    slow = 1 + 0.35 * np.exp(-(((hour - 8.5) / 1.5) ** 2)) + 0.45 * np.exp(-(((hour - 17.5) / 2) ** 2))
    price = 3.2 + 1.6 * km * slow + 1.0 * (hour > 20) + np.abs(random.normal(0, 0.9, 900))
    return np.column_stack([here.round(4), there.round(4), hour.round(1), people]), price.round(1)


def charges(random):
    """What an insured person costs in 1,000 dollars, 14 with a tail to 69, by years, kg/m², children, smoking, place."""
    age, children = random.integers(18, 65, 1000), np.minimum(random.poisson(1.1, 1000), 5)
    mass, smokes = random.normal(30.6, 6, 1000).clip(16, 53), random.uniform(0, 1, 1000) < 0.2
    woman, place = random.integers(0, 2, 1000), np.eye(4)[random.integers(0, 4, 1000)]
    cost = 1.5 + 0.0036 * age**2 + 0.5 * children + 0.3 * woman + 0.4 * place[:, 0]
    cost += smokes * (13 + 0.45 * (mass - 30.6) + 15 / (1 + np.exp(30 - mass)))
    cost += np.where(random.uniform(0, 1, 1000) < 0.07, random.exponential(9, 1000), 0)
    x = np.column_stack([age, mass.round(1), children, smokes, woman, place])
    return x, (cost * np.exp(random.normal(0, 0.08, 1000))).round(3)


def tastings(random):
    """Points for a wine, 3 to 8, 5.6 with deviation 0.8, by 11 analyses (sulphur 46, density 0.997): much is chance."""
    z = random.normal(0, 1, (950, 11))
    sour, sharp, citric = 8.3 + 1.6 * z[:, 0], 0.53 + 0.16 * z[:, 1], (0.27 + 0.15 * z[:, 0] - 0.1 * z[:, 1]).clip(0)
    sugar, salt = np.exp(0.8 + 0.4 * z[:, 2]), np.exp(-2.5 + 0.3 * z[:, 3])
    free, spirit = np.exp(2.6 + 0.6 * z[:, 4]), 10.4 + 1.05 * z[:, 6]
    total = free * np.exp(np.abs(0.9 + 0.4 * z[:, 5]))
    acid, sulphate = 3.31 - 0.1 * z[:, 0] + 0.1 * z[:, 7], np.exp(-0.45 + 0.22 * z[:, 8])
    density = 0.9967 + 0.001 * z[:, 0] + 0.0007 * z[:, 2] - 0.0011 * z[:, 6] + 0.0005 * z[:, 9]
    points = 5.6 + 0.34 * z[:, 6] - 0.26 * z[:, 1] + 0.2 * np.tanh(1.5 * z[:, 8]) - 0.12 * z[:, 4] - 0.08 * z[:, 3]
    points += 0.1 * z[:, 6] * z[:, 8] + random.normal(0, 0.58, 950)
    x = [sour.round(1), sharp.round(2), citric.round(2), sugar.round(1), salt.round(3), free.round(), total.round()]
    x += [density.round(4), acid.round(2), sulphate.round(2), spirit.round(1)]
    return np.column_stack(x), points.clip(3, 8).round()


CLASSES = {"nuclei": 2, "voices": 5, "phishing": 2, "quakes": 3, "dice": 2}
TABLES = (nuclei, voices, phishing, quakes, dice, tides, titrations, taxis, charges, tastings)
