"""Tables that the seventeenth part added."""

import numpy as np

from parts.part_09 import roll


def olives(random):
    """Which of six regions an oil is from (36 % to 5 %), by eight fatty acids in hundredths of a per cent (7,300)."""
    which = random.choice(6, 900, p=[0.36, 0.22, 0.17, 0.12, 0.08, 0.05])
    z = random.normal(0, 1, (900, 7))
    palmitic = np.array([1390, 1300, 1110, 1230, 1080, 1010])[which] + 110 * z[:, 0]
    palmitoleic = np.array([190, 120, 96, 175, 82, 60])[which] + 0.2 * (palmitic - 1230) + 24 * z[:, 1]
    stearic = np.array([215, 260, 226, 232, 262, 290])[which] + 32 * z[:, 2]
    linoleic = np.array([1030, 830, 1190, 700, 650, 960])[which] + 110 * z[:, 3]
    linolenic = np.array([36, 48, 28, 38, 18, 5])[which] + 9 * np.abs(z[:, 4])
    arachidic = np.array([62, 66, 72, 45, 25, 18])[which] + 11 * z[:, 5]
    eicosenoic = np.where(which < 3, np.array([27, 30, 24, 2, 2, 2])[which] + 9 * z[:, 6], random.uniform(1, 12, 900))
    rest = palmitic + palmitoleic + stearic + linoleic + linolenic + arachidic + eicosenoic.clip(1)
    oleic = 9990 - rest + random.normal(0, 12, 900)
    x = [palmitic, palmitoleic, stearic, oleic, linoleic, linolenic.clip(0), arachidic.clip(0), eicosenoic.clip(1)]
    return np.column_stack(x).round(), which


def pulsars(random):
    """Whether a candidate is a pulsar (a quarter), by its profile, ms (8,000), pc/cm³ (900), noise's share, unscaled."""
    pulsar = random.uniform(0, 1, 940) < 0.25
    z = random.normal(0, 1, (940, 6))
    mean = np.where(pulsar, 84, 110) + np.where(pulsar, 29, 20) * z[:, 0]
    deviation = np.where(pulsar, 40, 47) + 7 * z[:, 1]
    peaked = np.where(pulsar, 0.9, 0.25) + 0.03 * (112 - mean) + 0.4 * z[:, 2]
    skewed = np.sign(peaked) * peaked**2 * np.exp(0.3 * z[:, 3]) + 0.4 * z[:, 4]
    noise = np.exp(np.where(pulsar, 2.4, 1.3) + np.where(pulsar, 0.9, 1.0) * z[:, 5]).clip(0.2, 220)
    period = np.exp(np.where(pulsar, random.normal(6.2, 1.1, 940), random.uniform(1, 9, 940))).clip(2, 8000)
    measure = np.where(pulsar, random.gamma(2, 70, 940), random.uniform(0, 900, 940)).clip(2, 900)
    x = [mean.clip(5).round(2), deviation.round(2), peaked.round(3), skewed.round(3), noise.round(2), period.round(1)]
    return np.column_stack([*x, measure.round(1)]), pulsar


def sleepers(random):
    """Which of five stages of sleep, by power in five bands (µV², 1 to thousands), unscaled; one of 10 mislabelled."""
    which = random.choice(5, 960, p=[0.2, 0.12, 0.32, 0.18, 0.18])  # awake, drowsy, light, deep, dreaming
    person = random.normal(0, 0.35, 960)  # all of a sleeper's powers
    delta = np.array([3.6, 3.9, 5.2, 7.1, 4.2])[which] + 0.45 * random.normal(0, 1, 960)
    theta = np.array([2.6, 3.3, 3.6, 3.9, 3.5])[which] + 0.4 * random.normal(0, 1, 960)
    alpha = np.array([3.9, 2.4, 2.6, 2.4, 2.2])[which] + 0.5 * random.normal(0, 1, 960)
    sigma = np.array([1.4, 1.1, 2.7, 1.6, 0.9])[which] + 0.4 * random.normal(0, 1, 960)
    beta = np.array([2.4, 1.4, 0.9, 0.2, 1.3])[which] + 0.4 * random.normal(0, 1, 960)
    muscle = np.exp(np.array([3.4, 2.7, 2.3, 2.1, 0.9])[which] + 0.5 * random.normal(0, 1, 960))
    eyes = random.poisson(np.array([9, 3, 0.5, 0.3, 7])[which])
    powers = np.exp(np.array([delta, theta, alpha, sigma, beta]) + person).round(2)
    wrong = random.uniform(0, 1, 960) < 0.1
    return np.column_stack([*powers, muscle.round(2), eyes]), np.where(wrong, random.integers(0, 5, 960), which)


def muons(random):
    """Whether two muons are of one Z, of a mass near 91 GeV (half), by both momenta in TeV (0.03), unscaled."""
    boson = np.arange(960) % 2 == 0
    mass = np.where(boson, random.normal(91, 3, 960), np.where(
        random.uniform(0, 1, 960) < 0.6, random.uniform(20, 72, 960), random.uniform(112, 170, 960)))
    up, down = random.uniform(18, 60, (2, 960))
    around = random.uniform(-np.pi, np.pi, 960)
    apart = random.uniform(1.6, np.pi, 960)  # in the plane
    wide = mass**2 / (2 * up * down) + np.cos(apart)  # the cosh of the distance along the beam
    near = wide < 1  # too heavy for that distance: the first momentum is made to fit
    up = np.where(near, mass**2 / (2 * down * (1.2 - np.cos(apart))), up)
    far = np.arccosh(np.where(near, 1.2, wide)) * random.choice([-1, 1], 960)
    middle = random.normal(0, 0.4, 960)
    one = up * np.array([np.cos(around), np.sin(around), np.sinh(middle + far / 2)])
    two = down * np.array([np.cos(around + apart), np.sin(around + apart), np.sinh(middle - far / 2)])
    return (np.vstack([one, two]).T / 1000).round(5), boson


def triangles(random):
    """Whether a triangle's largest angle is below 80, to 110 or above, in degrees, a third each, by two sides as cm."""
    corners = random.uniform(0, 9, (9000, 3, 2))
    sides = np.sort(((corners - np.roll(corners, 1, 1)) ** 2).sum(2), 1)
    angle = np.degrees(np.arccos(((sides[:, 0] + sides[:, 1] - sides[:, 2]) / 2 / np.sqrt(
        sides[:, 0] * sides[:, 1])).clip(-1, 1)))
    kind = (angle > 80).astype(int) + (angle > 110)
    rows = np.stack([np.flatnonzero((kind == i) & (sides[:, 0] > 4))[:340] for i in range(3)], 1).ravel()
    return (corners[rows, 1:] - corners[rows, :1]).reshape(-1, 4).round(2), kind[rows]


def rents(random):
    """Euros that a flat costs a month, 1,030 with deviation 376, by m², rooms, year (1965), metres (to 20,000)."""
    space = np.exp(random.normal(4.15, 0.35, 940)).clip(18, 200).round()
    rooms = (space / 26 + random.normal(0, 0.5, 940)).clip(1, 7).round()
    year = random.choice([1905, 1935, 1962, 1978, 1998, 2014], 940) + random.integers(-8, 9, 940)
    metres = np.exp(random.normal(8.3, 0.6, 940)).clip(150, 20000).round(-1)
    floor, lift = random.integers(0, 7, 940), random.uniform(0, 1, 940) < 0.45
    kitchen, balcony = random.uniform(0, 1, 940) < 0.4, random.uniform(0, 1, 940) < 0.5
    price = 18 - 2.6 * (np.log(metres) - 8.3) + 2.2 * (year < 1918) + 0.09 * (year - 1990).clip(0)
    price += 5 * np.exp(-space / 30) + 1.2 * kitchen + 0.5 * balcony + 0.25 * floor * np.where(lift, 1, -1)
    euros = (70 + price * space * 0.72) * np.exp(random.normal(0, 0.09, 940))
    return np.column_stack([space, rooms, year, metres, floor, lift, kitchen, balcony]), euros.round()


def rivers(random):
    """m³/s of a river in spring, 17 with a tail to 153, by km² (to 6,000), mm of rain, metres, degrees, unscaled."""
    area = np.exp(random.normal(6.9, 0.8, 900)).clip(60, 6000).round()
    high = random.uniform(150, 2200, 900).round()
    rain, before = random.gamma(1.4, 14, 900).round(1), random.gamma(2, 20, 900).round(1)
    snow = (random.gamma(1.5, 60, 900) * high / 1500).round()
    warm = (14 - 0.005 * high + random.normal(0, 4, 900)).round(1)
    wood, steep = random.uniform(0, 0.9, 900).round(2), (high / 90 * np.exp(random.normal(0, 0.3, 900))).round(1)
    melt = np.minimum(snow, 5 * warm.clip(0)) * 0.5
    run_off = 0.25 + 0.5 / (1 + np.exp(-(before - 45) / 12)) - 0.15 * wood
    flow = area / 86.4 * (1.6 + 0.4 * run_off * (rain + melt)) / 6 * np.exp(random.normal(0, 0.15, 900))
    return np.column_stack([area, high, rain, before, snow, warm, wood, steep]), flow.round(2)


def panels(random):
    """Watts of solar panels on a roof, 1,570 with deviation 1,040, by W/m² above the clouds, degrees, wind, hour."""
    hour, day = random.uniform(6, 20, 940), random.integers(0, 365, 940)
    season = np.cos(2 * np.pi * (day - 172) / 365)
    tilt = (np.cos(np.pi * (hour - 13) / 15) * (0.72 + 0.25 * season)).clip(0.03)
    cloud = random.beta(0.6, 0.8, 940)
    beam = 1050 * tilt * (1 - 0.78 * cloud)
    air = 10 + 9 * season + 4 * np.cos(2 * np.pi * (hour - 15) / 24) + random.normal(0, 4, 940)
    wind = random.gamma(2, 1.7, 940)
    cell = air + 0.03 * beam * np.exp(-0.09 * wind)
    shade = np.where((hour > 16.5) & (season < 0.2), 0.45, 1)  # a tree stands in the west
    watts = 5.2 * beam * shade * (1 - 0.0045 * (cell - 25)) * (0.93 - 0.05 * np.exp(-beam / 150))
    watts = np.minimum(watts, 3800) + random.normal(0, 70, 940)  # what the inverter can
    x = [(1050 * tilt).round(), air.round(1), wind.round(1), hour.round(2), day, cloud.round(2)]
    return np.column_stack(x), watts.clip(0).round()


def beams(random):
    """Newtons at which a beam of wood breaks, 4,200 with deviation 2,700, by mm (2,500, 160), kg/m³ (470), shares."""
    long, high = random.uniform(1200, 3600, 900).round(), random.choice([100, 120, 140, 160, 180], 900)
    broad, dense = random.choice([40, 50, 60, 80], 900), random.normal(470, 55, 900).round()
    knots, damp = random.beta(1.5, 5, 900).round(3), random.uniform(0.08, 0.24, 900).round(3)
    strength = 42 * (dense / 470) * (1 - 0.95 * knots) * (1 - 2.4 * (damp - 0.12)) + random.normal(0, 2.5, 900)
    force = strength * broad * high**2 / 1.5 / long / 2.5 * np.exp(random.normal(0, 0.05, 900))
    return np.column_stack([long, high, broad, dense, knots, damp]), force.round()


CLASSES = {"olives": 6, "pulsars": 2, "sleepers": 5, "muons": 2, "triangles": 3}
TABLES = (olives, pulsars, sleepers, muons, triangles, rents, rivers, panels, beams)
