"""Tables that the thirty-first part added."""

import numpy as np


def calls(random):
    """Which of four a call is for (36 % to 14), by seconds since 1970, its mast's number (to 268,000,000), s, dB, Hz."""
    which = random.choice(4, 1200, p=[0.36, 0.28, 0.22, 0.14])  # ambulance, police, fire, nobody
    z = random.normal(0, 1, (1200, 8))
    when = random.uniform(1.58e9, 1.76e9, 1200) + np.array([0, 1e7, -2e7, 0])[which]
    mast = random.integers(1, 2**28, 1200)
    lasts = np.array([145, 96, 74, 22])[which] * np.exp(0.45 * z[:, 0])
    rings = np.array([1.9, 2.3, 1.6, 3.4])[which] + 0.8 * z[:, 1]  # s until it is answered
    loud = np.array([46, 63, 58, 50])[which] + 8 * z[:, 2]
    words = np.array([128, 151, 172, 96])[which] + 24 * z[:, 3]  # a minute
    pitch = np.array([212, 187, 221, 246])[which] + 33 * z[:, 4]  # Hz
    hour = (np.array([13, 22, 17, 15])[which] + 4.5 * z[:, 5]) % 24
    more = random.poisson(np.array([0.3, 0.8, 2.6, 0.1])[which])  # others who call within the minute
    warm = np.array([11, 13, 19, 15])[which] + 7 * z[:, 6]
    still = (np.array([0.22, 0.13, 0.1, 0.5])[which] + 0.11 * z[:, 7]).clip(0, 1).round(2)  # share of silence
    x = [when, mast, lasts.round(), rings.clip(0.3).round(1), loud.round(1), words.clip(20).round(), pitch.round(),
         hour.round(1), more, warm.round(1), still]
    return np.column_stack(x), which


def mussels(random):
    """Which of three mussels (40 % to 27), by mm of length, height and width, g, ribs, m below low water."""
    which = random.choice(3, 600, p=[0.4, 0.33, 0.27])
    z = random.normal(0, 1, (600, 6))
    long = np.array([61, 54, 72])[which] * np.exp(0.16 * z[:, 0])
    high = long * np.array([0.5, 0.57, 0.47])[which] * np.exp(0.07 * z[:, 1])
    wide = long * np.array([0.39, 0.35, 0.36])[which] * np.exp(0.09 * z[:, 2])
    mass = long * high * wide / 2400 * np.array([1, 1.12, 0.86])[which] * np.exp(0.12 * z[:, 3])
    ribs = np.array([0, 31, 12])[which] + np.abs(6 * z[:, 4])
    deep = np.array([2.4, 1.1, 4.8])[which] * np.exp(0.6 * z[:, 5])
    x = [long.round(1), high.round(1), wide.round(1), mass.round(1), ribs.round(), deep.round(1)]
    return np.column_stack(x), which


def tickets(random):
    """If a parking ticket is contested (one of four), by euros (of the car to 160,000), minutes, km, years, shares."""
    fine, over = random.choice([20, 30, 55, 110], 1400, p=[0.4, 0.3, 0.2, 0.1]), random.gamma(1.4, 40, 1400).round()
    worth = np.exp(9.6 + 0.7 * random.normal(0, 1, 1400)).clip(500, 1.6e5).round(-2)
    home, age = random.gamma(1.2, 14, 1400).round(1), random.gamma(9, 5, 1400).clip(18, 92).round()  # km
    before, signs = random.poisson(1.1, 1400), random.integers(0, 5, 1400)  # tickets before; signs in sight
    rain, dark = random.beta(0.6, 2, 1400).round(2), random.integers(0, 2, 1400)
    days, photos = random.gamma(2, 4, 1400).round(), random.integers(0, 4, 1400)  # until the letter comes
    odds = 0.9 * np.log(fine / 32) * (1 + 0.4 * (age > 50)) - 0.9 * np.tanh((over - 45) / 30) - 0.7 * (signs - 2)
    odds = odds + 0.6 * (1 - photos) * (1 + dark) + 0.35 * (before - 1) * np.tanh((home - 15) / 10) + 0.9 * rain * dark
    odds = odds + 0.5 * np.tanh((np.log(worth) - 9.6) / 0.7) + 0.06 * (days - 8) + 0.4 * random.normal(0, 1, 1400)
    return np.column_stack([fine, over, worth, home, age, before, signs, rain, dark, days, photos]), odds > 0.95


def cogs(random):
    """Whether two cogs grind (half), by µm that they are apart, arc seconds that they lean, turns a minute, mPa s."""
    apart, lean = random.normal(0, 26, 800).round(1), random.normal(0, 410, 800).round()
    fast, oil = random.gamma(4, 900, 800).clip(100, 12000).round(-1), random.gamma(5, 24, 800).round(1)
    # too near and leaning in, or too far and leaning out, and less of a lean where there is a film of oil
    film = np.tanh((np.log(fast * oil) - 12.7) / 0.5)
    grinds = np.tanh(apart / 20) * (np.tanh(lean / 300) + 0.35 * film) + 0.04 * random.normal(0, 1, 800)
    return np.column_stack([apart, lean, fast, oil]), grinds > 0


def mires(random):
    """Which of five mires (28 % to 13), by pH, µS, ppm, cm, shares, years, °C; -9,999 where none was taken."""
    which = random.choice(5, 900, p=[0.28, 0.23, 0.2, 0.16, 0.13])  # raised bog, blanket bog, fen, wet wood, spring
    z = random.normal(0, 1, (900, 10))
    sour = np.array([3.9, 4.3, 6.1, 5.4, 7.2])[which] + 0.45 * z[:, 0]
    salts = np.array([48, 66, 260, 170, 420])[which] * np.exp(0.4 * z[:, 1])
    lime = np.array([1.4, 2.2, 34, 14, 70])[which] * np.exp(0.55 * z[:, 2])
    iron = np.array([0.4, 0.9, 2.1, 3.6, 0.3])[which] * np.exp(0.6 * z[:, 3])
    water = np.array([-14, -9, -3, -22, 2])[which] + 6 * z[:, 4]  # cm above the moss
    moss = (np.array([0.86, 0.7, 0.3, 0.22, 0.42])[which] + 0.14 * z[:, 5]).clip(0, 1)
    trees = (np.array([0.06, 0.02, 0.08, 0.7, 0.16])[which] + 0.1 * z[:, 6]).clip(0, 1)
    old = np.array([6800, 4300, 3900, 2200, 900])[which] * np.exp(0.35 * z[:, 7])
    slope = np.array([0.4, 5.5, 0.8, 1.2, 4])[which] * np.exp(0.6 * z[:, 8])  # degrees
    warm = np.array([8.2, 6.9, 9.1, 9.4, 7.3])[which] + 0.9 * z[:, 9]
    x = np.column_stack([sour.round(1), salts.round(), lime.round(1), iron.round(2), water.round(), moss.round(2),
                         trees.round(2), old.round(-1), slope.round(1), warm.round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, -9999, x), which


def cabins(random):
    """Francs of a cabin, 590,000 in the mean and a long tail, by m east (2,600,000) and north (1,150,000), m², years."""
    east, north = random.normal(2.6e6, 45000, 1000).round(-1), random.normal(1.15e6, 30000, 1000).round(-1)
    high = random.normal(1300, 320, 1000).clip(400, 2300).round()
    year = random.normal(1968, 32, 1000).clip(1750, 2024).round()
    wide, land = random.gamma(7, 14, 1000).clip(20).round(), random.gamma(2, 420, 1000).clip(60).round()  # m²
    rooms, lift = (wide / 24 + random.normal(0, 0.7, 1000)).clip(1).round(), random.gamma(1.5, 2.4, 1000).round(1)  # km
    sun = random.normal(1750, 210, 1000).round()  # hours a year
    town = np.hypot(east - 2.585e6, north - 1.135e6) / 35000  # of which the villages round it live
    log = 0.75 * np.log(wide / 95) + 0.12 * np.log(land / 700) - 0.55 * np.tanh(town - 1.1) + 0.002 * (year - 1968)
    log = log + 0.45 * np.tanh((high - 1300) / 250) * np.exp(-lift / 3) + 0.0005 * (sun - 1750) - 0.06 * (lift - 3.6)
    log = log + 0.03 * (rooms - 4) + 0.0000045 * (2.6e6 - east) + 0.14 * random.normal(0, 1, 1000)
    return np.column_stack([east, north, high, year, wide, land, rooms, lift, sun]), (5.6e5 * np.exp(log)).round(-3)


def geysers(random):
    """Minutes until a geyser is up again, 77 with deviation 15, by minutes of the last two, m, hPa and °C."""
    lasts = np.where(random.uniform(0, 1, 450) < 0.36, random.normal(2, 0.3, 450), random.normal(4.3, 0.45, 450))
    wait = (random.normal(74, 13, 450)).round()  # until the last one
    high, air = (30 + 4 * lasts + random.normal(0, 4, 450)).round(), random.normal(776, 5, 450).round(1)
    warm = random.normal(8, 9, 450).round()
    minutes = 43 + 9.8 * lasts - 0.12 * (wait - 74) * (lasts > 3) + 0.3 * (high - 44) - 0.5 * (air - 776)
    minutes = minutes - 0.1 * (warm - 8) + 4 * np.sin(2.2 * lasts) + 3.5 * random.normal(0, 1, 450)
    return np.column_stack([lasts.clip(0.8).round(2), wait, high, air, warm]), minutes.round()


def trenches(random):
    """km of the sea's floor, -4.9 with deviation 1, by millions of years (one of 25 as years), km, mGal, mW, m, s."""
    age, ridge = random.gamma(1.8, 38, 1100).clip(0.3, 180).round(1), random.gamma(2.4, 600, 1100).clip(5, 6000).round()
    heavy, heat = random.normal(0, 42, 1100).round(1), random.gamma(6, 11, 1100).round(1)  # mGal; mW/m²
    silt, slab = random.gamma(1.4, 260, 1100).round(), random.integers(0, 2, 1100)  # m; where a plate goes down
    dip, quakes = random.normal(38, 12, 1100).clip(5, 80).round(), random.poisson(3, 1100)
    deep = -2.2 - 0.29 * np.sqrt(age) - 0.00012 * ridge + 0.0004 * silt + 0.005 * heavy * (1 - 0.5 * slab)
    deep = deep - 0.75 * slab * (0.6 + dip / 70) + 0.003 * (heat - 66) - 0.03 * (quakes - 3) * slab
    deep = deep + 0.22 * random.normal(0, 1, 1100)
    slip = random.uniform(0, 1, 1100) < 1 / 25
    x = [np.where(slip, age * 1e6, age), ridge, heavy, heat, silt, slab, dip, quakes]
    return np.column_stack(x), deep.clip(-10.9, -0.2).round(2)


def drops(random):
    """kg of a drop, 0.000016 with deviation 0.000005, by mm of its nozzle, mN/m, mPa s, kg/m³, V (to 4,500), °C."""
    wide, pulls = random.normal(0.95, 0.16, 850).clip(0.4).round(3), random.normal(51, 11, 850).clip(20, 76).round(1)
    thick, dense = np.exp(random.normal(1, 0.7, 850)).round(2), random.normal(960, 70, 850).round()
    volts, warm = random.uniform(0, 4500, 850).round(-1), random.normal(23, 3, 850).round(1)
    mass = 2 * np.pi * wide * 1e-3 * pulls * 1e-3 / 9.81 * (0.62 + 0.08 * np.tanh(np.log(thick) - 1))
    mass = mass * (1 - 0.42 * (volts / 4500) ** 2) * (1 - 0.003 * (warm - 23)) * (1 + 0.0006 * (dense - 960))
    return np.column_stack([wide, pulls, thick, dense, volts, warm]), mass * np.exp(0.05 * random.normal(0, 1, 850))


CLASSES = {"calls": 4, "mussels": 3, "tickets": 2, "cogs": 2, "mires": 5}
TABLES = (calls, mussels, tickets, cogs, mires, cabins, geysers, trenches, drops)
