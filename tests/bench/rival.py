#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rival of ./dev bench engine: the same training, as a good user of PyTorch would write it.

Plain torch in float32, tensors in memory, no DataLoader: rows are permuted once per epoch and
batches are slices. Two models:

  stock   as in the public tutorials on mixture density networks: batch normalisation of the inputs,
          three linear heads, and a penalty on the 2-norm of each head's parameters
  tuned   what can be left out is left out: no normalisation, no penalty, one linear layer for the
          three heads; denormals are flushed, and engine.py lets malloc keep its memory

Both run eagerly and scripted (torch.jit.script), epoch about. No gradient is clipped, which spares
the rival work that the other side does. Prints one line of JSON, times in milliseconds an epoch.
"""
import argparse
import json
import math
import statistics
import time

import torch
from torch import nn

WARM_UP_STEPS = 8


def trunk_of(features, hidden):
    layers = []
    for inputs, outputs in zip([features] + hidden, hidden):
        linear = nn.Linear(inputs, outputs)
        nn.init.kaiming_normal_(linear.weight)
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers)


def negative_log_likelihood(logits, sigma, mu, y):
    log_density = (-torch.log(sigma) - 0.5 * math.log(2 * math.pi)
                   - 0.5 * torch.square((y - mu) / sigma))
    return -torch.logsumexp(torch.log_softmax(logits, dim=1) + log_density, dim=1).mean()


class Stock(nn.Module):
    """forward() is the loss of a batch, so that a script holds all of it."""

    def __init__(self, features, hidden, components):
        super().__init__()
        self.normalise = nn.BatchNorm1d(features)
        self.trunk = trunk_of(features, hidden)
        self.pi = nn.Linear(hidden[-1], components)
        self.sigma = nn.Linear(hidden[-1], components, bias=False)
        self.mu = nn.Linear(hidden[-1], components)

    def penalty(self):
        pi = torch.cat([self.pi.weight.view(-1), self.pi.bias])
        mu = torch.cat([self.mu.weight.view(-1), self.mu.bias])
        return (0.1 * torch.norm(pi, 2) + 0.1 * torch.norm(self.sigma.weight.view(-1), 2)
                + 0.1 * torch.norm(mu, 2))

    def forward(self, x, y):
        h = self.trunk(self.normalise(x))
        sigma = nn.functional.elu(self.sigma(h)) + 1 + 1e-15
        return negative_log_likelihood(self.pi(h), sigma, self.mu(h), y) + self.penalty()


class Tuned(nn.Module):
    def __init__(self, features, hidden, components):
        super().__init__()
        self.trunk = trunk_of(features, hidden)
        self.head = nn.Linear(hidden[-1], 3 * components)

    def forward(self, x, y):
        logits, s, mu = self.head(self.trunk(x)).chunk(3, dim=1)
        sigma = nn.functional.elu(s) + 1 + 1e-15
        return negative_log_likelihood(logits, sigma, mu, y)


def make_data(rows, features):
    x = torch.rand(rows, features) * 20 - 10
    branch = torch.where(torch.arange(rows) % 2 == 0, 1.0, -1.0)
    y = branch * x[:, 0] ** 2 + 2 * x[:, 0].abs() * torch.randn(rows)
    return x / 5.774, (y / 46.2).unsqueeze(1)


class Training:
    def __init__(self, make_model, x, y, batch, scripted):
        torch.manual_seed(1)
        model = make_model()
        self.model = torch.jit.script(model) if scripted else model
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=2e-4)
        self.x, self.y, self.batch = x, y, batch
        self.wall, self.cpu = [], []

    def step(self, x, y):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.model(x, y)
        loss.backward()
        self.optimizer.step()
        return loss

    def warm_up(self):
        """A script is specialised in its first steps."""
        for _ in range(WARM_UP_STEPS):
            self.step(self.x[:self.batch], self.y[:self.batch])

    def run_epoch(self):
        order = torch.randperm(len(self.x))
        for x, y in zip(self.x[order].split(self.batch), self.y[order].split(self.batch)):
            loss = self.step(x, y)
        return float(loss)

    def time_epoch(self):
        wall, cpu = time.perf_counter(), time.process_time()
        self.last_loss = self.run_epoch()
        self.wall.append((time.perf_counter() - wall) * 1e3)
        self.cpu.append((time.process_time() - cpu) * 1e3)


def summary(times):
    return {"median": statistics.median(times), "best": min(times)}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", choices=["stock", "tuned"], default="stock")
    parser.add_argument("--rows", type=int, default=50000)
    parser.add_argument("--features", type=int, default=1)
    parser.add_argument("--hidden", default="128,64")
    parser.add_argument("--components", type=int, default=2)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3, help="to spend on epochs")
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    if args.model == "tuned":
        torch.set_flush_denormal(True)
    hidden = [int(units) for units in args.hidden.split(",")]
    kind = Stock if args.model == "stock" else Tuned
    x, y = make_data(args.rows, args.features)
    trainings = {name: Training(lambda: kind(args.features, hidden, args.components), x, y,
                                args.batch, name == "scripted") for name in ["eager", "scripted"]}
    for training in trainings.values():
        training.warm_up()
    begin = time.perf_counter()
    while True:
        for training in trainings.values():
            training.time_epoch()
        if time.perf_counter() - begin > args.seconds:
            break
    print(json.dumps({
        "torch": torch.__version__,
        "modes": {name: {"wall": summary(t.wall), "cpu": summary(t.cpu), "loss": t.last_loss}
                  for name, t in trainings.items()},
    }))


if __name__ == "__main__":
    main()
