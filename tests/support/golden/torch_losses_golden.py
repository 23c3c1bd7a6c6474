# SPDX-FileCopyrightText: 2026 The linnet authors
# SPDX-License-Identifier: MIT
"""Prints the numbers of ../torch_losses_golden.hpp. Not part of any build; with python3-torch 1.13 of Debian bookworm:
python3 torch_losses_golden.py"""

import torch
from torch.nn import functional

from golden_numbers import golden, leaf, show as show_numbers


def show(name, loss):
    """4 rows of 3 columns, of 4 times the numbers of tensor 0: the loss, then its gradient."""
    x = (4 * golden(0, 4, 3)).requires_grad_()
    value = loss(x)
    value.backward()
    show_numbers(name, torch.cat([value.reshape(1), x.grad.reshape(-1)]))


y = 4 * golden(1, 4, 3)
near = 4 * golden(0, 4, 3) + 2 * golden(1, 4, 3)
binary = (y > 0).double()
sign = 2 * binary - 1
counts = torch.round(y - y.min())
weights = (golden(2, 4) + 1).unsqueeze(1)


def focal(x, gamma, alpha):
    """As in torchvision 0.14."""
    p = torch.sigmoid(x)
    cross_entropy = functional.binary_cross_entropy_with_logits(x, binary, reduction="none")
    p_t = p * binary + (1 - p) * (1 - binary)
    alpha_t = alpha * binary + (1 - alpha) * (1 - binary)
    return alpha_t * cross_entropy * (1 - p_t) ** gamma


show("hinge", lambda x: (weights * torch.relu(1 - sign * x)).mean())
show("squared_hinge", lambda x: (weights * torch.relu(1 - sign * x) ** 2).mean())
show("huber", lambda x: functional.huber_loss(x, near, delta=1.5))
show("weighted_huber", lambda x: (weights * functional.huber_loss(x, near, reduction="none")).mean())
show("poisson", lambda x: functional.poisson_nll_loss(x, counts))
show("weighted_poisson", lambda x: (weights * functional.poisson_nll_loss(x, counts, reduction="none")).mean())
show("focal", lambda x: focal(x, 2.0, 0.25).mean())
show("weighted_focal", lambda x: (weights * focal(x, 0.5, 0.75)).mean())
# The fifth score is that of the positive.
show("margin_ranking", lambda x: functional.margin_ranking_loss(
    x.reshape(-1)[4].expand(11), torch.cat([x.reshape(-1)[:4], x.reshape(-1)[5:]]),
    torch.ones(11, dtype=torch.float64), margin=0.5))

# Groups of a positive and three negatives, less the log of the probability of drawing each item (Bengio, Senecal 2008;
# the logits of TensorFlow's sampled_softmax_loss, up to a constant). 8, 1 and 3 users had items 1, 2 and 4.
drawn = torch.tensor([2, 1, 1, 4, 1, 4, 2, 1, 4, 2, 4, 1])


def sampled_softmax(x, probability):
    logits = (x.reshape(-1) - torch.log(probability[drawn])).reshape(3, 4)
    return functional.cross_entropy(logits, torch.zeros(3, dtype=torch.long))


popularity = torch.tensor([0, 8, 1, 0, 3], dtype=torch.float64) ** 0.75
show("uniform_sampled_softmax", lambda x: sampled_softmax(x, torch.full((5,), 0.25, dtype=torch.float64)))
show("popularity_sampled_softmax", lambda x: sampled_softmax(x, popularity / popularity.sum()))


def in_batch_softmax():
    """Yi et al. 2019: the softmax of s / temperature - log p over the items of the batch, rewards as weights."""
    u, v = leaf(0, 4, 3), leaf(1, 4, 3)
    p = torch.tensor([0.5, 0.125, 0.25, 0.0625], dtype=torch.float64)
    logits = u @ v.T / 0.25 - torch.log(p)
    value = (weights[:, 0] * functional.cross_entropy(logits, torch.arange(4), reduction="none")).mean()
    value.backward()
    show_numbers("in_batch_softmax", torch.cat([value.reshape(1), u.grad.reshape(-1), v.grad.reshape(-1)]))


in_batch_softmax()
