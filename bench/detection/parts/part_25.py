"""Tables that the twenty-fifth part added."""

import numpy as np


def woods(random):
    """Which of six woods a plank is of (26 % to 9), by newtons of its hardness (to 24,000), kg/m³, shares, mm, GPa."""
    which = random.choice(6, 950, p=[0.26, 0.22, 0.17, 0.14, 0.12, 0.09])  # spruce, pine, beech, oak, walnut, ipe
    z = random.normal(0, 1, (950, 9))
    hard = np.array([1700, 2500, 6300, 5400, 4500, 14500])[which] * np.exp(0.19 * z[:, 0])
    dense = np.array([430, 510, 710, 690, 620, 1040])[which] * np.exp(0.08 * z[:, 1])
    resin = np.array([0.022, 0.07, 0.019, 0.03, 0.055, 0.1])[which] * np.exp(0.4 * z[:, 2])
    shrinks = np.array([0.118, 0.121, 0.174, 0.134, 0.128, 0.143])[which] * np.exp(0.1 * z[:, 3])
    pores = np.array([0.03, 0.034, 0.15, 0.26, 0.19, 0.11])[which] * np.exp(0.22 * z[:, 4])  # mm
    light = np.array([0.78, 0.71, 0.6, 0.52, 0.33, 0.29])[which] + 0.07 * z[:, 5]
    stiff = np.array([9.8, 10.2, 14, 12, 11.5, 21])[which] * np.exp(0.13 * z[:, 6])
    ring, wet = 2.1 * np.exp(0.45 * z[:, 7]), (0.11 * np.exp(0.17 * z[:, 8])).round(3)
    x = [hard.round(-1), dense.round(), resin.round(4), shrinks.round(3), pores.round(3),
         light.clip(0.05, 0.95).round(2), stiff.round(1), ring.round(2), wet]
    return np.column_stack(x), which


def bridges(random):
    """If a bridge is closed within ten years (half), by cars a day (to 120,000), kg, m, years; one of ten is wrong."""
    cars = np.exp(9.3 + 0.95 * random.normal(0, 1, 940)).clip(90, 1.2e5).round(-1)
    load = random.normal(31000, 7500, 940).clip(6000, 60000).round(-2)  # that it bears
    years, span = random.gamma(4, 13, 940).clip(1, 140).round(), random.gamma(2.4, 15, 940).clip(4, 190).round(1)
    cover, salt = random.normal(34, 9, 940).clip(8, 70).round(), random.gamma(1.5, 0.9, 940).round(2)  # mm; kg/m²
    frost, crack = random.poisson(38, 940), (0.16 * np.exp(0.55 * random.normal(0, 1, 940))).round(2)
    steel, cared = random.integers(0, 2, 940), random.gamma(2, 4, 940).round(1)  # years since
    rust = np.tanh(0.022 * years * (0.5 + 0.45 * salt) * 34 / cover - 1.3)
    tired = 0.5 * np.log(cars / 11000) - 1.1 * np.log(load / 30000)
    left = 1.3 * rust + tired * (0.5 + 0.9 * steel) + 0.9 * np.log(crack / 0.16) + 0.07 * (cared - 8)
    left = left + 0.012 * (frost - 38) * (1 - steel) + 0.006 * (span - 36)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [cars, load, years, span, cover, salt, frost, crack, steel, cared]
    return np.column_stack(x), (left > -0.11) ^ wrong


def lenses(random):
    """Whether a picture is sharp (half), by mm to what is seen and mm that are set (to 30,000), f-number, lux."""
    far = np.exp(random.uniform(6.4, 10.2, 940))
    stop = random.choice([1.8, 2.8, 4, 5.6, 8, 11], 940)
    set_ = (far * np.exp(0.62 * random.normal(0, 1, 940))).clip(500, 30000)
    long, light = random.normal(50, 6, 940).round(1), random.gamma(3, 220, 940).round()
    sharp = np.abs(np.log(far / set_)) < 0.33 * (stop / 4.5) ** 0.4
    return np.column_stack([far.round(), set_.round(), stop, long, light]), sharp


def whales(random):
    """Which of seven whales one is (23 % to 7), by kg (to 160,000), s of a dive (to 4,500), m, Hz, shares, km/h."""
    which = random.choice(7, 950, p=[0.23, 0.19, 0.17, 0.13, 0.11, 0.1, 0.07])  # minke … orca
    z = random.normal(0, 1, (950, 9))
    heavy = np.array([7200, 29000, 47000, 21000, 104000, 38000, 4600])[which] * np.exp(0.2 * z[:, 0])
    dive = np.array([420, 720, 560, 480, 640, 2500, 260])[which] * np.exp(0.35 * z[:, 1])
    long = np.array([8.4, 14, 20.5, 15.6, 25.5, 15, 7.1])[which] * np.exp(0.08 * z[:, 2])
    calls = np.array([110, 330, 22, 62, 18, 7600, 2700])[which] * np.exp(0.5 * z[:, 3])
    fin = np.array([0.13, 0.31, 0.11, 0.1, 0.13, 0.09, 0.18])[which] * np.exp(0.13 * z[:, 4])  # of its length
    fast = np.array([23, 13, 31, 36, 22, 10, 33])[which] * np.exp(0.25 * z[:, 5])
    spout = np.array([2, 2.9, 5.4, 3.2, 8.5, 3.8, 1.3])[which] * np.exp(0.2 * z[:, 6])
    warm, deep = (11 + 5 * z[:, 7]).round(1), np.exp(6.4 + 0.9 * z[:, 8]).clip(20, 5000).round()
    x = [heavy.clip(1500, 16e4).round(-1), dive.clip(60, 5400).round(), long.round(1), calls.round(), fin.round(3),
         fast.round(1), spout.round(1), warm, deep]
    return np.column_stack(x), which


def storms(random):
    """Which of four storms a buoy is in (34 % to 17), by m/s, m, s, °C, hPa below 1,013; -9,999 where it was silent."""
    which = random.choice(4, 960, p=[0.34, 0.28, 0.21, 0.17])  # front, squall, cyclone, polar low
    z = random.normal(0, 1, (960, 8))
    wind = np.array([16, 22, 34, 23])[which] * np.exp(0.2 * z[:, 0])
    waves = np.array([3.2, 2.1, 8.4, 5])[which] * np.exp(0.28 * z[:, 1])
    swing = np.array([7.6, 4.9, 11, 7.9])[which] + 1.2 * z[:, 2]
    air = np.array([11, 20, 25, -3])[which] + 4.2 * z[:, 3]
    sea = np.array([12, 20, 27.5, 4])[which] + 3.4 * z[:, 4]
    deep = np.array([14, 8, 43, 22])[which] * np.exp(0.4 * z[:, 5])
    gusts = np.array([1.35, 2.1, 1.4, 1.5])[which] * np.exp(0.12 * z[:, 6])  # times the wind
    turns = 40 + 26 * z[:, 7]
    x = np.column_stack([wind.round(1), waves.round(2), swing.round(1), air.round(1), sea.round(1), deep.round(1),
                         gusts.round(2), turns.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -9999, x), which


def dams(random):
    """m³ behind a dam, 36,000,000 with a long tail, by people who drink (to 6,000,000), km², m, mm of rain, kW."""
    people = np.exp(12 + 1.2 * random.normal(0, 1, 930)).clip(1e3, 6e6).round(-2)
    rains_on = np.exp(5.2 + 0.9 * random.normal(0, 1, 930)).clip(4, 9000).round(1)  # km²
    tall, wide = random.gamma(3, 13, 930).clip(6, 220).round(1), random.gamma(2.2, 130, 930).clip(20, 2400).round()
    rain, warm = random.normal(880, 260, 930).clip(160).round(), random.normal(12, 5, 930).round(1)
    steep, mud = random.beta(2, 6, 930).round(3), random.beta(1.5, 8, 930).round(3)
    year, power = random.integers(1890, 2021, 930), random.gamma(0.8, 3e4, 930).round(-1)  # kW
    log = 0.42 * np.log(rains_on / 180) + 1.1 * np.log(tall / 38) + 0.4 * np.log(wide / 280)
    log = log + 0.06 * np.log(people / 1.6e5) + 0.9 * np.tanh((rain - 850) / 320)
    log = log - 1.1 * np.tanh(4 * (steep - 0.25)) - 1.3 * mud * (2020 - year) / 60
    log = log + 0.05 * np.log1p(power / 1e4) - 0.02 * (warm - 12) * (rain < 900) + 0.15 * random.normal(0, 1, 930)
    x = [people, rains_on, tall, wide, rain, warm, steep, mud, year, power]
    return np.column_stack(x), (3.1e7 * np.exp(0.85 * log)).round(-3)


def cracks(random):
    """m that a crack grows a load, 0.00000026 with deviation 0.00000016, by MPa (to 240), mm, Hz, °C, shares, pH."""
    pull, length = random.normal(142, 34, 930).clip(40, 260).round(), random.gamma(5, 0.9, 930).clip(0.5, 14).round(2)
    share = random.uniform(0, 0.7, 930).round(2)  # of the load that stays
    rate, warm = np.exp(random.uniform(-1, 3.5, 930)).round(2), random.normal(28, 22, 930).round(1)
    wet, acid = random.beta(3, 4, 930).round(3), random.normal(7, 0.9, 930).round(2)
    grain, thick = random.gamma(5, 8, 930).round(1), random.normal(12, 3, 930).clip(3).round(1)  # µm; mm
    grows = (pull / 142) ** 1.6 * (length / 4.5) ** 0.7 * (0.75 + 1.1 * share**2)
    grows = grows * (1 + 0.6 * wet * np.tanh(1 - 0.6 * np.log(rate + 0.4))) * np.exp(0.006 * (warm - 28))
    grows = grows * (1 - 0.14 * (acid - 7).clip(-2, 1)) * (grain / 40) ** -0.2 * (1 + 0.012 * (thick - 12))
    grows = grows * np.exp(0.07 * random.normal(0, 1, 930))
    return np.column_stack([pull, length, share, rate, warm, wet, acid, grain, thick]), grows * 2.6e-7


def seas(random):
    """m/s of sound in the sea, 1,503 with deviation 19, by m below (to 3,900), °C, salt, hPa; nearly a plane."""
    deep = random.gamma(1.6, 520, 940).clip(1, 3900).round()
    warm, salt = (10.5 + 4.2 * random.normal(0, 1, 940)).clip(-1.5, 29).round(2), random.normal(34.6, 1.3, 940).round(2)
    mud, air = random.beta(2, 8, 940).round(3), random.normal(1012, 9, 940).round(1)
    day, north = random.integers(1, 366, 940), random.uniform(-62, 66, 940).round(1)
    bubbles, waves = random.gamma(1.2, 0.02, 940).round(4), random.gamma(3, 0.6, 940).round(1)
    speed = 1449 + 4.6 * warm - 0.055 * warm**2 + (1.34 - 0.01 * warm) * (salt - 35) + 0.016 * deep
    speed = speed - 110 * bubbles + 8 * mud + 0.02 * np.abs(north) + 4.4 * random.normal(0, 1, 940)
    return np.column_stack([deep, warm, salt, mud, air, day, north, bubbles, waves]), speed.round(1)


def stoves(random):
    """kWh that heat a house a year, 17,100 with deviation 6,600, by m² (one of 30 as cm², to 2,500,000), °C, years."""
    wide, lived = random.gamma(9, 14, 940).clip(30, 400).round(), random.poisson(2.4, 940) + 1
    out, in_ = (8.2 + 1.8 * random.normal(0, 1, 940)).round(1), (20.4 + 1.2 * random.normal(0, 1, 940)).round(1)
    years, walls = random.gamma(2.4, 19, 940).clip(0, 160).round(), random.normal(13, 5, 940).clip(0, 30).round(1)  # cm
    glass, sun = random.beta(4, 15, 940).round(3), random.normal(1080, 110, 940).round()  # share; kWh/m²
    drafts, wood = random.gamma(3, 0.2, 940).round(2), random.integers(0, 2, 940)
    leaks = 0.25 + 1.5 / (1 + walls / 5) + 0.0035 * years + 0.75 * drafts + 1.3 * (glass - 0.21)
    used = 0.9 * wide * (in_ - out) * leaks * (0.9 + 0.17 * wood) + 900 * np.log1p(lived)
    used = used - 5 * wide * glass * (sun - 1080) / 100 - 1400 * np.tanh((out - 8) / 2)
    used = used * np.exp(0.07 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, wide * 10000, wide), out, in_, years, walls, glass, sun, drafts, wood, lived]
    return np.column_stack(x), (3400 + 4.6 * used).clip(600).round(-1)


CLASSES = {"woods": 6, "bridges": 2, "lenses": 2, "whales": 7, "storms": 4}
TABLES = (woods, bridges, lenses, whales, storms, dams, cracks, seas, stoves)
