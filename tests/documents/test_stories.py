"""Articles by story: small collections from several regions, in any order, as they arrive, and at the edges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.documents.stories import Article, average_link, stories, stories_on_arrival

Way = Callable[[Sequence[Article]], dict[str, str]]
WAYS: list[Way] = [stories, stories_on_arrival]
DAY = dt.date(2021, 3, 1)

# Story, day of March 2021, title, text.
NEWS = [
    ("maize", 5, "Kenya bans maize from Uganda and Tanzania",
     "NAIROBI - Kenya has stopped imports of maize from Uganda and Tanzania after tests found aflatoxin in the "
     "grain, the agriculture and food authority wrote to the customs office. Traders at the Busia crossing counted"
     " two hundred lorries."),
    ("maize", 6, "Ugandan traders stranded at Busia as Nairobi turns maize away",
     "Drivers slept in their cabs at Busia on Saturday. Kenya's food authority says maize from Uganda holds too "
     "much aflatoxin; the Ugandan trade minister asked Nairobi for the results of the tests."),
    ("maize", 8, "Tanzania sends experts to Nairobi over grain ban",
     "Dodoma's agriculture minister said a team of experts would travel to Kenya to ask why maize was refused. The"
     " ban, for aflatoxin, also hits growers in Uganda."),
    ("border", 4, "Kyrgyz and Tajik guards trade fire over a water intake",
     "BISHKEK - Border guards of Kyrgyzstan and Tajikistan shot at each other near the Golovnoi water intake. "
     "Villagers of Kok-Tash were taken to Batken."),
    ("border", 5, "Batken buries its dead after clash at Golovnoi",
     "Thousands came to the funerals in Batken after the fighting between Kyrgyz and Tajik guards at the Golovnoi "
     "intake. A ceasefire held overnight on the border, the Kyrgyz border service said."),
    ("border", 5, "Dushanbe, Bishkek agree to pull troops back",
     "Tajikistan and Kyrgyzstan will withdraw their guards from the border near Kok-Tash, the heads of both "
     "security committees said at the Golovnoi water intake, where the shooting began."),
    ("cyclone", 6, "Cyclone Niran strips roofs in New Caledonia",
     "NOUMEA - Cyclone Niran passed New Caledonia with gusts of 250 kilometres an hour, cut the power of half of "
     "the homes in Noumea and flattened banana groves."),
    ("cyclone", 7, "Noumea counts the cost of Niran",
     "Crews cleared fallen trees from the streets of Noumea on Sunday. Cyclone Niran left forty thousand homes in "
     "New Caledonia without power, and growers lost their bananas."),
    ("cyclone", 9, "Australia and New Zealand send linemen to New Caledonia",
     "A plane with linemen and generators landed in Noumea, after cyclone Niran had brought down the power grid of"
     " New Caledonia."),
    ("sea", 3, "Bolivia marks the loss of its coast",
     "LA PAZ - Bolivia's president told a crowd in La Paz that the country would not give up its way to the sea, "
     "which it lost to Chile in the War of the Pacific."),
    ("sea", 4, "Santiago rejects La Paz's words on the sea",
     "Chile's foreign minister said that the court in The Hague had settled the question, and that Bolivia had no "
     "right to a way to the sea. La Paz had recalled the War of the Pacific the day before."),
]  # fmt: skip
CORPUS = [Article(f"{n:02}", title, text, dt.date(2021, 3, day)) for n, (_, day, title, text) in enumerate(NEWS)]
STORY = {f"{n:02}": row[0] for n, row in enumerate(NEWS)}


def groups(found: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset(i for i, first in found.items() if first == name) for name in found.values()}


@pytest.mark.parametrize("way", WAYS)
def test_reports_of_one_happening_come_together(way: Way) -> None:
    assert groups(way(CORPUS)) == groups(STORY)


@pytest.mark.parametrize("way", WAYS)
def test_a_story_is_named_by_its_first_article_and_told_in_order_of_arrival(way: Way) -> None:
    found = way(CORPUS)
    assert list(found) == sorted(found, key=lambda i: (CORPUS[int(i)].day, i))
    assert set(found.values()) == {"00", "03", "06", "09"}


@pytest.mark.parametrize("way", WAYS)
@given(order=st.permutations(CORPUS))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_articles_does_not_matter(way: Way, order: list[Article]) -> None:
    found, wanted = way(order), way(CORPUS)
    assert (found, list(found)) == (wanted, list(wanted))


WORDS = "ferry harbour glacier tariff envoy Suva Lomé Quito cobalt locust strike ballot".split()
_ARTICLES = st.lists(
    st.builds(
        Article,
        st.text("abcdef", min_size=1, max_size=3),
        st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
        st.none() | st.integers(0, 900).map(lambda n: DAY + dt.timedelta(days=n)),
    ),
    max_size=9,
    unique_by=lambda a: a.id,
)


@given(_ARTICLES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_any_order_of_any_articles(articles: list[Article], chance: object) -> None:
    mixed = list(articles)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for way in WAYS:
        found = way(articles)
        assert way(mixed) == found
        assert set(found) == {a.id for a in articles}
        assert all(found[first] == first for first in found.values())


@given(_ARTICLES)
@settings(deadline=None)
def test_what_comes_later_changes_nothing_that_was_assigned(articles: list[Article]) -> None:
    found = stories_on_arrival(articles)
    by_id = {a.id: a for a in articles}
    for n in range(len(articles)):
        before = [by_id[i] for i in list(found)[:n]]
        assert stories_on_arrival(before) == {a.id: found[a.id] for a in before}


# -- time -------------------------------------------------------------------------------------------------------------


def moved(article: Article, new: str, days: int | None) -> Article:
    assert article.day is not None
    return Article(new, article.title, article.text, None if days is None else article.day + dt.timedelta(days=days))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("days", "same"), [(0, True), (20, True), (400, True), (4000, False)])
def test_the_same_words_many_years_later_are_another_happening(way: Way, days: int, same: bool) -> None:
    found = way([*CORPUS, moved(CORPUS[6], "later", days)])
    assert (found["later"] == "06") is same


@pytest.mark.parametrize("way", WAYS)
def test_an_article_without_a_day_is_known_by_its_words_and_comes_last(way: Way) -> None:
    found = way([moved(CORPUS[4], "0", None), *CORPUS])
    assert found["0"] == "03" and list(found)[-1] == "0"
    undated = [moved(a, a.id, None) for a in CORPUS]
    assert groups(way(undated)) == groups(STORY)


# -- collections that are all about one thing -------------------------------------------------------------------------

OWN = "quay pier dock jetty wharf mole".split()  # with a number each a word of one happening only


@pytest.mark.parametrize("way", WAYS)
def test_what_a_whole_collection_has_in_common_makes_no_story(way: Way) -> None:
    """All is about one pair of states, and each two articles report one happening: the names of states say little."""
    made = []
    for n in range(120):
        own = " ".join(f"{word}{n // 2}" for word in OWN)
        text = f"{own} in the talks of Peru and Ecuador in Quito and Lima"
        made.append(Article(f"{n:03}", "", text, DAY))
    assert len(set(way(made[:4]).values())) == 1  # of four articles nobody can tell what is usual
    found = way(made)
    assert groups({i: found[i] for i in list(found)[90:]}) == {
        frozenset((f"{n:03}", f"{n + 1:03}")) for n in range(90, 120, 2)
    }


# -- edges ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_few_articles(way: Way) -> None:
    assert way([]) == {}
    assert way([CORPUS[0]]) == {"00": "00"}
    assert way([CORPUS[0], moved(CORPUS[0], "copy", 1)]) == {"00": "00", "copy": "00"}
    assert way(CORPUS[2:4]) == {"03": "03", "02": "02"}


@pytest.mark.parametrize("way", WAYS)
def test_articles_without_telling_words_stand_alone(way: Way) -> None:
    empty = [
        Article("a", "", ""),
        Article("b", "", " \n"),
        Article("c", "The", "it was of the"),
        Article("d", "7", "x y"),
    ]
    assert way(empty) == {a.id: a.id for a in empty}
    found = way([*empty, *CORPUS])
    assert groups({i: found[i] for i in STORY}) == groups(STORY)


@pytest.mark.parametrize("way", WAYS)
def test_a_headline_is_enough(way: Way) -> None:
    found = way([*CORPUS, Article("wire", "Cyclone Niran hits Noumea", "", DAY)])
    assert found["wire"] == found["06"]


OTHERS = [
    ("es", "El volcán Pacaya cubre de ceniza el aeropuerto",
     "El aeropuerto de Guatemala fue cerrado porque la ceniza del volcán Pacaya cubrió la pista, y los vuelos de "
     "la mañana fueron desviados a San Salvador."),
    ("es", "Guatemala reabre su aeropuerto tras la ceniza del Pacaya",
     "Después de que el volcán Pacaya arrojara ceniza sobre la pista, el aeropuerto de Guatemala recibe otra vez "
     "los vuelos que habían sido desviados."),
    ("es2", "Los pescadores de Arica piden ayuda para sus barcos",
     "En el puerto de Arica los pescadores dicen que sus barcos no pueden salir porque el combustible es más caro "
     "que lo que les pagan por la anchoveta."),
    ("de", "Rheinfähre bei Bingen steht still",
     "Die Fähre über den Rhein bei Bingen fährt nicht mehr, weil das Wasser zu niedrig ist, wie der Betreiber "
     "mitteilte."),
    ("de2", "Almbauern in Tirol klagen über Wölfe",
     "Auf den Almen in Tirol wurden wieder Schafe gerissen, und die Bauern fordern, dass die Wölfe geschossen "
     "werden dürfen, wie das Land mitteilte."),
    ("ru", "Паром через Керченский пролив остановлен",
     "Паром через Керченский пролив остановлен из-за шторма, сообщили в порту; грузовики ждут на берегу."),
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_other_languages_are_told_apart_by_their_own_words(way: Way) -> None:
    made = [Article(f"o{n}", title, text, DAY) for n, (_, title, text) in enumerate(OTHERS)]
    found = way([*made, *CORPUS])
    assert groups(found) == groups(STORY) | groups({f"o{n}": row[0] for n, row in enumerate(OTHERS)})


@pytest.mark.parametrize("way", WAYS)
def test_two_articles_with_one_id_are_refused(way: Way) -> None:
    with pytest.raises(ValueError, match="same id"):
        way([CORPUS[0], CORPUS[0]])


# -- average link -----------------------------------------------------------------------------------------------------


def slow(size: int, alike: Mapping[tuple[int, int], float], least: float) -> list[int]:
    """The definition, step by step."""
    clusters = [[i] for i in range(size)]

    def mean(a: Iterable[int], b: Sequence[int]) -> float:
        pairs = [alike.get((min(i, j), max(i, j)), 0.0) for i in a for j in b]
        return sum(pairs) / len(pairs)

    while True:
        pairs = [(-mean(a, b), a[0], b[0], a, b) for n, a in enumerate(clusters) for b in clusters[n + 1 :]]
        best = min(pairs, default=None)
        if best is None or -best[0] < least:
            return [next(c[0] for c in clusters if i in c) for i in range(size)]
        clusters = sorted([*(c for c in clusters if c is not best[3] and c is not best[4]), sorted(best[3] + best[4])])


_PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
    st.integers(1, 64).map(lambda n: n / 64),  # sums and means of these come out the same in any order, or nearly
)


@given(_PAIRS)
def test_average_link_is_what_its_definition_gives(alike: dict[tuple[int, int], float]) -> None:
    told = [(a, b, score) for (a, b), score in alike.items()]
    assert average_link(8, told, 0.3) == slow(8, alike, 0.3)
    assert average_link(8, told[::-1], 0.3) == average_link(8, [(b, a, s) for a, b, s in told], 0.3)


def test_average_link_of_nothing() -> None:
    assert average_link(0, [], 0.5) == []
    assert average_link(3, [], 0.5) == [0, 1, 2]
    assert average_link(3, [(2, 1, 0.5)], 0.5) == [0, 1, 1]
