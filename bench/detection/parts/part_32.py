"""Tables that the thirty-second part added."""

import numpy as np


def bells(random):
    """Which of four founders cast a bell (33 % to 19), by kg (to 24,000), mm, Hz of three partials, s, year, shares."""
    which = random.choice(4, 1100, p=[0.34, 0.28, 0.21, 0.17])
    z = random.normal(0, 1, (1100, 9))
    wide = 900 * np.exp(0.32 * z[:, 0])  # mm of the mouth
    high = wide * np.array([0.76, 0.82, 0.79, 0.88])[which] * np.exp(0.035 * z[:, 1])
    rim = wide * np.array([0.074, 0.078, 0.069, 0.082])[which] * np.exp(0.05 * z[:, 2])  # mm of the bow
    heavy = 560 * (wide / 1000) ** 2 * (high / 800) * (rim / 72) * np.exp(0.05 * z[:, 3])
    strikes = 5.2e6 * rim / wide**2 * np.array([1, 1.05, 0.97, 1])[which] * np.exp(0.03 * z[:, 4]) * 1.75
    hums = strikes * np.array([0.25, 0.268, 0.242, 0.256])[which] * np.exp(0.03 * z[:, 5])
    tierce = strikes * np.array([0.6, 0.598, 0.622, 0.634])[which] * np.exp(0.02 * z[:, 6])
    fades = 38 * (wide / 900) * np.array([1, 0.8, 1.25, 0.95])[which] * np.exp(0.3 * z[:, 7])  # s
    year = np.array([1620, 1790, 1905, 1740])[which] + 70 * z[:, 8]
    copper = (np.array([0.785, 0.8, 0.776, 0.79])[which] + random.normal(0, 0.011, 1100)).round(3)
    x = [heavy.round(), wide.round(), high.round(), rim.round(1), strikes.round(1), hums.round(1), tierce.round(1),
         fades.round(), year.clip(1350, 1995).round(), copper]
    return np.column_stack(x), which


def feathers(random):
    """Which of three birds a feather is of (40 % to 27), by mm of length, vane and quill, mg, barbs a cm, degrees."""
    which = random.choice(3, 500, p=[0.42, 0.33, 0.25])
    z = random.normal(0, 1, (500, 7))
    long = np.array([148, 176, 129])[which] * np.exp(0.16 * z[:, 0])
    vane = long * np.array([0.15, 0.125, 0.165])[which] * np.exp(0.11 * z[:, 1])
    quill = long * np.array([0.0185, 0.021, 0.0172])[which] * np.exp(0.09 * z[:, 2])
    mass = long * quill**2 * np.array([0.072, 0.062, 0.083])[which] * np.exp(0.15 * z[:, 3])  # mg
    barbs = np.array([21, 17, 25])[which] + 2.6 * z[:, 4]
    leans, bends = np.array([38, 44, 33])[which] + 5 * z[:, 5], np.array([9, 14, 8])[which] * np.exp(0.4 * z[:, 6])
    x = [long.round(), vane.round(1), quill.round(2), mass.round(1), barbs.round(1), leans.round(), bends.round(1)]
    return np.column_stack(x), which


def leases(random):
    """If a lease is given up within a year (one of three), by euros (to 3,200), m², postcode (to 99,998), months, dB."""
    wide = random.gamma(9, 8, 1300).clip(18).round()
    place, code = random.normal(0, 1, 1300), random.integers(10115, 99999, 1300)
    rent = (wide * 13 * np.exp(0.22 * place + 0.14 * random.normal(0, 1, 1300))).clip(250, 5000).round(-1)
    age, months = random.gamma(7, 6, 1300).clip(19, 90).round(), random.gamma(1.3, 40, 1300).round()
    owed = (np.where(random.uniform(0, 1, 1300) < 0.2, random.gamma(1.5, 500, 1300), 0)).round()  # euros
    broken, floor = random.poisson(1.4, 1300), random.integers(0, 9, 1300)  # repairs asked for in a year
    heat, way = random.normal(128, 38, 1300).clip(30).round(), random.gamma(1.6, 9, 1300).round(1)  # kWh/m², km to work
    heads, loud = random.integers(1, 6, 1300), random.normal(54, 7, 1300).round()  # people; dB in front of the window
    odds = 0.8 * np.tanh((way - 14) / 8) + 0.55 * (broken - 1.4) * (1 + 0.5 * np.tanh((40 - age) / 8))
    odds = odds + 0.75 * (np.log(rent / wide) - 2.55) / 0.26 - 0.8 * np.tanh((months - 30) / 25)
    odds = odds + 0.9 * np.maximum(heads - wide / 22, 0) + 0.045 * (loud - 54) * (floor < 4) + 0.007 * (heat - 128)
    odds = odds + 0.6 * (owed > 0) * np.tanh(owed / 600) + 0.35 * random.normal(0, 1, 1300)
    return np.column_stack([rent, wide, code, age, months, owed, broken, floor, heat, way, heads, loud]), odds > 1.05


def sails(random):
    """Whether a sail draws (three of seven), by degrees of wind, boom and twist, and knots: a band of the two."""
    wind, boom = random.uniform(28, 172, 700).round(), random.uniform(0, 88, 700).round()  # off the bow
    twist, fast = random.gamma(3, 4, 700).round(1), random.gamma(5, 2.6, 700).clip(2).round(1)
    # the boom ought to be at half of the wind's angle, somewhat further in where it blows, and either way it may be off
    off = boom - 0.55 * (wind - 20) + 0.8 * (twist - 12) * (fast > 13) + 0.9 * (fast - 13)
    return np.column_stack([wind, boom, twist, fast]), np.abs(off) + 1.2 * random.normal(0, 1, 700) < 22.5


def snows(random):
    """Which of five snows (26 % to 15), by kg/m³, mm, N, °C, K/m, shares, m²/kg, cm; 65,535 where none was told."""
    which = random.choice(5, 1000, p=[0.27, 0.24, 0.19, 0.16, 0.14])  # new, blown, rounded, hoar, melted
    z = random.normal(0, 1, (1000, 9))
    dense = np.array([95, 270, 290, 250, 430])[which] * np.exp(0.2 * z[:, 0])
    grain = np.array([1.2, 0.35, 0.5, 2.8, 1.6])[which] * np.exp(0.35 * z[:, 1])
    hard = np.array([4, 160, 90, 14, 60])[which] * np.exp(0.6 * z[:, 2])
    warm = np.minimum(np.array([-7, -8, -5, -6, -0.3])[which] + np.array([3, 3, 2.4, 2.4, 0.4])[which] * z[:, 3], 0)
    slope = np.array([9, 11, 5, 22, 2])[which] * np.exp(0.45 * z[:, 4])  # K/m
    wet = (np.array([0.004, 0.002, 0.006, 0.001, 0.05])[which] * np.exp(0.6 * z[:, 5])).round(4)
    area = np.array([58, 31, 22, 12, 6])[which] * np.exp(0.25 * z[:, 6])
    deep = np.array([12, 35, 75, 120, 50])[which] * np.exp(0.5 * z[:, 7])
    white = (np.array([0.93, 0.86, 0.82, 0.78, 0.66])[which] + 0.045 * z[:, 8]).clip(0.3, 0.98)
    x = np.column_stack([dense.round(), grain.round(2), hard.round(1), warm.round(1), slope.round(1), wet,
                         area.round(1), deep.round(), white.round(2)])
    return np.where(random.uniform(0, 1, x.shape) < 0.045, 65535, x), which


def tenders(random):
    """Kroner of a road, 3,700,000 in the mean and a long tail, by m, m³ (to 90,000), bridges, bids, months, km."""
    long, wide = random.gamma(2.4, 520, 900).clip(80).round(), random.choice([5.5, 6.5, 7.5, 9], 900)  # m
    earth = (long * wide * random.gamma(2, 0.75, 900)).clip(20, 90000).round(-1)
    spans, bids = random.poisson(0.5, 900), random.integers(1, 10, 900)
    months, far = random.gamma(5, 2.2, 900).clip(2).round(), random.gamma(1.8, 22, 900).round(1)  # km to gravel
    cold, index = random.normal(96, 40, 900).clip(0).round(), random.normal(118, 9, 900).round(1)  # days of frost
    rock = random.beta(1.2, 2.4, 900).round(2)
    log = 0.62 * np.log(long / 1250) + 0.24 * np.log(earth / 13000) * (0.6 + rock) + 0.22 * spans + 0.4 * (rock - 0.33)
    log = log - 0.28 * np.tanh((bids - 3) / 2) + 0.17 * np.tanh((far - 40) / 25) + 0.012 * (index - 118)
    log = log + 0.25 * np.tanh((cold - 120) / 40) * (months < 11) + 0.1 * random.normal(0, 1, 900)
    x = [long, wide, earth, spans, bids, months, far, cold, index, rock]
    return np.column_stack(x), (4e6 * np.exp(log)).round(-3)


def codices(random):
    """The year of a book, 1,413 with deviation 65, by lines, mm, shares, leaves and degrees; 0 where none was taken."""
    lines, high = random.normal(31, 7, 600).clip(10).round(), random.normal(268, 55, 600).clip(90).round()
    wide = (high * (0.7 + 0.03 * random.normal(0, 1, 600))).round()
    short, paper = random.beta(3, 6, 600).round(2), random.integers(0, 2, 600)  # share of words that are shortened
    quires, leans = random.normal(9.5, 2, 600).clip(4).round(), random.normal(6, 4, 600).round(1)  # leaves; degrees
    ink = random.beta(4, 3, 600).round(2)  # share of iron
    year = 1385 + 62 * paper - 210 * (short - 0.33)
    year = year + 34 * np.tanh((quires - 9.5) / 1.5) + 5 * (leans - 6) * (2 * paper - 1)
    year = year + 80 * (ink - 0.57) + 1.6 * (lines - 31) * (1 - 0.6 * paper) + 38 * np.tanh((high - 268) / 40)
    year = (year + 18 * random.normal(0, 1, 600)).clip(1150, 1700).round()
    x = np.column_stack([lines, high, wide, short, paper, quires, leans, ink]).astype(float)
    silent = random.uniform(0, 1, x.shape) < 0.03
    silent[:, 4] = False
    return np.where(silent, 0, x), year


def glaciers(random):
    """m of ice that a year brings, -0.7 with deviation 0.8, by m, degrees, °C, mm, km²; one point of 30 is lost."""
    high, north = random.normal(2870, 310, 1000).round(), random.uniform(0, 180, 1000).round()  # degrees off north
    warm = (4.2 - 0.0052 * (high - 2870) + random.normal(0, 1, 1000)).round(1)  # of June to August
    snow, area = random.gamma(11, 115, 1000).round(), np.exp(random.normal(0.3, 1.1, 1000)).round(2)
    stones, slope = random.beta(0.7, 4, 1000).round(2), random.gamma(6, 3.4, 1000).clip(3, 60).round(1)
    sun, dust = random.normal(640, 90, 1000).round(), random.gamma(2, 11, 1000).round(1)  # h of summer; mg/kg
    melts = 0.44 * np.log1p(np.exp(1.3 * warm - 3)) * (1 - 0.75 * np.tanh(4 * stones))
    melts = melts * (1 + 0.3 * np.tanh((north - 90) / 50)) + 0.0011 * (sun - 640) + 0.2 * np.tanh((dust - 20) / 12)
    comes = 0.00085 * snow - melts - 0.07 * np.log(area) + 0.012 * (slope - 20) * (snow > 1200) - 0.92
    comes = comes + 0.13 * random.normal(0, 1, 1000)
    x = np.column_stack([high, north, warm, snow, area, stones, slope, sun, dust])
    lost = random.uniform(0, 1, (1000, 4)) < 1 / 30
    x[:, [2, 4, 6, 8]] = np.where(lost, 1000 * x[:, [2, 4, 6, 8]], x[:, [2, 4, 6, 8]])
    return x, comes.round(2)


def weirs(random):
    """m³ that run over a small weir in a second, 0.0019 with deviation 0.0015, by mm, degrees of its notch, °C, m."""
    head, notch = random.gamma(16, 5.6, 800).clip(20).round(1), random.choice([28, 45, 53, 60, 75], 800)
    crest, slime = random.normal(210, 50, 800).clip(60).round(), random.gamma(1.5, 0.9, 800).round(1)  # mm
    warm, still = random.normal(13, 5, 800).round(1), random.gamma(3, 1.1, 800).clip(0.3).round(1)  # m of calm water
    flows = 1.36 * np.tan(np.radians(notch) / 2) * ((head - 0.8 * slime + 1) / 1000).clip(0.005) ** 2.5
    flows = flows * (1 + 0.14 * np.exp(-crest / 140)) * (1 + 0.09 * np.exp(-still)) * (1 + 0.0015 * (warm - 13))
    return np.column_stack([head, notch, crest, slime, warm, still]), flows * np.exp(0.04 * random.normal(0, 1, 800))


CLASSES = {"bells": 4, "feathers": 3, "leases": 2, "sails": 2, "snows": 5}
TABLES = (bells, feathers, leases, sails, snows, tenders, codices, glaciers, weirs)
