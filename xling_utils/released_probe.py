"""The language probe of the code released with Tanti et al. (2021), trained as it was for each model.

It learns at the rate of the model's task head, which differs from condition to condition by a factor of a
hundred, for five epochs, converged or not. `probing.probe_language` is what we use instead. Chapter 6.
"""

from __future__ import annotations

import torch
from jaxtyping import Float, Int
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn import functional

EPOCHS, DROPOUT, HELD_OUT = 5, 0.1, 0.125


def released_probe(
    train: Float[Tensor, "train hidden"],
    labels: Int[Tensor, " train"],
    test: Float[Tensor, "test hidden"],
    *,
    rate: float,
    std: float = 0.01,
    batch_size: int = 32,
    seed: int = 0,
) -> Int[Tensor, " test"]:
    """Guesses of a linear layer after the best of five epochs of Adam.

    Best is the highest macro-F1 on an eighth of the training items, held out; the untrained layer competes.
    In the released code the encoder's dropout is on while the probe learns; here only the probe's own is.

    Args:
        train: vectors of the last layer to learn from.
        labels: the label of each, counted from 0.
        test: vectors to read.
        rate: learning rate, constant; 0.1, 0.01, 0.001 or 0.0001 in the paper, by condition.
        std: standard deviation of the first weights.
        batch_size: items in a step; the paper's batches are texts.
        seed: of everything random.
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        layer = nn.Linear(train.shape[1], int(labels.max()) + 1)
        nn.init.normal_(layer.weight, std=std)
        nn.init.zeros_(layer.bias)
        order = torch.randperm(len(train))
        cut = int(HELD_OUT * len(train))
        held_out, learnt = order[:cut], order[cut:]
        optimiser = torch.optim.Adam(layer.parameters(), lr=rate)
        kept: list[tuple[float, Tensor]] = []
        for epoch in range(EPOCHS + 1):
            if epoch:
                for batch in learnt[torch.randperm(len(learnt))].split(batch_size):
                    optimiser.zero_grad()
                    logits = layer(functional.dropout(train[batch], DROPOUT))
                    functional.cross_entropy(logits, labels[batch]).backward()
                    optimiser.step()
            with torch.no_grad():
                guesses = layer(train[held_out]).argmax(-1)
                score = f1_score(labels[held_out].numpy(), guesses.numpy(), average="macro", zero_division=0)
                kept.append((score, layer(test).argmax(-1)))
    return max(kept, key=lambda pair: pair[0])[1]
