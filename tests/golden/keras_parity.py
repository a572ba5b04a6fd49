#!/usr/bin/env python3
"""Writes keras_parity.json: what Keras computes for two of the reference networks, in float64.

One forward and backward pass in training mode, then a forward pass in evaluation mode with the running
statistics that the first one left. Weights and inputs are formula.py's, so that the file holds none. A
gradient is stored as its L2 norm and its product with another tensor of the formula, which a permuted or
negated gradient does not survive. Kernels are laid out as Keras has them: {height, width, in, out}, {in, out}.

Needs keras and tensorflow; made with Keras 3.15.1 and TensorFlow 2.21.0.
"""

import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from formula import fill

BATCH = 4
PLUMB_NAMES = {"kernel": "weight", "gamma": "weight", "beta": "bias", "bias": "bias"}


def sigmoid_mlp():
    hidden = [layers.Dense(256, activation="sigmoid", name=f"dense_{i:02}") for i in range(1, 12)]
    return keras.Sequential([keras.Input((784,)), *hidden, layers.Dense(10, name="output")])


def conv(x, channels, size, name, strides=1):
    return layers.Conv2D(channels, size, strides=strides, padding="same", name=name)(x)


def norm(x, name):
    return layers.BatchNormalization(name=name)(x)


def block(x, channels, strides, name):
    y = layers.ReLU()(conv(x, channels, 3, f"{name}.conv_1", strides))
    y = conv(norm(y, f"{name}.norm_1"), channels, 3, f"{name}.conv_2")
    y = norm(y, f"{name}.norm_2")
    shortcut = conv(x, channels, 1, f"{name}.shortcut", strides) if strides != 1 else x
    return layers.ReLU()(layers.Add()([y, shortcut]))


def resnet_cnn():
    image = keras.Input((28, 28, 1))
    x = layers.ReLU()(conv(image, 64, 7, "stem.conv", strides=2))
    x = layers.MaxPooling2D(3, strides=2, padding="same")(norm(x, "stem.norm"))
    plan = [(64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1)]
    for i, (channels, strides) in enumerate(plan, start=1):
        x = block(x, channels, strides, f"block_{i}")
    return keras.Model(image, layers.Dense(10, name="output")(layers.Flatten()(x)))


def weight_spec(variable, seed):
    """Uniform with He's variance for kernels; near 1 for γ, near 0 for β and biases."""
    shape = list(variable.shape)
    if len(shape) > 1:
        return {"shape": shape, "seed": seed, "scale": float(np.sqrt(6 / np.prod(shape[:-1]))), "offset": 0.0}
    return {"shape": shape, "seed": seed, "scale": 0.1, "offset": 1.0 if variable.name == "gamma" else 0.0}


def named_variables(model):
    for layer in model.layers:
        for variable in layer.trainable_variables:
            yield f"{layer.name}.{PLUMB_NAMES[variable.name]}", variable


def statistics(model):
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            yield {
                "name": layer.name,
                "mean": float(np.linalg.norm(layer.moving_mean)),
                "variance": float(np.linalg.norm(layer.moving_variance)),
            }


def record(name, model):
    parameters = []
    for seed, (parameter, variable) in enumerate(named_variables(model), start=1):
        parameters.append({"name": parameter, **weight_spec(variable, seed)})
        variable.assign(fill(parameters[-1]).astype(np.float64))
    inputs = {"shape": [BATCH, *model.input_shape[1:]], "seed": 1000, "scale": 0.5, "offset": 0.5}
    x = fill(inputs).astype(np.float64)
    labels = [i * 3 % 10 for i in range(BATCH)]
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(np.array(labels), logits)
    gradients = tape.gradient(loss, [v.value for _, v in named_variables(model)])
    for parameter, gradient in zip(parameters, gradients):
        probe = fill({**parameter, "seed": 2000, "scale": 1.0, "offset": 0.0}).astype(np.float64)
        parameter["gradient_norm"] = float(np.linalg.norm(gradient))
        parameter["gradient_product"] = float(np.sum(gradient * probe))
    return {
        "name": name,
        "count": model.count_params(),
        "inputs": inputs,
        "labels": labels,
        "loss": float(loss),
        "logits": np.array(logits).ravel().tolist(),
        "evaluation_logits": np.array(model(x, training=False)).ravel().tolist(),
        "parameters": parameters,
        "statistics": list(statistics(model)),
    }


def main():
    keras.config.set_floatx("float64")
    networks = [record("sigmoid-mlp", sigmoid_mlp()), record("resnet-cnn", resnet_cnn())]
    document = {"keras": keras.__version__, "tensorflow": tf.__version__, "networks": networks}
    Path(__file__).with_name("keras_parity.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
