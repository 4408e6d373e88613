"""The learning itself: batches, losses, one run."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from examples import NOTHING, Example
from network import EVENT_OF, EVENTS, Network
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast. ``soften``: label smoothing; ``heads``: how many times faster the new heads learn.

    The rate falls as over ``epochs``; learning ends after ``stop`` of them, where the development bed is best.
    """

    epochs: int = 8
    stop: int = 6
    rate: float = 1.5e-4
    batch: int = 32
    soften: float = 0.1
    heads: float = 5.0
    warm: float = 0.06
    decay: float = 0.01
    seed: int = 1


@dataclass(slots=True)
class Batch:
    ids: Tensor
    marks: Tensor
    mask: Tensor
    source: Tensor
    target: Tensor
    kind: Tensor
    status: Tensor
    points: Tensor
    contexts: Tensor
    has_contexts: Tensor


def batches(
    examples: Sequence[Example], size: int, rng: random.Random, marks: tuple[int, ...], classes: int
) -> Iterator[Batch]:
    """Batches of examples of like length, in a drawn order."""
    order = list(range(len(examples)))
    chunks = []
    pool = size * 50
    for i in range(0, len(order), pool):
        part = sorted(order[i : i + pool], key=lambda k: len(examples[k].marked.ids))
        chunks += [part[j : j + size] for j in range(0, len(part), size)]
    rng.shuffle(chunks)
    for chunk in chunks:
        yield collate([examples[k] for k in chunk], marks, classes)


def collate(part: Sequence[Example], marks: tuple[int, ...], classes: int) -> Batch:
    """Pad to the longest."""
    width = max(len(e.marked.ids) for e in part)
    number = {piece: k + 1 for k, piece in enumerate(marks)}
    ids = torch.full((len(part), width), 1, dtype=torch.long)
    mark = torch.zeros((len(part), width), dtype=torch.long)
    mask = torch.zeros((len(part), width), dtype=torch.long)
    for i, e in enumerate(part):
        n = len(e.marked.ids)
        ids[i, :n] = torch.tensor(e.marked.ids)
        mark[i, :n] = torch.tensor([number.get(x, 0) for x in e.marked.ids])
        mask[i, :n] = 1
    contexts = torch.zeros((len(part), classes))
    has = torch.zeros(len(part))
    for i, e in enumerate(part):
        if e.contexts:
            contexts[i] = torch.tensor(e.contexts)
            has[i] = 1
    return Batch(
        ids,
        mark,
        mask,
        torch.tensor([e.marked.source for e in part]),
        torch.tensor([e.marked.target for e in part]),
        torch.tensor([e.kind for e in part]),
        torch.tensor([e.status for e in part]),
        torch.tensor([e.points for e in part]),
        contexts,
        has,
    )


_EVENT_OF = torch.tensor(EVENT_OF)


def event_logits(kind: Tensor) -> Tensor:
    """Logits of events from logits of kinds: the logarithm of the sum of their exponents."""
    return torch.stack([torch.logsumexp(kind[:, e == _EVENT_OF], dim=-1) for e in range(len(EVENTS))], dim=-1)


def loss_of(out: dict[str, Tensor], b: Batch, soften: float) -> Tensor:
    """Kinds and their events, status, contexts, and the six places."""
    total = out["kind"].new_zeros(())
    coded = b.kind != NOTHING
    if coded.any():
        logits, right = out["kind"][coded].float(), b.kind[coded]
        events = event_logits(logits)
        total = total + functional.cross_entropy(logits, right, label_smoothing=soften)
        total = total + functional.cross_entropy(events, _EVENT_OF[right], label_smoothing=soften)
    if (b.status != NOTHING).any():
        total = total + 0.4 * functional.cross_entropy(out["status"].float(), b.status, ignore_index=NOTHING)
    if b.has_contexts.any():
        each = functional.binary_cross_entropy_with_logits(out["contexts"].float(), b.contexts, reduction="none").sum(
            -1
        )
        total = total + 0.05 * (each * b.has_contexts).sum() / b.has_contexts.sum()
    if (b.points != NOTHING).any():
        points = out["points"].float().transpose(1, 2).reshape(-1, out["points"].shape[1])
        total = total + 0.8 * functional.cross_entropy(points, b.points.reshape(-1), ignore_index=NOTHING)
    return total


def learn(
    network: Network,
    epoch: Callable[[random.Random], Sequence[Example]],
    recipe: Recipe,
    marks: tuple[int, ...],
    classes: int,
    after: Callable[[int], None] | None = None,
) -> None:
    """Train ``network`` in place."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    first = list(epoch(random.Random(recipe.seed)))
    steps = recipe.epochs * (len(first) // recipe.batch + 1)
    learnt = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {
            "params": [p for n, p in learnt if (p.ndim > 1) is matrix and n.startswith("encoder.") is old],
            "weight_decay": recipe.decay if matrix else 0.0,
            "lr": recipe.rate if old else recipe.rate * recipe.heads,
        }
        for matrix in (True, False)
        for old in (True, False)
    ]
    optimiser = torch.optim.AdamW(groups)
    warm = max(1, int(steps * recipe.warm))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / warm) * max(0.02, 1 - max(0, s - warm) / max(1, steps - warm))
    )
    for number in range(min(recipe.epochs, recipe.stop)):
        network.train()
        begun, seen, lost = time.monotonic(), 0, 0.0
        for b in batches(list(epoch(rng)), recipe.batch, rng, marks, classes):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network(network.embed(b.ids, b.marks), b.mask, b.source, b.target)
            loss = loss_of(out, b, recipe.soften)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in learnt], 1.0)
            optimiser.step()
            schedule.step()
            seen += len(b.ids)
            lost += float(loss.detach()) * len(b.ids)
        took = time.monotonic() - begun
        print(
            f"epoch {number + 1}/{recipe.epochs}: loss {lost / seen:.3f}, {seen} examples, {took:.0f} s",
            file=sys.stderr,
            flush=True,
        )
        if after:
            after(number)


@torch.no_grad()
def logits_of(network: Network, examples: Sequence[Example], marks: tuple[int, ...], classes: int) -> dict[str, Tensor]:
    """Logits of kinds, statuses and contexts, in the order of ``examples``."""
    network.eval()
    order = sorted(range(len(examples)), key=lambda k: len(examples[k].marked.ids))
    found: dict[str, list[Tensor | None]] = {k: [None] * len(examples) for k in ("kind", "status", "contexts")}
    for i in range(0, len(order), 64):
        part = order[i : i + 64]
        b = collate([examples[k] for k in part], marks, classes)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(network.embed(b.ids, b.marks), b.mask, b.source, b.target)
        for name, rows in found.items():
            for k, row in zip(part, out[name].float(), strict=True):
                rows[k] = row
    return {name: torch.stack(rows) for name, rows in found.items()}  # type: ignore[arg-type]
