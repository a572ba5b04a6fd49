"""Tables that the nineteenth part added."""

import numpy as np


def eggs(random):
    """Which of six birds laid an egg, by mm (to 53), mg of its shell (to 2,900), µm (190), spots, shares of colours."""
    which = random.choice(6, 930, p=[0.26, 0.22, 0.18, 0.14, 0.12, 0.08])
    z = random.normal(0, 1, (930, 6))
    long = np.array([29, 31, 41, 38, 24, 47])[which] * np.exp(0.055 * z[:, 0])
    broad = long * np.array([0.74, 0.7, 0.71, 0.78, 0.73, 0.68])[which] * np.exp(0.035 * z[:, 1])
    thick = np.array([150, 170, 225, 265, 120, 240])[which] * np.exp(0.12 * z[:, 2])
    shell = long * broad * thick / 1000 * 5.4 * np.exp(0.06 * z[:, 3])
    spots = random.poisson(np.array([26, 14, 9, 1, 18, 30])[which] * np.exp(0.4 * z[:, 4]))
    blue = random.beta(*(np.array([[5, 2, 2, 1, 6, 3], [3, 4, 7, 12, 2, 5]])[:, which]))
    brown = (1 - blue) * random.beta(*(np.array([[4, 3, 6, 1, 2, 5], [4, 5, 3, 9, 5, 4]])[:, which]))
    x = [long.round(1), broad.round(1), shell.round(), thick.round(), spots, blue.round(2), brown.round(2)]
    return np.column_stack(x), which


def donors(random):
    """Who gives blood again (43 %), by months, gifts, ml of them all (to 18,000), metres, years; one of ten is wrong."""
    since, gifts = random.choice([1, 2, 3, 4, 6, 9, 12, 14, 16, 21, 23, 30], 960), 1 + random.geometric(0.16, 960)
    gifts = gifts.clip(1, 42)
    months = (since + gifts * random.uniform(2.2, 9, 960)).round().clip(2, 140)
    years, far = random.integers(18, 70, 960), np.exp(random.normal(8.4, 0.8, 960)).clip(200, 40000).round(-1)
    iron, pulse = random.normal(14.2, 1.3, 960).round(1), random.normal(72, 9, 960).round()
    often = gifts / months
    wish = 0.2 + 9 * (often - 0.21) - 0.14 * (since - 6) - 0.7 * (np.log(far) - 8.4) + 1.1 * (iron - 14).clip(-1.5, 1)
    wish += 1.6 * np.where(since < 3, -1, 0) + 1.2 * np.exp(-(((years - 45) / 12) ** 2)) - 0.6
    again = wish > -1.05
    wrong = random.uniform(0, 1, 960) < 0.1
    return np.column_stack([since, gifts, gifts * 470, months, years, far, iron, pulse]), again ^ wrong


def asteroids(random):
    """Whether an asteroid is watched (40 %), by km (to 75,000,000), km/h (to 130,000), size and orbit, unscaled."""
    size = random.normal(20.5, 2.1, 940).clip(15, 27)  # a magnitude: small is large
    albedo = random.beta(1.6, 8, 940).clip(0.02)
    across = 1329 / np.sqrt(albedo) * 10 ** (-size / 5)
    half, eccentric = random.uniform(0.7, 3, 940), random.beta(3, 3, 940)
    near = np.abs(half * (1 - eccentric) - 0.75) * 0.25 * random.uniform(0.1, 1, 940)
    speed = (9 + 14 * eccentric + 5 * np.abs(random.normal(0, 1, 940))) * 3600
    away = random.uniform(0.02, 0.5, 940) * 149.6e6
    tilt, known = np.abs(random.normal(0, 14, 940)), random.poisson(1 + 300 / (1 + np.exp(size - 20)))
    watched = (near < 0.039) & (across > 0.13)
    return np.column_stack([size.round(1), across.round(3), half.round(3), eccentric.round(3), near.round(4),
                            speed.round(), away.round(-3), tilt.round(1), known]), watched


def crossings(random):
    """Whether two lines in a picture cross (half), by the columns and rows of their ends, 0 to 60, unscaled."""
    ends = random.uniform(0, 60, (12000, 4, 2))

    def side(a, b, c):  # of c, seen along a to b
        return ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / np.hypot(*(b - a).T)

    a, b, c, d = ends.transpose(1, 0, 2)
    sides = np.array([side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)])
    cross = (sides[0] * sides[1] < 0) & (sides[2] * sides[3] < 0)
    long = (np.hypot(*(b - a).T) > 25) & (np.hypot(*(d - c).T) > 25) & (np.abs(sides).min(0) > 2)
    rows = np.stack([np.flatnonzero(long & (cross == wanted))[:480] for wanted in (False, True)], 1).ravel()
    return ends[rows].reshape(-1, 8).round(1), cross[rows]


def morse(random):
    """Which of eight letters of Morse code, by ms of four signs and three gaps (to 1,000), fast or slow, unscaled."""
    letters = np.array([[int(sign) for sign in letter] for letter in (
        "3111", "3131", "1131", "1111", "1333", "1311", "1331", "3313")])  # B C F H J L P Q
    which = np.arange(960) % 8
    unit = np.exp(random.uniform(np.log(50), np.log(220), 960))[:, None]
    heavy = np.exp(random.normal(0, 0.18, 960))[:, None]  # a hand that makes all dashes longer
    signs = letters[which] * unit * np.where(letters[which] == 3, heavy, 1) * np.exp(random.normal(0, 0.22, (960, 4)))
    gaps = unit * np.exp(random.normal(0, 0.3, (960, 3)))
    return np.column_stack([signs, gaps]).round(), which


def strains(random):
    """How much a steel bar stretches, 0.0006 with deviation 0.0007, by newtons (to 90,000), mm, °C, GPa, unscaled."""
    force, edge = random.uniform(2000, 90000, 920).round(-1), random.uniform(14, 36, 920).round(1)
    hole = np.where(random.uniform(0, 1, 920) < 0.5, random.uniform(2, 9, 920), 0).round(1)
    warm, stiff = random.uniform(-20, 70, 920).round(1), random.normal(205, 7, 920).round(1)
    yields = random.choice([235, 275, 355], 920)  # MPa
    stress = force / (edge * (edge - hole))
    stretch = stress / stiff / 1000 + np.where(stress > 0.75 * yields, (stress - 0.75 * yields) / 400000, 0)
    stretch = stretch + 1.2e-5 * (warm - 20) * 0.5
    return np.column_stack([force, edge, hole, warm, stiff, yields]), (
        stretch + random.normal(0, 3e-5, 920)).round(7)


def tracks(random):
    """The year of a song, 1,988 with deviation 15, by seconds, bpm, dB, ten numbers of its timbre; a quarter is noise."""
    year = (2012 - random.gamma(2.4, 10, 960)).clip(1935, 2012).round()
    age = (1988 - year) / 15
    seconds = (215 - 38 * age + 55 * random.normal(0, 1, 960)).clip(90, 700).round()
    tempo = (121 + 24 * random.normal(0, 1, 960)).round()
    loud = (-9.5 - 2.6 * age - 1.2 * (age > 1) + 2.6 * random.normal(0, 1, 960)).round(1)
    bends = [age, age**2 / 2, np.tanh(age), np.abs(age + 0.4), age * loud / 12]
    mixed = np.column_stack(bends) @ random.normal(0, 0.42, (5, 10)) + random.normal(0, 2.2, (960, 10))
    timbre = mixed * np.array([6, 50, 35, 16, 23, 13, 15, 8, 11, 7])
    return np.column_stack([seconds, tempo, loud, timbre.round(2)]), year


def players(random):
    """A footballer's worth in euros, 4,500,000 with a tail to 91,000,000, by years, minutes (to 3,400), goals, league."""
    years, post = random.integers(17, 38, 900), random.choice(4, 900, p=[0.1, 0.33, 0.34, 0.23])
    level, skill = random.choice(5, 900, p=[0.15, 0.2, 0.25, 0.2, 0.2]), random.normal(0, 1, 900)
    minutes = (1700 + 650 * skill + 500 * random.normal(0, 1, 900)).clip(0, 3400).round()
    often = np.array([0, 0.05, 0.16, 0.42])[post] * np.exp(0.45 * skill)
    goals = random.poisson(often * minutes / 90)
    caps = random.poisson(np.exp(1.2 * skill + (years - 27) / 6).clip(0, 90))
    months, high = random.integers(2, 60, 900), (182 + 6 * (post == 0) + 6 * random.normal(0, 1, 900)).round()
    log = 14.7 + 0.42 * (2 - level) + 0.45 * (minutes - 1700) / 800 + 0.5 * np.log1p(goals / (1 + 2 * (post == 2)))
    log += 0.22 * np.log1p(caps) - ((years - 24.5) / 7.5) ** 2 + 0.25 * np.log(months / 24) - 0.3 * (post == 0)
    euros = np.exp(log + 0.22 * random.normal(0, 1, 900))
    return np.column_stack([years, np.eye(4)[post], level, minutes, goals, caps, months, high]), euros.round(-4)


def brakes(random):
    """Metres until a car stands, 57 with deviation 42, by km/h (to 130), kg (1,500), rain, slope, bar, °C, unscaled."""
    speed, mass = random.uniform(20, 130, 930).round(), random.normal(1500, 260, 930).round(-1)
    wet, tread = random.uniform(0, 1, 930) < 0.35, random.uniform(1.6, 8, 930).round(1)
    slope, press = random.normal(0, 3, 930).round(1), random.normal(2.3, 0.25, 930).round(2)
    warm, react = random.uniform(-5, 35, 930).round(), random.gamma(16, 0.045, 930).round(2)
    grip = 0.88 - np.where(wet, 0.18 + 0.002 * speed * np.exp(-tread / 3), 0) - 0.08 * (press - 2.3) ** 2 / 0.06
    grip = (grip - 0.0001 * (mass - 1500) - 0.05 * (warm < 3)).clip(0.25)
    metres = speed / 3.6 * react + (speed / 3.6) ** 2 / 2 / 9.81 / (grip + slope / 100)
    metres = metres * np.exp(random.normal(0, 0.05, 930))
    return np.column_stack([speed, mass, wet, tread, slope, press, warm, react]), metres.round(1)


CLASSES = {"eggs": 6, "donors": 2, "asteroids": 2, "crossings": 2, "morse": 8}
TABLES = (eggs, donors, asteroids, crossings, morse, strains, tracks, players, brakes)
