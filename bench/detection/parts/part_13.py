"""Tables that the thirteenth part added."""

import math

import numpy as np


def beans(random):
    """Which of six kinds a bean is, by pixels of its area (25,000 to 220,000), outline, axes, and ratios, unscaled."""
    which = np.arange(900) % 6
    area = np.exp(np.array([10.4, 10.6, 10.9, 11.1, 11.25, 12])[which] + random.normal(0, 0.12, 900))
    ratio = np.array([1.28, 1.55, 1.25, 1.5, 1.85, 1.6])[which] * np.exp(random.normal(0, 0.05, 900))
    long, short = 2 * np.sqrt(area / np.pi * ratio), 2 * np.sqrt(area / np.pi / ratio)
    outline = np.pi * np.hypot(long, short) / math.sqrt(2) * np.array([1.01, 1.02, 1.04, 1.03, 1.05, 1.03])[which]
    outline *= np.exp(random.normal(0, 0.008, 900))
    hull = area * np.exp(np.abs(random.normal(0.011, 0.004, 900)))
    eccentric, round_ = np.sqrt(1 - (short / long) ** 2), 4 * np.pi * area / outline**2
    return np.column_stack([area.round(), outline, long, short, hull.round(), eccentric, round_, area / hull]), which


def machines(random):
    """Whether a machine fails (half): kelvin of air (300) and process, turns (1,500), Nm, minutes, three types."""
    air = random.normal(300, 2, 950)
    process = air + random.normal(10, 1.2, 950)
    turns = 1250 + random.gamma(3, 95, 950)
    torque = 40 - 0.035 * (turns - 1535) + random.normal(0, 6, 950)
    wear, kind = random.uniform(0, 250, 950), random.choice(3, 950, p=[0.5, 0.3, 0.2])
    power = torque * turns / 9549
    risk = 1.1 * np.abs(power - 6.3) - 0.35 * (process - air - 10) + 0.00025 * wear * torque
    risk -= np.array([0, 0.3, 0.6])[kind] + random.normal(0, 0.15, 950)
    x = [air.round(1), process.round(1), turns.round(), torque.round(1), wear.round(), np.eye(3)[kind]]
    return np.column_stack(x), risk > np.median(risk)


def splices(random):
    """Where a gene is cut: an exon ends, begins, or neither, by 30 bases around, each as four columns of 0 and 1."""
    which = np.arange(840) % 3
    base = random.integers(0, 4, (840, 30))
    usual = random.uniform(0, 1, (840, 30))
    ends, begins = which == 0, which == 1
    decoy = random.uniform(0, 1, 840)
    for at, letter in ((15, 2), (16, 3)):  # GT, which a third of the others have too
        base[ends | ((which == 2) & (decoy < 0.33)), at] = letter
    for at, letter in ((13, 0), (14, 2)):  # AG, the same
        base[begins | ((which == 2) & (decoy > 0.67)), at] = letter
    for at, letter, often in ((12, 1, 0.3), (14, 2, 0.7), (17, 0, 0.5), (18, 0, 0.6), (19, 2, 0.7)):
        base[ends & (usual[:, at] < often), at] = letter
    for at in range(2, 12):  # C or T
        base[begins & (usual[:, at] < 0.6), at] = (1 + 2 * random.integers(0, 2, 840))[begins & (usual[:, at] < 0.6)]
    return np.eye(4)[base].reshape(840, 120), which


def phones(random):
    """Which of four prices a phone has, by mAh (to 2,000), GHz, MB (4,000), pixels, grams, hours, flags, unscaled."""
    charge, memory = random.integers(500, 2000, 950), random.integers(256, 4000, 950)
    high, grams = random.integers(0, 1500, 950), random.integers(80, 200, 950)
    wide = np.clip(high + random.integers(300, 900, 950), 500, 2000)
    clock, hours = random.uniform(0.5, 3, 950).round(1), random.integers(2, 21, 950)
    flags = random.integers(0, 2, (950, 4))
    worth = 2.2 * memory / 1080 + 0.5 * charge / 433 + 0.3 * (high + wide) / 850 - 0.1 * grams / 35
    worth += 0.15 * flags[:, 0] + random.normal(0, 0.2, 950)
    price = np.searchsorted(np.quantile(worth, [0.25, 0.5, 0.75]), worth)
    return np.column_stack([charge, clock, memory, high, wide, grams, hours, flags]), price


def crops(random):
    """Which of ten plants grows best, by nitrogen, phosphorus, potassium (200), warmth, per cent, pH, mm, unscaled."""
    which = np.arange(900) % 10
    mean = random.uniform([10, 10, 10, 17, 20, 5.5, 30], [120, 130, 190, 31, 92, 7.5, 260], (10, 7))
    spread = np.array([16, 12, 12, 2.5, 7, 0.5, 22])
    x = mean[which] + random.normal(0, 1, (900, 7)) * spread
    x = np.clip(x, [0, 5, 5, 8, 14, 3.5, 20], [150, 150, 205, 44, 100, 10, 300])
    return np.column_stack([x[:, :3].round(), x[:, 3:].round(2)]), which


def bodies(random):
    """Which of four weights somebody has for a height, by m (1.7), kg, years, habits, unscaled; one of 8 is guessed."""
    woman, age = random.integers(0, 2, 900), random.integers(18, 66, 900)
    height = random.normal(1.76 - 0.12 * woman, 0.07, 900)
    habits = random.integers(0, 4, (900, 3))
    index = random.normal(np.log(26.5), 0.16, 900) + 0.002 * (age - 42) + 0.04 * (habits[:, 0] - habits[:, 1])
    index = np.exp(index)
    which = np.searchsorted(np.quantile(index, [0.25, 0.5, 0.75]), index)
    which = np.where(random.uniform(0, 1, 900) < 1 / 8, random.integers(0, 4, 900), which)
    return np.column_stack([woman, age, height.round(2), (index * height**2).round(1), habits]), which


def palindromes(random):
    """Whether six bits are the same from behind (half of the rows): -1 and 1, with noise 0.1."""
    bits = (np.arange(64)[:, None] >> np.arange(6)) & 1
    same = (bits == bits[:, ::-1]).all(1)
    mirrored = np.arange(800) % 2 == 0
    row = np.where(mirrored, random.choice(np.flatnonzero(same), 800), random.choice(np.flatnonzero(~same), 800))
    return 2.0 * bits[row] - 1 + random.normal(0, 0.1, (800, 6)), mirrored


def deliveries(random):
    """Minutes until a meal is there, 28 with deviation 8, by seconds from 1970 (1.7e9), km, dishes, hour, rain, age."""
    day = random.integers(0, 60, 900)
    hour = np.clip(random.choice([12.5, 19.5], 900) + random.normal(0, 1.6, 900), 9, 23.9)
    km, dishes = random.gamma(2.2, 1.7, 900).clip(0.3, 15), random.integers(1, 9, 900)
    rain, age = (random.uniform(0, 1, 900) < 0.3).astype(float), random.integers(18, 45, 900)
    busy = np.exp(-(((hour - 19.5) / 1.3) ** 2)) + 0.7 * np.exp(-(((hour - 12.5) / 1) ** 2))
    minutes = 13 + 2.4 * km + 0.9 * dishes + 6 * busy + (2 + 0.7 * km) * rain + 0.1 * (age - 30) - 0.05 * day
    x = np.column_stack([1.7e9 + 86400 * day + 3600 * hour, km.round(2), dishes, hour.round(2), rain, age])
    return x, (minutes + random.normal(0, 3, 900)).round(1)


def diamonds(random):
    """A diamond's price in 1,000 dollars, 0.3 to 19, half below 2, by carat, per cents, three grades, mm, unscaled."""
    carat = np.exp(random.normal(-0.4, 0.55, 1000)).clip(0.2, 3)
    cut, colour, clear = random.integers(0, 5, 1000), random.integers(0, 7, 1000), random.integers(0, 8, 1000)
    depth, table = random.normal(61.7, 1.4, 1000), random.normal(57.5, 2.2, 1000)
    price = 3.6 * carat**1.75 * np.exp(0.03 * (cut - 2) - 0.08 * (colour - 3) + 0.11 * (clear - 3.5))
    price = (price * np.exp(random.normal(0, 0.1, 1000))).clip(0.3, 19)
    long = 6.45 * np.cbrt(carat) * np.exp(random.normal(0, 0.01, 1000))
    x = np.column_stack([carat.round(2), depth.round(1), table.round(), cut, colour, clear, long.round(2)])
    return x, price.round(3)


def pendulums(random):
    """How fast a driven pendulum's speed changes, by cosine and sine of its angle, speed, torque, wind; deviation 1."""
    angle, speed, torque = random.uniform(-np.pi, np.pi, 850), random.normal(0, 1, 850), random.normal(0, 1, 850)
    wind = random.normal(0, 1, 850)
    y = -1.5 * np.sin(angle) - 0.3 * speed * np.abs(speed) + 0.6 * torque + 0.8 * wind * np.cos(angle)
    y = (y - y.mean()) / y.std() + random.normal(0, 0.1, 850)
    return np.column_stack([np.cos(angle), np.sin(angle), speed, torque, wind]), y


CLASSES = {"beans": 6, "machines": 2, "splices": 3, "phones": 4, "crops": 10, "bodies": 4, "palindromes": 2}
TABLES = (beans, machines, splices, phones, crops, bodies, palindromes, deliveries, diamonds, pendulums)
