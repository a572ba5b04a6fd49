#!/usr/bin/env python3
"""A training step of a preset in PyTorch.

    default   what a user writes first: DataLoader, Adam, no option set
    fused     the best of eager mode: the set in one tensor, batches gathered by index, fused Adam,
              channels-last for the convolutions, subnormals flushed
    compiled  the same through torch.compile
"""

import torch
import torch.nn.functional as F

import measure
import mnist
import pytorch_networks


def batches_from_loader(images, labels):
    dataset = torch.utils.data.TensorDataset(images, labels)
    loader = torch.utils.data.DataLoader(dataset, batch_size=measure.BATCH_SIZE, shuffle=True)
    while True:
        yield from loader


def batches_by_index(images, labels):
    while True:
        for index in torch.randperm(len(images)).split(measure.BATCH_SIZE):
            yield images[index], labels[index]


def clip_each_tensor(parameters):
    """Keras's clipnorm=1.0."""
    for p in parameters:
        torch.nn.utils.clip_grad_norm_(p, 1.0)


class Trainer:
    def __init__(self, preset, variant):
        images, labels = (torch.from_numpy(a) for a in mnist.load())
        images = images.unsqueeze(1)
        tuned = variant != "default"
        self.network = pytorch_networks.build(preset)
        if tuned and preset == "resnet-cnn":
            self.network = self.network.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.Adam(self.network.parameters(), fused=True if tuned else None)
        self.clip = preset == "deep-linear-clipped"
        self.batches = (batches_by_index if tuned else batches_from_loader)(images, labels)
        self.forward = torch.compile(self.network) if variant == "compiled" else self.network

    def run(self, steps):
        self.network.train()
        running_loss = 0.0
        for _ in range(steps):
            x, y = next(self.batches)
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.forward(x), y)
            loss.backward()
            if self.clip:
                clip_each_tensor(self.network.parameters())
            self.optimizer.step()
            running_loss += loss.item()
        return running_loss / steps


def main():
    args = measure.arguments(["default", "fused", "compiled"])
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    if args.variant != "default":
        torch.set_flush_denormal(True)
    trainer = Trainer(args.preset, args.variant)
    measure.report(f"pytorch {args.variant}", f"PyTorch {torch.__version__}", args, trainer.run)


if __name__ == "__main__":
    main()
