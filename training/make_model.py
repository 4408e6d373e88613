"""Makes the coder's model from the corpus.

usage: python training/make_model.py [--base minilm|mpnet6|mpnet] [--epochs N] [--seed N] [--to FOLDER]

Learns, writes int8 ONNX, calibrates on the twelfth of the corpus that was held out, and writes what was measured there
into `card.json` and `MODEL_CARD.md`. Same seed, same machine, same model. Needs the packages of `requirements.txt`.
About half an hour for minilm on two cores, two hours for mpnet6.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from bases import base
from calibrate import Held, event_shares, isotonic, temperature_of
from card import card_text
from corpus import Sentence, load
from examples import Examples
from export import export
from join import joined
from learn import Recipe, learn
from measure import Scores, scores
from network import CONTEXTS, Network, Shape
from split import held_out

from communique.annotate.relations.coding import Codings, Pair
from communique.annotate.relations.encoder import FOLDER, Encoder
from communique.annotate.relations.kinds import kinds
from communique.annotate.relations.marking import Marking, overlap


def taught(sentences: Sequence[Sentence], name: str, recipe: Recipe, scratch: Path) -> tuple[Network, Marking, Path]:
    """A network that has learnt ``sentences``, its marking and its tokenizer."""
    weights, layers = base(name, scratch)
    tokenizer = weights / "tokenizer.json"
    marking = Marking(tokenizer)
    torch.manual_seed(recipe.seed)
    network = Network(Shape(weights, layers))
    examples = Examples(marking, sentences)

    def epoch(rng: random.Random) -> list[object]:
        return examples.epoch(rng)  # type: ignore[return-value]

    learn(network, epoch, recipe, marking.marks, len(CONTEXTS))  # type: ignore[arg-type]
    return network, marking, tokenizer


def relations_of(sentences: Sequence[Sentence]) -> tuple[list[Pair], list[str]]:
    """All relations as questions, without their predicates, and the right kinds."""
    pairs, right = [], []
    for s in sentences:
        for r in s.relations:
            pairs.append(Pair(s.text, s.actors[r.source], s.actors[r.target]))
            right.append(r.kind)
    return pairs, right


def calibrated(folder: Path, held: Sequence[Sentence]) -> None:
    """Write ``calibration.json`` beside the network in ``folder``."""
    network = Encoder(folder)
    pairs, right = relations_of(held)
    told = [
        (Pair(s.text, s.actors[r.source], s.actors[r.target], r.trigger), r.kind) for s in held for r in s.relations
    ]
    told = [(p, k) for p, k in told if p.trigger and not overlap(p.source, p.target, p.trigger)]
    pairs, right = [*pairs, *(p for p, _ in told)], [*right, *(k for _, k in told)]  # both ways of asking
    cut = network.marking.pieces([p.text for p in pairs])
    answers = network(
        [
            network.marking.mark(c, source=p.source, target=p.target, trigger=p.trigger)
            for c, p in zip(cut, pairs, strict=True)
        ]
    )
    rows = [Held(tuple(a.kind.tolist()), kind) for a, kind in zip(answers, right, strict=True)]
    temperature = temperature_of(rows)
    points = []
    for row in rows:
        shares = event_shares(row.logits, temperature)
        best = max(shares, key=lambda e: (shares[e], str(e)))
        points.append((shares[best], best is kinds()[row.kind].event))
    knots, levels = isotonic(points)
    fitted = {"temperature": temperature, "knots": knots, "levels": levels}
    (folder / "calibration.json").write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")


def measured(folder: Path, held: Sequence[Sentence]) -> Scores:
    """What the finished model makes of the held-out sentences."""
    network = Encoder(folder)
    pairs, right = relations_of(held)
    return scores(held, right, Codings(network, folder)(pairs), network)


def main() -> int:
    """Make the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="minilm", choices=["minilm", "mpnet6", "mpnet"])
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "communique-training")
    asked = parser.parse_args()
    asked.scratch.mkdir(parents=True, exist_ok=True)
    sentences = load()
    held = [s for s in sentences if held_out(s.text)]
    recipe = Recipe(epochs=asked.epochs, rate=asked.rate, seed=asked.seed)
    network, marking, tokenizer = taught(
        [s for s in sentences if not held_out(s.text)], asked.base, recipe, asked.scratch
    )
    torch.save(network.state_dict(), asked.scratch / f"{asked.base}-{asked.seed}.pt")
    finish(network, marking, tokenizer, asked.to, held, {"base": asked.base, **asdict(recipe)})
    return 0


def finish(
    network: Network,
    marking: Marking,
    tokenizer: Path,
    folder: Path,
    held: Sequence[Sentence],
    recipe: dict[str, object],
) -> None:
    """Export, calibrate, measure, and write the card."""
    export(network, marking, tokenizer, folder)
    calibrated(folder, held)
    joined(folder, held)
    found = measured(folder, held)
    sentences = load()
    card = {
        "network": hashlib.sha256((folder / "coder.onnx").read_bytes()).hexdigest(),
        "bytes": (folder / "coder.onnx").stat().st_size,
        "recipe": recipe,
        "sentences": len(sentences),
        "relations": sum(len(s.relations) for s in sentences),
        "held_out": sum(len(s.relations) for s in held),
        "scores": asdict(found),
        "made_with": f"python {platform.python_version()}, torch {torch.__version__}",
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    (folder / "MODEL_CARD.md").write_text(card_text(card), "utf-8")
    print(json.dumps(card["scores"], indent=1), file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
