"""Tables that the twenty-seventh part added."""

import numpy as np


def honeys(random):
    """Which of six honeys (24 % to 9), by grains of pollen a gram (to 90,000), µS/cm, mg/kg, mm, shares, degrees."""
    which = random.choice(6, 950, p=[0.25, 0.2, 0.18, 0.15, 0.12, 0.1])  # rape, acacia, lime, heather, chestnut, fir
    z = random.normal(0, 1, (950, 9))
    grains = np.array([9500, 1300, 2600, 6200, 41000, 3600])[which] * np.exp(0.42 * z[:, 0])
    salts = np.array([180, 150, 620, 740, 1350, 1080])[which] * np.exp(0.24 * z[:, 1])
    dark = np.array([24, 11, 33, 78, 86, 92])[which] + 13 * z[:, 2]  # mm of Pfund's wedge
    fruit = np.array([0.38, 0.43, 0.38, 0.4, 0.42, 0.33])[which] + 0.024 * z[:, 3]
    grape = np.array([0.4, 0.26, 0.33, 0.31, 0.27, 0.27])[which] + 0.028 * z[:, 4]
    wet = np.array([0.172, 0.168, 0.171, 0.194, 0.172, 0.16])[which] + 0.008 * z[:, 5]
    turns = np.array([-14, -19, -11, -15, -17, 14])[which] + 6 * z[:, 6]  # of light
    amino = np.array([240, 210, 330, 780, 610, 480])[which] * np.exp(0.26 * z[:, 7])  # mg/kg of proline
    x = [dark.clip(1).round(), salts.round(), grains.clip(100, 9e4).round(-1), fruit.round(3), grape.round(3),
         wet.round(3), turns.round(1), amino.round(), (9 + 4 * z[:, 8]).clip(0.5).round(1)]
    return np.column_stack(x), which


def elevators(random):
    """If an elevator stops between floors within a year (half), by trips (to 900,000), kg, m; one of ten is wrong."""
    trips = np.exp(11.7 + 0.75 * random.normal(0, 1, 940)).clip(4000, 9e5).round(-2)
    load, tall = random.choice([320, 450, 630, 1000, 1600], 940), random.gamma(3, 9, 940).clip(6, 180).round(1)
    fast = (0.6 + 0.02 * tall + 0.3 * random.gamma(2, 0.6, 940)).round(2)  # m/s
    years, oiled = random.gamma(2.5, 8, 940).clip(0, 70).round(), random.integers(5, 420, 940)  # days since
    doors, hot = random.gamma(4, 0.6, 940).round(2), random.normal(24, 6, 940).round(1)  # s to close; °C
    water, new = random.integers(0, 2, 940), random.integers(0, 2, 940)  # moved by oil; a new control
    worn = np.log(trips / 120000) + 0.5 * np.tanh((oiled - 190) / 110) * (1 + 0.8 * water)
    stops = worn * (0.35 + 0.025 * years) * (1.5 - 0.9 * new) + 0.8 * np.tanh((1.9 - doors) / 0.9)
    stops = stops + 0.05 * (hot - 24) * (2 * water - 0.7) + 0.5 * np.tanh(1.5 * (fast - 1.5)) * (load > 700)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [trips, load, tall, fast, years, oiled, doors, hot, water, new]
    return np.column_stack(x), (stops > -0.1) ^ wrong


def sprinklers(random):
    """Whether a patch gets wet (half), by its mm east and north (to 9,000 both ways), kPa, the wind in m/s, minutes."""
    east, north = random.normal(0, 3400, 940).clip(-9000, 9000), random.normal(0, 3400, 940).clip(-9000, 9000)
    press, wind = random.normal(280, 32, 940).round(), (1.6 * random.normal(0, 1, 940)).round(2)
    far = np.hypot(east - 330 * wind, north)  # the water falls in a ring, which the wind carries away
    wet = np.abs(far - 4100 * np.sqrt(press / 280)) < 1600
    return np.column_stack([east.round(), north.round(), press, wind, random.gamma(3, 6, 940).round(1)]), wet


def ropes(random):
    """Which of seven fibres a rope is of (21 % to 8), by newtons that break it (to 370,000), mm, g/m, °C, shares."""
    which = random.choice(7, 950, p=[0.21, 0.19, 0.16, 0.14, 0.12, 0.1, 0.08])  # hemp … aramid
    z = random.normal(0, 1, (950, 9))
    thick = np.exp(2.6 + 0.28 * z[:, 0])  # mm
    holds = np.array([68, 48, 82, 148, 128, 205, 430])[which] * thick**2 * np.exp(0.11 * z[:, 1])
    heavy = np.array([0.72, 0.86, 0.46, 0.64, 0.78, 0.52, 0.82])[which] * thick**2 * np.exp(0.06 * z[:, 2])
    gives = np.array([0.09, 0.16, 0.2, 0.34, 0.17, 0.042, 0.034])[which] * np.exp(0.2 * z[:, 3])
    drinks = np.array([0.21, 0.25, 0.004, 0.055, 0.006, 0.002, 0.045])[which] * np.exp(0.35 * z[:, 4])
    melts = np.array([236, 224, 163, 222, 256, 147, 470])[which] + 9 * z[:, 5]  # °C, or chars
    rough = np.array([0.41, 0.34, 0.2, 0.22, 0.25, 0.11, 0.26])[which] * np.exp(0.16 * z[:, 6])
    bright = (0.55 + 0.16 * z[:, 7]).clip(0.05, 0.98).round(2)
    x = [thick.round(1), holds.round(-1), heavy.round(1), gives.round(3), drinks.round(4), melts.round(),
         rough.round(2), bright, np.exp(0.7 * z[:, 8] + 1).round(1)]
    return np.column_stack(x), which


def vineyards(random):
    """Which of four things a vine has (35 % to 16), by hours wet, °C, mm, shares; -32,768 where a station was off."""
    which = random.choice(4, 960, p=[0.35, 0.26, 0.22, 0.17])  # nothing, downy or powdery mildew, grey mould
    z = random.normal(0, 1, (960, 8))
    wet = np.array([4.5, 13, 3.8, 15])[which] * np.exp(0.3 * z[:, 0])
    warm = np.array([21, 20, 26.5, 17])[which] + 2.3 * z[:, 1]
    rain = np.array([7, 32, 5, 24])[which] * np.exp(0.5 * z[:, 2])  # mm in a week
    damp = np.array([0.61, 0.84, 0.72, 0.88])[which] + 0.06 * z[:, 3]
    spores = np.array([14, 85, 160, 240])[which] * np.exp(0.5 * z[:, 4])  # in a m³
    sweet = np.array([12, 9, 11, 18])[which] + 2.5 * z[:, 5]
    leaves = np.array([2.7, 3.2, 3.9, 3.6])[which] * np.exp(0.17 * z[:, 6])  # m² a m² of ground
    wind = np.exp(0.6 + 0.45 * z[:, 7])
    x = np.column_stack([wet.round(1), warm.round(1), rain.round(1), damp.clip(0.2, 1).round(2), spores.round(),
                         sweet.round(1), leaves.round(2), wind.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -32768, x), which


def fires(random):
    """m² that a fire burns, 6,200,000 with a long tail, by people near (to 1,500,000), litres (600,000), °C, km/h."""
    people = np.exp(10.8 + 1.2 * random.normal(0, 1, 940)).clip(50, 3e6).round(-1)
    water = random.gamma(1.6, 58000, 940).clip(1000, 6e5).round(-2)  # that was thrown on it
    wind, hot = random.gamma(3, 6, 940).clip(0.5, 90).round(1), random.normal(28, 6, 940).round(1)
    damp, dry = random.beta(4, 7, 940).round(2), random.normal(380, 160, 940).clip(5, 900).round()  # dry: an index
    found, steep = random.gamma(1.4, 1.8, 940).round(2), random.gamma(2, 6, 940).clip(0, 48).round(1)  # hours; degrees
    fuel, roads = random.gamma(4, 0.45, 940).round(2), random.gamma(2, 0.8, 940).round(2)  # kg/m²; km a km²
    log = 0.5 * np.log(wind / 16) + 0.045 * (hot - 28) - 1.9 * (damp - 0.36) + 0.35 * np.log1p(found)
    log = log + 0.7 * np.tanh((dry - 380) / 180) * np.tanh(fuel / 1.4) + 0.017 * steep * np.tanh(wind / 15)
    log = log - 0.16 * np.log(water / 70000) - 0.06 * np.log(people / 6e4) - 0.3 * np.log1p(roads)
    log = log + 0.14 * random.normal(0, 1, 940)
    x = [people, water, wind, hot, damp, dry, found, steep, fuel, roads]
    return np.column_stack(x), (4.3e6 * np.exp(0.8 * log)).round(-2)


def clocks(random):
    """s that a clock loses a second, 0.000013 with deviation 0.000007, by Pa (to 104,000), °C, degrees, kg, shares."""
    air, warm = random.normal(101300, 900, 930).round(-1), random.normal(19, 6, 930).round(1)
    swing, heavy = random.normal(2.6, 0.5, 930).clip(0.8).round(2), random.gamma(9, 0.6, 930).clip(0.5).round(2)
    grows = random.choice([0.4, 5, 11.6, 18.7], 930, p=[0.2, 0.25, 0.35, 0.2])  # µm a m and K, of its rod
    damp, dust = random.beta(4, 4, 930).round(3), random.gamma(1.5, 0.8, 930).round(2)
    oiled, tilts = random.integers(1, 3000, 930), (0.2 * random.normal(0, 1, 930)).round(3)  # days since; degrees
    loses = 0.5 * grows * (warm - 18) * 0.09 + 1.6 * (swing**2 - 6.5) + 0.0011 * (air - 101300) * 4 / (heavy + 2)
    loses = loses + 5 * (damp - 0.5) * (grows < 6) + 2.6 * np.tanh((oiled - 1500) / 700) + 1.5 * dust
    loses = loses + 9 * np.abs(tilts) + 1.4 * random.normal(0, 1, 930)
    return np.column_stack([air, warm, swing, heavy, grows, damp, dust, oiled, tilts]), 1e-6 * (8 + 1.2 * loses)


def pipes(random):
    """Hz of an organ pipe, 442 with deviation 5, by Pa of its wind (to 1,200), mm, °C, ppm, shares; nearly a plane."""
    wind, warm = random.normal(780, 120, 940).clip(400, 1300).round(), random.normal(18.5, 4.2, 940).round(1)
    long, wide = random.normal(372, 1.7, 940).round(1), random.normal(44, 3, 940).round(1)
    mouth, cut = random.normal(33, 2.5, 940).round(1), random.normal(8.6, 0.9, 940).round(2)
    breath, damp = random.gamma(6, 130, 940).clip(380).round(), random.beta(4, 5, 940).round(3)  # ppm of CO2
    tin, dust = random.beta(6, 5, 940).round(2), random.gamma(1.5, 0.7, 940).round(2)
    tone = 442 + 0.78 * (warm - 18.5) - 1.15 * (long - 372) + 0.011 * (wind - 780) + 0.4 * (mouth - 33)
    tone = tone - 0.9 * (cut - 8.6) - 0.35 * (wide - 44) + 1.6 * (damp - 0.44) - 0.001 * (breath - 780) - 0.5 * dust
    tone = tone - 1.1 * ((wind - 780) / 120) ** 2 * (cut < 8.2) + 0.5 + 1.1 * random.normal(0, 1, 940)
    return np.column_stack([wind, warm, long, wide, mouth, cut, breath, damp, tin, dust]), tone.round(2)


def removals(random):
    """What a removal costs, 3,100 with deviation 1,300, by km (one of 30 as m, to 890,000), m³, floors, shares, days."""
    far, room = random.gamma(1.5, 160, 940).clip(2, 1200).round(), random.gamma(6, 6.5, 940).clip(4, 140).round(1)
    up, down = random.integers(0, 7, 940), random.integers(0, 7, 940)  # floors, of the old and the new flat
    lifts, month = random.integers(0, 3, 940), random.integers(0, 2, 940)  # lift: 2 is both; at a month's end
    glass, boxed = random.beta(1.5, 6, 940).round(2), random.uniform(0, 1, 940).round(2)
    ahead, walk = random.gamma(2, 22, 940).clip(1, 300).round(), random.gamma(2, 12, 940).round()  # days; m
    hours = room * (0.2 + 0.028 * (up + down) * (1 - lifts / 2) + 0.4 * glass + 0.16 * (1 - boxed) + 0.0016 * walk)
    cost = 30 * hours + far * (1.9 + 0.03 * room) + 3 * room
    cost = cost * (1 + 0.16 * month + 0.22 * np.exp(-ahead / 12)) * np.exp(0.05 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, far * 1000, far), room, up, down, lifts, month, glass, boxed, ahead, walk]
    return np.column_stack(x), (500 + 1.6 * cost).round()


CLASSES = {"honeys": 6, "elevators": 2, "sprinklers": 2, "ropes": 7, "vineyards": 4}
TABLES = (honeys, elevators, sprinklers, ropes, vineyards, fires, clocks, pipes, removals)
