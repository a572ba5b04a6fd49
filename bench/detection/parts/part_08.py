"""Tables that the eighth part added."""

import math

import numpy as np


def tones(random):
    """Which of four instruments, by 48 samples of 16 bits, not scaled: six overtones, nearly one pitch, any height."""
    which = np.arange(900) % 4
    turn = np.arange(48)[None, :] / 16 * random.uniform(0.95, 1.05, (900, 1)) + random.uniform(-0.15, 0.15, (900, 1))
    wave = np.sin(2 * np.pi * turn[:, :, None] * np.arange(1, 7))
    overtones = random.uniform(0.1, 1, (4, 6)) * random.choice([-1, 1], (4, 6))
    x = np.einsum("nwh,nh->nw", wave, overtones[which]) + random.normal(0, 0.25, (900, 48))
    return np.clip(random.uniform(2000, 9000, (900, 1)) * x, -32768, 32767).round(), which


def ringnorm(random):
    """A wide cloud around the origin or a narrow one beside it, 20 dimensions (Breiman's ringnorm)."""
    which = np.arange(1000) % 2
    x = random.normal(0, 1, (1000, 20))
    return np.where(which[:, None] == 0, 2 * x, 2 / math.sqrt(20) + x), which


def led(random):
    """Which figure seven segments show, of which one in ten is wrong, and 17 that say nothing (Breiman's LED): 74 %."""
    shown = np.array([0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010,
                      0b1111111, 0b1111011])
    which = np.arange(1000) % 10
    right = (shown[which][:, None] >> np.arange(7)) & 1
    wrong = random.uniform(0, 1, (1000, 7)) < 0.1
    return np.column_stack([right ^ wrong, random.integers(0, 2, (1000, 17))]).astype(float), which


def waveform(random):
    """Which two of three triangles are mixed in 21 values of -3 to 8, noise 1 (Breiman's waveform): 86 %."""
    which = np.arange(900) % 3
    place = np.arange(1, 22)
    triangle = np.stack([np.maximum(6 - np.abs(place - middle), 0) for middle in (7, 11, 15)])
    share = random.uniform(0, 1, (900, 1))
    return share * triangle[which] + (1 - share) * triangle[(which + 1) % 3] + random.normal(0, 1, (900, 21)), which


def diabetes(random):
    """An illness after a year, 152 with deviation 77, half of it noise; 10 features of length 1, so deviation 0.05."""
    x = random.normal(0, 1, (442, 10))
    y = x @ np.array([0, -0.3, 0.8, 0.5, -0.4, 0.3, 0, 0.2, 0.8, 0.1]) + 0.4 * x[:, 2] * x[:, 3]
    y = 0.75 * (y - y.mean()) / y.std() + 0.66 * random.normal(0, 1, 442)
    return x / np.linalg.norm(x, axis=0), 152 + 77 * y


def multiplexer(random):
    """The one of four bits that two others name, and two that say nothing; bits are -1 or 1, with noise 0.1."""
    bits = (np.arange(1024)[:, None] >> np.arange(8)) & 1
    named = bits[np.arange(1024), 2 + bits[:, 0] + 2 * bits[:, 1]]
    return 2.0 * bits - 1 + random.normal(0, 0.1, (1024, 8)), named


def lorenz(random):
    """How fast the third quantity of the Lorenz system changes, by all three; with deviation 1, and noise 0.05."""
    x, y, z = random.normal(1, 0.1, 3)
    states = []
    for _ in range(10500):
        x, y, z = x + 0.1 * (y - x), y + 0.01 * (x * (28 - z) - y), z + 0.01 * (x * y - 8 / 3 * z)
        states.append((x, y, z))
    states = np.array(states)[500::10]
    speed = states[:, 0] * states[:, 1] - 8 / 3 * states[:, 2]
    speed = (speed - speed.mean()) / speed.std() + random.normal(0, 0.05, 1000)
    return (states - states.mean(0)) / states.std(0), speed


def survey(random):
    """Which of three types somebody is, by 20 answers from 1 to 5, as they were ticked."""
    which = np.arange(750) % 3
    return np.clip(random.normal(3, 0.8, (3, 20))[which] + random.normal(0, 1.3, (750, 20)), 1, 5).round(), which


def satellite(random):
    """Which of six soils, by 9 pixels in four bands of grey values, 30 to 160, not scaled: much is common to all."""
    which = np.arange(960) % 6
    light, band = random.normal(0, 8, (960, 1, 1)), random.normal(0, 5, (960, 4, 1))
    x = random.uniform(60, 120, (6, 4, 1))[which] + light + band + random.normal(0, 7, (960, 4, 9))
    return np.clip(x, 0, 255).round().reshape(960, 36), which


CLASSES = {"tones": 4, "ringnorm": 2, "led": 10, "waveform": 3, "multiplexer": 2, "survey": 3, "satellite": 6}
TABLES = (tones, ringnorm, led, waveform, diabetes, multiplexer, lorenz, survey, satellite)
