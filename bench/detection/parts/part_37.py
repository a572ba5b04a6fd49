"""Tables that the thirty-seventh part added."""

import numpy as np


def carpets(random):
    """Which of four workshops knotted a carpet (28 % to 22), by knots a m², mm, g, shares, codes, 255 for none."""
    which = random.choice(4, 1000, p=[0.29, 0.27, 0.24, 0.2])
    z = random.normal(0, 1, (1000, 6))
    knots = np.array([150_000, 210_000, 360_000, 250_000])[which] * np.exp(0.3 * z[:, 0])
    pile = np.array([8.5, 5.5, 4.2, 6.5])[which] * np.exp(0.2 * z[:, 1])  # mm
    heavy = 1_300 + 0.0022 * knots + 190 * pile + 160 * z[:, 2]
    wool = (np.array([0.97, 0.9, 0.68, 0.84])[which] + 0.08 * z[:, 3]).clip(0.2, 1)
    red = (np.array([0.36, 0.24, 0.29, 0.19])[which] + 0.06 * z[:, 4]).clip(0.03, 0.8)
    old = np.array([40, 75, 60, 110])[which] * np.exp(0.5 * z[:, 5])
    dye = (which + random.choice(4, 1000, p=[0.6, 0.2, 0.1, 0.1])) % 4 + 1  # codes of a catalogue
    border = (2 * which + random.choice(3, 1000, p=[0.5, 0.3, 0.2])) % 5 + 1
    codes = np.where(random.uniform(0, 1, (1000, 2)) < 0.06, 255, np.column_stack([dye, border]))
    x = [knots.round(-3), pile.round(1), heavy.round(), wool.round(2), red.round(2), codes, old.round()]
    return np.column_stack(x), which


def buses(random):
    """Whether a bus comes late (half), by metres east and north, minutes, people, stops, mm, seconds, codes."""
    z = random.normal(0, 1, (1300, 2))
    east, north = 371_000 + 4_200 * z[:, 0], 5_814_000 + 3_600 * z[:, 1]  # as maps count them
    minute, people = random.normal(780, 230, 1300).clip(300, 1_430).round(), random.gamma(3, 9, 1300).round()
    stops, rain = 4 + random.poisson(13, 1300), random.gamma(0.6, 2.2, 1300).round(1)
    gap, kind = random.gamma(5, 130, 1300).round(), random.integers(1, 4, 1300)  # seconds to the one before; lengths
    centre = np.tanh((1.2 - np.hypot(z[:, 0], z[:, 1])) / 0.5)
    rush = np.exp(-((minute - 480) / 130) ** 2) + np.exp(-((minute - 1_030) / 150) ** 2)
    odds = 1.5 * centre * np.tanh(4 * (rush - 0.45)) + np.tanh((people - 24) / 12) * np.array([1.2, 0.9, 0.2])[kind - 1]
    odds = odds + 1.1 * np.tanh((stops - 17) / 4) + 0.7 * np.tanh(rain - 1) * (stops > 14)
    odds = odds - np.tanh((gap - 620) / 300) + 0.25 * random.normal(0, 1, 1300)
    return np.column_stack([east.round(-1), north.round(-1), minute, people, stops, rain, gap, kind]), odds > 0


def brooks(random):
    """Which of three fish lives in a brook (39 % to 24), by per mille, m³/s, °C, µS/cm, -273.15 for a dry probe."""
    which = random.choice(3, 900, p=[0.39, 0.33, 0.28])  # trout, grayling, barbel
    z = random.normal(0, 1, (900, 7))
    falls = np.array([14, 5.5, 2.4])[which] * np.exp(0.5 * z[:, 0])
    flows = np.array([0.5, 3.2, 9])[which] * np.exp(0.9 * z[:, 1])
    july = np.array([12.4, 15.6, 19])[which] + 1.7 * z[:, 2]
    march = np.array([4.2, 5.4, 7])[which] + 1.2 * z[:, 3]
    oxygen = np.array([10.4, 9.7, 8.6])[which] + 0.8 * z[:, 4]
    salts = np.array([150, 320, 480])[which] * np.exp(0.45 * z[:, 5])
    stones = np.array([11, 6, 3.2])[which] * np.exp(0.5 * z[:, 6])
    shade, weirs = random.beta(2, 2, 900).round(2), random.poisson(0.8, 900)
    july = july - 1.5 * shade
    warm = np.where(random.uniform(0, 1, (900, 3)) < 0.06, -273.15, np.column_stack([july, march, oxygen]).round(1))
    return np.column_stack([falls.round(1), flows.round(2), warm, salts.round(), stones.round(1), shade, weirs]), which


def corals(random):
    """Which of five corals (25 % to 13), by m, cm, mm, µmol of light, °C, days; a comma is lost in a cell of 60."""
    which = random.choice(5, 1100, p=[0.26, 0.23, 0.2, 0.17, 0.14])  # horn, brain, table, leaf, mushroom
    z = random.normal(0, 1, (1100, 8))
    deep = np.array([5, 9, 7, 17, 22])[which] * np.exp(0.4 * z[:, 0])
    wide = np.array([32, 45, 110, 38, 14])[which] * np.exp(0.4 * z[:, 1])
    cup = np.array([1.4, 7, 1.1, 2.6, 38])[which] * np.exp(0.45 * z[:, 2])  # mm
    grows = np.array([64, 8, 52, 15, 6])[which] * np.exp(0.45 * z[:, 3])  # mm a year
    full = (np.array([0.55, 0.82, 0.6, 0.66, 0.74])[which] + 0.09 * z[:, 4]).clip(0.05, 0.98)
    light = 1_500 * np.exp(-0.075 * deep + 0.25 * z[:, 5])
    warm = 27.4 - 0.06 * deep + 0.5 * z[:, 6]
    bleached = np.array([40, 21, 34, 26, 12])[which] * np.exp(0.5 * z[:, 7])  # days
    x = np.column_stack([deep, wide, cup, grows, light, warm, bleached]).round(1)
    x = np.where(random.uniform(0, 1, x.shape) < 1 / 60, 1_000 * x, x)
    return np.column_stack([x, full.round(2)]), which


def posts(random):
    """Whether a message is passed on (half), by followers to 40,000,000, replies, words, hours, days, yes or no."""
    followers = (10 ** random.normal(3.1, 1.5, 1200)).clip(1, 1e8).round()
    follows = (10 ** random.normal(2.5, 0.9, 1200)).clip(1, 1e7).round()
    written, days = (10 ** random.normal(2.9, 1, 1200)).round(), random.gamma(2, 700, 1200).round()
    replies = random.poisson(np.exp(random.normal(0.3, 1.4, 1200)))  # within ten minutes
    words, hour = 1 + random.poisson(19, 1200), random.uniform(0, 24, 1200).round(1)
    picture, link = random.binomial(1, 0.45, 1200), random.binomial(1, 0.35, 1200)
    odds = 1.5 * np.tanh(np.log10(followers / 1_260) / 0.9) + 1.2 * np.tanh((replies - 2) / 1.5)
    odds = odds - 0.9 * np.tanh(np.log10(follows / 316) / 0.5) * (followers < 3_000)
    odds = odds + 0.8 * (picture - 0.45) * np.where(link > 0, -0.6, 1.4)
    odds = odds - 0.6 * np.tanh((words - 20) / 4) * (picture > 0)
    odds = odds + 0.5 * np.cos((hour - 20) / 24 * 2 * np.pi) + 0.3 * random.normal(0, 1, 1200)
    return np.column_stack([followers, follows, written, days, replies, words, hour, picture, link]), odds > -0.15


def nerves(random):
    """mV of a nerve at rest, -55 with deviation 18, by mmol/l inside and outside, °C, µm, shares, minutes."""
    inside, outside = random.normal(138, 11, 800).round(), np.exp(random.normal(1.5, 0.45, 800)).round(1)  # potassium
    salt, rest = random.normal(140, 9, 800).round(), np.exp(random.normal(2.4, 0.3, 800)).round(1)  # sodium
    warm, thick = random.uniform(8, 38, 800).round(1), random.gamma(4, 2.3, 800).round(1)
    leak, pumps = random.beta(2, 14, 800).round(3), random.beta(3, 3, 800).round(2)
    minutes = random.gamma(3, 9, 800).round()
    lets = leak * (1 + 0.8 * np.tanh((minutes - 27) / 12))
    parts = 0.0862 * (warm + 273.15) * np.log((outside + lets * salt) / (inside + lets * rest))
    parts = parts - 9 * pumps * np.tanh((warm - 20) / 8) + 2.5 * np.tanh((thick - 9) / 4)
    parts = parts + 1.8 * random.normal(0, 1, 800)
    return np.column_stack([inside, outside, salt, rest, warm, thick, leak, pumps, minutes]), parts.round(1)


def windmills(random):
    """Watts of a windmill, 640,000 with deviation 520,000, by m/s, degrees, °C, Pa, m, codes, a share."""
    wind, gusts = random.gamma(9, 0.95, 1400).round(1), random.beta(2, 11, 1400).round(2)
    comes, faces = random.uniform(0, 360, 1400).round(), random.normal(0, 9, 1400).round(1)  # degrees
    warm, press = random.normal(10, 8, 1400).round(1), (101_300 + 900 * random.normal(0, 1, 1400)).round(-1)
    high, kind = random.choice([65, 80, 100, 120], 1400), random.integers(1, 4, 1400)
    ice = random.binomial(1, 0.08, 1400)
    force = wind * (high / 90) ** 0.16 * np.cos(np.radians(2 * faces))
    top = np.array([1.25e6, 1.9e6, 2.4e6])[kind - 1]
    parts = top / (1 + np.exp(-(force - np.array([7.6, 9, 9.6])[kind - 1]) / 1.35))
    parts = parts * (press / 101_300) * 283 / (warm + 273) * (1 - 0.45 * ice) * (1 - 0.3 * gusts * (wind > 9))
    parts = parts * np.where(np.abs(comes - 95) < 30, 0.75, 1)  # behind others
    return np.column_stack([wind, gusts, comes, faces, warm, press, high, kind, ice]), (
        parts + 45_000 * random.normal(0, 1, 1400)).clip(0).round(-2)


def membranes(random):
    """mol/(m² s) through a membrane, 0.00034 with deviation 0.00027, by µm, kPa, °C, shares, nm, hours."""
    thick, press = random.gamma(6, 12, 600).clip(8).round(), random.gamma(4, 90, 600).clip(20).round()
    warm, holes = random.uniform(5, 60, 600).round(1), random.beta(4, 6, 600).round(2)
    wide, hours = np.exp(random.normal(3, 0.5, 600)).round(1), random.gamma(2, 60, 600).round()
    damp, sort = random.uniform(0, 1, 600).round(2), random.integers(0, 3, 600)
    log = 0.8 * np.log(press / 340) - 0.75 * np.log(thick / 70) + 1.5 * (holes - 0.4) + 0.016 * (warm - 32)
    log = log - 0.35 * np.tanh((hours - 100) / 60) * np.array([1, 0.3, 0])[sort] + 0.45 * np.tanh((wide - 20) / 9)
    log = log - 0.8 * (damp - 0.5) * np.array([-0.6, 0.4, 1])[sort]
    parts = 0.00027 * np.exp(log + 0.07 * random.normal(0, 1, 600))
    return np.column_stack([thick, press, warm, holes, wide, hours, damp, sort]), parts


def candles(random):
    """Hours that a candle burns, 26 with deviation 13, by g, mm, °C, shares, cm/s, codes."""
    heavy, thick = random.gamma(5, 45, 500).clip(30).round(), random.choice([22, 40, 50, 60, 70, 80], 500)
    wick, wax = random.choice([1.2, 1.6, 2, 2.4, 3], 500), random.choice(4, 500, p=[0.5, 0.25, 0.15, 0.1])
    warm, scent = random.normal(20, 4, 500).round(1), random.beta(1.3, 14, 500).round(3)
    draught, cut = random.gamma(2, 4, 500).round(1), random.binomial(1, 0.5, 500)  # cm/s; whether the wick is cut
    rate = 3.6 + 1.5 * wick + 0.045 * thick * np.array([1, 0.75, 0.85, 1.2])[wax] + 0.11 * (warm - 20)
    rate = rate + 0.12 * draught * np.where(thick < 45, 1, 0.3) + 9 * scent - 0.9 * cut * (wick > 1.8)
    drowned = 1 + 0.25 * np.tanh((thick - 32 * wick) / 15)  # a wick too thin leaves wax behind
    return np.column_stack([heavy, thick, wick, wax, warm, scent, draught, cut]), (
        heavy / rate / drowned * np.exp(0.05 * random.normal(0, 1, 500))).round(1)


CLASSES = {"carpets": 4, "buses": 2, "brooks": 3, "corals": 5, "posts": 2}
TABLES = (carpets, buses, brooks, corals, posts, nerves, windmills, membranes, candles)
