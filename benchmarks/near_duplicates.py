"""How well and how fast near copies are found among articles with planted ones.

usage: python benchmarks/near_duplicates.py [--articles FILE.jsonl] [--count N] [--seed N] [--random-keys] [--speed N]

Without ``--articles`` the articles are made by `articles.py`, with reports of one event and bulletins of one series
among them. Each article gets one planted copy, of a kind by turns. Printed are recall by kind (copies that come out in
the group of their original), precision (of the pairs of a copy and its original that come out, those that are
planted; natural copies among given articles, found before anything is planted, count as planted), whether shuffling the
input changes anything, and seconds and peak memory.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

from articles import Article, made

from communique.documents.duplicates import near_copies

Plant = Callable[[Random, Article, Sequence[str]], Article]
SHUFFLES = 3


def _cut(chance: Random, article: Article, words: Sequence[str]) -> Article:
    """The first 30-60 % of the words."""
    keep = max(1, round(len(article.text.split()) * chance.uniform(0.3, 0.6)))
    ends = [m.end() for m in re.finditer(r"\S+", article.text)]
    return Article(article.title, article.text[: ends[keep - 1]], article.series)


def _paragraphs(chance: Random, article: Article, words: Sequence[str]) -> Article:
    """Some paragraphs, between 30 and 60 % of the words."""
    listed = [p for p in re.split(r"\n+", article.text) if p.strip()]
    total = len(article.text.split())
    order = list(range(len(listed)))
    chance.shuffle(order)
    kept: list[int] = []
    for i in order:
        have = sum(len(listed[k].split()) for k in kept)
        if have >= 0.3 * total:
            break
        kept.append(i)
    return Article(article.title, "\n\n".join(listed[i] for i in sorted(kept)), article.series)


def _retitled(chance: Random, article: Article, words: Sequence[str]) -> Article:
    return Article(" ".join(chance.choice(words) for _ in range(9)).capitalize(), article.text, article.series)


def _wrapped(chance: Random, article: Article, words: Sequence[str]) -> Article:
    lines = [textwrap.fill(p, 72) for p in article.text.split("\n")]
    return Article(article.title, "\n".join(lines), article.series)


def _joined(chance: Random, article: Article, words: Sequence[str]) -> Article:
    return Article(article.title, " ".join(article.text.split()), article.series)


def _agency(chance: Random, article: Article, words: Sequence[str]) -> Article:
    bare = re.sub(r"^[A-Z][A-Z, ]+(?:\([^)]*\))? ?[-–—]+ ", "", article.text)
    place = chance.choice(["GENEVA", "NAIROBI", "LIMA, Peru", "TOKYO"])
    day, agency = chance.choice(["May 3", "Nov. 12", "July 29"]), chance.choice(["Reuters", "AFP", "Xinhua", "AP"])
    line = f"{place}, {day} ({agency}) – "
    end = chance.choice(["", "\n\n(Reporting by our correspondents; editing by the desk)", "\n\nSource: agencies"])
    return Article(article.title, line + bare + end, article.series)


def _edited(chance: Random, article: Article, words: Sequence[str]) -> Article:
    """Every tenth word, by chance: replaced, dropped, or another one put before it."""
    pieces = re.findall(r"\S+|\s+", article.text)
    places = [i for i, p in enumerate(pieces) if not p.isspace()]
    for i in chance.sample(places, round(len(places) * 0.1)):
        how = chance.randrange(3)
        pieces[i] = ("", chance.choice(words), f"{chance.choice(words)} {pieces[i]}")[how]
    return Article(article.title, "".join(pieces), article.series)


SINGLE: Mapping[str, Plant] = {
    "cut": _cut,
    "paragraphs": _paragraphs,
    "retitled": _retitled,
    "wrapped": _wrapped,
    "joined": _joined,
    "agency": _agency,
    "edited": _edited,
}
KINDS = [(name,) for name in SINGLE] + list(combinations(SINGLE, 2))


def planted(articles: Sequence[Article], chance: Random) -> list[tuple[str, Article]]:
    """For each article the kind of its copy, and the copy."""
    words = sorted({w for a in articles for w in re.findall(r"[^\W_]+", a.text)})
    copies = []
    for i, article in enumerate(articles):
        kind = KINDS[i % len(KINDS)]
        copy = article
        for name in kind:
            copy = SINGLE[name](chance, copy, words)
        copies.append(("+".join(kind), copy))
    return copies


def words_in(article: Article) -> list[str]:
    """The words, as blanks part them."""
    return article.text.split()


def body(article: Article) -> str:
    """What is compared: the title as the first paragraph."""
    return f"{article.title}\n\n{article.text}" if article.title else article.text


def read(file: Path) -> list[Article]:
    """Articles from lines of JSON with the keys text and, if known, title."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [Article(str(row.get("title") or ""), str(row["text"]), "given") for row in rows]


def components(known: Mapping[str, str]) -> Callable[[str], str]:
    """From an article to the smallest id of those that are joined to it by known pairs, in whatever direction."""
    smallest: dict[str, str] = {}

    def root(id_: str) -> str:
        while id_ in smallest:
            id_ = smallest[id_]
        return id_

    for a, b in known.items():
        low, high = sorted((root(a), root(b)))
        if low != high:
            smallest[high] = low
    return root


def measure(articles: Sequence[Article], seed: int, *, natural: bool, random_keys: bool, show: int) -> None:
    """Plant, find, count and print."""
    chance = Random(seed)
    copies = planted(articles, chance)
    keys = [f"{i:06}" for i in range(2 * len(articles))]
    if random_keys:
        chance.shuffle(keys)
    texts = [(f"a{i}", keys[i], body(a)) for i, a in enumerate(articles)]
    known = near_copies(texts) if natural else {}
    print(f"natural copies among the {len(articles)} articles: {len(known) if natural else 'none by construction'}")
    root = components(known)
    texts += [(f"c{i}", keys[len(articles) + i], body(c)) for i, (_, c) in enumerate(copies)]
    start = time.perf_counter()
    found = near_copies(texts)
    seconds = time.perf_counter() - start
    groups = {id_: found.get(id_, id_) for id_, _, _ in texts}
    hits, asked = Counter[str](), Counter[str]()
    for i, (kind, _) in enumerate(copies):
        asked[kind] += 1
        hits[kind] += groups[f"c{i}"] == groups[f"a{i}"] or groups[f"c{i}"] == groups[known.get(f"a{i}", f"a{i}")]
    for kind, n in asked.items():
        print(f"  {kind:22} {hits[kind]:4} of {n:4}  {hits[kind] / n:7.1%}")
    wrong = [(a, b) for a, b in found.items() if a[1:] != b[1:] and root(f"a{a[1:]}") != root(f"a{b[1:]}")]
    print(f"recall    {hits.total()} of {asked.total()}  {hits.total() / asked.total():.2%}")
    print(f"precision {len(found) - len(wrong)} of {len(found)}  {1 - len(wrong) / max(1, len(found)):.2%}")
    print("wrong by series:", dict(Counter(articles[int(a[1:])].series for a, _ in wrong)))

    def name(id_: str) -> str:
        return repr(articles[int(id_[1:])].title[:50])

    missed = [i for i in range(len(copies)) if groups[f"c{i}"] != groups[f"a{i}"]]
    for a, b in wrong[:show]:
        print(f"  wrong  {a} -> {b}  ({copies[int(a[1:])][0]}) {name(a)} / {name(b)}")
    for i in missed[:show]:
        print(f"  missed c{i}  ({copies[i][0]}, {len(words_in(copies[i][1]))} words) {name(f'a{i}')}")
    same = True
    for _ in range(SHUFFLES):
        chance.shuffle(texts)
        same &= near_copies(texts) == found
    print(f"{SHUFFLES} shuffles: {'the same' if same else 'DIFFERENT'};  {len(texts)} texts in {seconds:.1f} s")


def speed(count: int, seed: int) -> None:
    """Seconds for so many articles of some 400 words, one in ten of them a copy."""
    articles = made(seed, count - count // 10, (16, 26))
    texts = [(f"a{i}", f"{i:06}", body(a)) for i, a in enumerate(articles)]
    copies = planted(articles[: count // 10], Random(seed))
    texts += [(f"c{i}", f"{count + i:06}", body(c)) for i, (_, c) in enumerate(copies)]
    words = sum(len(text.split()) for _, _, text in texts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = near_copies(texts)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(texts)} texts of {words / len(texts):.0f} words on average: {seconds:.1f} s, {len(found)} copies")
    print(f"peak memory {peak / 1024:.0f} MiB, of which {before / 1024:.0f} MiB before the search")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, help="lines of JSON with text and title, instead of made-up articles")
    parser.add_argument("--count", type=int, default=1000, help="made-up articles (default: 1000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random-keys", action="store_true", help="copies may be dated before their originals")
    parser.add_argument("--show", type=int, default=10, help="so many errors of each sort are listed")
    parser.add_argument("--speed", type=int, metavar="N", help="only time N articles of some 400 words")
    given = parser.parse_args()
    if given.speed:
        speed(given.speed, given.seed)
        return
    articles = read(given.articles) if given.articles else made(given.seed, given.count)
    natural = given.articles is not None
    measure(articles, given.seed, natural=natural, random_keys=given.random_keys, show=given.show)


if __name__ == "__main__":
    main()
