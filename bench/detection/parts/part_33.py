"""Tables that the thirty-third part added."""

import numpy as np


def teeth(random):
    """Which of four sharks lost a tooth (33 % to 20), by mm, mg (to 64,000), notches, degrees, cusps and shares."""
    which = random.choice(4, 800, p=[0.33, 0.26, 0.22, 0.19])  # white, mako, tiger, sand tiger
    z = random.normal(0, 1, (800, 7))
    high = np.array([34, 31, 24, 27])[which] * np.exp(0.25 * z[:, 0])
    wide = high * np.array([0.82, 0.62, 1.02, 0.5])[which] * np.exp(0.13 * z[:, 1])
    heavy = 0.21 * high ** 2 * wide ** 0.9 * np.array([1, 1.1, 0.85, 1.15])[which] * np.exp(0.12 * z[:, 2])  # mg
    notches = random.poisson(np.array([21, 0.4, 26, 0.2])[which] * np.exp(-0.4 * np.abs(z[:, 3])))  # some are worn off
    lean = np.array([6, 12, 29, 9])[which] + 6 * z[:, 4]
    cusps = random.binomial(2, np.array([0.04, 0.03, 0.1, 0.8])[which])
    root = (np.array([0.34, 0.42, 0.37, 0.46])[which] + 0.05 * z[:, 5]).clip(0.1, 0.8)
    curved = np.array([4, 15, 9, 18])[which] + 5 * z[:, 6]
    x = [high.round(1), wide.round(1), heavy.round(), notches, lean.round(), cusps, root.round(2), curved.round(1)]
    return np.column_stack(x), which


def tremors(random):
    """Blast, quake or train (43 % to 25), by nm, nm/s, s, km, shares and hours; five columns have very long tails."""
    which = random.choice(3, 900, p=[0.33, 0.41, 0.26])
    far = np.exp(random.normal(3, 1.5, 900))  # km
    size = random.normal(0, 1.6, 900) + np.array([6.8, 7.2, 5.4])[which] - 0.4 * (np.log(far) - 3)
    first = np.exp(size + np.array([0.9, -0.7, 0.1])[which] + 0.45 * random.normal(0, 1, 900))  # nm
    later = np.exp(size + np.array([-0.3, 0.8, 0])[which] + 0.45 * random.normal(0, 1, 900))
    fast = first * np.exp(np.array([2.2, 2.7, 1.3])[which] + 0.4 * random.normal(0, 1, 900))  # nm/s
    lasts = np.exp(np.array([2, 2.9, 4.1])[which] + 0.9 * random.normal(0, 1, 900) + 0.25 * (np.log(far) - 3))
    hour = np.where(which == 0, random.normal(13.5, 2.6, 900), random.uniform(0, 24, 900)).clip(0, 23.9)
    low = random.beta(np.array([2.2, 3, 5])[which], np.array([4, 3, 3.5])[which])  # share below 2 Hz
    x = [first.round(1), later.round(1), fast.round(), lasts.round(1), far.round(1), hour.round(1), low.round(2)]
    return np.column_stack(x), which


def refunds(random):
    """Whether an order is sent back (one of three), by its number (to 4,200,000), euros, grams, days, stars, hours."""
    number = np.sort(random.integers(1_100_000, 4_200_000, 1400))[random.permutation(1400)]
    price, items = random.gamma(2.2, 38, 1400).clip(5).round(2), 1 + random.poisson(1.3, 1400)
    grams, days = (random.gamma(2, 420, 1400) * items ** 0.6).round(), 1 + random.poisson(3.1, 1400)
    stars, before = random.normal(4.1, 0.5, 1400).clip(1, 5).round(1), random.poisson(1.4, 1400)  # sent back before
    less, hour = random.choice([0, 0, 0, 10, 20, 30, 50], 1400), random.integers(0, 24, 1400)  # per cent off
    sizes = random.poisson(0.45, 1400)  # the same in two sizes
    odds = 1.8 * np.minimum(sizes, 1) + 1.1 * np.tanh((before - 1) / 1.5) - 1.5 * (stars - 4.1)
    odds = odds + 0.32 * (days - 3) * (less < 15) - 0.9 * (less > 25) + 0.8 * np.tanh((price / items - 55) / 30)
    odds = odds + 0.5 * (hour < 4) + 0.4 * random.normal(0, 1, 1400)
    return np.column_stack([number, price, items, grams, days, stars, before, less, hour, sizes]), odds > 1.25


def moorings(random):
    """Whether a ship gets in (about half), by hours since high water, metres of draught and tide, knots, degrees."""
    hours, tide = random.uniform(0, 12.4, 600).round(1), random.uniform(1.2, 6, 600).round(1)
    deep, wind = random.normal(5.6, 1.5, 600).clip(1.5).round(1), random.gamma(4, 4.2, 600).round()
    cross = random.uniform(0, 360, 600).round()  # the pier lies from north to south
    under = 6.3 + 0.5 * tide * np.cos(2 * np.pi * hours / 12.4) - deep
    blows = wind * np.abs(np.sin(np.radians(cross))) / 22
    return np.column_stack([hours, tide, deep, wind, cross]), under - 0.9 * blows + 0.1 * random.normal(0, 1, 600) > 0.1


def seabeds(random):
    """Which of five sea floors (27 % to 13), by dB, m, mm, m/s, kg/m³, degrees, shares; -9999 where none was told."""
    which = random.choice(5, 1100, p=[0.25, 0.24, 0.2, 0.17, 0.14])  # mud, sand, gravel, rock, weed
    z = random.normal(0, 1, (1100, 8))
    echo = np.array([-31, -22, -16, -9, -25])[which] + 3.4 * z[:, 0]
    deep = np.array([62, 28, 34, 24, 9])[which] * np.exp(0.5 * z[:, 1])
    rough = np.array([2, 9, 28, 120, 60])[which] * np.exp(0.6 * z[:, 2])
    sound = np.array([1495, 1655, 1760, 2150, 1530])[which] + np.array([25, 45, 70, 190, 40])[which] * z[:, 3]
    dense = np.array([1420, 1950, 2080, 2450, 1540])[which] + 120 * z[:, 4]
    slope = np.array([0.8, 1.6, 2.4, 9, 3])[which] * np.exp(0.55 * z[:, 5])
    second = (np.array([0.12, 0.3, 0.45, 0.62, 0.2])[which] + 0.09 * z[:, 6]).clip(0, 1)  # share of the second echo
    clear = np.array([3, 7, 9, 11, 6])[which] * np.exp(0.35 * z[:, 7])  # m of sight
    x = np.column_stack([echo.round(1), deep.round(1), rough.round(1), sound.round(), dense.round(), slope.round(1),
                         second.round(2), clear.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -9999, x), which


def bulls(random):
    """Yen for a young bull, 790,000 with deviation 150,000, by kg, cm, cm², points, days and its father's rank."""
    days, born = random.normal(283, 16, 700).round(), random.normal(34, 4.5, 700).round(1)
    heavy = (1.05 * days + 2.2 * (born - 34) + 22 * random.normal(0, 1, 700)).round()
    high, girth = random.normal(113, 3.4, 700).round(1), (0.21 * heavy + 78 + 3 * random.normal(0, 1, 700)).round(1)
    loin, grain = random.normal(44, 7, 700).round(1), random.integers(1, 13, 700)  # cm²; points
    rank, fat = random.integers(1, 61, 700), random.gamma(6, 1.9, 700).round(1)  # mm
    log = 0.13 * np.tanh((heavy - 300) / 35) - 0.17 * np.tanh((rank - 22) / 11) + 0.014 * (grain - 6.5) * (rank < 40)
    log = log + 0.009 * (loin - 44) - 0.0011 * (fat - 12) ** 2 + 0.012 * (high - 113) + 0.05 * random.normal(0, 1, 700)
    x = [days, born, heavy, high, girth, loin, grain, rank, fat]
    return np.column_stack(x), (850_000 * np.exp(log)).round(-3)


def marathons(random):
    """Seconds of a marathon, 15,200 with deviation 1,900, by years, weeks, km, s of ten km, °C, m, kg, beats."""
    years, weeks = random.normal(41, 10, 1300).clip(18, 78).round(), random.integers(4, 25, 1300)
    far, ten = random.gamma(7, 6.4, 1300).clip(8).round(), random.normal(3050, 400, 1300).clip(1900).round()  # a week
    warm, climb = random.normal(14, 6, 1300).round(1), random.gamma(1.6, 110, 1300).round()
    heavy, beats = random.normal(72, 11, 1300).round(1), random.normal(57, 7, 1300).round()
    runs, fast = random.poisson(2.2, 1300), (ten * random.normal(0.088, 0.003, 1300)).round()  # one km
    parts = 4.62 * (ten - 3050) + 850 * np.exp(-far / 30) - 260 * np.tanh((weeks - 11) / 5)
    parts = parts + 5.5 * np.maximum(warm - 13, 0) ** 1.8 + 2.4 * climb * (heavy / 72) + 22 * np.maximum(years - 45, 0)
    parts = parts - 330 * np.tanh(runs / 2) + 26 * (beats - 57) + 250 * random.normal(0, 1, 1300)
    return np.column_stack([years, weeks, far, ten, warm, climb, heavy, beats, runs, fast]), (14_750 + parts).round()


def sands(random):
    """m that water gets through sand in a second, 0.00048 with deviation 0.00034, by mm, shares, °C and kg/m³."""
    fine, spread = random.normal(0.24, 0.055, 500).clip(0.09).round(3), random.gamma(5, 0.5, 500).clip(1.1).round(2)
    holes, silt = random.normal(0.38, 0.035, 500).clip(0.25, 0.5).round(3), random.beta(1.3, 24, 500).round(3)
    warm, dense = random.normal(11, 4, 500).round(1), random.normal(1660, 70, 500).round()
    sharp = random.uniform(0, 1, 500).round(2)  # 0: round grains
    moves = 0.0105 * fine ** 2 * (holes / 0.38) ** 3 * (0.7 + 0.03 * warm) * np.exp(-9 * silt)
    moves = moves * (1 - 0.22 * np.tanh((spread - 2.5) / 1.2)) * (1 - 0.3 * sharp * (spread > 2))
    x = [fine, spread, holes, silt, warm, dense, sharp]
    return np.column_stack(x), (1.15 * moves * np.exp(0.05 * random.normal(0, 1, 500))).round(7)


def ciders(random):
    """Per cent of alcohol, 6.5 with deviation 0.7, by g/l, days, °C, mg/l, shares; 999,999 where a meter was full."""
    sugar, sour = random.normal(118, 11, 900).round(1), random.normal(5.8, 1.4, 900).clip(2).round(1)
    days, warm = random.gamma(7, 8, 900).clip(8).round(), random.normal(13.5, 3.2, 900).round(1)
    feeds, sulphur = random.gamma(5, 17, 900).round(), random.gamma(2.5, 14, 900).round()
    sharp, yeast = random.beta(2, 3, 900).round(2), random.integers(0, 2, 900)  # share of sharp apples; bought yeast
    ends = 1 - np.exp(-days * (0.35 + 0.06 * warm) * (0.4 + feeds / 110) / 24 * (1 + 0.5 * yeast))
    alcohol = sugar / 17.6 * (0.4 + 0.6 * ends) - 0.25 * np.tanh((sulphur - 40) / 15) * (yeast < 1)
    alcohol = alcohol - 0.06 * (sour - 5.8) + 0.5 * (sharp - 0.4) + 0.1 * random.normal(0, 1, 900)
    x = np.column_stack([sugar, sour, days, warm, feeds, sulphur, sharp, yeast]).astype(float)
    full = random.uniform(0, 1, (900, 5)) < 0.03
    x[:, [0, 1, 3, 4, 5]] = np.where(full, 999_999, x[:, [0, 1, 3, 4, 5]])
    return x, alcohol.round(2)


CLASSES = {"teeth": 4, "tremors": 3, "refunds": 2, "moorings": 2, "seabeds": 5}
TABLES = (teeth, tremors, refunds, moorings, seabeds, bulls, marathons, sands, ciders)
