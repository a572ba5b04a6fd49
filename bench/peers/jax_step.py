#!/usr/bin/env python3
"""A training step of a dense preset in JAX: jit over a scan of steps, buffers donated, the set in one array and
batches gathered by index inside the program. The convolutional preset is not written for it."""

import functools
import os

import measure

ARGS = measure.arguments(["jit"])
# Read when JAX is imported. NPROC is the size of XLA's thread pool.
os.environ["NPROC"] = str(ARGS.threads)
os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={'true' if ARGS.threads > 1 else 'false'}"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np

import mnist

STEPS_PER_CALL = 30  # of one compiled scan
RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def initial_parameters(depth):
    """Glorot-uniform weights, zero biases."""
    keys = jax.random.split(jax.random.PRNGKey(0), depth + 1)
    sizes = [784] + [256] * depth + [10]
    layers = []
    for key, inputs, outputs in zip(keys, sizes[:-1], sizes[1:]):
        bound = (6 / (inputs + outputs)) ** 0.5
        layers.append((jax.random.uniform(key, (inputs, outputs), minval=-bound, maxval=bound), jnp.zeros(outputs)))
    return layers


def loss_of(parameters, x, y, activation):
    for weight, bias in parameters[:-1]:
        x = activation(x @ weight + bias)
    weight, bias = parameters[-1]
    scores = jax.nn.log_softmax(x @ weight + bias)
    return -jnp.take_along_axis(scores, y[:, None], axis=1).mean()


def clip_each_tensor(gradients):
    """Keras's clipnorm=1.0."""
    return jax.tree.map(lambda g: g * jnp.minimum(1, 1 / jnp.maximum(jnp.linalg.norm(g), 1e-12)), gradients)


def train_step(state, index, images, labels, activation, clip):
    parameters, first, second, step = state
    loss, gradients = jax.value_and_grad(loss_of)(parameters, images[index], labels[index], activation)
    if clip:
        gradients = clip_each_tensor(gradients)
    step = step + 1
    first = jax.tree.map(lambda m, g: BETA_1 * m + (1 - BETA_1) * g, first, gradients)
    second = jax.tree.map(lambda v, g: BETA_2 * v + (1 - BETA_2) * g * g, second, gradients)
    rate = RATE * jnp.sqrt(1 - BETA_2**step) / (1 - BETA_1**step)
    parameters = jax.tree.map(
        lambda p, m, v: p - rate * m / (jnp.sqrt(v) + EPSILON), parameters, first, second)
    return (parameters, first, second, step), loss


class Trainer:
    def __init__(self, preset):
        images, labels = mnist.load()
        self.images, self.labels = jnp.asarray(images.reshape(len(images), -1)), jnp.asarray(labels)
        depth, activation = (11, jax.nn.sigmoid) if preset == "sigmoid-mlp" else (21, lambda x: x)
        step = functools.partial(train_step, activation=activation, clip=preset == "deep-linear-clipped")

        def many(state, indices, images, labels):
            return jax.lax.scan(lambda s, index: step(s, index, images, labels), state, indices)

        self.many = jax.jit(many, donate_argnums=0)
        parameters = initial_parameters(depth)
        zeros = jax.tree.map(jnp.zeros_like, parameters)
        self.state = (parameters, zeros, jax.tree.map(jnp.zeros_like, parameters), 0.0)
        self.random = np.random.default_rng(0)

    def run(self, steps):
        for _ in range(steps // STEPS_PER_CALL):
            indices = self.random.integers(len(self.labels), size=(STEPS_PER_CALL, measure.BATCH_SIZE))
            self.state, losses = self.many(self.state, indices, self.images, self.labels)
            losses.block_until_ready()


def main():
    args = ARGS
    if args.preset == "resnet-cnn":
        raise SystemExit("the JAX peer has the dense presets only")
    if args.steps % STEPS_PER_CALL or args.warm_up % STEPS_PER_CALL:
        raise SystemExit(f"--steps and --warm-up must be multiples of {STEPS_PER_CALL}")
    trainer = Trainer(args.preset)
    measure.report("jax jit", f"JAX {jax.__version__}", args, trainer.run)


if __name__ == "__main__":
    main()
