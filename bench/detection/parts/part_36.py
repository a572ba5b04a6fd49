"""Tables that the thirty-sixth part added."""

import numpy as np


def organs(random):
    """Which of four organ stops sounds (29 % to 19), by Hz to 13,500, ms, dB, cents, shares, Pa."""
    which = random.choice(4, 900, p=[0.3, 0.28, 0.24, 0.18])  # principal, flute, string, reed
    z = random.normal(0, 1, (900, 6))
    note = (65.4 * 2 ** (random.integers(0, 61, 900) / 12)).round(1)  # five octaves
    bright = note * np.array([3.1, 1.8, 4.4, 5.6])[which] * np.exp(0.24 * z[:, 0])  # of its partials, on average
    odd = (np.array([0.5, 0.66, 0.46, 0.56])[which] + 0.09 * z[:, 1]).clip(0.05, 0.98)
    starts = np.array([48, 66, 125, 24])[which] * (note / 260) ** -0.4 * np.exp(0.4 * z[:, 2])
    loud = np.array([74, 70, 66, 79])[which] + 3.6 * z[:, 3]
    breath = (np.array([0.06, 0.13, 0.09, 0.03])[which] * np.exp(0.5 * z[:, 4])).clip(0, 0.8)
    off, wind = 4 * z[:, 5] + np.array([0, 1, -2, 3])[which], random.choice([620, 690, 740, 810], 900)
    x = [note, bright.clip(60, 20_000).round(), odd.round(3), starts.round(), loud.round(1), breath.round(3)]
    return np.column_stack([*x, off.round(1), wind]), which


def invoices(random):
    """Whether an invoice is paid late (half), by cents, days of a spreadsheet, 2,958,465 for none, numbers, shares."""
    cents = np.exp(random.normal(11.2, 1.1, 1200)).round()
    sent = 45_292 + random.integers(0, 366, 1200)
    term = random.choice([14, 30, 60], 1200, p=[0.35, 0.45, 0.2])
    who, staff = random.integers(100_000, 1_000_000, 1200), np.exp(random.normal(3, 1.2, 1200)).round() + 1
    before, told = random.beta(2, 2.6, 1200).round(2), random.poisson(0.8, 1200)  # share paid late; reminders
    limit = (cents * np.exp(random.normal(1.2, 0.7, 1200))).round(-4) + 10_000
    odds = 2.6 * np.tanh((before - 0.43) / 0.2) - 0.9 * np.tanh((term - 32) / 14)
    odds = odds + 1.5 * np.tanh((np.log(cents / limit) + 1.2) / 0.5) * np.where(staff > 20, -0.5, 1)
    odds = odds + 0.8 * np.tanh(told - 0.8) * (before < 0.5) + 0.45 * random.normal(0, 1, 1200)
    due = np.where(random.uniform(0, 1, 1200) < 0.06, 2_958_465, sent + term)  # 31 December 9999
    limit = np.where(random.uniform(0, 1, 1200) < 0.08, 99_999_999_999, limit)  # who may owe any sum
    return np.column_stack([cents, sent, due, who, staff, before, told, limit]), odds > 0


def wards(random):
    """Where one lies (43 % at home to 26), by °C, beats, mmHg, per cent, mg/l, years, 32,767 without a signal."""
    ill, years = random.normal(0, 1, 1000), random.normal(58, 18, 1000).clip(18, 97).round()
    z = random.normal(0, 1, (1000, 6))
    warm, beats = 37.6 + 0.5 * ill + 0.5 * z[:, 0], 86 + 12 * ill + 9 * z[:, 1]
    press, full = 124 - 9 * np.maximum(ill, -0.5) ** 2 + 10 * z[:, 2], 95.6 - 2.4 * ill + 1.3 * z[:, 3]
    breaths, protein = 18 + 3.6 * ill + 2 * z[:, 4], np.exp(3.4 + 0.8 * ill + 0.6 * z[:, 5])
    lungs, alone = random.binomial(1, 0.2, 1000), random.binomial(1, 0.3, 1000)  # lungs that were ill before
    need = ill + 0.5 * np.tanh((years - 62) / 10) + 0.6 * lungs * (ill > 0) + 0.15 * random.normal(0, 1, 1000)
    which = (need > -0.15).astype(int) + (need > 0.75)  # at home, in a ward, in intensive care
    which = np.where((which == 0) & (alone > 0) & (years > 66), 1, which)
    x = np.column_stack([warm.round(1), beats.round(), press.round(), full.clip(60, 100).round(), breaths.round()])
    x = np.where(random.uniform(0, 1, (1000, 5)) < 0.05, 32_767, x)
    return np.column_stack([x, protein.round(1), years, lungs, alone]), which


def barks(random):
    """Which of five trees has this bark (26 % to 16), by mm, cm, pH, shares, µg of sulphur a gram to 4,400."""
    which = random.choice(5, 800, p=[0.25, 0.23, 0.2, 0.17, 0.15])  # oak, beech, pine, birch, ash
    z = random.normal(0, 1, (800, 8))
    deep = np.array([14, 1, 17, 4, 9])[which] * np.exp(0.45 * z[:, 0])
    thick = np.array([26, 7, 29, 9, 17])[which] * np.exp(0.35 * z[:, 1])
    acid = np.array([4.2, 5, 3.6, 4.1, 5.3])[which] + 0.4 * z[:, 2]
    tannin = (np.array([0.11, 0.04, 0.1, 0.06, 0.05])[which] * np.exp(0.3 * z[:, 3])).clip(0, 0.5)
    light = (np.array([0.3, 0.48, 0.34, 0.72, 0.42])[which] + 0.09 * z[:, 4]).clip(0.02, 0.98)
    around = np.array([52, 48, 38, 29, 41])[which] * np.exp(0.3 * z[:, 5])  # cm
    sulphur = (np.array([900, 700, 1400, 600, 1000])[which] * np.exp(0.5 * z[:, 6])).clip(100, 6_000)
    wet = (np.array([0.3, 0.38, 0.27, 0.41, 0.33])[which] + 0.06 * z[:, 7]).clip(0.05, 0.9)
    x = [deep.round(1), thick.round(1), acid.round(1), tannin.round(3), light.round(2), around.round(), sulphur.round()]
    return np.column_stack([*x, wet.round(2)]), which


def nests(random):
    """Whether a stork's young fly (half), by m, degrees, a share, -3.4e38 beyond the map, mm, °C, days, eggs, km."""
    high, steep = random.gamma(3, 60, 900).round(), random.gamma(2, 2.4, 900).round(1)
    meadow, rain = random.beta(2, 2, 900).round(2), random.gamma(4, 22, 900).round()
    warm, day = random.normal(13.5, 2.2, 900).round(1), random.normal(98, 9, 900).round()  # when the first egg was laid
    eggs, town = 2 + random.binomial(4, 0.5, 900), random.gamma(2, 1.6, 900).round(1)
    wet = np.tanh((rain - 85) / 25)  # rain is food where meadows are, and drowns the young where fields are
    odds = 2 * wet * np.tanh((meadow - 0.5) / 0.16) + 0.8 * np.tanh((warm - 13.5) / 1.6) * np.where(eggs > 3, 1, -0.3)
    odds = odds - 0.9 * np.tanh((day - 98) / 7) * (high < 200) - 0.7 * np.tanh((town - 3) / 1.5)
    odds = odds + 0.25 * np.tanh(3 - steep) + 0.3 * random.normal(0, 1, 900)
    beyond = random.uniform(0, 1, (900, 3)) < 0.05
    x = np.where(beyond, -3.4e38, np.column_stack([high, steep, meadow]))
    return np.column_stack([x, rain, warm, day, eggs, town]), odds > 0


def icebergs(random):
    """Tonnes of an iceberg, 1,600,000 with deviation 1,500,000, by m, °C, degrees, shapes, shares, years."""
    long = np.exp(random.normal(4.9, 0.3, 700)).round()
    wide, above = (long * random.beta(8, 4, 700)).round(), (4.2 * long ** 0.37 * random.normal(1, 0.12, 700)).round(1)
    shape = random.integers(0, 4, 700)  # a table, a dome, a wedge, one with a dock
    sea, north = random.normal(1.5, 1.7, 700).round(1), random.normal(58, 7, 700).round(1)
    old, clear = random.gamma(3, 0.5, 700).round(1), random.beta(2, 5, 700).round(2)
    parts = 6.1 * long * wide * above * np.array([1, 0.74, 0.52, 0.63])[shape]
    parts = parts * (1 - 0.06 * np.maximum(sea, 0)) * (1 - 0.12 * np.tanh(old - 1.5)) * (1 + 0.004 * (north - 58))
    return np.column_stack([long, wide, above, shape, sea, north, old, clear]), (
        parts * np.exp(0.07 * random.normal(0, 1, 700))).round(-3)


def syrups(random):
    """mPa·s of a syrup, 1,600 with deviation 1,300, by per cent of sugar, °C, pH, shares, hours, revolutions."""
    sugar, warm = random.normal(71, 2.2, 500).round(1), random.normal(24, 5, 500).round(1)
    acid, split = random.normal(4.6, 0.7, 500).round(1), random.beta(2, 3, 500).round(2)  # share of split sugar
    hours, turns = random.gamma(4, 1.1, 500).round(1), random.choice([6, 12, 30, 60], 500)
    starch = random.beta(1.2, 12, 500).round(3)
    log = 6.3 + 0.15 * (sugar - 70) - 0.055 * (warm - 24) - 0.9 * (split - 0.4) * np.tanh((5.2 - acid) / 0.8)
    log = log + 1.6 * np.tanh(4 * starch) * (60 / turns) ** 0.2 + 0.08 * np.tanh(hours - 4)
    return np.column_stack([sugar, warm, acid, split, hours, turns, starch]), (
        np.exp(log + 0.06 * random.normal(0, 1, 500))).round(1)


def servers(random):
    """Bytes of memory that a job takes, 2,300,000,000 with deviation 920,000,000, by rows, columns, codes, shares."""
    rows, columns = np.exp(random.normal(13.2, 0.9, 1300)).round(), 4 + random.poisson(14, 1300)
    words, threads = random.beta(2, 4, 1300).round(2), random.choice([1, 2, 4, 8, 16], 1300)
    version, kept = random.integers(1, 5, 1300), random.binomial(1, 0.4, 1300)  # kept: results are held
    joins, ports = random.poisson(1.3, 1300), random.integers(1_024, 65_536, 1300)
    size = (rows * columns * (6 + 40 * words) / 1000).round()  # kB on the disk
    parts = 0.75 + 0.55 * np.tanh(size / 250_000) * (1 + 0.45 * joins) * np.array([1, 1.25, 0.85, 0.8])[version - 1]
    parts = parts + 0.085 * threads * (1 + 0.5 * kept) + 1.1 * kept * np.tanh(rows / 900_000) + 0.4 * words * joins
    parts = parts + 0.13 * random.normal(0, 1, 1300)
    x = [rows, columns, words, threads, version, kept, joins, ports, size]
    return np.column_stack(x), (1e9 * parts.clip(0.2)).round(-6)


def commutes(random):
    """Minutes of a way to work, 36 with deviation 12, by km, minutes since midnight, changes, mm, shares, years."""
    far, leaves = random.gamma(3, 4.2, 900).clip(0.5).round(1), random.normal(465, 50, 900).clip(240).round()
    by = random.choice(3, 900, p=[0.45, 0.35, 0.2])  # a car, a train, a bicycle
    changes, rain = np.where(by == 1, random.poisson(0.9, 900), 0), random.gamma(0.7, 3, 900).round(1)
    walks, years = random.beta(2, 6, 900).round(2), random.normal(41, 12, 900).clip(17, 70).round()
    lights, home = random.poisson(7, 900), random.integers(0, 2, 900)  # traffic lights; a place to park
    far = np.where(by == 2, 0.5 * far, far).round(1)
    rush = np.exp(-((leaves - 470) / 32) ** 2)
    parts = np.array([11, 15, 5])[by] + np.array([1.2, 1, 4])[by] * far + 7.5 * changes + 13 * rush * (by == 0)
    parts = parts + 0.7 * lights * (by != 1) + 1.3 * np.sqrt(rain) * (by == 2) + 14 * walks * (by == 1)
    parts = parts - 4 * home * (by == 0) + 0.08 * (years - 41) + 2.2 * random.normal(0, 1, 900)
    return np.column_stack([far, leaves, by, changes, rain, walks, years, lights, home]), parts.clip(4).round()


CLASSES = {"organs": 4, "invoices": 2, "wards": 3, "barks": 5, "nests": 2}
TABLES = (organs, invoices, wards, barks, nests, icebergs, syrups, servers, commutes)
