"""Tables that the twenty-eighth part added."""

import numpy as np


def papers(random):
    """Which of six papers (24 % to 9), by folds until it breaks (to 60,000), g/m², µm, ml/min of air, shares, pH."""
    which = random.choice(6, 950, p=[0.24, 0.21, 0.18, 0.16, 0.12, 0.09])  # copies, news, kraft, art, baking, money
    z = random.normal(0, 1, (950, 9))
    heavy = np.array([80, 47, 88, 128, 52, 90])[which] * np.exp(0.2 * z[:, 0])
    folds = np.array([70, 14, 1100, 30, 420, 9000])[which] * np.exp(0.85 * z[:, 1])
    thick = np.array([103, 69, 122, 101, 61, 112])[which] * np.exp(0.19 * z[:, 2])
    air = np.array([620, 480, 560, 40, 15, 90])[which] * np.exp(0.85 * z[:, 3])
    bright = np.array([0.89, 0.6, 0.34, 0.85, 0.72, 0.74])[which] + 0.11 * z[:, 4]
    ash = np.array([0.19, 0.08, 0.015, 0.31, 0.01, 0.03])[which] * np.exp(0.6 * z[:, 5])
    dense = np.array([0.92, 0.94, 0.97, 0.95, 0.66, 0.93])[which] + 0.07 * z[:, 6]  # to light
    sour = np.array([8.2, 6.4, 5.9, 7.9, 6.6, 6.8])[which] + 0.8 * z[:, 7]
    damp = (0.055 + 0.012 * z[:, 8]).clip(0.01).round(3)
    x = [heavy.round(1), thick.round(), folds.clip(1, 6e4).round(), air.clip(0.1).round(1),
         bright.clip(0.05, 1).round(2), ash.clip(0, 0.6).round(4), dense.clip(0.2, 1).round(2), sour.round(1), damp]
    return np.column_stack(x), which


def looms(random):
    """If a loom tears a thread within the hour (half), by picks (to 800,000), turns, cN, °C, shares; one of ten wrong."""
    picks = np.exp(11.4 + 0.8 * random.normal(0, 1, 940)).clip(3000, 8e5).round(-2)  # since it was cleaned
    fast, pull = random.normal(460, 90, 940).clip(150, 900).round(), random.gamma(9, 3.2, 940).round(1)  # cN
    damp, warm = random.normal(0.66, 0.08, 940).clip(0.3, 0.95).round(3), random.normal(24, 3, 940).round(1)
    twist, fine = random.normal(780, 130, 940).round(), random.choice([12, 16, 20, 25, 30, 50], 940)  # a m; g a km
    sized, years = random.beta(4, 30, 940).round(3), random.gamma(2.2, 7, 940).clip(0, 60).round()
    air = random.integers(0, 2, 940)  # throws the thread by air
    tears = np.log(picks / 90000) * 0.8 + 1.5 * np.tanh((pull / np.sqrt(fine / 20) - 30) / 12)
    tears = tears + 0.006 * (fast - 460) * (1 - 0.7 * air) + 7 * np.abs(damp - 0.68) - 13 * (sized - 0.12) * (fine < 22)
    tears = tears + 0.9 * np.tanh(((twist - 800) / 170) ** 2 - 0.6) + 0.02 * (years - 15) + 0.04 * (warm - 24)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [picks, fast, pull, damp, warm, twist, fine, sized, years, air]
    return np.column_stack(x), (tears > 0.1) ^ wrong


def burrows(random):
    """Whether a burrow is below a spot (half), by its mm east and north (to 8,000 both ways), sand, days dry, holes."""
    east, north = random.normal(0, 3000, 940).clip(-8000, 8000), random.normal(0, 2700, 940).clip(-8000, 8000)
    sand, dry = random.beta(4, 3, 940).round(2), random.gamma(2, 4, 940).round(1)
    way = 2600 * np.sin(east / 1900) * (0.7 + 0.5 * sand)  # it winds, and has the width of a colony
    below = np.abs(north - way) < 2350
    return np.column_stack([east.round(), north.round(), sand, dry, random.poisson(3, 940)]), below


def plastics(random):
    """Which of seven plastics (21 % to 8), by kPa of stiffness (to 5,000,000), kg/m³, °C, W/(m K), refraction, shares."""
    which = random.choice(7, 950, p=[0.21, 0.19, 0.16, 0.14, 0.12, 0.1, 0.08])  # soft and hard PE, PP, PVC … nylon
    z = random.normal(0, 1, (950, 9))
    stiff = np.array([0.24e6, 0.95e6, 1.4e6, 2.8e6, 3e6, 2.7e6, 2.2e6])[which] * np.exp(0.28 * z[:, 0])
    dense = np.array([921, 953, 905, 1390, 1050, 1370, 1140])[which] + 44 * z[:, 1]
    melts = np.array([112, 131, 163, 205, 236, 254, 219])[which] + 19 * z[:, 2]
    leads = np.array([0.33, 0.46, 0.18, 0.17, 0.13, 0.2, 0.26])[which] * np.exp(0.24 * z[:, 3])
    bends = np.array([1.51, 1.54, 1.49, 1.54, 1.59, 1.575, 1.53])[which] + 0.022 * z[:, 4]
    drinks = np.array([0.0001, 0.0001, 0.0002, 0.0009, 0.0007, 0.0022, 0.014])[which] * np.exp(0.75 * z[:, 5])
    longer = np.array([4.2, 5.5, 3.1, 0.7, 0.04, 1.1, 1.6])[which] * np.exp(0.6 * z[:, 6])  # when it breaks
    clear = (np.array([0.6, 0.35, 0.45, 0.72, 0.88, 0.85, 0.4])[which] + 0.12 * z[:, 7]).clip(0, 0.95).round(2)
    x = [stiff.clip(5e4, 5e6).round(-2), dense.round(), melts.round(), leads.round(3), bends.round(3), drinks.round(5),
         longer.round(2), clear, np.exp(0.8 * z[:, 8] + 0.5).round(2)]
    return np.column_stack(x), which


def pumps(random):
    """Which of four things a pump has (34 % to 17), by bar, mm/s, dB, °C, A, l/s, Hz; 99,999 where a probe was off."""
    which = random.choice(4, 960, p=[0.34, 0.27, 0.22, 0.17])  # nothing, a worn bearing, cavitation, a clogged sieve
    z = random.normal(0, 1, (960, 8))
    sucks = np.array([0.9, 0.88, 0.52, 0.34])[which] + 0.15 * z[:, 0]  # bar
    press = np.array([6.2, 6, 5.2, 4.9])[which] + 0.7 * z[:, 1]
    shakes = np.array([1.8, 5.2, 4.1, 2.2])[which] * np.exp(0.36 * z[:, 2])
    loud = np.array([72, 77, 86, 74])[which] + 4.5 * z[:, 3]
    warm = np.array([48, 67, 51, 54])[which] + 7 * z[:, 4]
    draws = np.array([21, 24, 19, 16.5])[which] + 2.6 * z[:, 5]
    flows = np.array([34, 33, 27, 19])[which] + 4.5 * z[:, 6]  # l/s
    x = np.column_stack([sucks.clip(0.02).round(2), press.round(1), shakes.round(2), loud.round(1), warm.round(1),
                         draws.round(1), flows.round(1), (49 + 3 * z[:, 7]).round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.05, 99999, x), which


def auctions(random):
    """Dollars for a painting, 1,900,000 with a long tail, by visitors (to 9,000,000), cm², years, shows, shares."""
    seen = np.exp(12.2 + 1.2 * random.normal(0, 1, 930)).clip(500, 9e6).round(-2)  # of the painter's shows
    wide = np.exp(8.6 + 0.8 * random.normal(0, 1, 930)).clip(150, 2e5).round(-1)  # cm²
    year, sold = random.integers(1860, 2016, 930), random.poisson(2.1, 930)  # sold: how often before
    shows, books = random.poisson(6, 930), random.gamma(1.6, 9, 930).round()
    whole, signed = random.beta(7, 2, 930).round(2), random.integers(0, 2, 930)
    dead, bids = random.integers(0, 2, 930), random.poisson(4, 930) + 2
    log = 0.34 * np.log(seen / 2e5) + 0.42 * np.log(wide / 5400) + 0.9 * np.tanh((shows - 6) / 3.5)
    log = log + 0.3 * np.log1p(books / 8) + 2.2 * (whole - 0.78) * (1 + 0.5 * signed) + 0.4 * signed
    log = log + 0.5 * dead * np.tanh((1960 - year) / 45) + 0.13 * (bids - 6) - 0.1 * sold
    log = log + 0.15 * random.normal(0, 1, 930)
    x = [seen, wide, year, sold, shows, books, whole, signed, dead, bids]
    return np.column_stack(x), (1.1e6 * np.exp(0.85 * log)).round(-2)


def springs(random):
    """m that a spring gives, 0.0042 with deviation 0.0017, by N/mm² (to 84,000), newtons, mm, turns, °C, shares."""
    stiff = random.choice([71500, 73000, 79500, 81500], 930) + random.normal(0, 900, 930).round(-1)
    load = random.gamma(14, 9, 930).clip(20, 360).round(1)
    wire, wide = random.normal(2.4, 0.09, 930).round(2), random.normal(19, 1.1, 930).round(2)  # mm
    turns, warm = random.choice([6, 7, 8, 9], 930), random.normal(60, 45, 930).clip(-20, 220).round()
    used, rust = random.gamma(2, 1.2, 930).round(2), random.beta(1.4, 8, 930).round(3)  # millions of times
    grip, lean = random.beta(3, 4, 930).round(2), random.gamma(2, 1.4, 930).round(2)  # of its ends; degrees
    gives = 8 * load * wide**3 * turns / (stiff * wire**4) / 5.5
    gives = gives * (1 + 0.0006 * (warm - 60)) * (1 + 0.5 * rust) * (1 - 0.22 * grip * np.exp(-lean / 3))
    gives = gives * (1 + 0.05 * np.log1p(used)) * np.exp(0.06 * random.normal(0, 1, 930))
    return np.column_stack([stiff, load, wire, wide, turns, warm, used, rust, grip, lean]), 1e-3 * gives


def tablets(random):
    """mg of a tablet, 652 with deviation 3, by newtons (to 39,000), tablets an hour (270,000), mm, µm; nearly a plane."""
    press = random.normal(19000, 5200, 940).clip(4000, 40000).round(-1)
    fast = random.normal(150000, 42000, 940).clip(30000, 3e5).round(-2)
    deep, worn = random.normal(9.2, 0.05, 940).round(3), random.gamma(2, 14, 940).round(1)  # mm; µm
    grain, damp = random.normal(210, 35, 940).round(), random.normal(0.024, 0.005, 940).round(4)
    soap, flows = random.normal(0.008, 0.002, 940).round(4), random.normal(33, 3, 940).round(1)  # degrees, at rest
    full, warm = random.uniform(0.1, 1, 940).round(2), random.normal(22, 2, 940).round(1)  # of the hopper
    mass = 652 + 44 * (deep - 9.2) + 0.016 * (grain - 210) - 3e-5 * (fast - 150000) * flows / 33
    mass = mass + 9.6e-5 * (press - 19000) + 0.022 * (worn - 28) + 130 * (damp - 0.024) - 0.22 * (flows - 33)
    mass = mass + 300 * (soap - 0.008) + 2.2 * (full - 0.55) - 1.3 * (full < 0.2) + 0.1 * (warm - 22)
    mass = mass + 1.1 * random.normal(0, 1, 940)
    return np.column_stack([press, fast, deep, worn, grain, damp, soap, flows, full, warm]), mass.round(1)


def roasts(random):
    """Minutes of a roast, 111 with deviation 46, by kg (one of 30 as g, to 4,000), °C, cm, shares, looks at it."""
    mass, oven = random.gamma(4, 0.55, 940).clip(0.4, 9).round(3), random.normal(172, 16, 940).clip(110, 240).round()
    first, last = random.normal(9, 5, 940).clip(-4, 24).round(1), random.normal(68, 7, 940).clip(48, 95).round(1)
    fat, bone = random.beta(2, 7, 940).round(3), random.integers(0, 2, 940)
    thick, looks = (6 + 2.2 * random.normal(0, 1, 940)).clip(2).round(1), random.poisson(2, 940)  # cm
    fan, lid = random.integers(0, 2, 940), random.integers(0, 2, 940)
    long = 62 * mass**0.72 * (last - first) / 58 * (172 - 66) / (oven - 66) * (1 - 0.16 * fan)
    long = long * (1 + 0.05 * (thick - 6) * (mass > 1)) * (1 - 0.12 * lid * (last < 75)) * (1 - 0.35 * (fat - 0.2))
    long = (long + 3.5 * looks + 9 * bone) * np.exp(0.06 * random.normal(0, 1, 940))
    slip = random.uniform(0, 1, 940) < 1 / 30
    x = [np.where(slip, mass * 1000, mass), oven, first, last, fat, bone, thick, looks, fan, lid]
    return np.column_stack(x), (4 + long).round(1)


CLASSES = {"papers": 6, "looms": 2, "burrows": 2, "plastics": 7, "pumps": 4}
TABLES = (papers, looms, burrows, plastics, pumps, auctions, springs, tablets, roasts)
