"""Tables that the fifteenth part added."""

import numpy as np


def attacks(random):
    """Whether a connection is usual, a flood, a scan or guessing, by seconds, bytes (to 231,000), counts, unscaled."""
    which = np.arange(880) % 4
    seconds = np.exp(random.normal(np.array([1, -1, -1.8, 1.2])[which], 1.1))
    sent = np.exp(random.normal(np.array([6.5, 8, 5, 6])[which], 1.4)).round()
    received = np.exp(random.normal(np.array([8, 5, 4.5, 6.5])[which], 1.6)).round()
    packets = 1 + (sent / np.exp(random.normal(5.5, 0.5, 880))).round()
    ports = 1 + random.poisson(np.array([2.5, 2, 6, 1.5])[which])
    refused = random.normal(np.array([0.15, 0.25, 0.45, 0.25])[which], 0.2).clip(0, 1)
    failed = random.poisson(np.array([0.2, 0.1, 0.1, 1.6])[which])
    shares = np.array([[0.7, 0.95, 1], [0.4, 0.7, 1], [0.6, 0.9, 1], [0.9, 1, 1]])[which]
    protocol = np.eye(3)[(random.uniform(0, 1, (880, 1)) > shares).sum(1)]
    x = [seconds.round(2), sent, received, packets, ports, refused.round(2), failed, protocol]
    return np.column_stack(x), which


def leaves(random):
    """Which of 8 trees a leaf is of, by the shares of 64 forms along its margin: 0.016 each, 1 in all, not scaled."""
    which = np.arange(960) % 8
    usual = random.normal(0, 0.5, 64) + random.normal(0, 0.27, (8, 64))
    x = np.exp(usual[which] + random.normal(0, 0.7, (960, 64)))
    return x / x.sum(1, keepdims=True), which


def transits(random):
    """Whether a planet passes before a star, by 40 counts of its light: 10,000, of which it takes 0.4 to 1 %."""
    which, time = np.arange(900) % 2, np.arange(40)
    begin, long = random.integers(3, 30, (900, 1)), random.integers(4, 9, (900, 1))
    depth, phase = random.uniform(40, 100, (900, 1)), random.uniform(0, 2 * np.pi, (900, 1))
    inside = (time >= begin) & (time < begin + long)
    spots = random.exponential(25, (900, 1)) * np.sin(time * random.uniform(0.1, 0.4, (900, 1)) + phase)
    glitch = np.where(time == random.integers(0, 40, (900, 1)), random.uniform(-250, 150, (900, 1)), 0)
    light = 10000 + random.normal(0, 15, (900, 1)) + spots + random.normal(0, 18, (900, 40))
    light += np.where(random.uniform(0, 1, (900, 1)) < 0.4, glitch, 0)
    return (light - np.where(which[:, None] == 1, inside * depth, 0)).round(), which


def fetuses(random):
    """How an unborn child does (66 % well, 24 %, 10 %), by beats a minute (133), counts and widths, unscaled."""
    which = (random.uniform(0, 1, (960, 1)) > [0.66, 0.88]).sum(1)
    z = random.normal(0, 1, (960, 8))
    beats = np.array([132, 141, 132])[which] + 9 * z[:, 0]
    rises = random.poisson(np.array([3.6, 1.2, 1.4])[which])
    contractions = random.poisson(np.array([4.6, 2.6, 3.6])[which])
    falls = random.poisson(np.array([0.8, 0.6, 2.2])[which])
    odd = (np.array([43, 57, 60])[which] + 15 * z[:, 1]).clip(12, 87)
    short = np.exp(np.array([0.3, -0.4, 0.4])[which] + 0.5 * z[:, 2])
    long = (np.array([8, 9, 4])[which] + 5 * z[:, 3]).clip(0)
    width = (np.array([76, 48, 76])[which] + 32 * z[:, 4] - 0.4 * (odd - 47)).clip(3)
    low, mode = beats - 0.55 * width + 4 * z[:, 5], beats + np.array([4, 2, -11])[which] + 9 * z[:, 6]
    spread = np.exp(np.array([2.2, 1.3, 3.1])[which] + 0.9 * z[:, 7])
    x = [beats, rises, contractions, falls, odd, short.round(1), long.round(1), width, low, low + width, mode, spread]
    return np.column_stack([column.round(1) for column in x]), which


def endgames(random):
    """Whether a rook attacks the other king (half): row and column of three men, each as 8 columns of 0 and 1."""
    men = random.integers(0, 8, (40000, 3, 2))  # king, rook, the other's king
    king, rook, other = men[:, 0], men[:, 1], men[:, 2]
    apart = (king != rook).any(1) & (rook != other).any(1) & (np.abs(king - other).max(1) > 1)
    attack = np.zeros(len(men), bool)
    for along, across in ((0, 1), (1, 0)):
        low, high = np.minimum(rook, other)[:, along], np.maximum(rook, other)[:, along]
        between = (king[:, across] == rook[:, across]) & (low < king[:, along]) & (king[:, along] < high)
        attack |= (rook[:, across] == other[:, across]) & ~between
    rows = np.empty(1000, int)
    rows[::2], rows[1::2] = np.flatnonzero(apart & attack)[:500], np.flatnonzero(apart & ~attack)[:500]
    return np.eye(8)[men[rows].reshape(1000, 6)].reshape(1000, 48), attack[rows]


def batteries(random):
    """Cycles that a battery lasts, 830 with deviation 330, by ohms (0.017), degrees, Ah and how it is charged."""
    z = random.normal(0, 1, (850, 6))
    rate, share = random.uniform(3, 8, 850), random.uniform(5, 80, 850)
    minutes = 60 * (share / rate + (80 - share) / 3.6) / 100 + 0.4 * z[:, 0]
    heat = 31 + 0.9 * (rate - 5.5) + 1.5 * z[:, 1]
    spread = -4.4 + 0.1 * (rate - 5.5) + 0.35 * z[:, 2]  # logarithm of how much two discharges differ
    life = 6.65 - 0.75 * (spread + 4.4) - 0.05 * (heat - 31) - 0.14 * (rate - 5.5) * (share / 40 - 1) - 0.08 * z[:, 3]
    life += 0.12 * np.tanh(z[:, 4]) + random.normal(0, 0.15, 850)
    x = [rate.round(1), share.round(), minutes.round(1), heat.round(1), spread, 0.0168 + 0.0008 * z[:, 3]]
    return np.column_stack([*x, 1.07 + 0.008 * z[:, 4], 0.02 * z[:, 5] ** 2]), np.exp(life).round()


def runners(random):
    """Minutes for a marathon, 246 with deviation 40, by km a week, years, kg/m², 10 km before, metres, none scaled."""
    z = random.normal(0, 1, (900, 4))
    years, woman = random.integers(18, 72, 900), random.integers(0, 2, 900)
    week = np.exp(3.8 + 0.4 * z[:, 0]).clip(10, 150)
    longest = (0.35 * week + 10 + 4 * z[:, 1]).clip(8, 40)
    mass, climb = 23 + 2.2 * z[:, 2] - 1.2 * z[:, 0], random.uniform(0, 600, 900)
    warmth = random.normal(13, 6, 900)
    ten = 43 + 0.007 * (years - 29) ** 2 * (years > 29) + 5 * woman + 0.9 * (mass - 23) - 2.5 * z[:, 0] + 4 * z[:, 3]
    minutes = 4.7 * ten + 50 * np.exp(-(longest - 10) / 9) + 0.018 * climb + 0.07 * (warmth - 10).clip(0) ** 2 - 3
    x = [week.round(), longest.round(), years, woman, mass.round(1), ten.round(1), climb.round(), warmth.round(1)]
    return np.column_stack(x), (minutes + random.normal(0, 12, 900)).round(1)


def smog(random):
    """Dust in the air in µg/m³, 96 with a tail to 520, by hour, month, degrees, hPa (1,016), wind (500), unscaled."""
    hour, month = random.integers(0, 24, 950), random.integers(1, 13, 950)
    season = np.cos(2 * np.pi * (month - 1) / 12)
    warmth = 13 - 15 * season + 4 * np.sin(2 * np.pi * (hour - 9) / 24) + random.normal(0, 4, 950)
    dew = warmth - np.exp(random.normal(2.2, 0.6, 950))
    pressure = 1016 + 9 * season + random.normal(0, 5, 950)
    wind, run = random.integers(0, 4, 950), np.exp(random.normal(2, 1.4, 950)).clip(0.4, 500)
    level = 4.4 + 0.4 * season - 0.33 * (np.log(run) - 2) * (1 + 0.6 * (wind == 0)) - 0.06 * (warmth - dew - 10)
    level += 0.15 * np.cos(2 * np.pi * (hour - 1) / 24) - 0.3 * (wind == 0) - 0.02 * (pressure - 1016)
    x = [hour, month, dew.round(1), warmth.round(1), pressure.round(1), run.round(2), np.eye(4)[wind]]
    return np.column_stack(x), np.exp(level + random.normal(0, 0.35, 950)).clip(1).round()


def servos(random):
    """Seconds until a servo stands still, 1.6 with deviation 1.4, by two gains (1 to 6), five motors, five screws."""
    motor, screw = random.integers(0, 5, 700), random.integers(0, 5, 700)
    gain = random.integers(3, 7, 700)
    speed = random.integers(1, gain)  # the second gain is below the first
    slow = np.array([1, 0.95, 0.85, 0.7, 0.55])[motor] * np.array([1.15, 1, 0.9, 1, 0.85])[screw]
    seconds = slow * (0.45 + 4.2 * np.exp(-1.5 * (gain - 3))) + 0.1 * speed * (motor < 2)
    seconds += 0.5 * (screw == 4) * (gain > 4)
    seconds = seconds * np.exp(random.normal(0, 0.1, 700)) + random.normal(0, 0.05, 700)
    return np.column_stack([gain, speed, np.eye(5)[motor], np.eye(5)[screw]]), seconds.clip(0.1).round(3)


CLASSES = {"attacks": 4, "leaves": 8, "transits": 2, "fetuses": 3, "endgames": 2}
TABLES = (attacks, leaves, transits, fetuses, endgames, batteries, runners, smog, servos)
