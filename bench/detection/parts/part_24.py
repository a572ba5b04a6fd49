"""Tables that the twenty-fourth part added."""

import numpy as np


def teas(random):
    """Which of six teas, by mg/kg of potassium (to 31,000) and two other metals, shares, mm, g; unscaled."""
    which = random.choice(6, 950, p=[0.27, 0.21, 0.17, 0.14, 0.12, 0.09])  # green, black, white, dark, oolong, mate
    z = random.normal(0, 1, (950, 9))
    potash = np.array([19000, 20500, 15500, 22500, 18500, 13000])[which] * np.exp(0.13 * z[:, 0])
    alum = np.array([620, 900, 480, 1700, 1100, 350])[which] * np.exp(0.42 * z[:, 1])
    lead = np.array([0.4, 0.7, 0.3, 1.2, 0.8, 0.25])[which] * np.exp(0.6 * z[:, 2])
    caffeine = np.array([0.029, 0.034, 0.041, 0.024, 0.026, 0.012])[which] * np.exp(0.18 * z[:, 3])
    bitter = np.array([0.13, 0.014, 0.1, 0.006, 0.06, 0.002])[which] * np.exp(0.5 * z[:, 4])
    dark = np.array([0.004, 0.021, 0.006, 0.031, 0.013, 0.009])[which] * np.exp(0.35 * z[:, 5])
    long, wet = np.array([14, 8, 21, 11, 19, 6])[which] * np.exp(0.4 * z[:, 6]), 0.055 * np.exp(0.2 * z[:, 7])
    heavy = 0.11 * np.exp(0.5 * z[:, 8])
    x = [potash.clip(7000, 34000).round(), alum.round(), lead.round(2), caffeine.round(4), bitter.round(4),
         dark.round(4), long.round(1), wet.round(4), heavy.round(3)]
    return np.column_stack(x), which


def seedlings(random):
    """If a seedling lives (52 %), by cm³ of its pot (to 9,000), lux (90,000), shares, days; one of ten is wrong."""
    pot, light = random.gamma(2.5, 1000, 940).clip(90, 9000).round(-1), random.normal(38000, 17000, 940).clip(800, 9e4)
    wet, dry = random.beta(4, 6, 940).round(3), random.integers(0, 46, 940)  # of the soil; days without rain
    tall, root = random.gamma(5, 5, 940).clip(3, 90).round(1), random.beta(5, 5, 940).round(3)  # cm; share below
    cold, snails = (1.5 + 4 * random.normal(0, 1, 940)).round(1), random.poisson(2.2, 940)
    salt = random.gamma(1.5, 500, 940).round()
    sun = np.exp(-((light - 40000) / 19000) ** 2)  # neither in the dark nor burnt
    left = 1.9 * sun + 0.35 * np.log(pot / 2000) + 2.5 * (root - 0.5) - 0.045 * (dry - 20) * (1 - 1.4 * wet)
    left = left - 0.2 * (snails - 2) - 0.5 * np.maximum(0, -cold) / 3 - 0.0004 * salt - 0.012 * (tall - 25)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [pot, light.round(-2), wet, dry, tall, root, cold, snails, salt]
    return np.column_stack(x), (left > 0.64) ^ wrong


def sieves(random):
    """Whether a stone stays between two sieves (half), by its µm three ways (to 50,000), g/cm³ and a share."""
    size = np.exp(9.78 + 0.38 * random.normal(0, 1, (940, 1)) + 0.2 * random.normal(0, 1, (940, 3))).clip(3e3, 48e3)
    middle = np.sort(size, axis=1)[:, 1]  # what decides through which hole it falls
    read = (size * np.exp(0.02 * random.normal(0, 1, (940, 3)))).round()
    dense, round_ = random.normal(2.66, 0.09, 940).round(2), random.beta(6, 3, 940).round(3)
    return np.column_stack([read, dense, round_]), (middle > 13500) & (middle < 22500)


def meteorites(random):
    """Which of seven kinds of meteorite, by ppm of nickel (to 130,000) and iridium, shares, g (to 90,000), years."""
    which = random.choice(7, 950, p=[0.24, 0.2, 0.16, 0.13, 0.11, 0.09, 0.07])
    z = random.normal(0, 1, (950, 9))
    nickel = np.array([16500, 12800, 10200, 13500, 86000, 95000, 150])[which] * np.exp(0.17 * z[:, 0])
    iridium = np.array([0.76, 0.5, 0.36, 0.62, 4.5, 9, 0.01])[which] * np.exp(0.5 * z[:, 1])
    gallium = np.array([5.5, 5.2, 5, 9, 70, 19, 2])[which] * np.exp(0.22 * z[:, 2])
    iron = np.array([0.275, 0.215, 0.19, 0.235, 0.91, 0.9, 0.15])[which] * np.exp(0.05 * z[:, 3])
    drawn = np.array([5.2, 4.85, 4.1, 4.4, 5.9, 5.95, 3])[which] + 0.16 * z[:, 4]  # by a magnet, a logarithm
    ash = np.array([0.001, 0.0012, 0.0011, 0.011, 0.0004, 0.0004, 0.0006])[which] * np.exp(0.5 * z[:, 5])  # carbon
    heavy, old = np.exp(6.5 + 1.6 * z[:, 6]).clip(5, 9e4), np.exp(9 + 0.9 * z[:, 7]).clip(1, 9e4)
    light = 17 + 0.6 * np.array([1, 0.4, 0.7, -1.5, 0, 0, -1])[which] + 0.4 * z[:, 8]  # oxygen
    x = [nickel.clip(40, 18e4).round(), iridium.round(3), gallium.round(2), iron.clip(0, 0.99).round(3), drawn.round(2),
         ash.round(5), heavy.round(), old.round(), light.round(2)]
    return np.column_stack(x), which


def lakes(random):
    """Which of four states a lake is in (33 % to 17), by µg/l, mg/l, m, pH, °C; 99,999 where nobody measured."""
    which = random.choice(4, 960, p=[0.36, 0.27, 0.21, 0.16])  # clear, green, brown, sour
    z = random.normal(0, 1, (960, 8))
    green = np.array([2.2, 34, 7, 2.6])[which] * np.exp(0.62 * z[:, 0])
    phosphorus = np.array([9, 66, 24, 8])[which] * np.exp(0.5 * z[:, 1])
    brown = np.array([3.1, 7.5, 19, 3.4])[which] * np.exp(0.33 * z[:, 2])  # carbon
    sight = np.array([7, 1.4, 1.7, 8.5])[which] * np.exp(0.32 * z[:, 3])
    acid = np.array([7.5, 8.3, 6.3, 4.9])[which] + 0.42 * z[:, 4]
    lime = np.array([34, 48, 6, 1.6])[which] * np.exp(0.65 * z[:, 5])
    warm, deep = 15.5 + 3 * z[:, 6], 9 * np.exp(0.7 * z[:, 7])
    x = np.column_stack([green.round(1), phosphorus.round(1), brown.round(1), sight.round(2), acid.round(2),
                         lime.round(1), warm.round(1), deep.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.055, 99999, x), which


def ports(random):
    """Tonnes that a port lands in a year, 5,200,000 with a long tail, by m of quays (24,000), people (20,000,000)."""
    people = np.exp(13.4 + 1.2 * random.normal(0, 1, 940)).clip(2e4, 2e7).round(-2)
    quay = np.exp(7.7 + 0.75 * random.normal(0, 1, 940)).clip(150, 3e4).round()
    deep, cranes = random.gamma(12, 1, 940).clip(4, 26).round(1), random.poisson(9, 940)
    rails, way = random.integers(0, 9, 940), random.gamma(1.5, 260, 940).round()  # km to the next one
    ice, tide = random.gamma(0.5, 24, 940).clip(0, 200).round(), random.gamma(2, 1.3, 940).round(2)
    fee, wait = random.gamma(4, 0.9, 940).round(2), random.gamma(1.4, 11, 940).round(1)
    log = 0.5 * np.log(quay / 2200) + 0.3 * np.log(people / 7e5) + 0.9 * np.tanh((deep - 11) / 4)
    log = log + 0.3 * np.log1p(cranes / 4) * (rails > 2) + 0.25 * np.tanh((way - 300) / 250) - 0.005 * ice
    log = log - 0.08 * fee - 0.3 * np.log1p(wait / 20) - 0.05 * (tide - 2.5) ** 2 * (deep < 12)
    log = log + 0.15 * random.normal(0, 1, 940)
    x = [people, quay, deep, cranes, rails, way, ice, tide, fee, wait]
    return np.column_stack(x), (4.6e6 * np.exp(log)).clip(2e4).round(-3)


def tyres(random):
    """mm that a tyre loses a km, 0.00025 with deviation 0.00016, by N on it (to 7,900), kPa, °C, m of bends, m/s²."""
    load, press = random.normal(4300, 1200, 930).clip(1200, 9500).round(), random.normal(232, 26, 930).round()
    warm, wet = random.normal(16, 9, 930).round(1), random.beta(2, 5, 930).round(3)
    bend, pull = random.gamma(3, 160, 930).clip(30, 2500).round(), random.gamma(4, 0.35, 930).round(2)
    hard, askew = random.normal(66, 4, 930).round(1), (0.16 * random.normal(0, 1, 930)).round(3)  # degrees
    years = random.gamma(2, 1.6, 930).round(1)
    worn = (load / 4300) ** 1.3 * np.exp(0.016 * (warm - 16)) * (1 - 0.5 * wet) * (0.5 + 0.36 * pull)
    worn = worn * (1 + 4.5 * np.abs(askew)) * (0.75 + 120 / (bend + 60)) * (1 + ((press - 236) / 75) ** 2)
    worn = worn * np.exp(-0.035 * (hard - 66) + 0.02 * (years - 3) + 0.06 * random.normal(0, 1, 930))
    return np.column_stack([load, press, warm, wet, bend, pull, hard, askew, years]), worn * 1.5e-4


def pots(random):
    """The year in which a pot was fired, 1,468 with deviation 70, by mm, kg, K (to 1,450), shares; nearly a plane."""
    wall, rim = random.normal(6.2, 1.1, 940).clip(2.5).round(2), random.normal(182, 38, 940).clip(60).round()
    mass, fired = random.gamma(9, 0.16, 940).round(3), random.normal(1210, 75, 940).clip(900, 1500).round()
    sand, iron = random.beta(5, 14, 940).round(3), random.beta(6, 90, 940).round(4)
    glaze, wheel = random.beta(2, 3, 940).round(3), random.integers(0, 2, 940)
    deep, shells = random.gamma(7, 0.24, 940).round(2), random.poisson(2.6, 940)  # m below the ground; of snails
    year = 1470 + 0.42 * (fired - 1210) - 21 * (wall - 6.2) - 190 * (sand - 0.26) + 110 * (glaze - 0.4) + 36 * wheel
    year = year - 40 * (deep - 1.7) + 0.22 * (rim - 182) - 900 * (iron - 0.0625) - 14 * (mass - 1.44)
    year = year - 3 * (shells - 2.6) - 7 * (deep - 1.7) ** 2 + 24 * random.normal(0, 1, 940)
    return np.column_stack([wall, rim, mass, fired, sand, iron, glaze, wheel, deep, shells]), year.round() - 18


def rowers(random):
    """Seconds of 2,000 m in a boat, 427 with deviation 32, by watts (one of 30 as mW, to 430,000), cm, kg, °C, m/s."""
    power, tall = random.normal(345, 62, 940).clip(170, 620).round(), random.normal(187, 8, 940).round()
    mass, years = (84 + 0.5 * (tall - 187) + 7 * random.normal(0, 1, 940)).round(1), random.integers(17, 42, 940)
    wind, warm = (2.2 * random.normal(0, 1, 940)).round(1), random.normal(19, 5, 940).round(1)
    rate, hull = random.normal(34, 2.4, 940).round(1), random.normal(14.2, 0.5, 940).round(2)
    weeks, salt = random.gamma(4, 3, 940).round(), random.integers(0, 2, 940)
    time = 428 * (345 / power) ** 0.36 * (1 + 0.0011 * (mass - 84)) + 0.9 * (rate - 34.5) ** 2
    time = time + 4.6 * wind + 0.5 * wind**2 - 0.5 * (warm - 19) - 0.3 * (tall - 187) - 7 * np.log1p(weeks / 6)
    time = time + 0.05 * (years - 26) ** 2 + 4 * (hull - 14.2) - 3 * salt + 4 * random.normal(0, 1, 940)
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, power * 1000, power), tall, mass, years, wind, warm, rate, hull, weeks, salt]
    return np.column_stack(x), (time - 6).round(1)


CLASSES = {"teas": 6, "seedlings": 2, "sieves": 2, "meteorites": 7, "lakes": 4}
TABLES = (teas, seedlings, sieves, meteorites, lakes, ports, tyres, pots, rowers)
