"""Labels that the model doubts: held-out relations of which it is sure that they are something else.

usage: python training/disagreements.py [--above 0.9]

A label is wrong, a policy of the guide is unclear, or the model has something to learn: read them and say which. To
look at another twelfth, change the remainder in `split.py` and train again.
"""

from __future__ import annotations

import argparse

from corpus import load
from split import held_out

from communique.annotate.relations.coding import Codings, Pair
from communique.annotate.relations.kinds import kinds


def main() -> int:
    """Print them, the surest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--above", type=float, default=0.9, help="how sure the model must be")
    asked = parser.parse_args()
    rows = [(s, r) for s in load() if held_out(s.text) for r in s.relations]
    codings = Codings()([Pair(s.text, s.actors[r.source], s.actors[r.target]) for s, r in rows])
    doubted = [
        (c.score, s, r, c)
        for (s, r), c in zip(rows, codings, strict=True)
        if c.event is not kinds()[r.kind].event and c.score >= asked.above
    ]
    for score, s, r, c in sorted(doubted, key=lambda d: (-d[0], d[1].id)):
        source, target = s.text[slice(*s.actors[r.source])], s.text[slice(*s.actors[r.target])]
        print(f"{s.id}  {r.kind} or {c.kind} ({score:.2f})?  {source} -> {target}\n    {s.text}")
    print(f"{len(doubted)} of {len(rows)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
