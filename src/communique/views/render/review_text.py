"""Things to decide as text: the question, the reason, and the sentences with their deciding words underlined."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from communique.views.reasons import joined_by
from communique.views.render import brief_text, sentences
from communique.views.render.chain_text import claim_parts
from communique.views.render.plain import plain
from communique.views.render.screen import Screen, heading, line
from communique.views.review import ReviewRow


def show_queue(screen: Screen, rows: Sequence[ReviewRow]) -> None:
    """Print things to decide one after the other, each with the commands that decide it."""
    if not rows:
        screen.show(line("Nothing is left to decide."))
        return
    screen.show(*[part for at, row in enumerate(rows, 1) for part in (*item(screen, row, at), *_commands(row))])


def item(screen: Screen, row: ReviewRow, number: int, *, of: int = 0) -> list[RenderableType]:
    """One thing to decide."""
    where = f"{number} of {of}" if of else str(number)
    parts: list[RenderableType] = [heading(f"{where}. {row['kind']}", f"worth {row['worth']:.2f}")]
    parts += [line(row["question"], indent=2), line(plain(row["why"]), "dim", indent=2)]
    for event in row["events"]:
        parts.append(line(f"{event['id']}  {sentences.when(event)} · {sentences.event_line(event)}", indent=2))
    if row["contradiction"] is not None:
        parts += brief_text.contradiction(row["contradiction"])
    for at, claim in enumerate(row["claims"], 1):
        parts += claim_parts(screen, claim, number=at)
    if row["compared"]:
        head, sides = joined_by(f"{row['claims'][0]['id']} and {row['claims'][-1]['id']}: {row['compared']}")
        parts += [line(plain(head), "dim", indent=2), *[line(plain(side), "dim", indent=6) for side in sides]]
    return parts


def _commands(row: ReviewRow) -> list[RenderableType]:
    told = (("yes", row["yes"]), ("no ", row["no"]))
    return [line(f"{word}: communique judge {' '.join(answer)}", indent=2) for word, answer in told]
