"""Tables that the twentieth part added."""

import numpy as np


def ships(random):
    """Which of six kinds a ship is, by tons (to 200,000), m (to 450), kW (to 70,000), knots, crew, ports, unscaled."""
    which = random.choice(6, 940, p=[0.2, 0.2, 0.15, 0.19, 0.14, 0.12])  # tanker, boxes, ferry, fish, tug, yacht
    z = random.normal(0, 1, (940, 7))
    tons = np.exp(np.array([10.6, 10.8, 9.3, 6.0, 5.9, 5.8])[which] + 0.65 * z[:, 0]).clip(60, 2e5)
    long = np.array([6.3, 6.9, 6.9, 5.0, 4.5, 7.2])[which] * np.cbrt(tons) * np.exp(0.07 * z[:, 1])
    broad = long / np.array([5.9, 6.7, 5.9, 4.2, 3.1, 5.1])[which] * np.exp(0.07 * z[:, 2])
    deep = long / np.array([18, 20, 27, 11, 9, 17])[which] * np.exp(0.1 * z[:, 3])
    power = tons**0.72 * np.array([5, 10, 14, 12, 38, 17])[which] * np.exp(0.25 * z[:, 4])
    knots = np.array([12.5, 17, 19, 9, 9.5, 14])[which] + np.array([1.4, 2.4, 3.5, 1.6, 1.6, 3.5])[which] * z[:, 5]
    crew = random.poisson(np.array([24, 22, 60, 9, 6, 8])[which] * np.exp(0.25 * z[:, 6]))
    ports = random.poisson(np.array([4, 9, 40, 12, 8, 6])[which] * np.exp(0.4 * random.normal(0, 1, 940)))
    x = [tons.round(), long.round(1), broad.round(1), deep.round(1), power.clip(0, 7e4).round(), knots.clip(3).round(1),
         crew, ports]
    return np.column_stack(x), which


def thyroids(random):
    """How a thyroid works (under, well, over), by mU/l (to 90), nmol/l (to 260), years, pulse, kg, unscaled."""
    which = random.choice(3, 930, p=[0.3, 0.42, 0.28])
    z = random.normal(0, 1, (930, 6))
    carried = random.uniform(0, 1, 930) < 0.15  # a child, or a pill: binds more of the hormone
    bound = np.where(carried, 1.4, 1) * np.exp(0.06 * z[:, 0])
    signal = np.exp(np.array([2.3, 0.6, -2.0])[which] + np.array([0.8, 0.55, 0.9])[which] * z[:, 1]).clip(0.01, 90)
    total = np.array([68, 104, 150])[which] * bound * np.exp(0.17 * z[:, 2])
    active = np.array([1.35, 1.9, 3.1])[which] * bound * np.exp(0.2 * z[:, 3])
    years, pulse = random.integers(16, 90, 930), (np.array([66, 73, 88])[which] + 10 * z[:, 4]).round()
    mass = (72 + np.array([5, 0, -5])[which] + 13 * z[:, 5]).clip(40).round(1)
    return np.column_stack([signal.round(2), total.round(), active.round(2), bound.round(2), carried, years, pulse,
                            mass]), which


def avalanches(random):
    """Whether a slope slides (40 %), by m (to 3,300), degrees, cm of snow (to 340), km/h, °C; one of eleven is wrong."""
    high, steep = random.uniform(1100, 3300, 950).round(-1), random.uniform(20, 52, 950).round()
    faces, wind = random.integers(0, 360, 950), random.gamma(2, 14, 950).clip(0, 120).round()
    new, days = random.gamma(1.3, 22, 950).clip(0, 110).round(), random.integers(0, 10, 950)
    warm = (4 - (high - 1100) * 0.0062 + 5 * random.normal(0, 1, 950)).round(1)
    depth = (20 + (high - 1100) * 0.07 + 45 * random.gamma(1.5, 1, 950) + new).clip(new, 340).round()
    blown = wind * np.cos(np.radians(faces - 90)) / 40  # by a wind from the west
    load = new * np.exp(-days / 4) / 14 + blown.clip(-1, 2) + 0.9 * (np.abs(warm) < 1.5) + depth / 160
    slides = load * np.exp(-(((steep - 37) / 8) ** 2)) > 0.9
    wrong = random.uniform(0, 1, 950) < 0.09
    return np.column_stack([high, steep, faces, depth, new, days, wind, warm]), slides ^ wrong


def clouds(random):
    """Which of seven clouds, by m (to 14,000), hPa (to 940), kelvins, thickness (to 150), µm, shares, unscaled."""
    which = random.choice(7, 960, p=[0.16, 0.14, 0.15, 0.13, 0.16, 0.14, 0.12])
    z = random.normal(0, 1, (960, 7))
    top = (np.array([9800, 9300, 5100, 5300, 1900, 1100, 10900])[which] * np.exp(0.13 * z[:, 0])).clip(200, 14000)
    ground = 288 + 7 * z[:, 1]
    cold = ground - 6.4e-3 * top + 3 * z[:, 2]
    pressure = 1013 * (1 - 2.2558e-5 * top) ** 5.256 + 12 * random.normal(0, 1, 960)
    thick = np.exp(np.array([0.3, 1.4, 1.9, 2.9, 2.3, 2.6, 4.0])[which] + 0.5 * z[:, 3]).clip(0.1, 150)
    base = top * (np.array([0.9, 0.8, 0.85, 0.6, 0.6, 0.4, 0.12])[which] * np.exp(0.1 * z[:, 4])).clip(0, 0.98)
    drop = np.array([28, 26, 14, 15, 11, 8, 24])[which] * np.exp(0.2 * z[:, 5])
    share = random.beta(*(np.array([[2, 6, 3, 8, 5, 9, 3], [3, 2, 3, 1.2, 2.5, 1.1, 3]])[:, which]))
    rough = np.array([0.12, 0.05, 0.24, 0.07, 0.2, 0.05, 0.4])[which] * np.exp(0.4 * z[:, 6])
    x = [top.round(), base.round(), pressure.round(), cold.round(1), ground.round(1), thick.round(1), drop.round(1),
         share.round(2), rough.round(3)]
    return np.column_stack(x), which


def magnets(random):
    """Whether two magnets attract (half), by strength along x and y of both (to 30) and mm between them (to 60)."""
    angles, strong = random.uniform(0, 2 * np.pi, (8000, 3)), random.uniform(12, 30, (8000, 2))
    first, second, between = np.stack([np.cos(angles), np.sin(angles)], 2).transpose(1, 0, 2)
    energy = (first * second).sum(1) - 3 * (first * between).sum(1) * (second * between).sum(1)
    rows = [np.flatnonzero(side & (np.abs(energy) > 0.4))[:480] for side in (energy < 0, energy > 0)]
    rows = np.stack(rows, 1).ravel()
    apart = random.uniform(25, 60, (8000, 1))
    x = np.column_stack([first * strong[:, :1], second * strong[:, 1:], between * apart])
    return x[rows].round(1), energy[rows] < 0


def cultures(random):
    """Bacteria in a ml, 43,000,000 with deviation 83,000,000, by hours, °C, pH, mg/l (to 5,000), rpm (to 250)."""
    hours, warm = random.uniform(4, 30, 900).round(1), random.uniform(22, 43, 900).round(1)
    sour, sugar = random.normal(7, 0.6, 900).clip(5, 9).round(2), random.uniform(300, 5000, 900).round(-1)
    stirred, first = random.choice([0, 60, 120, 180, 250], 900), random.uniform(3, 6.5, 900).round(2)  # a power of ten
    salt = random.uniform(0, 4, 900).round(2)
    drug = np.where(random.uniform(0, 1, 900) < 0.3, random.uniform(0, 3, 900), 0)
    rate = 1.05 * np.exp(-(((warm - 37) / 9) ** 2)) * np.exp(-(((sour - 7) / 1) ** 2)) / (1 + (drug / 1.2) ** 2)
    rate = rate * (0.8 + stirred / 700) * (1 - 0.1 * salt)
    most = 4.5e8 * sugar / 5000 * (0.45 + stirred / 450)
    number = most / (1 + (most / 10**first - 1) * np.exp(-rate * (hours - 1.5)))
    number = number * np.exp(0.08 * random.normal(0, 1, 900))
    return np.column_stack([hours, warm, sour, sugar, stirred, first, salt, drug.round(2)]), number.round(-3)


def dyes(random):
    """Moles of a dye in a litre, 0.00021 with deviation 0.00013, by absorbances (to 3), cm of glass, °C, pH."""
    mole, other = random.gamma(2.6, 8e-5, 920).clip(0, 8e-4), random.gamma(1.5, 9e-5, 920).clip(0, 8e-4)
    glass, warm = random.choice([0.2, 0.5, 1.0], 920), random.uniform(12, 40, 920).round(1)
    sour = random.uniform(4, 9, 920).round(2)
    share = 1 / (1 + np.exp(-2.3 * (sour - 6.4)))  # of its form that is blue
    red, blue = np.array([5200, 2900, 900, 300]), np.array([900, 1500, 4100, 5600])
    rest = np.array([600, 3400, 2500, 200])
    seen = (mole * (1 - share))[:, None] * red + (mole * share)[:, None] * blue + other[:, None] * rest
    seen = seen * (glass * (1 - 0.002 * (warm - 25)))[:, None]
    stray = 0.004  # light that goes by the sample
    seen = -np.log10((10.0**-seen + stray) / (1 + stray)) + random.normal(0, 0.006, (920, 4))
    return np.column_stack([seen.round(3), glass, warm, sour]), mole.round(7)


def levels(random):
    """Metres of a lake above the sea, 431.5 with deviation 1.4, by the day, mm of rain, snow, m³/s; a fifth is noise."""
    day = random.integers(1, 366, 960)
    season = 2 * np.pi * day / 365
    week, month = random.gamma(1.4, 16, 960).round(1), random.gamma(3, 28, 960).round(1)
    snow = (70 * np.cos(season - 0.6) + 35 * random.normal(0, 1, 960)).clip(0).round()
    warm = (9 - 10 * np.cos(season - 0.3) + 4 * random.normal(0, 1, 960)).round(1)
    flow = (18 + 0.35 * week + 0.12 * month + 0.09 * snow * (warm > 3) * warm.clip(0, 8)) * np.exp(
        0.15 * random.normal(0, 1, 960))
    gate, wind = random.beta(2, 2.5, 960).round(2), random.gamma(2, 4, 960).round(1)
    fill = (flow - 34) / 16 - 3.2 * (gate - 0.44) + (month - 84) / 70 - 0.5 * np.sin(season)
    level = 431 + 1.6 * np.tanh(fill / 2.2) + 0.35 * fill.clip(0) + 0.72 * random.normal(0, 1, 960)
    return np.column_stack([day, week, month, snow, warm, flow.round(1), gate, wind]), level.round(2)


def noises(random):
    """Decibels beside a road, 65 with deviation 10, by vehicles an hour (to 4,000), km/h, m (to 200), a wall."""
    many, lorries = np.exp(random.uniform(np.log(30), np.log(4000), 940)).round(), random.beta(1.6, 9, 940).round(3)
    speed, far = random.choice([30, 50, 70, 80, 100, 120, 130], 940), np.exp(random.uniform(1.6, 5.3, 940)).round(1)
    rough, wet = random.choice([-3, 0, 2], 940), random.uniform(0, 1, 940) < 0.25
    wall = np.where(random.uniform(0, 1, 940) < 0.35, random.uniform(1, 6, 940), 0).round(1)
    slope, soft = random.normal(0, 3, 940).round(1), random.beta(1.2, 1.2, 940).round(2)
    level = 37.3 + 10 * np.log10(many * (1 + 0.082 * 100 * lorries)) + 22 * np.log10(speed / 50) - 2
    level += rough + 2 * wet + 0.5 * np.abs(slope).clip(0, 9) - 10 * (1 + 0.5 * soft) * np.log10(far / 7) + 6
    level -= 14 * np.tanh(wall / 4) * np.exp(-far / 150)
    x = [many, lorries, speed, far, rough, wet, wall, slope, soft]
    return np.column_stack(x), (level + random.normal(0, 1.2, 940)).round(1)


CLASSES = {"ships": 6, "thyroids": 3, "avalanches": 2, "clouds": 7, "magnets": 2}
TABLES = (ships, thyroids, avalanches, clouds, magnets, cultures, dyes, levels, noises)
