#!/usr/bin/env python3
"""Checks golden.json's Keras values against Keras itself: `keras-adam`, and the clip kinds.

Needs keras and tensorflow. Exits 1 where a number is further off than float32 explains.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

from formula import fill

CLIP_ARGUMENT = {"norm": "global_clipnorm", "tensor": "clipnorm", "value": "clipvalue"}
TOLERANCE = 1e-5
# Keras's 1 - beta ** t in float32 leaves 3e-5 of relative error in the first steps' learning rate.
LOSS_TOLERANCE = 3e-5
MOVED_TOLERANCE = 1e-4


def activation(network):
    return {"sigmoid_mlp": "sigmoid", "deep_linear": "linear"}[network["name"]]


def build(network):
    """The network in Keras, and its variables in the order of the golden parameters."""
    arrays = [fill(p) for p in network["parameters"]]
    layers = [keras.Input((network["inputs"]["shape"][1],))]
    for k, bias in enumerate(arrays[1::2]):
        last = 2 * k + 2 == len(arrays)
        layers.append(keras.layers.Dense(len(bias), activation=None if last else activation(network)))
    model = keras.Sequential(layers)
    # Keras stores a kernel as {in, out}.
    model.set_weights([a.T if a.ndim == 2 else a for a in arrays])
    return model


def gradients(model, network):
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        loss = loss_of(np.array(network["labels"]), model(fill(network["inputs"])))
    variables = [v.value for v in model.trainable_variables]
    return float(loss), tape.gradient(loss, variables)


class Comparison:
    worst = 0.0

    def __call__(self, what, expected, actual, tolerance):
        error = max(abs(e - a) / abs(e) for e, a in zip(expected, actual))
        verdict = "ok" if error <= tolerance else "DIFFERS"
        Comparison.worst = max(Comparison.worst, error / tolerance)
        print(f"{what:45} {error:.1e} (allowed {tolerance:.0e}) {verdict}")


def norms(tensors):
    return [float(np.linalg.norm(np.asarray(t, dtype=np.float64))) for t in tensors]


def check_adam(network, golden, compare):
    model = build(network)
    start = [v.numpy() for v in model.trainable_variables]
    options = golden["options"]
    optimizer = keras.optimizers.Adam(learning_rate=options["lr"], weight_decay=options.get("weight_decay"))
    losses = []
    for _ in range(len(golden["losses"]) - 1):
        loss, grads = gradients(model, network)
        losses.append(loss)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
    losses.append(gradients(model, network)[0])
    end = [v.numpy() for v in model.trainable_variables]
    label = f"{network['name']} keras-adam {golden['options']}"
    compare(f"{label} losses", golden["losses"], losses, LOSS_TOLERANCE)
    compare(f"{label} norms", golden["norms"], norms(end), TOLERANCE)
    compare(f"{label} moved", golden["moved"], norms([e - s for e, s in zip(end, start)]), MOVED_TOLERANCE)


def check_clip(network, golden, compare):
    _, grads = gradients(build(network), network)
    # SGD with a learning rate of 1 subtracts exactly the clipped gradient.
    start = [np.zeros(g.shape, np.float32) for g in grads]
    variables = [keras.Variable(s) for s in start]
    argument = {CLIP_ARGUMENT[golden["kind"]]: golden["threshold"]}
    keras.optimizers.SGD(learning_rate=1.0, **argument).apply_gradients(zip(grads, variables))
    compare(f"{network['name']} {argument}", golden["norms"], norms(variables), TOLERANCE)


def main():
    document = json.loads(Path(__file__).with_name("golden.json").read_text())
    compare = Comparison()
    print(f"keras {keras.__version__}, tensorflow {tf.__version__}")
    for network in document["networks"]:
        if len(network["inputs"]["shape"]) != 2:
            continue  # the dense networks are enough to check an optimizer
        for golden in network["optimizers"]:
            if golden["name"] == "keras-adam":
                check_adam(network, golden, compare)
        for golden in network["clips"]:
            # Below clip_grad_norm_'s epsilon of 1e-6 the two definitions part.
            if golden["kind"] != "norm" or golden["threshold"] > 1e-3:
                check_clip(network, golden, compare)
    return Comparison.worst > 1


if __name__ == "__main__":
    sys.exit(main())
