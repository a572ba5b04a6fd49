"""Deterministic numbers that Python and C++ compute alike, without sharing a random generator.

Entry i of a tensor is offset + scale * u(seed * 2**32 + i), in double, then rounded to float32, where
u is SplitMix64 mapped to [-1, 1). golden_file.hpp has the same in C++.
"""

import numpy as np


def split_mix_64(x):
    """Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"."""
    with np.errstate(over="ignore"):
        z = x + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def fill(spec):
    """The float32 array that {"shape", "seed", "scale", "offset"} describes."""
    count = int(np.prod(spec["shape"]))
    index = np.arange(count, dtype=np.uint64) + np.uint64(spec["seed"] << 32)
    unit = (split_mix_64(index) >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0
    return (spec["offset"] + spec["scale"] * unit).astype(np.float32).reshape(spec["shape"])
