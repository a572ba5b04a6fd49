"""Tables that the tenth part added."""

import numpy as np


def penguins(random):
    """Which of three penguins, by bill, its depth and flipper in mm (44, 17, 200), mass in kg, and sex, none scaled."""
    which, sex = np.arange(390) % 3, random.integers(0, 2, 390)
    mean = np.array([[38.8, 18.3, 190, 3.7], [48.8, 18.4, 196, 3.75], [47.5, 15, 217, 5.1]])
    larger = np.array([3.3, 1.2, 6, 0.6]) * (sex[:, None] - 0.5)
    x = mean[which] + larger + random.normal(0, 1, (390, 4)) * np.array([2.4, 0.9, 5.5, 0.32])
    return np.column_stack([x.round(1), sex]), which


def titanic(random):
    """Who is saved from a ship, by class, sex, age, relatives and fare (to 500), none scaled; much is chance: 80 %."""
    rank, woman = random.choice([1, 2, 3], 890, p=[0.24, 0.21, 0.55]), random.integers(0, 20, 890) < 7
    age = np.clip(random.normal(34 - 3 * rank, 13, 890), 0.5, 80).round(1)
    relatives = np.where(random.uniform(0, 1, 890) < 0.6, 0, np.minimum(random.geometric(0.45, 890), 8))
    fare = np.exp(np.array([4.2, 2.9, 2.3])[rank - 1] + random.normal(0, 0.6, 890)) * (1 + 0.4 * relatives)
    chance = 3 * woman - 0.9 * (rank - 2) - 1.6 + 2.5 * (age < 12) - 0.02 * (age - 30) - 0.7 * (relatives > 3)
    chance -= 1.2 * (woman & (rank == 3))
    saved = random.uniform(0, 1, 890) < 1 / (1 + np.exp(-1.4 * chance))
    return np.column_stack([rank, woman, age, relatives, fare.round(2)]), saved


def strides(random):
    """Which of five things somebody does, by 16 readings of three accelerations in m/s², not scaled: -12 to 19."""
    which, time = np.arange(900) % 5, np.arange(16) / 16
    fast, strong = np.array([0, 0, 1.5, 2.2, 3])[which], np.array([0, 0, 2.5, 3.5, 6])[which]
    tilt = np.where(which == 0, 1.1, 0.25) + random.normal(0, 0.25, 900)
    still = 9.8 * np.stack([np.sin(tilt), np.cos(tilt), random.normal(0, 0.15, 900)], 1)
    phase, own = random.uniform(0, 2 * np.pi, (900, 1)), np.exp(random.normal(0, 0.15, (900, 2)))
    angle = 2 * np.pi * (fast * own[:, 0])[:, None] * time + phase
    swing = (strong * own[:, 1])[:, None] * np.stack([0.5 * np.sin(angle), np.sin(2 * angle), np.cos(angle)])
    x = still[:, :, None] + swing.transpose(1, 0, 2) + random.normal(0, 1.2, (900, 3, 16))
    return x.reshape(900, 48), which


def airfoil(random):
    """A wing's noise in dB, 122 with deviation 6, by hertz (200 to 20,000), angle, chord, m/s and mm, none scaled."""
    z = random.uniform(0, 1, (1000, 5))
    hertz, angle, chord = 200 * 100 ** z[:, 0], 22 * z[:, 1], 0.03 + 0.27 * z[:, 2]
    speed, thick = 31 + 40 * z[:, 3], 60 * z[:, 4] ** 2
    peak = np.log10(1500 * speed / 50 / (1 + 0.1 * angle))
    loud = 128 - 9 * (np.log10(hertz) - peak) ** 2 - 12 * (chord - 0.15) + 0.08 * (speed - 50) - 0.06 * thick
    return np.column_stack([hertz, angle, chord, speed, thick]), loud + random.normal(0, 2, 1000)


def cells(random):
    """In which of seven places of a cell a protein is (34 % to 4 of the rows), by 8 measures around 0.5, overlapping."""
    which = random.choice(7, 950, p=[0.31, 0.28, 0.16, 0.1, 0.06, 0.05, 0.04])
    x = random.normal(0, 1.1, (7, 8))[which] + random.normal(0, 1, (950, 8)) * random.uniform(0.7, 1.3, (7, 8))[which]
    return np.clip(0.5 + 0.12 * x, 0, 1).round(2), which


def picture(random):
    """A picture's grey value, 0 to 1, by a pixel's column and row, 0 to 63, not scaled: a sky, a sun and hills."""
    x, y = random.integers(0, 64, (2, 1400)).astype(float)
    grey = 0.75 - 0.004 * y + 0.3 / (1 + np.exp(np.hypot(x - 44, y - 18) - 9))
    ridge = 38 + 7 * np.sin(x / 8) + 3 * np.sin(x / 3)
    grey = np.where(y > ridge, 0.25 + 0.15 * np.sin(x / 5 + y / 7), grey)
    return np.stack([x, y], 1), np.clip(grey + random.normal(0, 0.03, 1400), 0, 1)


def ratings(random):
    """How many stars of five, 3.7 with deviation 1, one of 30 people gives one of 40 films: 70 columns of 0 and 1."""
    who, film = random.integers(0, 30, 1600), random.integers(0, 40, 1600)
    taste, kind = random.normal(0, 0.55, (30, 2)), random.normal(0, 1, (40, 2))
    stars = 3.5 + random.normal(0, 0.45, 30)[who] + random.normal(0, 0.6, 40)[film] + (taste[who] * kind[film]).sum(1)
    x = np.concatenate([np.eye(30)[who], np.eye(40)[film]], 1)
    return x, np.clip(stars + random.normal(0, 0.4, 1600), 1, 5).round()


def echoes(random):
    """Rock or mine, by an echo's strength in 60 bands, 0 to 1: 220 rows, neighbouring bands are alike."""
    which = np.arange(220) % 2
    band = np.linspace(0, 1, 60)
    place = random.normal(0.42, 0.1, (220, 1)) + 0.08 * which[:, None]
    second = random.normal(0.75, 0.1, (220, 1))
    x = np.exp(-((band - place) ** 2) / 0.04) + (0.35 + 0.25 * which[:, None]) * np.exp(-((band - second) ** 2) / 0.01)
    drift = np.cumsum(random.normal(0, 0.05, (220, 60)), 1)
    x = 0.7 * x + drift - drift.mean(1, keepdims=True) + random.normal(0, 0.05, (220, 60))
    return np.clip(x, 0, 1), which


CLASSES = {"penguins": 3, "titanic": 2, "strides": 5, "cells": 7, "echoes": 2}
TABLES = (penguins, titanic, strides, airfoil, cells, picture, ratings, echoes)
