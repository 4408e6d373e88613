"""How long reading takes without the coder: so many articles of JSONL read, cleaned, dated and deduplicated.

    python benchmarks/documents.py --count 10000 --workers 2

The articles are made up (`articles.py`), one in ten is a changed copy of another. Everything is done as `communique
build` does it, the record on the disk included; only the coder is one that finds nothing.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from articles import made
from near_duplicates import planted

from communique.model.records import Document, Given, Reading
from communique.record import queries
from communique.record.store import Store
from communique.run.build import build
from communique.run.house import rooms
from communique.run.inputs import fetching
from communique.run.ports import Progress


@dataclass(frozen=True)
class Mute:
    """A coder that finds nothing."""

    version: str = "mute"

    def read_document(self, document: Document) -> Reading:
        """No sentence, no claim."""
        return Reading(document.id, self.version, (), (), (), (), ())


def write(path: Path, count: int, seed: int) -> int:
    """A table of articles as JSONL; gives its size in bytes."""
    base = made(seed, count - count // 10, (16, 26))
    copies = [copy for _, copy in planted(base[: count // 10], Random(seed))]
    day = "{}-{:02}-{:02}T08:00:00Z".format
    with path.open("w", encoding="utf-8") as out:
        for n, article in enumerate((*base, *copies)):
            row = {"url": f"https://press{n % 40}.example.org/{n}", "title": article.title, "text": article.text}
            row |= {"published": day(2015 + n % 9, 1 + n % 12, 1 + n % 28), "source": f"Press {n % 40}"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def timed(seconds: dict[str, float], name: str, function: Callable[..., object]) -> Callable[..., object]:
    """``function``, which adds to ``seconds`` how long it took."""

    def called(*given: object) -> object:
        start = time.perf_counter()
        try:
            return function(*given)
        finally:
            seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start

    return called


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        size = write(table, given.count, given.seed)
        seconds: dict[str, float] = {}
        house = rooms("none", "benchmark")
        house = replace(
            house,
            make_coder=partial(Mute),
            near_copies=timed(seconds, "near copies", house.near_copies),
            reused=timed(seconds, "reuse", house.reused),
        )
        start = time.perf_counter()
        reached: dict[str, float] = {}

        def step(now: Progress) -> None:
            reached.setdefault(now.stage, time.perf_counter() - start)

        fetch = fetching(Given(), {}, online=False, private=False)
        with Store.open(Path(folder) / "r.record", create=True) as store:
            report = build(store, fetch(str(table)), house, progress=step, workers=given.workers)
            whole = time.perf_counter() - start
            copies = queries.counts(store)["copies"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{report.read} articles ({size / 1e6:.1f} MB) in {whole:.1f} s with {given.workers} workers")
    told = ", ".join(f"{name} {took:.1f} s" for name, took in seconds.items())
    print(f"read and kept {reached.get('link', whole) - sum(seconds.values()):.1f} s, {told}; {copies} copies")
    print(f"peak memory of the main process {peak:.0f} MiB; skipped {len(report.skipped)}", file=sys.stderr)


if __name__ == "__main__":
    main()
