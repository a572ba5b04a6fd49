"""Tables that the thirty-ninth part added."""

import numpy as np


def inks(random):
    """Which of four inks a letter is written in, by counts of iron, copper, zinc and lead, nm, pH, years, shares."""
    of = random.choice(4, 720, p=[0.34, 0.28, 0.22, 0.16])
    worn = random.beta(2, 3, 720)  # how much of it has gone
    iron = np.exp(np.array([11.6, 11.2, 8.4, 10.6])[of] - 1.2 * worn + 0.3 * random.normal(0, 1, 720))
    copper = np.exp(np.array([8.2, 9.4, 7.2, 8.9])[of] - 0.8 * worn + 0.4 * random.normal(0, 1, 720))
    zinc = np.exp(np.array([7.9, 8.9, 6.9, 6.6])[of] - 0.5 * worn + 0.5 * random.normal(0, 1, 720))
    lead = np.exp(6.5 + 0.9 * (of == 3) * (worn > 0.3) + 0.5 * random.normal(0, 1, 720))
    hue = (540 + np.array([14, 26, -22, 4])[of] + 60 * (worn - 0.4) * np.array([1, -0.7, 0.2, 0.9])[of]
           + 7 * random.normal(0, 1, 720)).round(1)
    acid = (4.9 + np.array([-0.5, -0.2, 1.1, 0.2])[of] + 0.4 * random.normal(0, 1, 720)).round(2)
    year = (1640 + 90 * worn + 45 * random.normal(0, 1, 720)).round()
    metals = np.column_stack([iron, copper, zinc, lead]).round(-1)
    return np.column_stack([metals, hue, acid, year, worn.round(2)]), of


def trams(random):
    """Whether a tram misses its slot (nearly half), by seconds since 1970, s, m, persons, °C, codes."""
    day, minute = random.integers(0, 360, 1000), random.uniform(300, 1380, 1000)
    when = 1_672_531_200 + 86_400 * day + (60 * minute).round()
    behind, way = random.gamma(1.6, 38, 1000).round(), random.uniform(900, 9_500, 1000).round(-1)
    rush = np.exp(-(((minute - 480) / 80) ** 2)) + np.exp(-(((minute - 1_020) / 100) ** 2))
    aboard = (25 + 90 * rush + 20 * random.normal(0, 1, 1000)).clip(0, 180).round()
    warm = (10 - 10 * np.cos(6.28 * day / 365) + 4 * random.normal(0, 1, 1000)).round(1)
    wet, line = random.binomial(1, 0.3, 1000), random.integers(0, 4, 1000)
    log = 0.024 * (behind - 55) + 0.022 * (aboard - 55) * np.array([1, 0.4, 1.2, -0.3])[line] - 0.2
    log = log + 1.3 * wet * (warm < 6) + 0.5 * np.sin(way / 1_100) - 0.00008 * (way - 5_000)
    return np.column_stack([when, behind, way, aboard, warm, wet, line]), log + 0.35 * random.logistic(0, 1, 1000) > 0


def owls(random):
    """Which of five owls calls, by Hz, s, dB, calls a minute, m, °C, hours; 0 Hz is a call that was not measured."""
    of = random.choice(5, 680, p=[0.3, 0.24, 0.19, 0.15, 0.12])
    large = random.normal(0, 1, 680)  # a large bird calls deeper and longer
    pitch = (np.array([780, 1_150, 1_320, 430, 1_900])[of] * np.exp(-0.09 * large + 0.06 * random.normal(0, 1, 680)))
    long = np.array([0.9, 0.35, 0.5, 1.1, 0.7])[of] * np.exp(0.2 * large + 0.2 * random.normal(0, 1, 680))
    wide = np.array([90, 160, 420, 60, 700])[of] * np.exp(0.35 * random.normal(0, 1, 680))
    away = np.exp(random.normal(4.6, 0.8, 680)).clip(8, 1_500).round()
    loud = (102 - 20 * np.log10(away) + np.array([0, -7, 2, 5, -2])[of] + 3 * random.normal(0, 1, 680)).round(1)
    often = (np.array([4, 14, 3, 5, 9])[of] * np.exp(0.4 * random.normal(0, 1, 680))).round(1)
    warm, hour = random.normal(7, 5, 680).round(1), (random.normal(23, 2.2, 680) + (of == 3)).clip(17, 30).round(1)
    pitch = np.where(random.uniform(0, 1, 680) < 0.06, 0, pitch)
    return np.column_stack([pitch.round(), long.round(2), wide.round(), loud, often, away, warm, hour]), of


def toads(random):
    """Whether toads cross a road tonight (half the time), by °C, mm, m, lux, days, shares; -9999 is no gauge."""
    warm, rain = random.normal(7, 3.8, 1200).round(1), np.where(random.uniform(0, 1, 1200) < 0.45, 0, 1)
    rain = (rain * random.gamma(1.2, 4, 1200)).round(1)
    day, pond = random.integers(40, 130, 1200), np.exp(random.normal(5.4, 0.8, 1200)).round()
    light, damp = np.exp(random.normal(0, 1.5, 1200)).round(2), random.beta(6, 2.5, 1200).round(2)
    before, wood = (warm - 1 + 2 * random.normal(0, 1, 1200)).round(1), random.beta(2, 2, 1200).round(2)
    log = 0.9 * np.tanh((warm - 5.5) / 2) * (1 + 0.6 * (rain > 0.5)) + 0.9 * np.tanh(rain / 3) + 3 * (damp - 0.75)
    log = log + 1.6 * np.exp(-(((day - 82) / 16) ** 2)) - 0.3 * np.log(pond / 220) - 1.3
    log = log - 0.25 * np.log(light.clip(0.05))
    log = log + 0.15 * (warm - before) * (day < 80) + 1.4 * (wood - 0.5) * np.where(rain > 0.5, -1, 1)
    out = random.uniform(0, 1, 1200) < 0.11
    return np.column_stack([warm, np.where(out, -9_999, rain), day, pond, light, damp, before, wood]), (
        log + 0.3 * random.logistic(0, 1, 1200) > 0)


def amphorae(random):
    """Which of three coasts an amphora is of, by ppm with a long tail, mm, l, µm, Munsell's numbers."""
    of = random.choice(3, 600, p=[0.45, 0.33, 0.22])
    salt = random.normal(0, 0.6, 600)[:, None]  # how long it lay in the sea
    means = np.array([[5.2, 7.1, 4.4, 6.0], [6.3, 6.4, 5.4, 6.6], [5.6, 7.6, 5.2, 4.9]])[of]
    parts = np.exp(means + salt * np.array([1, 0.6, -0.4, 0.8]) + 0.55 * random.normal(0, 1, (600, 4))).round(1)
    lot = np.where(random.uniform(0, 1, 600) < 0.02, 150, 1)  # of a sherd with a coin's rust on it
    parts[:, 1] = (parts[:, 1] * lot).round()
    wall = (9.5 + np.array([0, 1.4, -0.8])[of] + 1.1 * random.normal(0, 1, 600)).round(1)
    holds = np.exp(3.2 + np.array([0.1, -0.15, 0.1])[of] + 0.2 * random.normal(0, 1, 600)).round(1)
    grain = (60 + 40 * (of == 2) * (wall > 8.5) + 25 * random.gamma(2, 1, 600)).round()
    hue = (5 + 0.9 * of * np.tanh(salt[:, 0]) + 0.8 * random.normal(0, 1, 600)).round(1)
    return np.column_stack([parts, wall, holds, grain, hue]), of


def saunas(random):
    """Grams that somebody sweats in a sauna, 142 with deviation 108, by °C, shares, minutes, kg, years, codes."""
    hot, damp = random.normal(82, 10, 780).round(), random.beta(2, 8, 780).round(2)
    minutes, heavy = random.gamma(7, 1.9, 780).clip(3, 35).round(1), random.normal(76, 13, 780).round(1)
    years, woman = random.uniform(16, 80, 780).round(), random.binomial(1, 0.5, 780)
    bench, used = random.integers(1, 4, 780), random.beta(1.5, 1.5, 780).round(2)  # how used to it
    felt = hot + 35 * damp + 7 * (bench - 2)
    rate = 24 / (1 + np.exp(-(felt - 88) / 11)) * (0.7 + 0.6 * used) * (heavy / 76) ** 0.7 * (1 - 0.2 * woman)
    grams = rate * (minutes - 2.5 * (1 - used)).clip(0) * (1 - 0.00018 * (years - 35) ** 2).clip(0.5)
    return np.column_stack([hot, damp, minutes, heavy, years, woman, bench, used]), (
        1.25 * grams * np.exp(0.07 * random.normal(0, 1, 780))).round()


def locks(random):
    """Cubic metres that a canal's lock takes a day, 28,700 with deviation 5,600, by m, mm, boats, °C, years, codes."""
    fall, long = random.uniform(0.8, 6.5, 950).round(2), np.exp(random.normal(3.5, 0.35, 950)).round(1)
    wide, boats = np.array([5.2, 7.6, 9.5])[random.integers(0, 3, 950)], random.gamma(4, 6, 950).round()
    warm, rain = random.normal(13, 7, 950).round(1), random.gamma(0.8, 5, 950).round(1)
    age, saves = random.uniform(0, 180, 950).round(), random.binomial(1, 0.3, 950)
    shared = 1 - 0.35 * np.tanh(boats / 30) * (long > 32)  # two boats at once
    leak = (40 + 0.09 * age**1.3) * fall**0.5 * wide * (1 + 0.2 * np.sin(age / 14))
    day = boats * shared * fall * long * wide * (1 - 0.45 * saves) * 0.75 + 24 * leak * 0.5
    day = day * (1 - 0.02 * rain.clip(0, 15)) * (1 + 0.004 * (warm - 13))
    return np.column_stack([fall, long, wide, boats, warm, rain, age, saves]), (
        (4_000 + 1_150 * day**0.3 + 0.11 * day) * np.exp(0.05 * random.normal(0, 1, 950))).round(-1)


def hailstones(random):
    """Kilograms that the largest hailstone weighs, 0.018 with deviation 0.019, by J/kg, m/s, km, °C, Pa, shares."""
    power, shear = random.gamma(5, 420, 1300).round(), random.gamma(6, 3.6, 1300).round(1)
    frozen, cloud = random.normal(3.6, 0.5, 1300).round(2), random.normal(1.2, 0.4, 1300).round(2)
    cold, press = random.normal(-14, 4, 1300).round(1), (95_000 + 2_600 * random.normal(0, 1, 1300)).round(-1)
    damp, core = random.beta(4, 3, 1300).round(2), random.normal(56, 6, 1300).round(1)  # dBZ
    rise = np.sqrt(2 * power) * 0.5 * (0.6 + 0.8 * np.exp(-(((shear - 22) / 11) ** 2)))
    wide = 4 + 0.9 * rise * (0.6 + damp * (1 - 0.6 * damp)) * (1 - 0.16 * (frozen - 3.6)) + 0.5 * (core - 56)
    wide = wide - 2.2 * np.abs(cold + 15) ** 0.7 - 4 * np.tanh(3 * (cloud - 1.4))
    return np.column_stack([power, shear, frozen, cloud, cold, press, damp, core]), (
        4.2e-7 * wide.clip(5, 75) ** 3 * np.exp(0.06 * random.normal(0, 1, 1300))).round(5)


def pianos(random):
    """Cents that a piano has gone off, -15 with deviation 8, by years, shares, °C, strokes, newtons, codes."""
    years, damp = random.gamma(2, 1.6, 500).round(1), random.beta(5, 5, 500).round(2)
    drift, warm = random.beta(2, 6, 500).round(2), random.normal(20, 2.5, 500).round(1)  # how far the damp moves
    strokes = np.exp(random.normal(12.5, 1.1, 500)).round(-2)
    pull, made = (160_000 + 18_000 * random.normal(0, 1, 500)).round(-2), random.uniform(1880, 2020, 500).round()
    frame, grand = random.integers(0, 3, 500), random.binomial(1, 0.4, 500)
    loose = 1 / (1 + np.exp((made - np.array([1925, 1950, 1910])[frame]) / 14))
    flat = 3 + 3.2 * np.sqrt(years) + 9 * loose * (1 - np.exp(-years / 2.5)) + 26 * drift * (1.2 - 0.6 * grand)
    flat = flat - 32 * (damp - 0.5) * (1 + loose) + 1.5 * np.log10(strokes / 3e5) + 7e-5 * (pull - 160_000)
    return np.column_stack([years, damp, drift, warm, strokes, pull, made, frame, grand]), -(
        flat - 1 + 1.3 * random.normal(0, 1, 500)).round(1)


CLASSES = {"inks": 4, "trams": 2, "owls": 5, "toads": 2, "amphorae": 3}
TABLES = (inks, trams, owls, toads, amphorae, saunas, locks, hailstones, pianos)
