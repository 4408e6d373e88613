"""`diff A B` as text: + for what the second record has more, - for what it has not, ~ for what it has otherwise."""

from __future__ import annotations

from rich.console import RenderableType

from communique.views.difference import Difference, EventChange
from communique.views.render import sentences
from communique.views.render.plain import count, plain, shorten
from communique.views.render.screen import Screen, line, title

_MARKS = {"gained": "+", "lost": "-", "changed": "~"}
_FIELDS = {"sources": "who", "targets": "whom", "kind": "what"}


def show_difference(screen: Screen, shape: Difference, names: tuple[str, str]) -> None:
    """Print how two records differ; ``names`` are those of their files."""
    if shape["alike"]:
        screen.show(line("The two records tell the same."))
        return
    a, b = map(plain, names)
    told = f"{count(shape['gained'], 'event')} gained, {shape['lost']} lost, {shape['changed']} changed"
    parts: list[RenderableType] = [title(f"a: {a}, b: {b}"), line(told)]
    coders = shape["coders"]
    if coders[0] != coders[1]:
        parts.append(line(f"read by coder {coders[0]} in a, {coders[1]} in b", "dim"))
    for name, documents in (("a", shape["only_a"]), ("b", shape["only_b"])):
        parts += [
            line(f"only in {name}: {d['id']} “{shorten(d['title'], 80)}” · {plain(d['uri'])}", "dim") for d in documents
        ]
    for change in shape["events"]:
        parts += _event(change)
    for mark, rows in (("-", shape["contradictions_lost"]), ("+", shape["contradictions_gained"])):
        for row in rows:
            parts.append(line(f"{mark} contradiction {row['id']}  {sentences.subject(row)}", "bold"))
            parts += [line(f"{shorten(v['value'], 80)}: {' '.join(v['claims'])}", indent=4) for v in row["values"]]
    screen.show(*parts)


def _event(change: EventChange) -> list[RenderableType]:
    row = change["b"] or change["a"]
    assert row is not None
    old, new = change["a"], change["b"]
    ids = row["id"] if not old or not new or old["id"] == new["id"] else f"{old['id']} → {new['id']}"
    mark = _MARKS[change["change"]]
    parts: list[RenderableType] = [line(f"{mark} {ids}  {sentences.when(row)} · {sentences.event_line(row)}", "bold")]
    for field in change["fields"]:
        name = _FIELDS.get(field["field"], field["field"])
        parts.append(
            line(f"{plain(name)}: {_value(field['a'])} → {_value(field['b'])}", indent=4),
        )
    if change["change"] == "changed":
        for claim in change["claims"]:
            id = claim["b"] or claim["a"] or ""
            parts.append(line(f"{_MARKS[claim['change']]} {id} “{shorten(claim['words'], 90)}”", indent=4))
    parts += [line(f"{reason['kind']}: {plain(reason['text'])}", "dim", indent=4) for reason in change["why"]]
    return parts


def _value(text: str | None) -> str:
    return "nothing" if text is None else shorten(text, 80)
