"""Tables that the eleventh part added."""

import numpy as np


def forests(random):
    """Which of five trees (36 % to 8 %) grow, by height (2,900 m), degrees, metres to water and road, none scaled."""
    which = random.choice(5, 1000, p=[0.36, 0.3, 0.14, 0.12, 0.08])
    height = np.array([3150, 2880, 2380, 2650, 3400])[which] + random.normal(0, 130, 1000)
    aspect, slope = random.uniform(0, 360, 1000), np.array([13, 14, 24, 19, 12])[which] + random.normal(0, 6, 1000)
    water = np.exp(np.array([5.3, 5, 4.6, 4.3, 5.6])[which] + random.normal(0, 0.7, 1000))
    road = np.exp(np.array([7.7, 7.5, 6.6, 6.7, 7.9])[which] + random.normal(0, 0.6, 1000))
    shade = np.clip(223 - 0.8 * slope * np.cos(np.radians(aspect)) + random.normal(0, 8, 1000), 0, 254)
    share = [[0.5, 0.1, 0.4, 0], [0.5, 0.05, 0.4, 0.05], [0, 0, 0.3, 0.7], [0.1, 0, 0.6, 0.3], [0.3, 0.4, 0.3, 0]]
    area = (random.uniform(0, 1, (1000, 1)) > np.cumsum(share, 1)[which]).sum(1).clip(0, 3)
    x = np.column_stack([height, aspect, slope.clip(0), water, road, shade]).round()
    return np.column_stack([x, np.eye(4)[area]]), which


def gestures(random):
    """Which of five signs a hand makes, by columns and rows of its 21 joints in a picture of 640 by 480, none scaled."""
    which = np.arange(900) % 5
    straight = np.array([[0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 1, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 0, 1]])[which]
    length = np.clip(straight + random.normal(0, 0.15, (900, 5)), -0.2, 1.2)
    turn = random.normal(0, 0.2, (900, 1)) + np.radians([-50, -20, -5, 10, 28]) + random.normal(0, 0.05, (900, 5))
    place = np.array([[0.5], [0.95], [1], [0.95], [0.85]]) + np.linspace(0, 1, 4) * (0.15 + 0.65 * length)[:, :, None]
    joints = np.stack([place * np.sin(turn)[:, :, None], -place * np.cos(turn)[:, :, None]], 3).reshape(900, 20, 2)
    joints = np.concatenate([np.zeros((900, 1, 2)), joints], 1)
    wrist = np.array([320, 330]) + random.normal(0, 40, (900, 1, 2))
    x = wrist + random.uniform(70, 120, (900, 1, 1)) * joints + random.normal(0, 4, (900, 21, 2))
    return x.round().reshape(900, 42), which


def eyes(random):
    """Eyes open or shut (45 %), by 14 electrodes in microvolts, 4,000 to 4,600, not scaled: only dozens of them vary."""
    shut = random.uniform(0, 1, 950) < 0.45
    drift = random.normal(0, 12, (950, 1)) + random.normal(0, 9, (950, 3)) @ random.normal(0, 1, (3, 14))
    front = np.array([4, 3, -2, 1, 0, 0, -3, -3, 0, 0, 1, -2, 3, 4]) * (2 * shut[:, None] - 1)
    bent = 0.25 * np.abs(drift[:, :1]) * np.linspace(1, -1, 14) * (2 * shut[:, None] - 1)
    return random.uniform(4000, 4600, 14) + drift + front + bent + random.normal(0, 8, (950, 14)), shut


def spam(random):
    """Spam (40 %) or not, by per cents of 30 words, mostly 0, and mean, longest and total run of capitals (6,000)."""
    is_spam = random.uniform(0, 1, 1000) < 0.4
    kind = random.choice(3, 30, p=[0.35, 0.35, 0.3])
    often = np.where(kind == 0, np.where(is_spam[:, None], 0.7, 0.1), np.where(is_spam[:, None], 0.1, 0.5))
    often = np.where(kind == 2, 0.3, often) * random.uniform(0.4, 1.2, 30)
    letters = np.exp(random.normal(5, 0.9, 1000)) + 20
    x = 100 * random.poisson(often * letters[:, None] / 150) / letters[:, None]
    longest = np.exp(2.2 + 1.6 * is_spam + random.normal(0, 0.9, 1000))
    mean = 1 + 0.12 * longest * random.uniform(0.5, 1.5, 1000)
    total = longest * (1 + np.exp(random.normal(1.7, 0.7, 1000)))
    return np.column_stack([x.round(2), mean.round(3), longest.round(), total.round()]), is_spam


def names(random):
    """Which of four languages a name is from, by 4 to 8 letters, each as 26 columns of 0 and 1."""
    which = np.arange(920) % 4
    frequent = np.exp(random.normal(0, 0.9, (4, 2, 26)) + random.normal(0, 0.5, 26))
    after = frequent[:, np.arange(8) % 2] * np.exp(random.normal(0, 0.4, (4, 8, 26)))
    after = (after / after.sum(2, keepdims=True)).cumsum(2)
    letter = (random.uniform(0, 1, (920, 8, 1)) > after[which]).sum(2).clip(0, 25)
    there = np.arange(8)[None, :] < random.integers(4, 9, (920, 1))
    return (np.eye(26)[letter] * there[:, :, None]).reshape(920, 208), which


def abalone(random):
    """Rings of a shell, 10 with deviation 3, not scaled, by sex, three lengths and four weights (0 to 3.6)."""
    age = np.clip(np.exp(random.normal(2.25, 0.33, 1000)), 2, 29)
    size = 0.68 * (1 - np.exp(-age / 5)) * np.exp(random.normal(0, 0.1, 1000))
    length = size[:, None] * np.array([1, 0.79, 0.27]) * np.exp(random.normal(0, 0.04, (1000, 3)))
    whole = 5.2 * size**3 * np.exp(random.normal(0, 0.12, 1000))
    part = np.array([0.43, 0.22, 0.28]) * np.exp(random.normal(0, 0.12, (1000, 3)))
    part[:, 2] *= (age / 10) ** 0.25
    sex = np.where(random.uniform(0, 1, 1000) < np.clip(1.4 - age / 9, 0, 1), 2, random.integers(0, 2, 1000))
    return np.column_stack([np.eye(3)[sex], length, whole, whole[:, None] * part]), age.round()


def throws(random):
    """How far a ball flies in m, 0 to 98, by m/s (to 30), degrees (to 85), metres high, wind and grams, none scaled."""
    speed, degrees = random.uniform(5, 30, 1000), random.uniform(5, 85, 1000)
    height, wind, grams = random.uniform(0, 2, 1000), random.normal(0, 3, 1000), random.uniform(150, 700, 1000)
    forward, up = speed * np.cos(np.radians(degrees)), speed * np.sin(np.radians(degrees))
    time = (up + np.sqrt(up**2 + 2 * 9.81 * height)) / 9.81
    far = forward * time + wind * time * np.sqrt(150 / grams) + random.normal(0, 1, 1000)
    return np.column_stack([speed, degrees, height, wind, grams]), np.maximum(far, 0)


def peaks(random):
    """The height of a surface with three hills and three hollows, -6.5 to 8, over x and y in [-3, 3], with noise 0.2."""
    x, y = random.uniform(-3, 3, (2, 1200))
    z = 3 * (1 - x) ** 2 * np.exp(-(x**2) - (y + 1) ** 2) - 10 * (x / 5 - x**3 - y**5) * np.exp(-(x**2) - y**2)
    return np.stack([x, y], 1), z - np.exp(-((x + 1) ** 2) - y**2) / 3 + random.normal(0, 0.2, 1200)


CLASSES = {"forests": 5, "gestures": 5, "eyes": 2, "spam": 2, "names": 4}
TABLES = (forests, gestures, eyes, spam, names, abalone, throws, peaks)
