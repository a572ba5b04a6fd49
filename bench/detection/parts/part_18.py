"""Tables that the eighteenth part added."""

import numpy as np

from parts.part_09 import roll


def obsidians(random):
    """Which of five volcanoes an obsidian is from, by ppm of seven elements (iron 9,700, niobium 16), unscaled."""
    which = random.choice(5, 900, p=[0.3, 0.25, 0.2, 0.15, 0.1])
    flake = random.normal(0, 0.14, 900)  # a thin flake gives less of all
    centre = np.array([
        [9.1, 6.0, 5.2, 4.1, 4.9, 3.2, 2.4], [8.9, 6.2, 5.0, 4.4, 4.8, 3.0, 2.9],
        [9.4, 5.7, 5.0, 4.6, 5.4, 3.3, 2.6],
        [9.0, 6.1, 5.4, 3.8, 4.7, 3.4, 2.7], [9.6, 6.3, 4.6, 4.9, 5.6, 3.1, 3.2]])  # iron … zirconium, yttrium, niobium
    spread = np.array([0.13, 0.17, 0.12, 0.28, 0.16, 0.18, 0.2])
    logs = centre[which] + spread * random.normal(0, 1, (900, 7)) + flake[:, None]
    return np.exp(logs).round(), which


def kidneys(random):
    """Whether a kidney is ill (28 %), by mg/dl, mmHg, white cells a µl (8,000), unscaled; one of 25 wrong."""
    ill = random.uniform(0, 1, 940) < 0.28
    sweet = random.uniform(0, 1, 940) < np.where(ill, 0.45, 0.1)  # by its sugar, and otherwise by its pressure
    z = random.normal(0, 1, (940, 9))
    age = (51 + 8 * ill + 15 * z[:, 0]).clip(18, 90).round()
    creatinine = np.exp(-0.02 + 0.5 * ill + 0.3 * z[:, 1]).round(2)
    urea = np.exp(3.5 + 0.45 * ill + 0.4 * (creatinine > 2) + 0.32 * z[:, 2]).round()
    blood = (14.6 - 2.1 * ill - 0.5 * (age > 70) + 1.5 * z[:, 3]).round(1)
    white = (7800 + 1100 * ill + 2100 * z[:, 4]).clip(2500, 22000).round(-2)
    sodium = (139 - 1.5 * ill + 3.5 * z[:, 5]).round()
    sugar = np.exp(4.65 + 0.55 * sweet + 0.17 * z[:, 6]).round()
    pressure = (78 + np.where(ill & ~sweet, 14, 0) + 10 * z[:, 7]).round()
    albumin = random.poisson(np.where(ill, np.where(sweet, 2.4, 1.0), 0.25)).clip(0, 5)
    wrong = random.uniform(0, 1, 940) < 0.04
    return np.column_stack([age, creatinine, urea, blood, white, sodium, sugar, pressure, albumin]), ill ^ wrong


def insects(random):
    """Which of six insects flies by, male or female, by Hz (to 850), hour, °C; one in 12 wrong."""
    which = random.choice(6, 960, p=[0.22, 0.2, 0.18, 0.16, 0.14, 0.1])
    male = random.uniform(0, 1, 960) < 0.5
    pitch = np.array([[440, 530, 350, 210, 170, 240], [700, 620, 460, 240, 190, 250]])[male.astype(int), which]
    air = (24 + 4 * random.normal(0, 1, 960)).round(1)
    pitch = pitch * (1 + 0.016 * (air - 24)) * np.exp(0.055 * random.normal(0, 1, 960))
    second = np.array([0.42, 0.5, 0.36, 0.7, 0.55, 0.3])[which] + 0.08 * male + 0.09 * random.normal(0, 1, 960)
    third = np.array([0.2, 0.16, 0.28, 0.42, 0.5, 0.35])[which] + 0.07 * random.normal(0, 1, 960)
    dusk = np.array([18, 21.5, 1, 12.5, 10, 14.5])[which]  # when it flies; three of them at dawn as well
    dusk = np.where((which < 3) & (random.uniform(0, 1, 960) < 0.35), 5.5, dusk)
    hour = (dusk + 1.8 * random.normal(0, 1, 960)) % 24
    loud = np.exp(1.2 * random.normal(0, 1, 960) + np.array([3.0, 3.2, 3.1, 4.6, 5.2, 3.8])[which])
    wrong = random.uniform(0, 1, 960) < 1 / 12
    x = [pitch.round(1), second.round(3), third.round(3), hour.round(2), air, loud.round(1)]
    return np.column_stack(x), np.where(wrong, random.integers(0, 6, 960), which)


def coins(random):
    """Whether two coins overlap (half), by the mm of their middles (to 90) and radii (to 26), unscaled."""
    middles, radii = random.uniform(0, 90, (20000, 4)), random.uniform(8, 26, (20000, 2))
    gap = np.hypot(middles[:, 0] - middles[:, 2], middles[:, 1] - middles[:, 3]) - radii.sum(1)
    rows = [np.flatnonzero(side & (np.abs(gap) > 2) & (np.abs(gap) < 30))[:480] for side in (gap < 0, gap > 0)]
    rows = np.stack(rows, 1).ravel()
    x = np.column_stack([middles[rows, :2], radii[rows, :1], middles[rows, 2:], radii[rows, 1:]])
    return x.round(1), gap[rows] < 0


def drums(random):
    """Which of four rhythms a drum beats, by 16 columns of 0 and 1, from anywhere in it; one in 25 is wrong."""
    bars = np.array([[int(c) for c in bar] for bar in (
        "1001001000101000", "1001001000100100", "1000100010001010", "1011010110101101")])
    which = np.arange(960) % 4
    beaten = np.stack([np.roll(bars[i], start) for i, start in zip(which, random.integers(0, 16, 960), strict=True)])
    return beaten ^ (random.uniform(0, 1, (960, 16)) < 0.04), which


def fish(random):
    """Grams of a fish, 380 with deviation 390, by cm of its length (27), height and width and which of five it is."""
    which = random.choice(5, 900, p=[0.35, 0.22, 0.13, 0.2, 0.1])
    length = np.exp(np.array([3.1, 3.35, 3.7, 3.0, 3.4])[which] + 0.26 * random.normal(0, 1, 900)).clip(8, 64)
    high = length * np.array([0.27, 0.38, 0.16, 0.3, 0.33])[which] * np.exp(0.05 * random.normal(0, 1, 900))
    wide = length * np.array([0.15, 0.14, 0.1, 0.17, 0.15])[which] * np.exp(0.07 * random.normal(0, 1, 900))
    fork = length * (1.09 + 0.02 * random.normal(0, 1, 900))
    grams = 0.36 * length * high * wide * (1 + 0.1 * (which == 2)) * np.exp(0.09 * random.normal(0, 1, 900))
    x = [length.round(1), fork.round(1), high.round(1), wide.round(2), np.eye(5)[which]]
    return np.column_stack(x), grams.round(1)


def transistors(random):
    """Amperes through a transistor, 0.0049 with deviation 0.0068, by volts, µm (to 60, 0.35 to 2) and °C, unscaled."""
    gate, drain = random.uniform(0, 5, 940), random.uniform(0, 5, 940)
    wide, long = random.uniform(2, 60, 940), np.exp(random.uniform(-1, 0.7, 940))
    warm = random.uniform(-20, 110, 940)
    over = (gate - 0.8 + 0.002 * (warm - 25)).clip(0)
    bent = np.where(drain < over, over * drain - drain**2 / 2, over**2 / 2 * (1 + 0.04 * (drain - over).clip(0)))
    current = 9e-5 * wide / long * bent * ((warm + 273) / 298) ** -1.5 / (1 + 0.12 * over / long)
    x = [gate.round(2), drain.round(2), wide.round(1), long.round(2), warm.round()]
    return np.column_stack(x), (current * np.exp(random.normal(0, 0.04, 940))).round(7)


def waits(random):
    """Minutes in an emergency room, 98 with deviation 64, by urgency, hour, day, who is there, years (to 95); noisy."""
    urgent = random.choice([1, 2, 3, 4, 5], 960, p=[0.04, 0.16, 0.4, 0.3, 0.1])
    hour, day = random.integers(0, 24, 960), random.integers(0, 7, 960)
    rush = 1 + 0.6 * np.sin(2 * np.pi * (hour - 11) / 24) + 0.3 * (day == 0)
    there = random.poisson(12 * rush.clip(0.2))
    doctors = (2 + (hour > 7) + (hour > 11) * (hour < 22) + random.integers(0, 2, 960))
    years, ambulance = random.integers(1, 96, 960), random.uniform(0, 1, 960) < 0.25
    beds, pulse = random.uniform(0.6, 1, 960).round(2), (82 + 16 * random.normal(0, 1, 960)).round()
    queue = there / doctors * np.array([0, 0.05, 0.25, 1.0, 1.5, 1.3])[urgent] * 22
    minutes = (14 + queue * np.where(ambulance, 0.5, 1) + 160 * (beds - 0.85).clip(0) * (urgent > 1) * 3)
    return np.column_stack([urgent, hour, day, there, doctors, years, ambulance, beds, pulse]), (
        minutes * np.exp(0.28 * random.normal(0, 1, 960))).round()


def exhausts(random):
    """Nitric oxides of an engine in ppm, 790 with deviation 620, by rpm (to 6,000), Nm, hPa, °C, degrees and lambda."""
    speed, torque = random.uniform(900, 6000, 900).round(-1), random.uniform(15, 210, 900).round()
    ratio = (1.02 + 0.1 * random.normal(0, 1, 900)).clip(0.78, 1.35).round(3)
    spark = (24 + 6 * random.normal(0, 1, 900) - 0.05 * (torque - 110)).round(1)
    air, pressure = random.uniform(5, 60, 900).round(), (350 + 3.2 * torque + 20 * random.normal(0, 1, 900)).round()
    back = random.choice([0, 0, 0.05, 0.1, 0.15], 900)  # exhaust led back
    hot = np.exp(-(((ratio - 1.06) / 0.13) ** 2)) * (0.25 + torque / 160) * (1 + 0.03 * (spark - 24)).clip(0.2)
    ppm = 2100 * hot * np.exp(-7 * back + 0.006 * (air - 30)) * (0.75 + 0.25 * np.tanh((speed - 1800) / 900))
    ppm = ppm * np.exp(random.normal(0, 0.05, 900)) + random.normal(0, 25, 900)
    return np.column_stack([speed, torque, pressure, air, spark, ratio, back]), ppm.clip(5).round()


CLASSES = {"obsidians": 5, "kidneys": 2, "insects": 6, "coins": 2, "drums": 4}
TABLES = (obsidians, kidneys, insects, coins, drums, fish, transistors, waits, exhausts)
