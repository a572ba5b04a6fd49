"""Tables that the thirty-eighth part added."""

import numpy as np


def quarries(random):
    """Which of four quarries a marble is from, by ppm, per mille of isotopes, mm, shares, codes."""
    of = random.choice(4, 720, p=[0.32, 0.28, 0.24, 0.16])
    lime = (390_000 - np.array([0, 9_000, 60_000, 20_000])[of] * random.beta(2, 3, 720) * 2).round(-1)
    magnesium = np.exp(np.array([8.0, 8.6, 10.2, 8.5])[of] + 0.7 * random.normal(0, 1, 720)).round(-1)
    manganese = np.exp(np.array([3.2, 4.6, 4.2, 3.0])[of] + 0.8 * random.normal(0, 1, 720)).round(1)
    strontium = np.exp(np.array([5.1, 4.8, 4.6, 5.3])[of] + 0.35 * random.normal(0, 1, 720)).round(1)
    carbon = np.array([2.1, 2.6, 3.3, 1.6])[of] + 0.7 * random.normal(0, 1, 720)
    side = np.where(random.uniform(0, 1, 720) < 0.5, -1, 1)  # two beds in every quarry
    oxygen = np.array([-2.2, -4.6, -5.2, -7.0])[of] + 1.1 * side * (carbon - 2.4) + 0.6 * random.normal(0, 1, 720)
    grain = np.exp(np.array([-0.6, 0.1, 0.4, -0.1])[of] + 0.45 * random.normal(0, 1, 720)).round(2)  # mm
    grey = random.beta(2 + of % 2 * 2, 7, 720).round(2)
    return np.column_stack([lime, magnesium, manganese, strontium, carbon.round(2), oxygen.round(2), side, grain,
                            grey]), of


def ferries(random):
    """Whether a ferry stays in port (a third), by m/s, m, degrees, hPa, minutes, nine digits, codes."""
    wind, from_ = random.gamma(4, 2.9, 1300).clip(0, 32).round(1), random.uniform(0, 360, 1300).round()
    waves = (0.012 * wind**1.8 * random.gamma(6, 1 / 6, 1300) + 0.2).clip(0, 9).round(2)
    press, late = random.normal(1009, 11, 1300).round(1), random.integers(300, 1380, 1300)  # minutes after midnight
    ship = random.integers(0, 5, 1300)
    number = np.array([211_284_610, 219_000_733, 257_036_400, 265_547_250, 230_992_910])[ship]
    full, fog = random.beta(3, 2, 1300).round(2), random.binomial(1, 0.09, 1300)
    log = 0.28 * (wind - np.array([11, 13, 10, 15, 12])[ship]) + 1.1 * (waves - 1.4)
    log = log + 1.3 * np.cos(np.radians(from_ - 250)) * (wind > 8) + 2.2 * fog * np.where(wind < 9, 1, 0.2)
    log = log - 0.04 * (press - 1009) + 1.2 * (np.abs(late - 840) > 400) - 1.4 * (full - 0.6) - 0.5
    return np.column_stack([wind, from_, waves, press, late, number, full, fog]), (
        log + 0.45 * random.logistic(0, 1, 1300) > 0.2)


def perfumes(random):
    """Which of five families a perfume is of, by ppb of seven substances with a long tail, years and a share."""
    of = random.choice(5, 650, p=[0.28, 0.24, 0.2, 0.16, 0.12])
    notes = np.array([[9, 12, 6, 5, 8, 7, 4], [12, 9, 6, 6, 7, 8, 5], [8, 8, 11, 9, 6, 7, 6], [7, 9, 8, 11, 10, 6, 7],
                      [10, 10, 7, 6, 6, 11, 8]])[of]
    flask = random.normal(0, 0.9, 650)[:, None]  # all of it is stronger in one than in another
    parts = np.exp(notes + flask + 1.1 * random.normal(0, 1, (650, 7))).clip(0, 4e7).round(-1)
    years, spirit = random.gamma(1.6, 9, 650).round(), random.beta(16, 4, 650).round(2)
    return np.column_stack([parts, years, spirit]), of


def colds(random):
    """Whether a cold is over in a week (two fifths), by °C, years, days, beats, hours, codes; 999 is none."""
    warm, years = random.normal(37.9, 0.7, 1100).round(1), random.uniform(2, 90, 1100).round()
    days, beats = random.gamma(2, 1.4, 1100).round(1), (72 + 9 * (warm - 37.4) + 7 * random.normal(0, 1, 1100)).round()
    sleep, smokes = random.normal(7, 1.3, 1100).round(1), random.binomial(1, 0.24, 1100)
    kind, tested = random.integers(0, 3, 1100), random.binomial(1, 0.35, 1100)
    log = -1.5 * (warm - 37.9) * np.array([1, 0.4, -0.6])[kind] - 0.0013 * (years - 38) ** 2 + 0.6
    log = log + 0.55 * (days - 2.8) + 0.8 * np.tanh(sleep - 7) * (years > 25) - 1.2 * smokes * (kind != 1)
    warm = np.where(random.uniform(0, 1, 1100) < 0.08, 999, warm)
    return np.column_stack([warm, years, days, beats, sleep, smokes, kind, tested]), (
        log + 0.45 * random.logistic(0, 1, 1100) > 0)


def sparrows(random):
    """Whether a sparrow is of this year, of the last or older, by mm, g, days, shares."""
    of = random.choice(3, 560, p=[0.42, 0.33, 0.25])
    cock = random.binomial(1, 0.5, 560)
    wing = (np.array([74.5, 77, 78.6])[of] + 2.2 * cock + 1.1 * random.normal(0, 1, 560)).round(1)
    heavy = (26 + 0.45 * (wing - 77) + 1.2 * of * (1 - cock) + 1.2 * random.normal(0, 1, 560)).round(1)
    day = random.integers(130, 320, 560)
    moult = np.where(of == 0, (day - 190) / 90, (day - 215) / 70) + 0.16 * random.normal(0, 1, 560)
    bib = np.where(cock == 1, np.array([5, 14, 19])[of] + 3 * random.normal(0, 1, 560), 0).clip(0).round(1)
    leg, gape = (19.4 + 0.5 * random.normal(0, 1, 560)).round(1), (0.75 - 0.25 * of + 0.14 * random.normal(0, 1, 560))
    return np.column_stack([wing, heavy, cock, day, moult.clip(0, 1).round(2), bib, leg, gape.clip(0, 1).round(2)]), of


def yeasts(random):
    """Cells of yeast in a ml, 26,000,000 with deviation 24,000,000, by °C, hours, pH, g/l, shares, codes."""
    warm, hours = random.normal(27, 5, 850).round(1), random.uniform(2, 40, 850).round(1)
    acid, sugar = random.normal(4.8, 0.7, 850).round(2), random.gamma(6, 18, 850).round()
    air, salt = random.beta(2, 2.5, 850).round(2), random.gamma(2, 1.5, 850).round(1)
    strain, first = random.integers(0, 3, 850), np.exp(random.normal(-0.7, 0.5, 850)).round(2)  # millions at the start
    fast = 0.3 * np.exp(-(((warm - np.array([26, 29, 31])[strain]) / 7) ** 2)) * np.exp(-(((acid - 4.9) / 1.2) ** 2))
    most = 1e6 * (18 + 0.42 * sugar * (0.5 + air)) / (1 + 0.05 * salt**1.5)
    cells = most / (1 + (most / (1e6 * first) - 1) * np.exp(-2.2 * fast * hours.clip(0, 24 + 4 * strain)))
    return np.column_stack([warm, hours, acid, sugar, air, salt, strain, first]), (
        cells * np.exp(0.07 * random.normal(0, 1, 850))).round(-4)


def violins(random):
    """The year a violin was made, 1797 with deviation 63, by µm, g, rings, nm of varnish, codes."""
    year = (1680 + 240 * random.beta(1.3, 1.4, 900)).round()
    school = random.choice(3, 900, p=[0.45, 0.35, 0.2])
    age = (year - 1790) / 69
    long = (355_000 + 900 * np.array([1, -0.6, 0.3])[school] * age + 1_100 * random.normal(0, 1, 900)).round(-2)
    belly = (2_800 + 160 * np.tanh(1.3 * age) + 70 * np.array([0, 1, -1])[school] + 90 * random.normal(0, 1, 900))
    arch = (16_500 - 900 * np.abs(age - 0.4) + 300 * school + 260 * random.normal(0, 1, 900)).round(-1)
    heavy, rings = (430 - 7 * age**2 + 9 * random.normal(0, 1, 900)).round(), random.gamma(9, 12, 900).round()
    glow = (468 + 13 * np.sin(1.7 * age) + 4 * random.normal(0, 1, 900)).round(1)  # nm, of the varnish
    angle = (84 + 2.4 * np.where(year > 1810, 1, 0) * random.beta(5, 1, 900) + 0.5 * random.normal(0, 1, 900)).round(1)
    return np.column_stack([long, belly.round(-1), arch, heavy, rings, glow, angle, school]), year


def gliders(random):
    """m/s that a glider climbs, -0.2 with deviation 0.9, by Pa, K, m/s, degrees, kg, hours, shares, codes."""
    press, warm = (80_000 + 7_500 * random.normal(0, 1, 1200)).round(-1), random.normal(281, 7, 1200).round(1)
    speed, bank = random.normal(29, 4.5, 1200).round(1), random.uniform(0, 50, 1200).round()
    heavy, hour = random.normal(410, 55, 1200).round(), random.uniform(9, 19, 1200).round(1)
    clouds, kind = random.beta(1.5, 1.5, 1200).round(2), random.integers(0, 3, 1200)
    sun = np.exp(-(((hour - 14.2) / 2.6) ** 2)) * (1 - (2 * clouds - 0.8) ** 2 * 0.6)
    lift = 4.2 * sun * (0.7 + 0.012 * (warm - 270)) * np.exp(-(((bank - 30) / 22) ** 2))
    sink = 0.7 + 0.006 * (speed - np.array([24, 26, 28])[kind]) ** 2 + 0.0025 * (heavy - 400)
    sink = sink / np.cos(np.radians(bank)) ** 1.5 * np.sqrt(80_000 / press)
    return np.column_stack([press, warm, speed, bank, heavy, hour, clouds, kind]), (
        lift - sink + 0.15 * random.normal(0, 1, 1200)).round(2)


def glues(random):
    """MPa that a glued joint bears, 16.5 with deviation 6.4, by per cent, °C, minutes, mm, codes."""
    resin, filler = random.uniform(35, 80, 480).round(1), random.gamma(2.5, 6, 480).clip(0, 45).round(1)  # per cent
    oven, minutes = random.uniform(20, 160, 480).round(), random.gamma(3, 22, 480).clip(5).round()
    gap, damp = np.exp(random.normal(-1.6, 0.6, 480)).round(2), random.beta(4, 4, 480).round(2)
    metal, rough = random.integers(0, 3, 480), random.gamma(2, 1.2, 480).round(1)  # µm
    cured = 1 / (1 + np.exp(-(0.045 * (oven - 85) + 1.1 * np.log(minutes / 60))))
    bears = 11 + 27 * cured * np.exp(-(((resin - 60) / 22) ** 2)) - 9 * (oven > 135) * (minutes > 80)
    bears = bears + 4 * np.tanh(rough - 2) * np.array([1, -0.5, 0.2])[metal] - 0.012 * (filler - 14) ** 2
    bears = bears * (1 - 0.3 * np.tanh(2 * gap)) * (1 - 0.25 * damp * np.array([0.2, 1, 0.6])[metal])
    return np.column_stack([resin, filler, oven, minutes, gap, damp, metal, rough]), (
        bears * np.exp(0.06 * random.normal(0, 1, 480))).clip(0).round(1)


CLASSES = {"quarries": 4, "ferries": 2, "perfumes": 5, "colds": 2, "sparrows": 3}
TABLES = (quarries, ferries, perfumes, colds, sparrows, yeasts, violins, gliders, glues)
