"""Tables that the twelfth part added."""

import numpy as np


def stars(random):
    """Which of six kinds a star is, by kelvin (to 26,000), luminosity (to 800,000), radius, magnitude, none scaled."""
    which = np.arange(240) % 6
    heat = np.array([8, 8.1, 9.5, 9.6, 9.4, 9])[which] + random.normal(0, [0.1, 0.1, 0.35, 0.5, 0.6, 0.5])[which]
    heat += random.normal(0, 0.12, 240)
    light = np.array([-7.5, -5.5, -6.3, 9.5, 12.3, 12.4])[which] + random.normal(0, 1, 240)
    radius = np.array([-2.2, -1, -4.6, 1.4, 3.9, 7.2])[which] + random.normal(0, 0.3, 240)
    seen = np.array([17.5, 12.6, 12.6, -0.4, -6.4, -9.7])[which] + random.normal(0, 1, 240)
    return np.column_stack([np.exp(heat).round(), np.exp(light).clip(0, 8e5), np.exp(radius), seen.round(2)]), which


def glass(random):
    """Which of six kinds of glass (36 % to 4 %), by refraction (1.518, thousandths differ) and 8 oxides in per cent."""
    which = np.repeat(np.arange(6), [70, 76, 17, 13, 9, 29])[random.permutation(214)[:212]]
    mean = np.array([
        [13.24, 3.55, 1.16, 0.45, 8.8, 0.01, 0.06], [13.11, 3, 1.41, 0.52, 9.07, 0.05, 0.08],
        [13.44, 3.54, 1.2, 0.41, 8.78, 0.01, 0.06], [12.83, 0.77, 2.03, 1.47, 10.1, 0.19, 0.06],
        [14.65, 1.31, 1.37, 0.02, 9.36, 0.01, 0.02], [14.44, 0.54, 2.12, 0.33, 8.49, 1.04, 0.03]])
    x = mean[which] + random.normal(0, 1, (212, 7)) * np.array([0.55, 0.45, 0.28, 0.2, 0.8, 0.25, 0.08])
    x = np.where(random.uniform(0, 1, (212, 7)) < np.array([0, 0, 0, 0.12, 0, 0.5, 0.6]), 0, x.clip(0))
    refraction = 1.5183 + 0.0019 * (x[:, 4] - 8.9) - 0.0012 * (x[:, 2] - 1.4) + random.normal(0, 0.0008, 212)
    silica = 99.8 - x.sum(1) + random.normal(0, 0.15, 212)
    return np.column_stack([refraction, x[:, :3], silica, x[:, 3:]]), which


def monks(random):
    """Whether exactly two of six attributes have their first value, of 3, 3, 2, 3, 4 and 2: 17 columns of 0 and 1."""
    sizes = (3, 3, 2, 3, 4, 2)
    value = np.indices(sizes).reshape(6, 432).T[random.permutation(432)]
    return np.column_stack([np.eye(n)[value[:, i]] for i, n in enumerate(sizes)]), (value == 0).sum(1) == 2


def balance(random):
    """Whether a scale tips to the left, stays (8 %) or tips to the right, by two weights and distances, each 1 to 5."""
    x = (1.0 + np.indices((5, 5, 5, 5)).reshape(4, 625).T)[random.permutation(625)]
    return x, np.sign(x[:, 0] * x[:, 1] - x[:, 2] * x[:, 3]) + 1


def robots(random):
    """Which of four turns a robot takes that keeps a wall on its left, by 24 distances around it in m, 0.1 to 5."""
    size = random.uniform([4, 3], [9, 6], (900, 2))
    place = size * random.uniform(0.08, 0.92, (900, 2))
    angle = random.uniform(0, 2 * np.pi, (900, 1)) + np.arange(24) * np.pi / 12
    way = np.stack([np.cos(angle), np.sin(angle)], 2)
    ahead = np.where(way > 0, (size - place)[:, None], place[:, None]) / np.maximum(np.abs(way), 1e-3)
    x = ahead.min(2)
    front, left = x[:, [22, 23, 0, 1, 2]].min(1), x[:, 4:9].min(1)
    turn = np.where(front < 1.1, 0, np.where(left < 1, 1, np.where(left < 1.9, 2, 3)))
    return np.clip(x + random.normal(0, 0.05, (900, 24)), 0.1, 5).round(3), turn


def bank(random):
    """Who takes a bank's offer (half), by age, euros (-2,000 to 40,000), day, seconds of talk, calls, two flags."""
    age, day = np.clip(random.gamma(9, 4.6, 1000), 18, 90).round(), random.integers(1, 32, 1000)
    euros = np.exp(random.normal(7, 1.3, 1000)) - random.exponential(500, 1000)
    seconds, calls = np.exp(random.normal(5.5, 0.8, 1000)), np.minimum(random.geometric(0.4, 1000), 30)
    house, loan = random.uniform(0, 1, (2, 1000)) < np.array([[0.47], [0.13]])
    wish = 1.9 * np.log(seconds / 245) - 1.1 * house - 0.8 * loan - 0.2 * (calls - 2.5)
    wish += 0.35 * np.log1p(euros.clip(0) / 1000) + 0.9 * (np.abs(age - 42) > 18) + random.normal(0, 0.6, 1000)
    x = np.column_stack([age, euros.clip(-2000, 40000).round(), day, seconds.round(), calls, house, loan])
    return x, wish > np.median(wish)


def turbines(random):
    """Kilowatts of a wind turbine, 0 to 2,000, by m/s, degrees of wind and nacelle, warmth and hPa, none scaled."""
    speed, wind = 8.5 * random.weibull(2.1, 1000), random.uniform(0, 360, 1000)
    yaw, warmth, pressure = random.normal(0, 9, 1000), random.normal(11, 8, 1000), random.normal(1006, 9, 1000)
    wake = 1 - 0.12 * np.exp(-(((wind - 235) / 14) ** 2))
    dense = pressure / 1013 * 288 / (273 + warmth)
    kilowatts = 2000 / (1 + np.exp(-(speed * wake * np.cos(np.radians(yaw)) * np.cbrt(dense) - 8.8) / 1.25))
    kilowatts = np.where((speed < 3) | (speed > 25), 0, kilowatts) * np.where(random.uniform(0, 1, 1000) < 0.03, 0.5, 1)
    x = np.column_stack([speed, wind, (wind + yaw) % 360, warmth, pressure])
    return x, np.clip(kilowatts + random.normal(0, 45, 1000), 0, 2050)


def yachts(random):
    """Resistance of a hull, 0 to 75, half of it below 4, by Froude number (0.12 to 0.45) and five of its measures."""
    hull = random.uniform([-5, 0.53, 4.34, 2.81, 2.73], [0, 0.6, 5.14, 5.35, 3.64], (25, 5)).round(2)
    hull = hull[np.arange(300) % 25]
    froude = np.linspace(0.125, 0.45, 12)[np.arange(300) // 25] + random.normal(0, 0.004, 300)
    form = 1 + 3.6 * (hull[:, 1] - 0.565) - 0.25 * (hull[:, 2] - 4.74) + 0.04 * (hull[:, 3] - 4)
    resistance = (0.05 + 28 * (froude / 0.4) ** 6.5) * form + 0.5 * froude
    return np.column_stack([hull, froude]), resistance * np.exp(random.normal(0, 0.05, 300))


def students(random):
    """Marks of 0 to 20, 11 with deviation 3, by age, parents, hours, failures, absences (to 40): much is chance."""
    age, absent = random.integers(15, 20, 650), np.minimum(random.negative_binomial(0.6, 0.1, 650), 75)
    school, habits = random.integers(0, 5, (650, 2)), random.integers(1, 6, (650, 4))
    hours, failed = random.choice([1, 2, 3, 4], 650, p=[0.3, 0.45, 0.17, 0.08]), random.binomial(3, 0.09, 650)
    flags = random.integers(0, 2, (650, 3))
    mark = 10 + 0.35 * school.sum(1) + 0.7 * hours - 2.4 * np.minimum(failed, 2) + 1.1 * flags[:, 0]
    mark -= 0.45 * habits[:, 0] + 0.06 * np.minimum(absent, 30) + 0.25 * habits[:, 1] * (hours < 2)
    mark += random.normal(0, 2.3, 650)
    return np.column_stack([age, school, hours, failed, habits, absent, flags]), mark.clip(0, 20).round()


CLASSES = {"stars": 6, "glass": 6, "monks": 2, "balance": 3, "robots": 4, "bank": 2}
TABLES = (stars, glass, monks, balance, robots, bank, turbines, yachts, students)
