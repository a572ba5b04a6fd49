"""Tables that the forty-second part added."""

import numpy as np


def truffles(random):
    """Which of three truffles a dog has found, by g, cm, pH, ppb of four scents, days; -1 g was not weighed."""
    of = random.choice(3, 640, p=[0.42, 0.34, 0.24])
    ripe = random.beta(2.5, 2, 640)  # how ripe it is
    heavy = np.exp(np.array([3.2, 3.7, 2.9])[of] + 0.5 * ripe + 0.4 * random.normal(0, 1, 640)).round(1)
    deep = (np.array([14, 9, 19])[of] + 4.5 * random.normal(0, 1, 640)).clip(1).round(1)
    acid = (7.7 + np.array([0.1, -0.2, 0.25])[of] + 0.25 * random.normal(0, 1, 640)).round(2)
    means = np.array([[6.2, 4.8, 5.5, 3.9], [5.4, 5.9, 5.2, 4.4], [6.6, 5.1, 4.6, 4.8]])[of]
    scents = np.exp(means + 1.6 * (ripe - 0.5)[:, None] * np.array([1, -0.5, 1.2, 0.4])
                    + 0.6 * random.normal(0, 1, (640, 4))).round(1)
    day = (290 + np.array([30, -70, 60])[of] * random.beta(4, 2, 640) + 18 * random.normal(0, 1, 640)).round()
    heavy = np.where(random.uniform(0, 1, 640) < 0.12, -1, heavy)
    return np.column_stack([heavy, deep, acid, scents, day, ripe.round(2)]), of


def carparks(random):
    """Whether a car park is full within an hour (two fifths), by cars, °C, minutes, m, euros, codes; 99999: none."""
    places = np.array([180, 320, 540, 900])[random.integers(0, 4, 1250)]
    minute, day = random.uniform(420, 1320, 1250).round(), random.integers(0, 7, 1250)
    shops = np.exp(-(((minute - 930) / 170) ** 2)) * np.where(day == 6, 0.35, 1 + 0.4 * (day == 5))
    share = (0.3 + 0.5 * shops + 0.27 * random.normal(0, 1, 1250)).clip(0.02, 1)
    cars, come = (share * places).round(), random.gamma(4, 9, 1250).round()
    wet, warm = random.binomial(1, 0.28, 1250), random.normal(12, 8, 1250).round(1)
    way, euros = random.gamma(3, 160, 1250).round(-1), (1 + 0.5 * random.integers(0, 7, 1250))
    log = 9 * (share - 0.62) + 0.035 * (come - 36) * np.sqrt(300 / places) * 1.5 + 1.1 * wet * (way < 450)
    log = log - 0.5 * (euros - 2.5) * np.where(day > 4, 0.3, 1) - 1.4 * (minute > 1130) + 0.02 * warm
    cars = np.where(random.uniform(0, 1, 1250) < 0.07, 99_999, cars)
    return np.column_stack([cars, places, minute, day, come, wet, warm, way, euros]), (
        log + 0.4 * random.logistic(0, 1, 1250) > -0.7)


def tiles(random):
    """Which of four workshops a roof tile is of, by mm, kg, tesla, A/m, ppm, degrees, shares."""
    of = random.choice(4, 760, p=[0.33, 0.27, 0.22, 0.18])
    fired = random.normal(0, 1, 760)  # hotter or colder
    long = (395 + np.array([6, -8, 2, 12])[of] - 4 * fired + 5 * random.normal(0, 1, 760)).round()
    thick = (14.5 + np.array([0.8, -0.6, 1.6, -1])[of] + 0.8 * random.normal(0, 1, 760)).round(1)
    heavy = (2.6 * long / 395 * thick / 14.5 + 0.08 * random.normal(0, 1, 760)).round(2)
    field = 1e-9 * np.exp(np.array([3.6, 4.4, 2.9, 3.9])[of] + 0.5 * fired + 0.3 * random.normal(0, 1, 760))
    held = 1e-4 * np.exp(np.array([1, 0.2, 0.8, 1.6])[of] - 0.5 * fired + 0.3 * random.normal(0, 1, 760))
    chrome = np.exp(4.6 + np.array([0, 0.5, 0.9, 0.3])[of] + 0.25 * random.normal(0, 1, 760)).round(1)
    turned = (np.array([0, 8, -6, 3])[of] * np.tanh(fired) + 5 * random.normal(0, 1, 760)).round(1)
    red = 1 / (1 + np.exp(-(0.8 * fired + np.array([-0.6, 0.3, 1, 0])[of])))
    red = (red + 0.05 * random.normal(0, 1, 760)).round(2)
    return np.column_stack([long, thick, heavy, field, held, chrome, turned, red]), of


def sneezes(random):
    """Whether a cold nose is an allergy (nearly half), by grains/m³ with a long tail, °C, days, years, codes."""
    kind, day = random.integers(0, 3, 1050), random.integers(30, 260, 1050)
    peak = np.array([60, 105, 165])[kind]
    grains = np.exp(5.5 - ((day - peak) / 45) ** 2 + 1.3 * random.normal(0, 1, 1050)).clip(0, 9_000).round()
    years, warm = random.uniform(4, 80, 1050).round(), random.normal(36.9, 0.5, 1050).round(1)
    ill, itch = random.gamma(2, 4, 1050).round(), random.binomial(1, 0.45, 1050)
    wet, proteins = random.binomial(1, 0.3, 1050), np.exp(random.normal(4.3, 1.1, 1050)).round()  # kU/l
    log = 0.55 * (np.log(grains + 5) - 4) * np.where(wet == 1, 0.3, 1) - 2.2 * np.tanh(2 * (warm - 37.1))
    log = log + 1.1 * (itch - 0.5) * np.array([1.4, 1, 0.5])[kind] + 0.7 * (np.log(proteins) - 4.3) * (grains > 40)
    log = log + 0.6 * np.tanh((ill - 9) / 4) - 0.02 * (years - 30) * (years > 30) - 0.1
    return np.column_stack([grains, kind, day, years, warm, ill, itch, wet, proteins]), (
        log + 0.35 * random.logistic(0, 1, 1050) > 0)


def seals(random):
    """Which of five seals has dived, by m, s, beats, °C, kg, m/s; 2147483647 is a depth that was not sent."""
    of = random.choice(5, 700, p=[0.28, 0.24, 0.2, 0.16, 0.12])
    grown = random.normal(0, 1, 700)
    heavy = np.exp(np.array([4.5, 5.2, 4.1, 5.9, 4.9])[of] + 0.22 * grown + 0.12 * random.normal(0, 1, 700)).round()
    deep = np.exp(np.array([3.4, 4.6, 3.9, 5.6, 4.9])[of] + 0.3 * grown + 0.45 * random.normal(0, 1, 700)).round()
    under = (60 * np.exp(0.45 * np.log(deep / 50) + np.array([1, 1.2, 0.8, 1.7, 1.1])[of]
                         + 0.22 * random.normal(0, 1, 700))).round()
    beats = (np.array([52, 44, 66, 31, 48])[of] - 6 * grown + 6 * random.normal(0, 1, 700)).round()
    water = (np.array([9, 4, 12, 1, 6])[of] + 2.4 * random.normal(0, 1, 700)).round(1)
    fast = (1.5 + 0.25 * np.array([0, 1, 2, 0.5, -1])[of] + 0.28 * random.normal(0, 1, 700)).round(2)
    hour = random.uniform(0, 24, 700).round(1)
    deep = np.where(random.uniform(0, 1, 700) < 0.09, 2_147_483_647, deep)
    return np.column_stack([deep, under, beats, water, heavy, fast, hour]), of


def kayaks(random):
    """Seconds that a kayak needs for a stretch, 1,730 with deviation 470, by m, m/s, m³/s, kg, years, codes."""
    long, flow = random.uniform(3_200, 7_500, 900).round(-1), random.gamma(4, 14, 900).round(1)
    heavy, years = random.normal(78, 12, 900).round(), random.uniform(14, 68, 900).round()
    wind, kind = random.normal(0, 4, 900).round(1), random.integers(0, 3, 900)  # m/s from behind
    bends, rocks = random.poisson(6, 900), random.beta(2, 4, 900).round(2)
    river = 0.6 * np.sqrt(flow / 20) * (1 - 0.5 * rocks)
    strong = 2.9 * (1 - 0.0003 * (years - 30) ** 2) * (0.8 + 0.2 * heavy / 78) * np.array([1, 1.12, 0.9])[kind]
    speed = strong + river + 0.06 * wind * np.array([1, 0.3, 1.5])[kind] - 0.35 * rocks * (flow < 35)
    seconds = long / speed.clip(1.2) + 12 * bends * np.array([1, 1.7, 0.7])[kind] * (1 + 0.4 * (flow > 80))
    return np.column_stack([long, flow, heavy, years, wind, kind, bends, rocks]), (
        seconds * np.exp(0.03 * random.normal(0, 1, 900))).round(1)


def heaps(random):
    """°C in a heap of compost, 46 with deviation 14, by days, m³, shares, mm, °C, ratios; -273.15: a broken probe."""
    days, large = random.gamma(2, 11, 820).round(), np.exp(random.normal(0.5, 0.5, 820)).round(2)
    damp, air = random.beta(5, 4, 820).round(2), random.beta(3, 4, 820).round(2)
    ratio, outside = random.normal(29, 8, 820).clip(8).round(1), random.normal(10, 7, 820).round(1)  # C to N
    turned, rain = random.poisson(1.4, 820), random.gamma(0.9, 4, 820).round(1)
    eats = np.exp(-(((damp - 0.56) / 0.17) ** 2)) * np.exp(-(((ratio - 28) / 10) ** 2)) * (0.45 + air)
    course = np.exp(1) * (days + 1) / 9 * np.exp(-(days + 1) / (9 + 4 * np.tanh(turned - 1)))
    hot = 14 + 0.5 * outside + 52 * (eats * course.clip(0, 1.8)) ** 0.6 * np.tanh(0.8 * large + 0.35)
    hot = hot + 11 * np.log1p(large) - 0.25 * rain.clip(0, 20)
    outside = np.where(random.uniform(0, 1, 820) < 0.06, -273.15, outside)
    return np.column_stack([days, large, damp, air, ratio, outside, turned, rain]), (
        hot + 1.6 * random.normal(0, 1, 820)).clip(5, 78).round(1)


def lathes(random):
    """Metres of roughness behind a lathe, 0.0000054 with deviation 0.0000029, by mm, 1/min, m/min, minutes, codes."""
    feed, nose = random.uniform(0.05, 0.36, 560).round(3), np.array([0.4, 0.8, 1.2])[random.integers(0, 3, 560)]
    wide, turns = random.uniform(12, 140, 560).round(1), np.exp(random.normal(6.6, 0.6, 560)).round(-1)
    deep, used = random.uniform(0.2, 3.5, 560).round(2), random.gamma(2, 9, 560).round(1)
    metal, oil = random.integers(0, 3, 560), random.binomial(1, 0.6, 560)
    speed = 3.14159 * wide * turns / 1_000
    edge = np.array([1, 0.5, 0.15])[metal] * np.exp(-(((np.log(speed) - 3.6) / 0.7) ** 2)) * (1.3 - 0.8 * oil)
    rough = 32 * feed**1.6 / nose**0.7 + 2.2 * edge + 0.035 * used * (1 + 0.3 * deep) + 0.5
    return np.column_stack([feed, nose, wide, turns, deep, used, metal, oil]), (
        1e-6 * rough * np.exp(0.08 * random.normal(0, 1, 560))).round(9)


def sandhills(random):
    """Cubic metres of sand in a dune, 1,400,000 with deviation 1,200,000, by m, m/s, degrees, µm, mm, shares, years."""
    high, wind = random.gamma(12, 1.05, 1400).clip(1.5).round(1), random.gamma(9, 0.8, 1400).round(1)
    turned, grain = random.uniform(0, 180, 1400).round(), random.normal(250, 45, 1400).round()
    rain, green = np.exp(random.normal(4.2, 0.7, 1400)).round(), random.beta(1.5, 4, 1400).round(2)
    far, years = random.uniform(50, 9_000, 1400).round(-1), random.uniform(3, 60, 1400).round()
    wide = high * (6 + 5 * np.exp(-(((turned - 90) / 35) ** 2)) + 0.5 * (wind - 7))
    long = high * (22 - 12 * green) * (1 + 0.25 * np.sin(far / 900)) + 60 * np.tanh((grain - 250) / 50)
    sand = 22 * high**0.4 * wide.clip(10) * long.clip(20) * (1 - 0.003 * rain.clip(0, 150)) ** 0.6
    return np.column_stack([high, wind, turned, grain, rain, green, far, years]), (
        sand * np.exp(0.06 * random.normal(0, 1, 1400))).round(-2)


CLASSES = {"truffles": 3, "carparks": 2, "tiles": 4, "sneezes": 2, "seals": 5}
TABLES = (truffles, carparks, tiles, sneezes, seals, kayaks, heaps, lathes, sandhills)
