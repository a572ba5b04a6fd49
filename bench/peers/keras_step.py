#!/usr/bin/env python3
"""A training step of a preset in Keras: `fit` on the TensorFlow backend, as the reference was measured."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import tensorflow as tf
from keras import layers

import measure
import mnist


def mlp(depth, activation):
    hidden = [layers.Dense(256, activation=activation) for _ in range(depth)]
    return keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), *hidden, layers.Dense(10, activation="softmax")])


def conv(x, filters, kernel, strides=1):
    return layers.Conv2D(
        filters, kernel, strides=strides, padding="same", kernel_initializer="he_normal")(x)


def block(x, filters, strides):
    y = layers.BatchNormalization()(layers.ReLU()(conv(x, filters, 3, strides)))
    y = layers.BatchNormalization()(conv(y, filters, 3))
    shortcut = conv(x, filters, 1, strides) if strides != 1 else x
    return layers.ReLU()(layers.add([y, shortcut]))


def residual_cnn():
    inputs = keras.Input((28, 28, 1))
    x = layers.BatchNormalization()(layers.ReLU()(conv(inputs, 64, 7, 2)))
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for filters, strides in [(64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1)]:
        x = block(x, filters, strides)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(layers.Flatten()(x)))


def build(preset):
    if preset == "resnet-cnn":
        return residual_cnn()
    return mlp(11, "sigmoid") if preset == "sigmoid-mlp" else mlp(21, "linear")


def main():
    args = measure.arguments(["default"])
    tf.config.threading.set_intra_op_parallelism_threads(args.threads)
    tf.config.threading.set_inter_op_parallelism_threads(args.threads)
    keras.utils.set_random_seed(0)
    images, labels = mnist.load()
    images = images[..., None]
    clip = {"clipnorm": 1.0} if args.preset == "deep-linear-clipped" else {}
    model = build(args.preset)
    model.compile(
        optimizer=keras.optimizers.Adam(**clip),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"])

    def run(steps):
        count = steps * measure.BATCH_SIZE
        model.fit(images[:count], labels[:count], batch_size=measure.BATCH_SIZE, verbose=0)

    measure.report("keras", f"Keras {keras.__version__} / TensorFlow {tf.__version__}", args, run)


if __name__ == "__main__":
    main()
