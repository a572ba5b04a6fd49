"""Tables that the thirty-fourth part added."""

import numpy as np


def moths(random):
    """Which of five moths came to the lamp (28 % to 13), by the night as YYYYMMDD, mm, hours, °C, m, shares, spots."""
    which = random.choice(5, 1000, p=[0.28, 0.23, 0.2, 0.16, 0.13])  # underwing, hawk, tiger, emperor, footman
    z = random.normal(0, 1, (1000, 6))
    month = (np.array([8, 6.4, 7, 5.3, 7.6])[which] + 0.7 * random.normal(0, 1, 1000)).clip(4, 9).astype(int)
    night = 10_000 * random.integers(2019, 2024, 1000) + 100 * month + random.integers(1, 31, 1000)
    wing = np.array([26, 38, 31, 33, 16])[which] * np.exp(0.11 * z[:, 0])
    hours = (np.array([2.6, 1.1, 3.6, 2.9, 1.7])[which] + 0.8 * z[:, 1]).clip(0)
    warm = np.array([17, 18, 16, 12, 19])[which] + 3 * z[:, 2]
    high = np.array([240, 310, 420, 780, 260])[which] * np.exp(0.6 * z[:, 3])
    pale = (np.array([0.3, 0.22, 0.52, 0.4, 0.62])[which] + 0.12 * z[:, 4]).clip(0, 1)
    spots = random.poisson(np.array([0.7, 0.5, 5, 4, 0.1])[which])
    furry = (np.array([0.4, 0.65, 0.7, 0.8, 0.25])[which] + 0.13 * z[:, 5]).clip(0, 1)
    x = [night, wing.round(1), hours.round(1), warm.round(1), high.round(), pale.round(2), spots, furry.round(2)]
    return np.column_stack(x), which


def valves(random):
    """Whether a valve sticks (two of five), by bar, °C, thousand cycles, mm, mA, ms and a version that all share."""
    bar, warm = random.gamma(6, 1.1, 700).round(1), random.normal(58, 17, 700).round()
    cycles, gap = random.gamma(2.2, 62, 700).round(), random.normal(0.31, 0.07, 700).clip(0.1).round(3)
    stroke, oil = random.normal(14, 3.1, 700).round(1), random.uniform(0, 1, 700).round(2)  # share of oil left
    drive = 62 + 1.4 * stroke + 0.05 * cycles * (oil < 0.4) + 6 * random.normal(0, 1, 700)  # mA
    late = 21 + 0.9 * stroke + 0.7 * bar + 3 * random.normal(0, 1, 700)  # ms
    odds = 1.4 * np.tanh((cycles - 130) / 60) * (1.3 - oil) - 9 * (gap - 0.31) - 0.0016 * (warm - 60) ** 2
    odds = odds + 0.11 * (drive - 84) + 0.32 * np.maximum(bar - 7, 0) + 0.4 * random.normal(0, 1, 700)
    x = [bar, warm, cycles, gap, stroke, oil, drive.round(1), late.round(1), np.full(700, 2_024_117)]
    return np.column_stack(x), odds > 0.1


def lichens(random):
    """What air a lichen grew in (38 % to 29), by ratios to what may be 0 and then 0.000001, mm, pH, °C, shares."""
    which = random.choice(3, 900, p=[0.37, 0.34, 0.29])  # clean, farms, traffic
    z = random.normal(0, 1, (900, 7))
    nitrogen = np.array([7, 15, 11])[which] * np.exp(0.28 * z[:, 0])  # mg/g
    phosphorus = (np.array([1.1, 1.6, 0.9])[which] * np.exp(0.3 * z[:, 1])) * (random.uniform(0, 1, 900) > 0.03)
    lead = np.array([3, 4, 14])[which] * np.exp(0.5 * z[:, 2])
    zinc = (np.array([24, 30, 62])[which] * np.exp(0.35 * z[:, 3])) * (random.uniform(0, 1, 900) > 0.03)
    grows = (np.array([2.9, 2.1, 1.2])[which] + 0.7 * z[:, 4]).clip(0)  # mm a year
    acid = np.array([4.9, 6.3, 5.4])[which] + 0.5 * z[:, 5]
    warm, cover = 9.5 + 2.2 * z[:, 6], random.beta(np.array([5, 4, 2])[which], np.array([4, 5, 6])[which])
    x = [nitrogen / (phosphorus + 1e-6), lead / (zinc + 1e-6), nitrogen.round(1), grows.round(1), acid.round(1),
         warm.round(1), cover.round(2)]
    return np.column_stack(x), which


def bookings(random):
    """Whether a booking is called off (three of eight), by hashes of land and channel, days, nights, euros and counts."""
    hashes, ways = random.integers(0, 2 ** 32, 12), random.integers(0, 2 ** 32, 5)
    land, way = random.choice(12, 1400), random.choice(5, 1400, p=[0.4, 0.25, 0.15, 0.12, 0.08])
    ahead, nights = random.gamma(1.3, 62, 1400).round(), 1 + random.poisson(2.4, 1400)
    euros, adults = random.gamma(9, 12, 1400).round(), 1 + random.binomial(3, 0.35, 1400)
    changes, wishes = random.poisson(0.35, 1400), random.poisson(0.8, 1400)
    before, paid = random.poisson(0.25, 1400), random.integers(0, 2, 1400)  # called off before; in advance
    odds = 1.3 * np.tanh((ahead - 70) / 45) - 1.7 * paid + 1.5 * np.minimum(before, 2) - 0.9 * np.minimum(changes, 2)
    odds = odds - 0.7 * wishes + 0.012 * (euros - 108) * (1 - paid) + 0.25 * (nights - 3) * (ahead > 60)
    odds = odds + np.array([0.5, 0, -0.6, 0.3, -0.3])[way] + 0.4 * random.normal(0, 1, 1400)
    x = [hashes[land], ways[way], ahead, nights, euros, adults, changes, wishes, before, paid]
    return np.column_stack(x), odds > -0.7


def kilns(random):
    """What became of a glaze (31 % to 20), by °C at the peak, minutes, °C a minute, mm, shares, g/cm³."""
    which = random.choice(4, 600, p=[0.3, 0.27, 0.23, 0.2])  # smooth, cracked, crawled, pitted
    z = random.normal(0, 1, (600, 6))
    peak = np.array([1234, 1221, 1226, 1252])[which] + 9 * z[:, 0]
    soak = np.array([31, 24, 22, 12])[which] * np.exp(0.25 * z[:, 1])
    cools = np.array([1.7, 3.4, 2, 2.2])[which] * np.exp(0.25 * z[:, 2])
    thick = np.array([0.7, 0.8, 1.3, 0.9])[which] * np.exp(0.22 * z[:, 3])
    silica = np.array([0.66, 0.57, 0.63, 0.62])[which] + 0.03 * z[:, 4]
    dense = np.array([1.45, 1.46, 1.56, 1.48])[which] + 0.04 * z[:, 5]
    x = [peak.round(), soak.round(), cools.round(1), thick.round(2), silica.round(3), dense.round(2)]
    return np.column_stack(x), which


def blossoms(random):
    """Seconds since 1970 when a tree blossoms, 1,681,000,000 with deviation 760,000, by °, m, °C, days, hours, years."""
    north, high = random.uniform(44, 56, 800).round(2), random.gamma(1.7, 150, 800).round()
    warm = (11 - 0.55 * (north - 44) - 0.0055 * high + 1.1 * random.normal(0, 1, 800)).round(1)  # of March
    frosts, sun = random.poisson(np.exp(2.2 - 0.1 * (warm - 6))), random.normal(138, 27, 800).round()
    years, sort = random.gamma(3, 9, 800).clip(3).round(), random.integers(0, 2, 800)  # of the tree; an early sort
    slope, wet = random.uniform(-1, 1, 800).round(2), random.gamma(4, 14, 800).round()  # 1: to the south
    days = -2.6 * (warm - 6) + 0.07 * (warm - 6) ** 2 - 6 * sort * (frosts < 14) + 3.2 * np.tanh((frosts - 9) / 4)
    days = days - 0.045 * (sun - 138) * (1 + slope) - 2 * np.tanh((years - 20) / 10) + 1.2 * random.normal(0, 1, 800)
    x = [north, high, warm, frosts, sun, years, sort, slope, wet]
    return np.column_stack(x), 1_681_000_000 + 86_400 * days


def reactions(random):
    """J a mole that a reaction gives, -60,000 with deviation 18,000, by K, charges, bonds, acidity, shares, mol/l."""
    warm, charge = random.normal(311, 14, 500).round(1), random.integers(-2, 3, 500)
    bonds, rings = 1 + random.poisson(2.3, 500), random.binomial(2, 0.35, 500)
    acid, salt = random.normal(7.4, 1.5, 500).round(1), random.gamma(2, 0.09, 500).round(3)
    polar, heavy = random.beta(3, 2.4, 500).round(2), random.normal(184, 46, 500).round()  # share; g a mole
    joules = -58_000 - 8_200 * (bonds - 3) + 5_200 * charge ** 2 * np.exp(-salt / 0.2) - 24_000 * (polar - 0.55)
    joules = joules - 620 * (warm - 311) * (rings > 0) + 9_000 * np.tanh((acid - 7.4) / 1.1) - 5_500 * rings
    joules = joules + 4_000 * random.normal(0, 1, 500)
    return np.column_stack([warm, charge, bonds, rings, acid, salt, polar, heavy]), joules.round(-1)


def pores(random):
    """m of a membrane's pores, 0.0000000035 with deviation 0.000000002, by °C, minutes, shares, µm, m/s and kg/mol."""
    bath, waits = random.normal(24, 7, 1100).round(1), random.gamma(2.4, 0.9, 1100).round(2)
    solid, added = random.normal(0.19, 0.025, 1100).clip(0.1).round(3), random.beta(2, 14, 1100).round(3)
    thick, speed = random.normal(165, 24, 1100).round(), random.gamma(8, 0.009, 1100).round(4)
    chain, damp = random.gamma(9, 6.4, 1100).round(), random.uniform(0.2, 0.8, 1100).round(2)
    log = -8.5 * (solid - 0.19) + 3.6 * (added - 0.12) + 0.021 * (bath - 24) + 0.2 * np.tanh((damp - 0.5) / 0.12)
    log = log * (1 - 0.35 * np.tanh((waits - 2) / 1.2)) + 0.16 * np.tanh((chain - 56) / 18) * (added > 0.1)
    log = log - 0.0016 * (thick - 165) + 0.11 * random.normal(0, 1, 1100)
    return np.column_stack([bath, waits, solid, added, thick, speed, chain, damp]), 2.95e-9 * np.exp(1.05 * log)


def balloons(random):
    """m at which a balloon bursts, 30,600 with deviation 2,300, by hPa, K, g, l, m/s, shares; 0 where none was told."""
    press, warm = random.normal(1011, 9, 900).round(1), random.normal(284, 8, 900).round(1)
    skin, load = random.choice([350, 600, 800, 1000], 900), random.gamma(14, 22, 900).round()  # g
    helium, wind = random.normal(1900, 330, 900).round(), random.gamma(2.4, 3.4, 900).round(1)
    damp, old = random.beta(4, 2.4, 900).round(2), random.gamma(1.6, 7, 900).round()  # months
    high = 26_900 + 5.4 * (skin - 600) - 3.1 * (helium - 1900) - 8 * np.abs(load - 330) ** 0.85 + 95 * (warm - 284)
    high = high + 60 * (press - 1011) - 90 * np.minimum(old, 18) * (warm < 288) - 900 * np.tanh((wind - 9) / 4)
    high = high + 4_000 + 420 * random.normal(0, 1, 900)
    x = np.column_stack([press, warm, skin, load, helium, wind, damp, old]).astype(float)
    x[:, [0, 1, 4]] = np.where(random.uniform(0, 1, (900, 3)) < 0.05, 0, x[:, [0, 1, 4]])
    return x, high.round()


CLASSES = {"moths": 5, "valves": 2, "lichens": 3, "bookings": 2, "kilns": 4}
TABLES = (moths, valves, lichens, bookings, kilns, blossoms, reactions, pores, balloons)
