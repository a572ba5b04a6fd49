"""Tables that the thirtieth part added."""

import numpy as np


def soaps(random):
    """Which of six soaps (24 % to 9), by bubbles a g (to 300,000), g, kN/m², °C, minutes, shares of fat and lye, pH."""
    which = random.choice(6, 950, p=[0.24, 0.2, 0.18, 0.16, 0.13, 0.09])  # curd, olive, glycerine, tar, shaving, gall
    z = random.normal(0, 1, (950, 9))
    foams = np.array([52000, 9000, 21000, 14000, 98000, 31000])[which] * np.exp(0.6 * z[:, 0])
    mass = np.array([148, 205, 92, 104, 71, 118])[which] * np.exp(0.22 * z[:, 1])
    hard = np.array([640, 810, 290, 520, 230, 430])[which] * np.exp(0.3 * z[:, 2])
    melts = np.array([61, 66, 49, 57, 53, 59])[which] + 4.5 * z[:, 3]
    lasts = np.array([310, 420, 150, 260, 90, 230])[which] * np.exp(0.33 * z[:, 4])  # under a tap
    fat = np.array([0.63, 0.72, 0.41, 0.6, 0.46, 0.56])[which] + 0.06 * z[:, 5]
    lye = np.array([0.0009, 0.0004, 0.0003, 0.0007, 0.0021, 0.0012])[which] * np.exp(0.5 * z[:, 6])
    sour = np.array([10.1, 9.6, 8.9, 9.8, 10, 9.3])[which] + 0.35 * z[:, 7]
    scent = (0.012 + 0.004 * z[:, 8]).clip(0.001).round(4)
    x = [foams.clip(500, 3e5).round(-1), mass.round(), hard.round(), melts.round(1), lasts.round(),
         fat.clip(0.1, 0.9).round(3), lye.round(5), sour.round(2), scent]
    return np.column_stack(x), which


def kites(random):
    """If a kite's line breaks (45 %), by turns of its reel (to 900,000), m, km/h, N, mm, shares; one of ten wrong."""
    turns = np.exp(11.3 + 0.7 * random.normal(0, 1, 950)).clip(4000, 9e5).round(-1)  # since the line was new
    wind, gusts = random.gamma(7, 3.6, 950).round(1), random.beta(3, 9, 950).round(3)
    sail, long = random.gamma(4, 0.5, 950).clip(0.2).round(2), random.gamma(3, 28, 950).clip(8, 300).round()  # m²; m
    thick, knots = random.normal(0.9, 0.2, 950).clip(0.3).round(2), random.poisson(1.4, 950)
    wet, tails = random.integers(0, 2, 950), random.integers(0, 4, 950)
    sun = random.gamma(2, 60, 950).round()  # hours that the line lay in it
    pulls = 1.5 * np.log(wind / 24) + 0.8 * np.log(sail / 1.8) + 4 * (gusts - 0.25) * (wind > 22)
    holds = 2 * np.log(thick / 0.9) - 0.25 * knots - 0.35 * np.tanh((np.log(turns) - 11.3) / 0.5)
    holds = holds - 0.003 * (sun - 120) * (1 - 0.6 * wet) + 0.0016 * (long - 80)
    breaks = pulls - holds + 0.4 * np.cos(1.8 * tails) - 0.25 * wet
    wrong = random.uniform(0, 1, 950) < 0.1
    return np.column_stack([turns, wind, gusts, sail, long, thick, knots, wet, tails, sun]), (breaks > 0.4) ^ wrong


def atolls(random):
    """Whether a spot is reef (40 %) or not, by its m east and north (to 9,000 both ways), °C, salt, hours since ebb."""
    east, north = random.normal(0, 3600, 950).clip(-9000, 9000), random.normal(0, 3600, 950).clip(-9000, 9000)
    warm, salt = random.normal(28, 1.1, 950).round(1), random.beta(20, 560, 950).round(4)
    ebb = random.uniform(0, 12, 950)
    # two rings, the one of an old cone and the one of a young, which lie off each other and wobble
    old = np.hypot(east + 1900, north) / (1 + 0.15 * np.sin(3 * np.arctan2(north, east + 1900)))
    young = np.hypot(east - 2900, north - 900)
    reef = ((old > 1500) & (old < 3700)) | ((young > 500) & (young < 2500))
    return np.column_stack([east.round(), north.round(), warm, salt, ebb.round(1)]), reef


def paints(random):
    """Which of seven paints (20 % to 9), by ppm of zinc (to 300,000) and of others, mPa s, minutes, shares, hiding."""
    which = random.choice(7, 960, p=[0.2, 0.18, 0.16, 0.14, 0.12, 0.11, 0.09])  # wall, lacquer, oil, lime, primer …
    z = random.normal(0, 1, (960, 9))
    zinc = np.array([1800, 5200, 24000, 700, 96000, 3300, 11000])[which] * np.exp(0.55 * z[:, 0])
    titan = np.array([98000, 61000, 43000, 9000, 31000, 142000, 74000])[which] * np.exp(0.3 * z[:, 1])
    lead = np.array([4, 18, 260, 7, 90, 6, 32])[which] * np.exp(0.6 * z[:, 2])
    thick = np.array([5200, 1400, 2600, 610, 980, 7400, 3100])[which] * np.exp(0.28 * z[:, 3])
    dries = np.array([55, 190, 1900, 140, 75, 42, 320])[which] * np.exp(0.4 * z[:, 4])
    gloss = np.array([0.05, 0.84, 0.52, 0.02, 0.13, 0.07, 0.36])[which] + 0.06 * z[:, 5]
    binds = np.array([0.11, 0.34, 0.41, 0.04, 0.22, 0.15, 0.27])[which] + 0.035 * z[:, 6]
    flies = np.array([0.012, 0.31, 0.17, 0.002, 0.2, 0.006, 0.08])[which] * np.exp(0.5 * z[:, 7])
    hides = (np.array([0.93, 0.9, 0.82, 0.71, 0.8, 0.97, 0.88])[which] + 0.05 * z[:, 8]).clip(0.4, 1).round(3)
    x = [zinc.clip(50, 3e5).round(), titan.round(), lead.round(1), thick.round(), dries.clip(5).round(),
         gloss.clip(0, 1).round(3), binds.clip(0.01).round(3), flies.clip(0.001, 0.7).round(4), hides]
    return np.column_stack(x), which


def freezers(random):
    """Which of five things a freezer has (30 % to 12), by °C, W, shares, minutes, bar; 65,535 where a probe was off."""
    which = random.choice(5, 960, p=[0.3, 0.24, 0.19, 0.15, 0.12])  # nothing, ice, a door ajar, a leak, a worn pump
    z = random.normal(0, 1, (960, 8))
    cold = np.array([-19, -16.5, -11, -12.5, -14])[which] + 2.1 * z[:, 0]
    draws = np.array([96, 118, 139, 88, 126])[which] + 11 * z[:, 1]
    works = np.array([0.36, 0.55, 0.83, 0.92, 0.7])[which] + 0.08 * z[:, 2]  # share of the time that it runs
    press = np.array([9.6, 9.1, 10.6, 5.4, 7.3])[which] + 0.8 * z[:, 3]
    damp = np.array([0.4, 0.71, 0.77, 0.45, 0.48])[which] + 0.09 * z[:, 4]
    rests = np.array([34, 21, 9, 6, 15])[which] * np.exp(0.35 * z[:, 5])
    hums = np.array([38, 40, 41, 37, 49])[which] + 3 * z[:, 6]
    x = np.column_stack([cold.round(1), draws.round(), works.clip(0.05, 1).round(2), press.clip(1).round(1),
                         damp.clip(0.1, 1).round(2), rests.clip(1).round(1), hums.round(1),
                         (21 + 3 * z[:, 7]).round(1)])
    return np.where(random.uniform(0, 1, x.shape) < 0.045, 65535, x), which


def festivals(random):
    """Euros that a festival takes, 1,700,000 in the mean and a long tail, by m² (to 1,900,000), listeners, km."""
    field = np.exp(11.6 + 0.8 * random.normal(0, 1, 940)).clip(4000, 3e6).round(-1)
    known = np.exp(11.9 + 1.1 * random.normal(0, 1, 940)).clip(500, 8e6).round(-2)  # who hear its bands a month
    days, bands = random.integers(1, 6, 940), random.gamma(3, 9, 940).clip(2, 160).round()
    far, rain = random.gamma(2, 28, 940).clip(1, 300).round(), random.gamma(1.2, 4, 940).clip(0, 60).round(1)  # mm
    camps, free = random.beta(3, 3, 940).round(2), random.beta(1.6, 12, 940).round(3)
    warm, year = random.normal(22, 5, 940).round(1), random.gamma(2, 7, 940).clip(1, 55).round()
    log = 0.45 * (np.log(known) - 11.9) + 0.35 * np.tanh((np.log(field) - 11.6) / 0.7) * (1 + 0.25 * (days - 3))
    log = log + 0.24 * (days - 3) + 0.3 * np.log(bands / 27) - 0.3 * np.tanh((far - 56) / 35) * (1 - 0.8 * camps)
    log = log - 0.25 * np.tanh(rain / 9) * (1 + camps) - 1.6 * (free - 0.12) - 0.0022 * (warm - 24) ** 2
    log = log + 0.011 * (year - 14) + 0.15 * random.normal(0, 1, 940)
    x = [field, known, days, bands, far, rain, camps, free, warm, year]
    return np.column_stack(x), (1.7e6 * np.exp(0.85 * log)).round(-2)


def threads(random):
    """N at which a spider's thread breaks, 0.0009 with deviation 0.0003, by Pa (to 104,000), nm, °C, mg, days."""
    air, warm = random.normal(98500, 2600, 940).clip(8.5e4, 1.04e5).round(-1), random.normal(19, 6, 940).round(1)
    fine, heavy = random.normal(980, 125, 940).clip(500).round(), random.gamma(7, 12, 940).round()  # nm; mg, the spider
    damp, fed = random.beta(5, 4, 940).round(3), random.beta(4, 2.5, 940).round(2)
    fast, days = random.gamma(6, 3.4, 940).round(1), random.gamma(1.6, 9, 940).clip(0, 90).round()  # mm/s; since spun
    sun, dew = random.beta(2, 4, 940).round(2), random.integers(0, 2, 940)
    holds = 1.15e-3 * (fine / 980) ** 2 * (1 + 0.3 * np.tanh((fast - 20) / 9)) * (1 + 0.5 * (fed - 0.62))
    holds = holds * (1 - 0.7 * np.maximum(damp - 0.5, 0) * (1 + dew)) * (1 - 0.12 * np.tanh(days / 14) * (1 + 2 * sun))
    holds = holds * (1 + 0.0016 * (heavy - 84)) * (1 - 0.005 * (warm - 19)) * (1 + 6e-6 * (air - 98500))
    holds = holds * np.exp(0.07 * random.normal(0, 1, 940))
    return np.column_stack([air, warm, fine, heavy, damp, fed, fast, days, sun, dew]), holds


def brines(random):
    """kg/m³ of sea water, 1,026 with deviation 2.1, by Pa (to 3,000,000), °C, g/l, ppm, shares, km; nearly a plane."""
    press, warm = random.gamma(2.2, 3.4e5, 940).clip(1e5, 3e6).round(-3), random.normal(11, 4.4, 940).round(1)
    salt, lime = random.normal(34.4, 2.2, 940).round(2), random.normal(412, 26, 940).round()  # g/l; ppm
    silt, green = random.gamma(1.6, 0.12, 940).round(3), random.gamma(1.4, 1.1, 940).round(2)  # g/l; mg/m³
    coast, ice = random.gamma(1.5, 90, 940).round(), random.beta(1.2, 14, 940).round(3)
    waves, river = random.gamma(3, 0.6, 940).round(1), random.integers(0, 2, 940)
    dense = 1026 + 0.77 * (salt - 34.4) - 0.19 * (warm - 11) - 0.008 * (warm - 11) ** 2 + 4.4e-7 * (press - 7.5e5)
    dense = dense + 0.7 * silt + 0.004 * (lime - 412) - 0.5 * river * np.exp(-coast / 60) - 2.4 * (ice - 0.08)
    dense = dense + 0.003 * (salt - 34.4) * (warm - 11) - 0.02 * green + 0.05 * (waves - 1.8)
    dense = dense + 0.7 * random.normal(0, 1, 940)
    return np.column_stack([press, warm, salt, lime, silt, green, coast, ice, waves, river]), dense.round(2)


def voyages(random):
    """t of fuel of a voyage, 400 with deviation 210, by sea miles (one of 30 as m, to 9,000,000), kn, t, m, Bft."""
    miles, speed = random.gamma(5, 420, 950).clip(200, 6000).round(), random.normal(15, 2.2, 950).clip(9, 24).round(1)
    load, draft = random.gamma(6, 7000, 950).clip(4000).round(-1), random.normal(10.4, 1.3, 950).round(1)
    wind, head = random.poisson(4, 950), random.uniform(-1, 1, 950).round(2)  # Bft; 1: right in the face
    weed, years = random.beta(2, 6, 950).round(2), random.gamma(2.5, 5, 950).clip(0, 40).round()
    calls, cold = random.poisson(1.5, 950), random.beta(2, 5, 950).round(2)  # share of the load that is kept cold
    drag = (speed / 15) ** 2 * (load / 42000) ** 0.4 * (1 + 0.35 * weed) * (1 + 0.03 * wind * head)
    drag = drag * (1 + 0.005 * (years - 12)) * (1 + 0.25 * (draft - 10.4) / 10.4)
    burns = 0.165 * miles * drag + 0.02 * miles / speed * 15 * cold + 11 * calls + 8
    burns = burns * np.exp(0.05 * random.normal(0, 1, 950))
    slip = random.uniform(0, 1, 950) < 1 / 30
    x = [np.where(slip, miles * 1852, miles), speed, load, draft, wind, head, weed, years, calls, cold]
    return np.column_stack(x), burns.round()


CLASSES = {"soaps": 6, "kites": 2, "atolls": 2, "paints": 7, "freezers": 5}
TABLES = (soaps, kites, atolls, paints, freezers, festivals, threads, brines, voyages)
