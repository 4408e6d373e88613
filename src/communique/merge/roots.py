"""Roots of a graph of who has it from whom: where every way ends, circles included.

A node is a document, an outlet or a speaker. A teller with several ways leads to all their ends; one marked as ``one``
(an outlet with reports of its own) leads to the end that all of them share, and else is an end itself. Nodes that lead
to each other and nowhere else share the first of their names as their end (strongly connected components: Tarjan,
"Depth-first search and linear graph algorithms", 1972).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence


def roots(
    ways: Mapping[str, Sequence[str]], one: Collection[str], names: Collection[str]
) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Where each node leads, and which ends are circles.

    Args:
        ways: node -> the nodes that it leads to; a node without any is an end.
        one: nodes that are an end themselves where their ways have several ends.
        names: nodes that can stand for a circle; where it has none, its first node does.

    Returns:
        Node -> its ends, and those ends that are so only because they lead back to themselves.
    """
    ends: dict[str, frozenset[str]] = {}
    circles: set[str] = set()
    for group in _components(ways):  # what a group leads to comes before it
        out = frozenset(end for node in group for to in ways.get(node, ()) if to in ends for end in ends[to])
        if len(group) == 1 and group[0] not in ways.get(group[0], ()):
            node = group[0]
            alone = not ways.get(node) or (node in one and len(out) > 1)
            ends[node] = frozenset((node,)) if alone else out
            continue
        first = min([n for n in group if n in names] or group)
        if len(out) != 1:
            circles |= {first} if not out else set()
            out = frozenset((first,))
        ends |= dict.fromkeys(group, out)
    return ends, frozenset(circles)


def _components(ways: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Strongly connected components, each after all that it leads to. Without recursion: chains may be long."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    for start in sorted({*ways, *(to for tos in ways.values() for to in tos)}):
        if start in number:
            continue
        number[start] = low[start] = len(number)
        open_[start] = None
        stack = [(start, iter(ways.get(start, ())))]
        while stack:
            node, further = stack[-1]
            to = next(further, None)
            if to is None:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
                if low[node] == number[node]:
                    group: list[str] = []
                    while not group or group[-1] != node:
                        group.append(open_.popitem()[0])
                    yield sorted(group)
            elif to not in number:
                number[to] = low[to] = len(number)
                open_[to] = None
                stack.append((to, iter(ways.get(to, ()))))
            elif to in open_:
                low[node] = min(low[node], number[to])
