"""Tables that the fortieth part added."""

import numpy as np


def hedgehogs(random):
    """Whether a hedgehog wakes in spring (half of them), by a date as yymmdd, g, °C, m, beetles, shares, codes."""
    year, day = random.integers(2009, 2024, 900), random.integers(0, 61, 900)  # from the first of October
    date = 10_000 * (year - 2_000) + np.where(day < 31, 1_001 + day, 1_070 + day)
    heavy = (610 + 2.4 * day + 120 * random.normal(0, 1, 900)).clip(210).round()
    mild, north = random.normal(2.4, 2.6, 900).round(1), random.uniform(47, 57, 900).round(2)
    road, fed = np.exp(random.normal(5, 1, 900)).round(), random.binomial(1, 0.4, 900)
    beetles, leaves = random.poisson(9, 900), random.beta(2, 2, 900).round(2)
    mites = random.gamma(1.2, 6, 900).round()
    log = 0.011 * (heavy - 640 - 60 * (north > 53)) * (1 + 0.5 * (mild < 1)) - 0.5 * np.abs(mild - 1.5) + 1.2
    log = log + 2.4 * (leaves - 0.5) * np.where(mild < 2.4, 1, -0.3) - 0.06 * mites + 0.5 * fed - 0.25 * (road < 60)
    log = log + 0.07 * (beetles - 9) * np.where(fed == 1, 0.2, 1)
    return np.column_stack([date, heavy, mild, north, road, fed, beetles, leaves, mites]), (
        log + 0.3 * random.logistic(0, 1, 900) > 0)


def meteors(random):
    """Which of five showers a meteor is of, by km/s, degrees, km, magnitudes, s; 999.9 is a speed nobody measured."""
    of = random.choice(5, 750, p=[0.3, 0.24, 0.2, 0.15, 0.11])
    late = random.normal(0, 1, 750)  # days from the night of most, by which the radiant wanders
    fast = (np.array([59, 35, 66, 41, 71])[of] + 3.5 * random.normal(0, 1, 750)).round(1)
    east = (np.array([48, 112, 95, 77, 152])[of] + 6 * late + 14 * random.normal(0, 1, 750)).round(1)
    north = (np.array([58, 33, 16, 44, 22])[of] + 1.5 * late + 8 * random.normal(0, 1, 750)).round(1)
    bright = random.normal(2.4, 1.5, 750).round(1)
    begins = (88 + 0.38 * np.array([59, 35, 66, 41, 71])[of] - 0.9 * bright + 3 * random.normal(0, 1, 750)).round(1)
    ends = (begins - 14 + 1.9 * bright - 6 * (of == 1) + 2.5 * random.normal(0, 1, 750)).round(1)
    lasts = np.exp(-0.7 + 0.3 * (of == 1) - 0.2 * bright + 0.3 * random.normal(0, 1, 750)).round(2)
    red = random.beta(3, 3, 750).round(2)
    fast = np.where(random.uniform(0, 1, 750) < 0.08, 999.9, fast)
    return np.column_stack([fast, east, north, begins, ends, bright, lasts, red]), of


def forgeries(random):
    """Whether a signature is forged (four tenths), by ms, pixels, pressure to 1,023, px/s, px/s³, degrees, shares."""
    forged = random.binomial(1, 0.4, 1100)
    skill = random.beta(2, 2, 1100)  # of whoever forges
    slow = forged * (1 - 0.6 * skill)
    takes = np.exp(7.9 + 0.55 * slow + 0.3 * random.normal(0, 1, 1100)).round()
    long = np.exp(7.7 + 0.3 * random.normal(0, 1, 1100)).round()
    press = (560 + 90 * slow - 70 * (forged == 1) * (skill > 0.6) + 110 * random.normal(0, 1, 1100)).clip(30, 1_023).round()
    varies = (95 - 32 * forged + 28 * random.normal(0, 1, 1100)).clip(5).round()
    lifts = random.poisson(3 + 2.2 * slow)
    top = np.exp(np.log(long / takes * 1_000) + 0.8 - 0.4 * forged * skill + 0.3 * random.normal(0, 1, 1100)).round()
    jerk = np.exp(14 + 1.1 * slow + 0.5 * np.log(top / 1_800) + 0.8 * random.normal(0, 1, 1100)).round(-3)
    slant = (62 + 9 * np.where(forged == 1, random.choice([-1, 1], 1100), 0) + 6 * random.normal(0, 1, 1100)).round(1)
    air = random.beta(2 + 1.5 * slow, 6, 1100).round(2)
    return np.column_stack([takes, long, press, varies, lifts, top, jerk, slant, air]), forged


def dunes(random):
    """Which of four kinds a dune is of, by m, µm, m/s, degrees, shares of plants, tonnes a year."""
    supply, turns = np.exp(random.normal(0, 0.8, 640)), random.beta(1.6, 1.6, 640)  # of sand, and of the wind
    plants = random.beta(1.3, 4, 640).round(2)
    hard = turns + 0.12 * random.normal(0, 1, 640)
    full = np.log(supply) + 0.25 * random.normal(0, 1, 640)
    of = np.where(plants > 0.32, 3, np.where(hard > 0.62, 2, np.where(full > 0.1, 1, 0)))
    high = np.exp(2 + 0.45 * np.log(supply) + 1.1 * (of == 2) - 0.5 * (of == 3) + 0.35 * random.normal(0, 1, 640)).round(1)
    apart = (high * np.exp(2.9 - 0.5 * (of == 1) + 0.35 * random.normal(0, 1, 640))).round()
    grain, above = random.normal(240, 45, 640).round(), np.exp(random.normal(5.6, 1, 640)).round()
    wind = (5.8 + 1.1 * random.normal(0, 1, 640)).round(1)
    spread = (14 + 130 * turns + 9 * random.normal(0, 1, 640)).clip(0).round()
    flux = (38 * supply * np.exp(0.4 * (wind - 5.8) + 0.2 * random.normal(0, 1, 640))).round(1)
    return np.column_stack([high, apart, grain, above, wind, spread, flux, plants]), of


def snores(random):
    """Which of three sleepers snores, by Hz, dB, per cent of oxygen, cm, kg/m², years; 0 per cent is a clip that fell off."""
    of = random.choice(3, 820, p=[0.42, 0.33, 0.25])
    stout = random.normal(26.5, 3.8, 820) + 1.6 * of
    pitch = np.exp(4.6 + np.array([0, 0.55, 1.1])[of] * (0.5 + random.beta(2, 2, 820)) + 0.3 * random.normal(0, 1, 820)).round()
    loud = (48 + np.array([0, 7, 5])[of] + 5 * random.normal(0, 1, 820)).round(1)
    stops = random.poisson(np.array([3, 9, 22])[of] * np.exp(0.04 * (stout - 27) + 0.4 * random.normal(0, 1, 820)))
    air = (96.5 - 0.22 * stops - 0.1 * (stout - 27) + 1.2 * random.normal(0, 1, 820)).clip(70, 100).round(1)
    neck = (37 + 0.55 * (stout - 27) + 2 * random.normal(0, 1, 820)).round(1)
    years, back = random.normal(51, 13, 820).clip(18).round(), random.beta(2, 3, 820).round(2)  # share on the back
    swing = (8 + 9 * (of == 1) * back + 4 * random.gamma(2, 1, 820)).round(1)
    air = np.where(random.uniform(0, 1, 820) < 0.07, 0, air)
    return np.column_stack([pitch, loud, air, stout.round(1), neck, years, back, swing, np.log1p(stops).round(2)]), of


def tunnels(random):
    """Metres that a tunnel grows a day, 9.9 with deviation 5.0, by N, N m, MPa, per cent, l/s, mm, m, codes."""
    thrust, rock = (9.2e6 + 1.7e6 * random.normal(0, 1, 700)).clip(2e6).round(-4), random.gamma(6, 15, 700).round()
    torque = (0.09 * thrust * np.exp(0.25 * random.normal(0, 1, 700))).round(-3)
    whole, water = (100 * random.beta(4, 2, 700)).round(), np.exp(random.normal(1.2, 1.2, 700)).round(1)
    worn, deep = random.uniform(0, 32, 700).round(1), random.gamma(3, 130, 700).round()
    kind, night = random.integers(0, 3, 700), random.binomial(1, 0.5, 700)
    bites = 9 * (thrust / 9.2e6) ** 1.3 * np.exp(-((rock - 20) / 130).clip(0)) * (1 - 0.011 * worn)
    stands = 0.35 + 0.65 * np.exp(-(((whole - 68) / 26) ** 2)) - 0.07 * np.log1p(water) * np.array([1, 0.3, 1.8])[kind]
    day = 3.4 * bites * stands.clip(0.05) * (torque / 828_000) ** 0.25 * (1 - 0.06 * night) * (1 - 0.0002 * deep)
    return np.column_stack([thrust, torque, rock, whole, water, worn, deep, kind, night]), (
        day * np.exp(0.07 * random.normal(0, 1, 700))).round(1)


def lagoons(random):
    """Milligrams of salt in a litre of a lagoon, 29,700 with deviation 5,600, by m, m³/s, mm, °C, days, hours, shares."""
    mouth, away = np.exp(random.normal(3.6, 0.7, 850)).round(), random.uniform(40, 6_000, 850).round(-1)
    river, rain = np.exp(random.normal(0.8, 1, 850)).round(2), random.gamma(0.7, 14, 850).round(1)
    warm, day = random.normal(21, 6, 850).round(1), random.integers(1, 366, 850)
    tide, under = random.uniform(0, 12.4, 850).round(1), random.beta(1.5, 2, 850).round(2)  # how far down
    swap = np.tanh(mouth / 45) * np.exp(-away / (2_600 + 900 * np.cos(tide / 1.97)))
    fresh = river * np.exp(-0.6 * under) / (1 + 0.02 * mouth) + 0.035 * rain
    dry = 0.42 * (warm - 17).clip(0) * (1 - swap) * np.sin(np.pi * day / 365)
    salt = 36 * (swap + (1 - swap) / (1 + 0.35 * fresh)) + 2 * dry + 3 * under * (river > 2)
    return np.column_stack([mouth, away, river, rain, warm, day, tide, under]), (
        1_000 * salt * np.exp(0.035 * random.normal(0, 1, 850))).round(-1)


def frosts(random):
    """°C of a night in an orchard, -4.6 with deviation 4.3, by °C, Pa, eighths of cloud, m/s, m, hours, shares."""
    dusk, press = random.normal(4.5, 4, 1000).round(1), (101_300 + 900 * random.normal(0, 1, 1000)).round(-1)
    cloud, wind = random.integers(0, 9, 1000), random.gamma(1.6, 1.5, 1000).round(1)
    dew = (dusk - random.gamma(2, 2.2, 1000)).round(1)
    above, slope = random.gamma(2, 9, 1000).round(), random.uniform(0, 18, 1000).round(1)  # m above the valley's floor
    hours, damp = random.uniform(8, 14, 1000).round(1), random.beta(3, 2, 1000).round(2)
    clear = 1 - 0.8 * (cloud / 8) ** 2
    fall = 0.95 * hours * clear * np.exp(-wind / 3.2) * (1 + 0.35 * np.exp(-above / 9) * np.cos(slope / 5))
    fall = fall * (1 - 0.35 * damp) + 1.2
    night = dusk - fall + 0.55 * (dew - dusk + fall).clip(0)
    return np.column_stack([dusk, press, cloud, wind, dew, above, slope, hours, damp]), (
        night - 5.5 + 0.0006 * (101_300 - press) + 0.6 * random.normal(0, 1, 1000)).round(1)


def spores(random):
    """Spores of mould in a cubic metre of a cellar's air, 1,900 with deviation 1,800, by °C, shares, m², lux, days, codes."""
    warm, damp = random.normal(15, 3.5, 1300).round(1), random.beta(7, 3, 1300).round(2)
    floor, light = np.exp(random.normal(3, 0.6, 1300)).round(1), np.exp(random.normal(1, 1.4, 1300)).round(2)
    shut, wood = random.gamma(1.5, 9, 1300).round(), random.binomial(1, 0.45, 1300)
    wall = random.integers(0, 3, 1300)
    log = 7.2 + 1.5 * np.tanh(7 * (damp - 0.72)) * (1 + 0.3 * wood) + 0.45 * np.log1p(shut / 6) * np.array([1, 0.5, 0.1])[wall]
    log = log - 0.5 * ((warm - 18) / 5) ** 2 * (damp > 0.6) - 0.12 * np.log(light + 0.1) - 0.1 * np.log(floor / 20)
    return np.column_stack([warm, damp, floor, light, shut, wood, wall]), (
        350 + 0.85 * np.exp(log + 0.12 * random.normal(0, 1, 1300))).clip(0).round(-1)


CLASSES = {"hedgehogs": 2, "meteors": 5, "forgeries": 2, "dunes": 4, "snores": 3}
TABLES = (hedgehogs, meteors, forgeries, dunes, snores, tunnels, lagoons, frosts, spores)
