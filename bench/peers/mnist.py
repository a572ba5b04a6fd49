"""The MNIST training images, for every peer alike: float32 in [0, 1]."""

import gzip
import os
from pathlib import Path

import numpy as np


def load():
    """Returns images {60000, 28, 28} and labels {60000} (int64)."""
    folder = Path(os.environ.get("PLUMB_DATA_DIR", "data")) / "mnist"
    images = _idx(folder, "train-images-idx3-ubyte", 16).reshape(-1, 28, 28)
    labels = _idx(folder, "train-labels-idx1-ubyte", 8)
    return images.astype(np.float32) / 255, labels.astype(np.int64)


def _idx(folder, name, header):
    plain = folder / name
    packed = folder / f"{name}.gz"
    if plain.exists():
        return np.frombuffer(plain.read_bytes(), np.uint8, offset=header)
    if packed.exists():
        return np.frombuffer(gzip.decompress(packed.read_bytes()), np.uint8, offset=header)
    raise SystemExit(f"no {name} in {folder}: set PLUMB_DATA_DIR to the folder that has mnist/ in it")
