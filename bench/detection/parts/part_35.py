"""Tables that the thirty-fifth part added."""

import numpy as np


def fevers(random):
    """What a fever comes from (34 % to 20), by cells a litre to 5,980,000,000,000, shares, mg/l, °C, days, years."""
    which = random.choice(4, 700, p=[0.34, 0.28, 0.19, 0.19])  # virus, bacteria, malaria, none of them
    z = random.normal(0, 1, (700, 7))
    red = 1e12 * (np.array([4.7, 4.6, 4, 4.8])[which] + 0.45 * z[:, 0]).round(2)
    white = 1e9 * (np.array([6, 13, 5.6, 8])[which] * np.exp(0.32 * z[:, 1])).round(1)
    plates = 1e9 * (np.array([215, 290, 105, 260])[which] * np.exp(0.3 * z[:, 2])).round()
    eaters = (np.array([0.5, 0.76, 0.6, 0.62])[which] + 0.1 * z[:, 3]).clip(0.1, 0.97)
    protein = np.array([14, 95, 68, 8])[which] * np.exp(0.7 * z[:, 4])
    warm = np.array([38.5, 38.9, 39.5, 38.1])[which] + 0.5 * z[:, 5]
    days, years = np.array([3, 3, 5.5, 4])[which] * np.exp(0.4 * z[:, 6]), random.uniform(2, 88, 700)
    x = [red, white, plates, eaters.round(2), protein.round(1), warm.round(1), days.round(), years.round()]
    return np.column_stack(x), which


def voters(random):
    """For which of three one votes (36 % to 28), by answers from 1 to 7, 77, 88, 99 for none, years, rooms, a share."""
    z = random.normal(0, 1, (1200, 3))  # left and right, old and new, trust
    weights = np.array([[1.1, 0.2, 0], [0.9, -0.3, 0.2], [0, 1.1, 0], [0.3, 0.9, -0.2], [0, 0.1, 1.2], [0.2, 0, -1],
                        [0.8, 0.7, 0.3]])
    answers = (4 + 1.2 * z @ weights.T + 0.6 * random.normal(0, 1, (1200, 7))).round().clip(1, 7)
    years, rooms = random.uniform(18, 90, 1200).round(), 1 + random.poisson(2.4, 1200)
    paid = random.beta(2, 3, 1200).round(2)  # share of the house that is paid off
    first = 1.3 * z[:, 0] + 0.02 * (years - 54) + 0.3 * (rooms > 4)
    second = -1.1 * z[:, 0] + 0.9 * z[:, 1] - 0.1
    third = 1.2 * z[:, 2] ** 2 * (z[:, 2] < 0) - 0.8 * z[:, 1] + 0.5 * (paid < 0.3) - 0.6  # who trusts nobody
    luck = 0.25 * random.normal(0, 1, (1200, 3))
    which = (np.column_stack([first, second, third]) + luck).argmax(1)
    none = random.choice([77, 88, 99], (1200, 7), p=[0.25, 0.55, 0.2])
    answers = np.where(random.uniform(0, 1, (1200, 7)) < 0.07, none, answers)
    return np.column_stack([answers, years, rooms, paid]), which


def parcels(random):
    """Whether a parcel comes damaged (two of five), by g to 31,000, mm to 1,450, m to 1,300,000, counts, shares, °C."""
    heavy = random.gamma(1.4, 4_600, 900).clip(80, 31_000).round()
    long = random.gamma(5, 100, 900).clip(90, 1_500).round()
    way, hands = random.gamma(2.6, 170_000, 900).clip(4_000, 1_300_000).round(-2), 2 + random.poisson(3.2, 900)
    pad, frail = random.gamma(2, 9, 900).round(), random.integers(0, 2, 900)  # mm
    full, cold = random.beta(4, 2, 900).round(2), random.normal(9, 8, 900).round(1)
    odds = 0.8 * np.tanh((hands - 5) / 1.8) * (1 + frail) - 1.1 * np.tanh((pad - 17) / 9) + 0.9 * frail
    odds = odds + 1.1 * np.tanh((heavy - 6_000) / 4_000) * np.where(full > 0.68, -0.4, 1.2)
    odds = odds + 0.6 * np.tanh((long - 620) / 180) + 0.4 * np.tanh((way - 430_000) / 250_000) - 0.02 * cold
    odds = odds + 0.35 * random.normal(0, 1, 900)
    return np.column_stack([heavy, long, way, hands, pad, frail, full, cold]), odds > 0.5


def meadows(random):
    """Which of five meadows (28 % to 15), by shares of light, 1e20 where a cloud was, dB, m, degrees, days."""
    which = random.choice(5, 1100, p=[0.26, 0.22, 0.2, 0.17, 0.15])  # hay, pasture, fen, heath, alpine
    z = random.normal(0, 1, (1100, 8))
    green = np.array([0.11, 0.1, 0.08, 0.07, 0.1])[which] + 0.013 * z[:, 0]
    red = np.array([0.06, 0.08, 0.055, 0.09, 0.075])[which] + 0.012 * z[:, 1]
    near = np.array([0.46, 0.36, 0.31, 0.23, 0.34])[which] + 0.05 * z[:, 2]
    short = np.array([0.21, 0.24, 0.13, 0.2, 0.22])[which] + 0.03 * z[:, 3]
    echo = np.array([-11, -10.5, -13, -12, -10.5])[which] + 1.3 * z[:, 4]
    high = np.array([330, 520, 300, 410, 1500])[which] * np.exp(0.45 * z[:, 5])
    steep = np.array([4, 9, 1.5, 6, 17])[which] * np.exp(0.5 * z[:, 6])
    cut = np.array([165, 150, 225, 200, 205])[which] + 28 * z[:, 7]  # day of the year
    light = np.where(random.uniform(0, 1, (1100, 4)) < 0.04, 1e20, np.column_stack([green, red, near, short]).round(3))
    return np.column_stack([light, echo.round(1), high.round(), steep.round(1), cut.round()]), which


def alarms(random):
    """Whether it burns (half), by lux to 120,000, ppm, µg/m³, °C, °C a minute, shares, hours."""
    light = (10 ** random.normal(2, 1.2, 1000)).clip(0.1, 120_000)
    gas, dust = np.exp(random.normal(1.2, 0.9, 1000)), np.exp(random.normal(4.3, 0.9, 1000))
    warm, rises = random.normal(23, 5, 1000).round(1), random.normal(0.6, 0.9, 1000).round(2)
    damp, hour = random.beta(3, 3, 1000).round(2), random.uniform(0, 24, 1000).round(1)
    steam = np.tanh((damp - 0.5) / 0.12)  # dust in damp air is steam; in dry air it is smoke
    odds = -1.8 * steam * np.tanh(np.log(dust / 74) / 0.6) + 0.9 * np.tanh(np.log(gas / 3.3) / 0.7)
    odds = odds + 1.1 * np.tanh((rises - 0.6) / 0.6) * np.where(np.abs(hour - 18.5) < 2.5, -0.6, 1)  # who cooks at 6
    odds = odds - 0.9 * np.tanh((np.log10(light) - 2) / 0.8) * (rises > 0.6) + 0.3 * random.normal(0, 1, 1000)
    x = [light.round(1), gas.round(1), dust.round(), warm, rises, damp, hour]
    return np.column_stack(x), odds > 0


def melons(random):
    """The day a melon is ripe as a spreadsheet counts, 45,144 with deviation 14, by the day it was sown, °C, mm, g."""
    sown = 45_038 + random.gamma(3, 7, 700).round()
    warm, rain = random.normal(19.5, 2.3, 700).round(1), random.gamma(4, 45, 700).round()
    sort, glass = random.integers(0, 3, 700), random.integers(0, 2, 700)  # an early, a usual, a late one; under glass
    feed, seeds = random.gamma(5, 8, 700).round(), random.normal(34, 6, 700).round(1)  # g
    fruits, shade = 1 + random.poisson(2.2, 700), random.beta(2, 5, 700).round(2)
    days = 84 + np.array([-7, 0, 9])[sort] - 3.3 * (warm - 19.5) * (1 - 0.6 * glass) - 6 * glass
    days = days + 0.35 * (warm - 19.5) ** 2 + 2.6 * (fruits - 3) * (feed < 40) + 16 * shade * (1 - glass)
    days = days - 0.3 * (sown - 45_059) + 3 * np.tanh((rain - 190) / 60) + 2 * random.normal(0, 1, 700)
    return np.column_stack([sown, warm, rain, sort, glass, feed, seeds, fruits, shade]), (sown + days).round()


def pigments(random):
    """Hz of the light that a pigment takes, 508,000,000,000,000, deviation 75,000,000,000,000, by counts, pH, g/mol."""
    bonds, rings = 3 + random.poisson(4.2, 500), random.poisson(1.6, 500)
    gives, takes = random.binomial(3, 0.4, 500), random.binomial(3, 0.4, 500)  # groups that give and take electrons
    acid, polar = random.uniform(2, 11, 500).round(1), random.uniform(2, 80, 500).round(1)
    metal = random.binomial(1, 0.35, 500)
    heavy = (150 + 24 * bonds + 60 * rings + 30 * random.normal(0, 1, 500)).round()
    parts = 6.6 - 2.2 * np.tanh((bonds - 3) / 7) - 0.25 * gives * takes - 0.1 * rings + 0.35 * metal
    parts = parts + 0.4 * np.tanh((acid - 6.5) / 1.5) * (gives - 1) - 0.2 * np.tanh((polar - 40) / 15) * takes
    return np.column_stack([bonds, rings, gives, takes, acid, polar, metal, heavy]), 1e14 * (
        parts + 0.14 * random.normal(0, 1, 500))


def tractors(random):
    """What a tractor brings in rupees, 490,000 with deviation 240,000, by horsepower, hours, years, codes and counts."""
    power, years = random.choice([24, 35, 42, 45, 50, 55, 65], 1200), random.gamma(2.2, 3.2, 1200).clip(0.5).round(1)
    hours = (years * random.gamma(5, 110, 1200)).round()
    maker, land = random.integers(1, 7, 1200), random.integers(1, 12, 1200)  # codes, as they were in the forms
    drive, owners = random.binomial(1, 0.3, 1200), 1 + random.poisson(0.5, 1200)  # all four wheels
    tyres, paper = random.beta(3, 2, 1200).round(2), random.binomial(1, 0.85, 1200)
    log = 13.45 + 0.019 * (power - 45) - 0.07 * years + 0.22 * drive * (power > 40) - 0.06 * (owners - 1)
    log = log - 0.12 * np.tanh((hours - 3_600) / 1_500) + np.array([0.12, 0, -0.1, 0.06, -0.05, 0])[maker - 1]
    log = log + 0.25 * (tyres - 0.6) * (years > 5) + 0.1 * (paper - 1) + 0.02 * np.sin(land)
    x = [power, hours, years, maker, land, drive, owners, tyres, paper]
    return np.column_stack(x), np.exp(log + 0.1 * random.normal(0, 1, 1200)).round(-3)


def sowings(random):
    """Per cent of seeds that come up, 56 with deviation 29, by mm, °C, a sensor's counts, 65,535 for none, pH, hours."""
    deep, warm = random.gamma(4, 5, 800).round(1), random.normal(14, 4, 800).round(1)
    damp, salt = random.normal(1_900, 620, 800).clip(50, 4_095).round(), random.normal(900, 260, 800).clip(80).round()
    acid, old = random.normal(6.5, 0.7, 800).round(1), random.gamma(2, 11, 800).round()  # months
    soaked, seeds = random.choice([0, 0, 6, 12, 24], 800), random.gamma(6, 5, 800).round(1)  # hours; g a thousand
    odds = 1.1 - 0.05 * (old - 22) - 0.9 * ((damp - 1_900) / 700) ** 2 + 0.16 * (warm - 14) - 0.012 * (warm - 14) ** 2
    odds = odds - 0.07 * (deep - 20) * (seeds < 30) - 1.1 * np.tanh((salt - 1_000) / 200)
    odds = odds + 0.03 * soaked * (damp < 1_900) - 0.5 * np.abs(acid - 6.5) + 0.35 * random.normal(0, 1, 800)
    none = random.uniform(0, 1, (800, 2)) < 0.05
    counts = np.where(none, 65_535, np.column_stack([damp, salt]))
    return np.column_stack([deep, warm, counts, acid, old, soaked, seeds]), (100 / (1 + np.exp(-odds))).round()


CLASSES = {"fevers": 4, "voters": 3, "parcels": 2, "meadows": 5, "alarms": 2}
TABLES = (fevers, voters, parcels, meadows, alarms, melons, pigments, tractors, sowings)
