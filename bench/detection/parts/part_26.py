"""Tables that the twenty-sixth part added."""

import numpy as np


def chillies(random):
    """Which of six chillies (25 % to 8), by Scoville's units (to 400,000), g, mm, mg/kg, shares, days; unscaled."""
    which = random.choice(6, 950, p=[0.25, 0.21, 0.18, 0.15, 0.12, 0.09])  # bell … habanero
    z = random.normal(0, 1, (950, 9))
    hot = np.array([8, 1400, 5500, 38000, 42000, 210000])[which] * np.exp((0.3 + 0.5 * (which == 0)) * z[:, 0])
    heavy = np.array([160, 46, 24, 7, 2.4, 9.5])[which] * np.exp(0.28 * z[:, 1])
    long = np.array([92, 104, 70, 128, 38, 47])[which] * np.exp(0.15 * z[:, 2])
    wide = np.array([78, 51, 27, 14, 10, 34])[which] * np.exp(0.15 * z[:, 3])
    sour = np.array([1300, 1050, 1150, 900, 800, 1250])[which] * np.exp(0.2 * z[:, 4])  # mg/kg of vitamin C
    sweet = np.array([0.052, 0.044, 0.036, 0.031, 0.027, 0.034])[which] * np.exp(0.2 * z[:, 5])
    dry = np.array([0.08, 0.13, 0.1, 0.17, 0.19, 0.12])[which] * np.exp(0.16 * z[:, 6])
    ripe, red = np.array([74, 88, 78, 84, 86, 108])[which] + 8 * z[:, 7], (0.61 + 0.12 * z[:, 8]).clip(0.1, 1).round(2)
    x = [heavy.round(1), hot.clip(0, 4e5).round(), long.round(), wide.round(), sour.round(), sweet.round(4),
         dry.round(3), ripe.round(), red]
    return np.column_stack(x), which


def orchards(random):
    """If blossoms outlive a night (half), by kg last year (to 70,000), °C, shares, m, m/s; one of ten is wrong."""
    crop = random.gamma(5, 5200, 940).clip(1500, 70000).round(-1)
    trees = random.gamma(3, 420, 940).clip(60, 5200).round()
    cold, dew = (-2.1 + 1.5 * random.normal(0, 1, 940)).round(1), (-3.6 + 2 * random.normal(0, 1, 940)).round(1)
    wind, clouds = random.gamma(1.8, 0.9, 940).clip(0, 9).round(1), random.beta(0.8, 1.1, 940).round(2)
    open_, high = random.uniform(0, 1, 940).round(2), random.gamma(3, 70, 940).round()  # of the blossoms; m
    slope, fires = random.gamma(1.6, 3, 940).clip(0, 24).round(1), random.poisson(1.2, 940)  # degrees; stoves an acre
    bears = 0.9 * (cold + 2.1) + 1.4 * clouds + 0.3 * (dew + 3.6) * (1 - clouds) + 0.55 * np.log1p(wind)
    bears = bears - 2.6 * (open_ - 0.4) * (cold < -1) + 0.5 * fires * np.exp(-wind / 2) + 0.9 * np.tanh((slope - 4) / 4)
    bears = bears - 0.5 * np.tanh((crop / trees - 22) / 14) - 0.002 * (high - 210)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [crop, cold, trees, dew, wind, clouds, open_, high, slope, fires]
    return np.column_stack(x), (bears > 1.15) ^ wrong


def swings(random):
    """Whether a push lifts a swing (half), by its mm/s (to 3,000 both ways), newtons, kg, m and how many watch."""
    fast, push = random.normal(0, 1150, 940).clip(-3000, 3000), random.normal(0, 85, 940).clip(-260, 260)
    mass, rope = random.normal(34, 9, 940).clip(12, 80).round(1), random.normal(2.3, 0.35, 940).round(2)
    lifts = fast / 1150 * push / 85 > 0.04 * (mass / 34)
    return np.column_stack([fast.round(), push.round(), mass, rope, random.poisson(2, 940)]), lifts


def gems(random):
    """Which of seven gems (21 % to 9), by Knoop's hardness (to 9,000), kg/m³, W/(m K), refraction, nm, shares."""
    which = random.choice(7, 950, p=[0.21, 0.19, 0.16, 0.14, 0.12, 0.1, 0.08])  # quartz … diamond
    z = random.normal(0, 1, (950, 9))
    hard = np.array([790, 1180, 1330, 1350, 1400, 2050, 7600])[which] * np.exp(0.09 * z[:, 0])
    dense = np.array([2650, 2730, 3560, 3850, 3600, 4000, 3515])[which] * np.exp(0.03 * z[:, 1])
    heat = np.array([7.5, 5, 14, 4, 11, 33, 1600])[which] * np.exp(0.33 * z[:, 2])
    bends = np.array([1.548, 1.58, 1.62, 1.76, 1.718, 1.766, 2.417])[which] + 0.022 * z[:, 3]
    splits = np.array([0.013, 0.014, 0.014, 0.024, 0.02, 0.018, 0.044])[which] * np.exp(0.15 * z[:, 4])
    twice = np.array([0.009, 0.007, 0.009, 0.0004, 0.0003, 0.008, 0.0002])[which] * np.exp(0.4 * z[:, 5])
    colour = np.array([560, 495, 590, 640, 610, 650, 575])[which] + 32 * z[:, 6]
    clear, carats = (0.7 + 0.13 * z[:, 7]).clip(0.1, 1).round(2), np.exp(0.4 + 0.7 * z[:, 8]).round(2)
    x = [hard.round(-1), dense.round(), heat.round(1), bends.round(3), splits.round(4), twice.round(5),
         colour.round(), clear, carats]
    return np.column_stack(x), which


def barns(random):
    """Which of four animals is on a scale (36 % to 17), by kg, cm, °C, s, dB, mm; 65,535 where a probe was silent."""
    which = random.choice(4, 960, p=[0.33, 0.27, 0.22, 0.18])  # calf, pig, sheep, goat
    z = random.normal(0, 1, (960, 8))
    mass = np.array([96, 104, 71, 56])[which] * np.exp(0.2 * z[:, 0])
    tall = np.array([88, 66, 70, 68])[which] + 6 * z[:, 1]
    warm = np.array([38.7, 39, 39.3, 39.1])[which] + 0.3 * z[:, 2]
    breath = np.array([2.1, 2.6, 2.5, 2.9])[which] * np.exp(0.2 * z[:, 3])  # s
    loud = np.array([71, 84, 69, 75])[which] + 5 * z[:, 4]
    step = np.array([460, 350, 340, 390])[which] * np.exp(0.14 * z[:, 5])
    coat = np.array([17, 9, 48, 31])[which] * np.exp(0.28 * z[:, 6])  # mm
    x = np.column_stack([mass.round(1), tall.round(), warm.round(2), breath.round(2), loud.round(1), step.round(),
                         coat.round(1), (120 + 60 * z[:, 7]).clip(0).round()])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, 65535, x), which


def games(random):
    """Copies of a game, 2,700,000 with a long tail, by dollars (to 200,000,000), players, hours, marks, months."""
    cost = np.exp(15.6 + 1.1 * random.normal(0, 1, 930)).clip(2e5, 2e8).round(-3)
    wait = random.gamma(1.6, 21000, 930).clip(100, 3e5).round(-1)  # who have asked for it
    marks, hours = (73 + 10 * random.normal(0, 1, 930)).clip(25, 98).round(), random.gamma(2.2, 11, 930).round(1)
    price, months = random.choice([10, 20, 30, 40, 60, 70], 930), random.integers(1, 60, 930)
    part, friends = random.integers(1, 8, 930), random.integers(0, 2, 930)  # of a series; played together
    devices, bugs = random.integers(1, 6, 930), random.gamma(1.5, 40, 930).round()
    log = 0.38 * np.log(cost / 6e6) + 0.3 * np.log(wait / 28000) + 1.1 * np.tanh((marks - 74) / 13)
    log = log + 0.3 * np.log(months / 24) - 0.008 * (price - 38) * (marks < 75) + 0.28 * friends + 0.12 * devices
    log = log + 0.07 * part - 0.0022 * bugs * (1 + friends) / 2 + 0.1 * np.log1p(hours / 20)
    log = log + 0.15 * random.normal(0, 1, 930)
    x = [cost, wait, marks, hours, price, months, part, friends, devices, bugs]
    return np.column_stack(x), (1.2e6 * np.exp(0.85 * log)).round(-2)


def bearings(random):
    """m of oil in a bearing, 0.0000021 with deviation 0.0000011, by newtons (to 30,000), turns, °C, mm, shares."""
    load, turns = random.normal(13000, 4200, 930).clip(2500, 30000).round(-1), random.uniform(300, 5200, 930).round()
    warm, wide = random.normal(62, 14, 930).clip(18, 110).round(1), random.normal(64, 14, 930).clip(20).round(1)
    gap, rough = random.normal(58, 11, 930).clip(20).round(), random.gamma(4, 0.1, 930).round(2)  # µm
    thick, dirt = random.choice([32, 46, 68, 100], 930), random.beta(1.5, 9, 930).round(3)
    age, tilt = random.gamma(2, 2.2, 930).round(1), np.abs(0.3 * random.normal(0, 1, 930)).round(2)
    slides = (turns / 2600) ** 0.6 * (thick / 60) ** 0.55 * np.exp(-0.016 * (warm - 62)) * (13000 / load) ** 0.35
    slides = slides * (wide / 64) ** 0.6 * (1 - 0.35 * np.tanh(((gap - 58) / 22) ** 2)) * (1 - 0.9 * dirt)
    slides = slides * np.exp(-0.02 * age - 0.25 * tilt + 0.06 * random.normal(0, 1, 930))
    slides = slides * (1 + 0.1 * np.log(rough + 0.6))
    return np.column_stack([load, turns, warm, wide, gap, rough, thick, dirt, age, tilt]), slides * 2.9e-6


def rails(random):
    """mm of a rail, 25,007 with deviation 6, by newtons of pull (to 630,000), °C, kg/m, shares, years; nearly a plane."""
    warm = (14 + 16 * random.normal(0, 1, 940)).clip(-28, 62).round(1)
    pull = random.normal(240000, 110000, 940).clip(0, 7e5).round(-2)
    heavy, worn = random.normal(57, 4, 940).round(1), random.beta(2, 7, 940).round(3)
    made, years = random.normal(20, 3, 940).round(1), random.integers(0, 41, 940)  # °C when it was cut
    bend, loads = random.gamma(1.4, 0.9, 940).round(2), random.gamma(3, 9, 940).round(1)  # mm; millions of tonnes
    carbon, shade = random.normal(0.0068, 0.0006, 940).round(5), random.beta(2, 2, 940).round(2)
    long = 25000 + 0.29 * (warm - made) + 2.3e-5 * (pull - 90000) * 57 / heavy + 2.2 * (1 - shade) * (warm > 18)
    long = long - 0.6 * bend + 0.055 * loads + 3 * worn + 0.03 * years + 300 * (carbon - 0.0068)
    long = long + 3 + 1.4 * random.normal(0, 1, 940)
    return np.column_stack([pull, warm, heavy, worn, made, years, bend, loads, carbon, shade]), long.round(1)


def prints(random):
    """Minutes of a print, 630 with deviation 320, by cm³ (one of 30 as mm³, to 200,000), mm, mm/s, shares, °C."""
    room, fill = random.gamma(5, 24, 940).clip(8, 400).round(1), random.beta(2, 5, 940).round(2)
    layer, speed = random.choice([0.12, 0.16, 0.2, 0.24, 0.28], 940), random.normal(62, 14, 940).clip(20).round()
    hot, tall = random.normal(212, 12, 940).round(), random.gamma(4, 18, 940).clip(4, 260).round()  # °C; mm
    hangs, walls = random.beta(1.2, 5, 940).round(2), random.integers(2, 6, 940)
    nozzle, parts = random.choice([0.3, 0.4, 0.6], 940, p=[0.2, 0.6, 0.2]), random.poisson(1.3, 940) + 1
    stuff = room * (0.16 + 0.7 * fill + 0.05 * walls + 0.8 * hangs * (hangs > 0.15))
    long = 9.5 * stuff * (0.2 / layer) ** 0.8 * (62 / speed) ** 0.7 * (0.4 / nozzle) ** 0.6
    long = long + 1.6 * tall + 22 * parts + 6 + 1.2 * (205 - hot).clip(0) * 3
    long = long * np.exp(0.06 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, room * 1000, room), fill, layer, speed, hot, tall, hangs, walls, nozzle, parts]
    return np.column_stack(x), (20 + 0.6 * long).clip(10).round()


CLASSES = {"chillies": 6, "orchards": 2, "swings": 2, "gems": 7, "barns": 4}
TABLES = (chillies, orchards, swings, gems, barns, games, bearings, rails, prints)
