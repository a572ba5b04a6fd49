"""Tables that the twenty-second part added."""

import numpy as np


def pollens(random):
    """Which of seven plants a pollen is from (24 % to 7), by counts of light in four bands (to 60,000), µm, shares."""
    which = random.choice(7, 960, p=[0.24, 0.19, 0.16, 0.14, 0.11, 0.09, 0.07])
    z = random.normal(0, 1, (960, 8))
    bright = np.exp(0.35 * z[:, 0])  # how long the lamp has burnt is common to all bands
    size = np.array([22, 26, 34, 31, 46, 24, 38])[which] * np.exp(0.08 * z[:, 1])
    bands = np.array([[9, 4, 2.2, 1], [12, 9, 3, 1.2], [7, 8, 6, 3], [16, 6, 4, 1], [6, 5, 3, 3], [9, 8, 2.4, 3],
                      [13, 11, 7, 2]])[which] * 900 * bright[:, None] * (size[:, None] / 30) ** 1.5
    bands = bands * np.exp(0.18 * z[:, 2:6])
    round_, rough = random.beta(np.array([30, 22, 12, 30, 18, 9, 14])[which], 3), np.exp(0.3 * z[:, 6] - 2)
    day = (np.array([85, 105, 160, 120, 140, 210, 180])[which] + 16 * z[:, 7]).round()
    x = [bands.clip(50, 6e4).round(), size.round(1), round_.round(3), (rough * (1 + (which > 3))).round(3), day]
    return np.column_stack(x), which


def wells(random):
    """Whether a well's water is bad (48 %), by cm of its depth (to 12,000), µg/l, mV, pH, m; one of ten is wrong."""
    deep, old = random.gamma(2, 1600, 940).clip(400, 12000).round(-1), random.gamma(2, 7, 940).clip(0, 60).round()
    iron, phosphate = np.exp(7.6 + 0.9 * random.normal(0, 1, 940)).clip(50, 3e4), random.gamma(2, 700, 940)
    redox, acid = (40 + 130 * random.normal(0, 1, 940)).round(), (7.1 + 0.35 * random.normal(0, 1, 940)).round(2)
    river, salt = random.exponential(900, 940).clip(5, 6000).round(), random.gamma(3, 260, 940).round()
    warm = (25.5 + 1.3 * random.normal(0, 1, 940)).round(1)
    at = np.exp(-((deep - 2800) / 1900) ** 2)  # neither shallow nor deep water dissolves it
    left = 2.2 * at + 0.8 * np.tanh(np.log(iron / 2000)) * (redox < 60) - 0.007 * (redox - 40) + 1.3 * (acid - 7.1)
    left = left + 0.5 * np.log1p(phosphate / 1000) + 0.012 * old - 0.25 * np.log1p(river / 500)
    wrong = random.uniform(0, 1, 940) < 0.1
    x = [deep, iron.round(), phosphate.round(), redox, acid, river, salt, old, warm]
    return np.column_stack(x), (left > 1.62) ^ wrong


def melodies(random):
    """Whether two voices move the same way (half), by the cents of two notes of each (2,600 to 8,500) and loudness."""
    low, high = random.normal(4700, 420, 900), random.normal(6500, 420, 900)
    steps = random.choice([-1, 1], (900, 2)) * random.uniform(90, 1100, (900, 2))
    loud = (66 + 8 * random.normal(0, 1, (900, 2))).round(1)
    x = [low.round(), (low + steps[:, 0]).round(), high.round(), (high + steps[:, 1]).round(), loud]
    return np.column_stack(x), steps[:, 0] * steps[:, 1] > 0


def axles(random):
    """Which of six vehicles crosses a bridge (32 % to 6), by kg on four axles (to 13,000, or 0), metres, m/s, °C."""
    which = random.choice(6, 950, p=[0.32, 0.22, 0.16, 0.14, 0.1, 0.06])  # car, van, lorry, trailer, coach, crane
    full, z = random.uniform(0, 1, 950), random.normal(0, 1, (950, 9))
    empty = np.array([[780, 690, 0, 0], [1100, 950, 0, 0], [4200, 3600, 0, 0], [5200, 4300, 2600, 2500],
                      [5400, 7200, 2100, 0], [7800, 8200, 9600, 9400]])[which]
    load = np.array([[120, 330, 0, 0], [250, 1250, 0, 0], [1900, 6000, 0, 0], [1500, 6200, 5400, 5200],
                     [900, 3200, 1700, 0], [300, 400, 400, 300]])[which]
    mass = ((empty + full[:, None] * load) * np.exp(0.1 * z[:, :4])).clip(0, 13000).round(-1)
    first = np.array([2.7, 3.3, 4.6, 3.7, 6.1, 2.6])[which] * np.exp(0.09 * z[:, 4])
    last = np.array([2.7, 3.3, 4.6, 10.5, 7.4, 5.9])[which] * np.exp(0.09 * z[:, 5])
    fast = np.array([29, 27, 23, 22, 25, 17])[which] + 3.2 * z[:, 6]
    warm, shake = (11 + 8 * z[:, 7]).round(1), np.exp(0.4 * z[:, 8]) * mass.sum(1) * fast / 3e5
    x = [mass, first.round(2), np.maximum(first, last).round(2), fast.round(1), shake.round(3), warm]
    return np.column_stack(x), which


def corneas(random):
    """Which of four states an eye is in, by cells a mm² (to 3,400), µm (545), dioptres, mmHg, years; unscaled."""
    which = random.choice(4, 930, p=[0.4, 0.25, 0.2, 0.15])  # well, a cone, a high pressure, cells that are lost
    z, years = random.normal(0, 1, (930, 8)), random.integers(14, 88, 930)
    how_far = random.beta(3, 2, 930)  # of its illness
    dense = (2900 - 11 * years + 210 * z[:, 0] - (which == 3) * 1600 * how_far).clip(400, 3600).round()
    thick = 545 + 30 * z[:, 1] - (which == 1) * 105 * how_far + (which == 3) * 70 * how_far
    steep = 43.4 + 1.4 * z[:, 2] + (which == 1) * 9 * how_far
    bent = np.abs(0.9 * z[:, 3]) + (which == 1) * 3.5 * how_far
    press = 15 + 2.6 * z[:, 4] + (which == 2) * 15 * how_far + 0.03 * (thick - 545)
    cup, sugar = (0.35 + 0.12 * z[:, 5] + (which == 2) * 0.4 * how_far).clip(0.05, 0.98), 96 + 14 * z[:, 6]
    x = [dense, thick.round(), steep.round(2), bent.round(2), press.round(1), cup.round(2), years, sugar.round()]
    return np.column_stack(x), which


def views(random):
    """How often a film is looked at in a week, 2,600,000 with a long tail, by subscribers (to 20,000,000), seconds."""
    known = np.exp(14 + 1.1 * random.normal(0, 1, 930)).clip(2e4, 2e7).round(-2)
    long, hour = random.gamma(2.5, 240, 930).clip(20, 3600).round(), random.integers(0, 24, 930)
    seen = random.beta(5, 6, 930).round(3)  # share of it that is looked at
    click = random.beta(4, 50, 930).round(4)
    speech, words = random.integers(0, 2, 930), random.integers(2, 18, 930)
    days, liked = random.gamma(1.5, 6, 930).round(1), random.beta(18, 2, 930).round(3)
    log = 0.7 * np.log(known / 1.2e6) + 1.6 * (seen - 0.45) + 0.55 * np.tanh(14 * (click - 0.074))
    log = log - 0.35 * (np.log(long / 500)) ** 2 + 0.2 * np.sin((hour - 11) / 24 * 2 * np.pi) + 0.25 * speech
    log = log + 0.1 * np.log1p(days) + 1.2 * (liked - 0.9) + 0.16 * random.normal(0, 1, 930)
    x = [known, long, hour, seen, click, speech, words, days, liked]
    return np.column_stack(x), (1.5e6 * np.exp(log)).round(-2)


def crystals(random):
    """How fast a crystal grows, 0.000007 m/s with as large a deviation, by kelvins, mol/l, turns, µm, pH and ppm."""
    warm, much = random.uniform(285, 345, 920).round(1), random.uniform(0.4, 3.2, 920).round(3)
    turns, size = random.uniform(0, 900, 920).round(-1), random.gamma(4, 45, 920).clip(10, 600).round()
    acid, dirt = (5.5 + 1.1 * random.normal(0, 1, 920)).round(2), random.gamma(1.3, 30, 920).clip(0, 300).round(1)
    bath, age = random.uniform(0.5, 6, 920).round(2), random.gamma(2, 9, 920).round(1)
    over = (much - 0.3 - 0.011 * (warm - 285)).clip(0)  # what is dissolved beyond what can be
    speed = 3.6 * over**1.4 * np.exp((warm - 315) / 42) * (1 + 0.5 * np.tanh(turns / 300))
    speed = speed / (1 + dirt / 70) * (1 - 0.07 * (acid - 5.8) ** 2).clip(0.3) * (1 + 0.25 * np.tanh((size - 180) / 90))
    speed = (speed + 0.16 * random.normal(0, 1, 920)).clip(0)
    return np.column_stack([turns, warm, size, dirt, much, acid, bath, age]), speed * 1.6e-6


def barometers(random):
    """The air's hPa tomorrow, 1,013 with deviation 8, by today's and three hours' change, m/s, degrees, m, kelvins."""
    now = 1013 + 9 * random.normal(0, 1, 930)
    change, wind = 1.6 * random.normal(0, 1, 930), random.gamma(2.5, 2.6, 930).clip(0, 32)
    way, high = random.uniform(0, 360, 930).round(), random.normal(5560, 110, 930)
    warm, wet = 284 + 7 * random.normal(0, 1, 930), random.beta(6, 2.5, 930) * 100
    day, sea = random.integers(1, 366, 930), 285 + 4 * random.normal(0, 1, 930)
    turn = np.cos((way - 200) / 180 * np.pi)
    then = 1013 + 0.62 * (now - 1013) + 2.3 * change - 0.55 * wind * turn * (1 - 0.4 * np.tanh(change))
    then = then + 0.016 * (high - 5560) - 0.22 * (warm - sea) * (wet / 100) + 1.6 * np.cos(day / 365 * 2 * np.pi)
    then = then + 3 * random.normal(0, 1, 930)
    x = [high.round(), now.round(1), change.round(1), wind.round(1), way, warm.round(1), wet.round(), day, sea.round(1)]
    return np.column_stack(x), then.round(1)


def calories(random):
    """kcal that somebody burns in a day, 2,240 with deviation 490, by steps (to 30,000), kg, cm, years, beats, °C."""
    woman, years = random.integers(0, 2, 940), random.integers(18, 84, 940)
    tall = (178 - 13 * woman + 7 * random.normal(0, 1, 940)).round()
    mass = (24.5 * (tall / 100) ** 2 * np.exp(0.16 * random.normal(0, 1, 940))).round(1)
    steps = random.gamma(3, 2900, 940).clip(300, 30000).round()
    sport = random.gamma(0.8, 40, 940).clip(0, 240).round()  # minutes
    pulse = (66 - 0.05 * sport + 8 * random.normal(0, 1, 940)).round()
    sport_pulse = (128 + 17 * random.normal(0, 1, 940)).clip(85, 185).round()
    warm, sleep = (17 + 8 * random.normal(0, 1, 940)).round(1), random.normal(430, 55, 940).round()
    fat = 0.2 + 0.09 * woman + 0.008 * (mass / (tall / 100) ** 2 - 24)
    fat = (fat + 0.03 * random.normal(0, 1, 940)).clip(0.06, 0.5)
    burnt = 370 + 21.6 * mass * (1 - fat) - 3 * (years - 50).clip(0) + 0.00052 * mass * steps
    burnt = burnt + sport * mass * (sport_pulse - pulse) * 0.0011 + 9 * (12 - warm).clip(0) - 0.5 * (sleep - 430)
    burnt = burnt * 1.1 + 75 * random.normal(0, 1, 940)
    x = [steps, mass, tall, years, sport, pulse, sport_pulse, warm, sleep, fat.round(3), woman]
    return np.column_stack(x), burnt.round()


CLASSES = {"pollens": 7, "wells": 2, "melodies": 2, "axles": 6, "corneas": 4}
TABLES = (pollens, wells, melodies, axles, corneas, views, crystals, barometers, calories)
