"""Tables that the forty-first part added."""

import numpy as np


def bricks(random):
    """Which of five works made a brick, by kg/m³, per cent, ppm, mm, °C, shares."""
    of = random.choice(5, 740, p=[0.3, 0.23, 0.19, 0.16, 0.12])
    fired = random.normal(np.array([990, 1_050, 930, 1_080, 1_010])[of], 35).round(-1)
    dense = (1_780 + 0.9 * (fired - 990) + np.array([0, 30, -60, 80, 40])[of] + 35 * random.normal(0, 1, 740)).round()
    lime = (np.array([4, 11, 7, 2.5, 14])[of] * np.exp(0.3 * random.normal(0, 1, 740))).round(1)
    iron = (np.array([5.2, 4.1, 6.4, 5.6, 3.6])[of] + 0.6 * random.normal(0, 1, 740)).round(2)
    trace = np.array([[130, 42, 310], [95, 66, 270], [150, 38, 180], [120, 80, 420], [80, 55, 230]])[of]
    trace = (trace * np.exp(0.25 * random.normal(0, 1, (740, 3)))).round()  # Cr, Ni, Sr
    long = (228 + np.array([0, 8, -6, 12, 3])[of] + 5 * random.normal(0, 1, 740)).round(1)
    drinks = (0.24 - 0.0004 * (dense - 1_780) + 0.02 * random.normal(0, 1, 740)).clip(0.03).round(3)
    return np.column_stack([dense, lime, iron, trace, long, fired, drinks]), of


def kennels(random):
    """Whether a dog finds a home in a month (two of five), by years, kg, euros, days, codes, shares; 999 is unknown."""
    years, heavy = random.gamma(2, 2.2, 1100).clip(0.2, 17).round(1), np.exp(random.normal(2.8, 0.6, 1100)).round(1)
    fee, been = random.choice([80, 150, 220, 350], 1100), random.gamma(1.3, 40, 1100).round()  # days
    kind, barks = random.integers(0, 5, 1100), random.beta(2, 3, 1100).round(2)
    shown, town = random.poisson(6, 1100), random.binomial(1, 0.4, 1100)  # pictures
    month, cats = random.integers(1, 13, 1100), random.binomial(1, 0.5, 1100)
    log = 1.9 * np.exp(-years / 3) - 0.12 * years - 0.9 * np.tanh((heavy - 24) / 9) * (0.4 + town) + 0.7
    log = log - 2.4 * (barks - 0.4) * (0.5 + town) + 0.9 * np.tanh((shown - 5) / 3) + 0.5 * cats
    log = log - 0.004 * (fee - 150) * (years > 4) + np.array([0.3, -0.7, 0.5, 0, -0.2])[kind] - 0.5 * np.tanh(been / 60)
    log = log + 0.4 * np.cos(6.28 * (month - 6) / 12)
    known = np.where(random.uniform(0, 1, 1100) < 0.14, 999, years)
    return np.column_stack([known, heavy, fee, been, kind, barks, shown, town, month, cats]), (
        log - 1.55 + 0.35 * random.logistic(0, 1, 1100) > 0)


def mosses(random):
    """Which of three mosses grows here, by lux with a long tail, m, °C, pH, degrees, shares, mg/kg."""
    of = random.choice(3, 620, p=[0.42, 0.34, 0.24])
    wet = random.beta(np.array([4, 6, 2.5])[of], np.array([3, 2, 4])[of]).round(2)
    light = np.exp(np.array([6.4, 7.6, 8.9])[of] - 1.5 * (wet - 0.5) + 0.8 * random.normal(0, 1, 620)).round()
    high = random.gamma(np.array([3, 6, 4])[of], 130).round()
    acid = (np.array([4.6, 5.4, 6.3])[of] + 0.5 * random.normal(0, 1, 620)).round(1)
    warm = (11 - 0.0058 * high + 1.2 * random.normal(0, 1, 620)).round(1)
    slope, faces = random.gamma(2, 8, 620).clip(0, 60).round(), random.integers(0, 360, 620)
    rich = np.exp(3 + 0.5 * (acid - 5.4) * np.array([1, -1, 0.5])[of] + 0.3 * random.normal(0, 1, 620)).round(1)
    return np.column_stack([light, high, acid, wet, warm, slope, faces, rich]), of


def scooters(random):
    """Whether a scooter is gone by morning (nearly half), by degrees times 10,000,000, per cent, hours, m, codes."""
    north, east = random.normal(0, 1, 950), random.normal(0, 1, 950)
    charge, hour = random.uniform(2, 100, 950).round(), random.uniform(17, 29, 950).round(1)
    stop, rent = np.exp(random.normal(5, 0.7, 950)).round(), random.gamma(2, 5, 950).round()  # rides since Monday
    dark, day = random.beta(2, 2, 950).round(2), random.integers(0, 7, 950)
    log = 1.5 * np.exp(-((north - 0.6) ** 2 + (east + 0.5) ** 2) / 0.8) - 0.9 * np.exp(-((north + 1) ** 2 + east**2))
    log = log + 0.03 * (charge - 45) + 0.9 * (day > 3) * np.tanh((hour - 23) / 2) - 0.5 * np.log(stop / 150)
    log = log + 0.06 * (rent - 10) - 1.8 * (dark - 0.5) * np.sign(east) - 0.45
    where = np.column_stack([525_200_000 + 280_000 * north, 134_000_000 + 520_000 * east]).round(-3)
    return np.column_stack([where, charge, hour, stop, rent, dark, day]), log + 0.3 * random.logistic(0, 1, 950) > 0


def solders(random):
    """Which of four faults a solder joint has, by mΩ, °C, s, µm, N, shares; 9.9e37 mΩ is the meter over its range."""
    of = random.choice(4, 860, p=[0.4, 0.25, 0.2, 0.15])  # none, cold, cracked, voids
    peak = (246 + np.array([0, -13, 3, 6])[of] + 6 * random.normal(0, 1, 860)).round(1)
    above = (62 + np.array([0, -18, 4, 12])[of] + 9 * random.normal(0, 1, 860)).round()
    ohms = np.exp(np.array([1.6, 2.3, 3.1, 1.9])[of] + 0.35 * random.normal(0, 1, 860)).round(2)
    high = (118 + np.array([0, 14, -4, 22])[of] + 12 * random.normal(0, 1, 860)).round()
    pull = (14.5 + np.array([0, -4, -6, -2.5])[of] + 2 * random.normal(0, 1, 860)).round(1)
    shine = random.beta(np.array([6, 2.5, 4, 5])[of], 3).round(2)
    empty = random.beta(np.array([2, 2, 3, 5])[of], 9).round(3)
    ohms = np.where(random.uniform(0, 1, 860) < np.array([0.01, 0.03, 0.15, 0.02])[of], 9.9e37, ohms)
    return np.column_stack([ohms, peak, above, high, pull, shine, empty]), of


def pearls(random):
    """Yen that a pearl fetches, 64,000 with deviation 16,000, by mm, shares, years, codes."""
    wide, layer = random.normal(8.2, 1.2, 840).clip(5, 13).round(1), random.gamma(4, 0.13, 840).round(2)
    round_, shine = random.beta(5, 2, 840).round(2), random.beta(3, 2.5, 840).round(2)
    spots, years = random.poisson(2.2, 840), random.integers(1, 8, 840)
    hue, bay = random.integers(0, 4, 840), random.integers(0, 3, 840)
    pair, set_ = random.binomial(1, 0.3, 840), random.uniform(0, 1, 840).round(2)
    worth = 18 + 5.5 * (wide - 6).clip(0) ** 1.3 * (0.4 + 0.6 * shine) + 16 * (shine - 0.5) + 20 * (round_ - 0.7)
    worth = worth + 9 * np.tanh(4 * (layer - 0.5)) + np.array([0, 6, -4, 12])[hue] * shine - 3 * spots**0.7
    worth = worth + 6 * pair * (round_ > 0.75) + np.array([0, 3, -2])[bay] + 0.6 * years + 20
    return np.column_stack([wide, layer, round_, shine, spots, years, hue, bay, pair, set_]), (
        1_150 * worth.clip(4) ** 1.02 * np.exp(0.06 * random.normal(0, 1, 840))).round(-2)


def watches(random):
    """Share of its time that a watch gains, 0.000009 with deviation 0.000035, by degrees, years, °C, µT, codes."""
    swing, years = random.normal(275, 25, 760).round(), random.gamma(1.5, 5, 760).round(1)  # since its last oil
    warm, worn = random.normal(24, 5, 760).round(1), random.beta(2, 2, 760).round(2)
    wound, way = random.beta(5, 2, 760).round(2), random.integers(0, 6, 760)  # how it lies at night
    rate, jewels = random.choice([18_000, 21_600, 28_800], 760), random.choice([15, 17, 21, 25], 760)
    field = np.exp(random.normal(2.5, 0.9, 760)).round(1)  # µT
    gains = 2.6 * np.tanh((275 - swing) / 30) + 4.5 * (1 - np.exp(-years / 6)) * (1 - worn)
    gains = gains - 0.16 * (warm - 24) * (rate < 20_000) + np.array([0, 1.8, -1.2, 2.4, -2.2, 0.6])[way] * (1.3 - wound)
    gains = gains + 1.4 * np.log(field / 12) + 5 * (0.7 - wound) - 0.12 * (jewels - 17) - 0.4
    return np.column_stack([swing, years, warm, worn, wound, way, rate, jewels, field]), (
        1.25e-5 * (gains + 0.7 * random.normal(0, 1, 760))).round(8)


def mains(random):
    """Millihertz of the mains, 49,997 with deviation 19, by MW, minutes, °C, m/s, shares."""
    minute, load = random.uniform(0, 1440, 1400).round(), (42_000 + 6_500 * random.normal(0, 1, 1400)).round(-1)
    wind, sun = random.gamma(2.2, 2.8, 1400).round(1), random.beta(1.2, 2, 1400).round(2)
    trade, spin = (900 * random.normal(0, 1, 1400)).round(-1), random.beta(4, 3, 1400).round(2)
    warm, holiday = random.normal(11, 8, 1400).round(1), random.binomial(1, 0.25, 1400)
    ramp = (420 * random.normal(0, 1, 1400)).round(-1)  # MW in the last ten minutes
    off = -14 * np.tanh(ramp / 350) * (1.5 - spin) + 11 * np.tanh((wind - 6) / 3) - 0.0011 * (load - 42_000)
    off = off + 13 * np.sin(6.28 * minute / 720) * (1 - 0.7 * holiday) + 0.008 * trade + 16 * (sun - 0.35)
    off = off - 0.05 * (warm - 14) ** 2 + 2
    return np.column_stack([minute, load, wind, sun, trade, spin, warm, holiday, ramp]), (
        49_998 + off + 5 * random.normal(0, 1, 1400)).round()


def fogs(random):
    """Metres that one sees in a fog, 580 with deviation 280, by °C, shares, m/s, µg/m³, hours, hPa, codes."""
    warm, spread = random.normal(5, 4, 560).round(1), random.gamma(1.5, 0.5, 560).round(2)  # above the dew point
    wind, dust = random.gamma(2, 0.9, 560).round(1), np.exp(random.normal(2.9, 0.5, 560)).round(1)
    hour, press = random.uniform(0, 14, 560).round(1), (1_022 + 6 * random.normal(0, 1, 560)).round(1)
    river, clear = random.binomial(1, 0.4, 560), random.beta(3, 2, 560).round(2)
    drops = 1.2 - 1.1 * np.tanh(spread) + 0.5 * np.exp(-(((wind - 1.4) / 0.8) ** 2)) + 0.35 * river * (hour < 9)
    drops = drops + 0.25 * np.log(dust / 18) + 0.4 * clear * np.cos(6.28 * (hour - 5) / 18) - 0.02 * (warm - 5)
    sees = 470 * np.exp(-0.95 * (drops - 1.1)) * (1 - 0.008 * (press - 1_022))
    return np.column_stack([warm, spread, wind, dust, hour, press, river, clear]), (
        sees * np.exp(0.08 * random.normal(0, 1, 560))).round(-1)


CLASSES = {"bricks": 5, "kennels": 2, "mosses": 3, "scooters": 2, "solders": 4}
TABLES = (bricks, kennels, mosses, scooters, solders, pearls, watches, mains, fogs)
