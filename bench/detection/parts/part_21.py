"""Tables that the twenty-first part added."""

import numpy as np


def bats(random):
    """Which of six bats calls, by Hz at first and at last (to 120,000), ms of a call and between two, unscaled."""
    which = random.choice(6, 940, p=[0.24, 0.2, 0.17, 0.15, 0.13, 0.11])
    z = random.normal(0, 1, (940, 7))
    near = random.uniform(0, 1, 940)  # an obstacle: steep, short and fast calls
    first = np.array([68, 78, 34, 52, 84, 82])[which] * 1e3 * (1 + 0.3 * near * (which != 4)) * np.exp(0.06 * z[:, 0])
    last = np.array([46, 54, 23, 27, 80, 33])[which] * 1e3 * (1 + 0.06 * near) * np.exp(0.06 * z[:, 1])
    long = np.array([6.2, 5.8, 14, 9, 40, 4.2])[which] * (1 - 0.45 * near) * np.exp(0.22 * z[:, 2])
    pause = np.array([90, 80, 210, 130, 95, 75])[which] * (1 - 0.5 * near) * np.exp(0.2 * z[:, 3])
    loud, warm = (62 + 9 * z[:, 4] + 6 * (which == 2)).round(1), (14 + 4 * z[:, 5]).round(1)
    peak = last + (first - last) * random.beta(2, 6, 940)
    x = [first.clip(15e3, 13e4).round(-1), last.clip(12e3, 12e4).round(-1), peak.clip(12e3, 13e4).round(-1),
         long.round(1), pause.round(), loud, warm]
    return np.column_stack(x), which


def anaemias(random):
    """Which of four states a blood is in, by platelets a µl (to 650,000), g/dl, fl, ng/ml, pg/ml, years."""
    which = random.choice(4, 930, p=[0.34, 0.28, 0.18, 0.2])  # none, of iron, of a vitamin, of an illness
    z = random.normal(0, 1, (930, 8))
    woman, years = random.uniform(0, 1, 930) < 0.55, random.integers(17, 92, 930)
    red = (np.array([14.9, 10.9, 10.6, 11.3])[which] - 1.2 * woman + 1.4 * z[:, 0]).round(1)
    size = np.array([90, 77, 108, 86])[which] + np.array([5.5, 7, 10, 6])[which] * z[:, 1]
    iron = np.exp(np.array([4.4, 2.3, 4.7, 5.5])[which] - 0.5 * woman + 0.75 * z[:, 2]).clip(2, 1200)
    vitamin = np.exp(np.array([6.0, 5.9, 4.9, 6.1])[which] + 0.42 * z[:, 3]).clip(50, 1500)
    uneven = (np.array([13, 17, 16, 15])[which] + 1.5 * z[:, 4]).clip(11).round(1)
    plates = np.array([250, 330, 190, 310])[which] * 1e3 * np.exp(0.25 * z[:, 5])
    flame = np.exp(np.array([0.5, 0.7, 0.7, 2.6])[which] + 1.1 * z[:, 6]).clip(0.2, 250)
    x = [plates.clip(2e4, 8e5).round(-3), red, size.round(1), iron.round(), vitamin.round(), uneven, flame.round(1),
         years, woman]
    return np.column_stack(x), which


def landings(random):
    """Whether a landing is hard (40 %), by kg (to 78,000), m of runway, m/s, knots, hPa; one of ten is wrong."""
    mass, runway = random.uniform(45e3, 78e3, 950).round(-2), random.uniform(1500, 3800, 950).round(-1)
    sink, flare = (3.4 + 0.6 * random.normal(0, 1, 950)).round(2), random.gamma(9, 0.9, 950).round(1)  # m above it
    head, side = (6 + 8 * random.normal(0, 1, 950)).round(), np.abs(9 * random.normal(0, 1, 950)).round()
    nose = (4 + 1.6 * random.normal(0, 1, 950)).round(1)
    gust, warm = random.gamma(1.5, 4, 950).round(), (14 + 9 * random.normal(0, 1, 950)).round(1)
    press = (1006 + 14 * random.normal(0, 1, 950)).round(1)
    early = np.log(flare / 8)  # too late: no time; too early: it stalls above the ground
    left = sink * (0.3 + 0.75 * (early + 0.05) ** 2) + 0.05 * (nose - 4) ** 2 + 0.03 * side - 0.02 * head
    left = left * np.sqrt(mass / 60e3) + 0.035 * gust * (head < 4) + 0.012 * (warm - 14) - 0.008 * (press - 1006)
    wrong = random.uniform(0, 1, 950) < 0.1
    return np.column_stack([mass, runway, sink, flare, head, side, nose, gust, warm, press]), (left > 1.78) ^ wrong


def cheeses(random):
    """Which of seven cheeses, by mg in a kg of two salts (to 20,000), shares, pH, days (to 900), kPa, holes."""
    which = random.choice(7, 960, p=[0.17, 0.16, 0.15, 0.14, 0.14, 0.13, 0.11])
    z = random.normal(0, 1, (960, 7))
    water = (np.array([0.52, 0.55, 0.37, 0.31, 0.42, 0.57, 0.44])[which] + 0.035 * z[:, 0]).round(3)
    fat = (np.array([0.26, 0.21, 0.33, 0.29, 0.29, 0.22, 0.3])[which] + 0.03 * z[:, 1] - 0.3 * (water - 0.45)).round(3)
    salt = np.array([6800, 11500, 7000, 6500, 8200, 4300, 12500])[which] * np.exp(0.25 * z[:, 2])
    chalk = np.array([4000, 3700, 7400, 11000, 7800, 4600, 5600])[which] * np.exp(0.2 * z[:, 3])
    sour = (np.array([6.9, 4.6, 5.3, 5.5, 5.5, 5.2, 6.1])[which] + 0.35 * z[:, 4]).round(2)
    days = np.exp(np.array([3.4, 4.4, 5.4, 6.2, 4.3, 1.8, 4.5])[which] + 0.6 * z[:, 5]).clip(2, 900).round()
    hard = np.exp(7.5 - 9 * (water - 0.4) + 0.0012 * days - 6 * (fat - 0.28) + 0.2 * z[:, 6]).round(1)
    holes = random.poisson(np.array([0.2, 0.3, 0.3, 0.2, 5, 0.2, 1.5])[which])
    return np.column_stack([salt.clip(0, 18e3).round(-1), chalk.round(-1), water, fat, sour, days, hard, holes]), which


def turns(random):
    """Whether a way turns left or right at the second of three posts (half), by metres (to 90) east and north."""
    posts = random.uniform(0, 90, (9000, 3, 2))
    one, two = posts[:, 1] - posts[:, 0], posts[:, 2] - posts[:, 1]
    bend = np.arctan2(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0], (one * two).sum(1))
    clear = (np.hypot(*one.T) > 15) & (np.hypot(*two.T) > 15) & (np.abs(bend) > 0.3) & (np.abs(bend) < 2.6)
    rows = np.stack([np.flatnonzero(clear & side)[:480] for side in (bend > 0, bend < 0)], 1).ravel()
    return posts[rows].reshape(-1, 6).round(1), bend[rows] > 0


def films(random):
    """Dollars that a film earns, 69,000,000 with deviation 58,000,000, by millions spent, cinemas (to 4,400), marks."""
    spent = np.exp(random.normal(3.2, 1.1, 900)).clip(0.5, 300).round(1)
    halls = (4500 / (1 + np.exp(-(np.log(spent) - 2.8) - 0.6 * random.normal(0, 1, 900)))).round()
    marks, minutes = random.beta(3, 2.4, 900).round(2) * 100, random.normal(108, 16, 900).clip(72, 190).round()
    again, stars = random.uniform(0, 1, 900) < 0.2, random.integers(0, 6, 900)
    week, rivals = random.integers(1, 53, 900), random.poisson(2.2, 900)
    kind = random.choice(4, 900, p=[0.3, 0.3, 0.15, 0.25])  # drama, comedy, horror, action
    summer = np.exp(-(((week - 26) / 5) ** 2)) + 0.8 * np.exp(-(((week - 51) / 2.5) ** 2))
    word = 1 / (1 + np.exp(-(marks - 60) / 9))  # what people tell each other
    dollars = halls * 1.15e4 * (0.5 + 1.6 * word) * (1 + 0.5 * summer) * (1 + 0.12 * stars) * np.where(again, 1.5, 1)
    dollars *= np.array([0.8, 1, 1.1, 1.3])[kind] * np.exp(-0.06 * rivals) * (1 + spent / 220)
    dollars = dollars * np.exp(random.normal(0, 0.15, 900))
    x = [spent, halls, minutes, marks, again, stars, week, rivals, np.eye(4)[kind]]
    return np.column_stack(x), dollars.round(-3)


def oils(random):
    """m² a second, an oil's viscosity, 0.000048 with deviation 0.000064, by °C, g a mole, kg/m³, bar, shares."""
    warm, heavy = random.uniform(40, 130, 920).round(1), random.uniform(280, 560, 920).round()
    rings, press = random.beta(2, 4, 920).round(3), (random.uniform(0, 1, 920) ** 2 * 400).round()
    thick, leak = random.beta(1.3, 5, 920).round(3), random.uniform(0, 1, 920) < 0.3
    fuel = np.where(leak, random.beta(1, 9, 920), 0)
    dense = (818 + 0.07 * (heavy - 400) + 130 * rings - 0.64 * (warm - 40) + 0.05 * press).round(1)
    soot = random.gamma(1.2, 0.8, 920).round(2)
    log = -1.1 + 0.0052 * (heavy - 280) + 1.6 * rings + 2.2 * thick - 4 * fuel + 0.12 * soot
    log = log + 0.0021 * press * (1 + rings) + (520 + 300 * rings) * (1 / (warm + 95) - 1 / 225)
    square = 5e-6 * np.exp(log + 0.04 * random.normal(0, 1, 920))
    x = [warm, heavy, rings, dense, press, thick, fuel.round(3), soot]
    return np.column_stack(x), square.round(8)


def grids(random):
    """Hz of a power grid, 49.996 with deviation 0.035, by megawatts (to 78,000), seconds, hour; a fifth is noise."""
    hour, warm = random.uniform(0, 24, 960).round(2), (11 + 8 * random.normal(0, 1, 960)).round(1)
    load = 52e3 + 11e3 * np.sin(np.pi * (hour - 7) / 12) + 350 * np.abs(warm - 17) + 3e3 * random.normal(0, 1, 960)
    wind, sun = random.gamma(1.6, 7e3, 960).clip(0, 42e3), 32e3 * np.sin(np.pi * (hour - 6) / 12).clip(0)
    sun = sun * random.beta(2, 1.6, 960)
    lack = (650 * random.normal(0, 1, 960)).round()  # MW that are made too much, or too little
    heavy = (6.5 - 4 * (wind + sun) / load).clip(1.5) * np.exp(0.05 * random.normal(0, 1, 960))  # s of inertia
    store = (900 * random.normal(0, 1, 960)).round()  # pumped up or let down
    after = (hour % 1).round(2)  # what was sold for the hour begins
    hertz = 49.997 + 0.05 * np.tanh((lack / 650 + store / 900) / 1.3) * (4.5 / heavy) ** 0.8
    hertz = hertz - 0.04 * np.exp(-after / 0.2) * np.sign(hour - 12) + 0.015 * random.normal(0, 1, 960)
    x = [load.round(), lack, wind.round(), sun.round(), store, heavy.round(2), after, hour, warm]
    return np.column_stack(x), hertz.round(4)


def cows(random):
    """kg of milk that a cow gives in a year, 7,900 with deviation 1,500, by cells a ml (to 900,000), kg, calves."""
    breed, calves = random.choice(3, 930, p=[0.5, 0.3, 0.2]), 1 + random.geometric(0.35, 930).clip(1, 9)
    mass = (np.array([660, 710, 460])[breed] + 12 * calves.clip(0, 4) + 40 * random.normal(0, 1, 930)).round()
    hay, grain = random.normal(4700, 600, 930).round(-1), random.gamma(4, 420, 930).clip(0, 5200).round(-1)
    cells = np.exp(11.8 + 0.08 * calves + 0.75 * random.normal(0, 1, 930)).clip(1e4, 9e5).round(-3)
    hot, times = random.normal(17, 5, 930).round(1), random.choice([2, 2, 2, 3], 930)
    dry, protein = random.normal(58, 14, 930).clip(15, 120).round(), random.normal(0.16, 0.015, 930).round(3)
    able = np.array([9800, 7900, 6600])[breed] * (1 - 0.16 * np.exp(-(calves - 2) / 0.9) - 0.035 * (calves - 5).clip(0))
    feed = 1 - np.exp(-(0.62 * hay + 1.15 * grain) / mass / 3.1)
    milk = able * (0.35 + 0.85 * feed) * (1 - 0.018 * (hot - 19).clip(0)) * (1 - 0.05 * (np.log(cells) - 11.5).clip(0))
    milk *= np.where(times == 3, 1.12, 1) * (1 - ((dry - 60) / 95) ** 2 * 0.6) * np.tanh(protein / 0.085)
    milk = milk + 330 * random.normal(0, 1, 930)
    x = [cells, mass, hay, grain, calves, hot, times, dry, protein, np.eye(3)[breed]]
    return np.column_stack(x), milk.round()


CLASSES = {"bats": 6, "anaemias": 4, "landings": 2, "cheeses": 7, "turns": 2}
TABLES = (bats, anaemias, landings, cheeses, turns, films, oils, grids, cows)
