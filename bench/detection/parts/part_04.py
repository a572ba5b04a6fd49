"""Tables that the fourth part added."""

import math

import numpy as np


def clusters(random):
    """Five clouds of deviation 1 around points of deviation 0.7, in 16 dimensions: they overlap a little."""
    which = np.arange(1000) % 5
    return random.normal(0, 0.7, (5, 16))[which] + random.normal(0, 1, (1000, 16)), which


def checkers(random):
    """The colour of a point's field on a board of 3 by 3; coordinates with deviation 1."""
    place = random.uniform(0, 3, (1000, 2))
    return (place - 1.5) * 2 / math.sqrt(3), place.astype(int).sum(1) % 2


def words(random):
    """Which of 60 words are in a text, five or so: each of four topics has 15 that are frequent in it."""
    topic = np.arange(800) % 4
    frequent = np.arange(60)[None, :] // 15 == topic[:, None]
    return (random.uniform(0, 1, (800, 60)) < np.where(frequent, 0.25, 0.03)).astype(float), topic


def wifi(random):
    """In which of four rooms a phone is, by the strength of 7 stations in dBm, not scaled: -40 to -80, noise 5."""
    room = np.arange(800) % 4
    return random.uniform(-80, -40, (4, 7))[room] + random.normal(0, 5, (800, 7)), room


def heart(random):
    """Ill or not, by age, blood pressure, cholesterol and pulse as they are measured, not scaled; some by chance."""
    z = random.normal(0, 1, (900, 4))
    risk = z @ np.array([0.8, 0.4, 0.6, -0.9]) + random.normal(0, 0.4, 900)
    return np.array([54, 131, 246, 150]) + z * np.array([9, 17, 50, 23]), risk > 0


def weather(random):
    """A value with deviation 1, by kelvin, hectopascal, per cent of humidity and m/s of wind, none scaled."""
    z = random.normal(0, 1, (900, 4))
    y = np.tanh(z[:, 0]) + 0.5 * z[:, 0] * z[:, 2] - 0.4 * z[:, 1] + random.normal(0, 0.1, 900)
    return np.array([288, 1013, 65, 4]) + z * np.array([9, 9, 17, 2]), (y - y.mean()) / y.std()


def series(random):
    """The next value of two sines with noise 0.15 after 24 of them; every row starts at phases of its own."""
    phase = random.uniform(0, 2 * np.pi, (900, 2))
    way = 2 * np.pi * np.arange(25)[None, :]
    s = np.sin(way / 17 + phase[:, :1]) + 0.6 * np.sin(way / 7.3 + phase[:, 1:]) + random.normal(0, 0.15, (900, 25))
    s /= s.std()
    return s[:, :24], s[:, 24]


def rain(random):
    """A value that is 0 in more than half of the rows and positive elsewhere, by 5 features."""
    x = random.normal(0, 1, (1000, 5))
    y = 1.5 * x[:, 0] + np.sin(2 * x[:, 1]) + 0.5 * x[:, 2] * x[:, 3] - 0.5
    return x, np.maximum(y + random.normal(0, 0.2, 1000), 0)


def housing(random):
    """Prices in thousands, not scaled: mean 200, deviation 60; 6 scaled features."""
    x = random.normal(0, 1, (700, 6))
    y = x @ np.array([0.8, 0.5, -0.4, 0.3, 0, 0]) + 0.4 * x[:, 0] * x[:, 4] + random.normal(0, 0.2, 700)
    return x, 200 + 60 * (y - y.mean()) / y.std()


def flowers(random):
    """150 flowers of three kinds, by four lengths in cm, not scaled: 0.2 to 7."""
    kind = np.arange(150) % 3
    mean = np.array([[5, 3.4, 1.5, 0.25], [5.9, 2.8, 4.3, 1.3], [6.6, 3, 5.6, 2]])
    return mean[kind] + random.normal(0, 1, (150, 4)) * np.array([0.4, 0.33, 0.4, 0.15]), kind


def rare(random):
    """Two classes of which one has 8 % of the points."""
    x = random.normal(0, 1, (1000, 4))
    return x, x[:, 0] + x[:, 1] + random.normal(0, 0.3, 1000) > 2


def flipped(random):
    """Above or below a parabola, with every fourth label wrong: nobody is right more often than 75 %."""
    x = random.normal(0, 1, (1000, 2))
    return x, (x[:, 1] > 0.6 * x[:, 0] ** 2 - 0.5) ^ (random.uniform(0, 1, 1000) < 0.25)


def creep(random):
    """Small lengths: a value of deviation 0.05 by 4 features."""
    x = random.normal(0, 1, (800, 4))
    y = np.tanh(2 * x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + random.normal(0, 0.1, 800)
    return x, 0.05 * (y - y.mean()) / y.std()


CLASSES = {"clusters": 5, "checkers": 2, "words": 4, "wifi": 4, "heart": 2, "flowers": 3, "rare": 2, "flipped": 2}
TABLES = (clusters, checkers, words, wifi, heart, weather, series, rain, housing, flowers, rare, flipped, creep)
