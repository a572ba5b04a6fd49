"""Tables that the ninth part added."""

import numpy as np


def noughts(random):
    """Whether crosses have won, by nine fields of -1, 0 and 1 of a finished game: 300 games of each kind, some twice."""
    lines = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]

    def has_line(board, player):
        return any(all(board[field] == player for field in line) for line in lines)

    games = {False: [], True: []}
    while min(map(len, games.values())) < 300:
        board = np.zeros(9)
        for turn, field in enumerate(random.permutation(9)):
            board[field] = 1 if turn % 2 == 0 else -1
            if has_line(board, board[field]):
                break
        games[has_line(board, 1)].append(board)
    x = np.stack([game for pair in zip(games[False][:300], games[True][:300], strict=True) for game in pair])
    return x, np.arange(600) % 2


def vowels(random):
    """Which of 11 vowels, by 10 measures of its sound with deviation 1, as 15 voices say it, each in its own way."""
    which, voice = np.arange(990) % 11, np.arange(990) // 11 % 15
    x = random.normal(0, 0.8, (11, 10))[which] + random.normal(0, 0.35, (15, 10))[voice]
    return x + random.normal(0, 0.4, (990, 10)), which


def reviews(random):
    """Which of six goods a review is of: 200 words, weighted by their rarity, every row of length 1 (tf-idf)."""
    which = np.arange(900) % 6
    rarity = random.uniform(1, 5, 200)
    frequent = random.uniform(0, 1, (6, 200)) < 0.12
    count = random.poisson(np.where(frequent, 0.35, 0.12)[which])
    x = count * rarity
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9), which


def districts(random):
    """Which of four parts of a city, by latitude (37.7) and longitude (-122.4), not scaled: 0.1 degrees decide."""
    x = random.normal(0, 1, (800, 2))
    part = (x[:, 0] > 0.4 * x[:, 1]) + 2 * (x[:, 1] > 0.5 * np.sin(2 * x[:, 0]))
    return np.array([37.7, -122.4]) + 0.1 * x, part


def blocks(random):
    """The price of a house in 100,000, 2 with deviation 1, by place, age, rooms, people (1,400), income, none scaled."""
    z = random.normal(0, 1, (1000, 6))
    people = np.exp(7 + 0.7 * z[:, 4])
    x = np.column_stack([35.6 + 2.1 * z[:, 0], -119.6 + 2 * z[:, 1], 28 + 12 * z[:, 2], 5.4 + z[:, 3], people])
    y = 0.8 * z[:, 5] - 0.4 * z[:, 0] - 0.4 * z[:, 1] + 0.3 * z[:, 0] * z[:, 1] + 0.2 * z[:, 2]
    y += 0.5 * random.normal(0, 1, 1000)
    return np.column_stack([x, 3.9 + 1.8 * z[:, 5]]), np.clip(2 + y, 0.15, 5)


def typists(random):
    """Which of five people types, by 14 times between keys in milliseconds, not scaled: 80 to 400, with a tail."""
    which = np.arange(800) % 5
    usual = random.uniform(90, 260, 14) * np.exp(random.normal(0, 0.3, (5, 14)))
    pace = np.exp(random.normal(0, 0.12, (800, 1)))
    return (usual[which] * pace * np.exp(random.normal(0, 0.25, (800, 14)))).round(), which


def roll(random):
    """How far along a rolled sheet a point lies (4.7 to 14.1), by its three coordinates (-13 to 21), none scaled."""
    way = 1.5 * np.pi * (1 + 2 * random.uniform(0, 1, 900))
    x = np.stack([way * np.cos(way), 21 * random.uniform(0, 1, 900), way * np.sin(way)], 1)
    return x + random.normal(0, 0.3, (900, 3)), way


def returns(random):
    """Tomorrow's return in per cent, by 8 signals with deviation 1, of which one part in seven can be known; a tail."""
    x = random.normal(0, 1, (1500, 8))
    y = x @ np.array([0.5, -0.4, 0.3, 0, 0, 0, 0, 0]) + 0.4 * np.tanh(2 * x[:, 3])
    return x, 0.4 * (y - y.mean()) / y.std() + 0.75 * random.standard_t(5, 1500)


CLASSES = {"noughts": 2, "vowels": 11, "reviews": 6, "districts": 4, "typists": 5}
TABLES = (noughts, vowels, reviews, districts, blocks, typists, roll, returns)
