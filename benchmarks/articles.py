"""Made-up articles for `near_duplicates.py`: a grammar over the knowledge tables, and reports alike but no copies.

Everything comes from one ``random.Random``, so a seed gives the same articles anywhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "communique" / "knowledge" / "data"

FIRST = (
    "Amina Boris Carla Dmitri Elif Farid Grace Hugo Ingrid Jamal Katya Luis Mei Nadia Omar Petra Qasim Rosa Sven "
    "Tariq Uma Viktor Wanjiru Ximena Yusuf Zofia"
).split()
LAST = (
    "Abara Bergström Castillo Dlamini Eriksen Farouk Georgiev Haddad Ivanova Jovanović Kimura Lindqvist Mbeki "
    "Novak Okafor Petrov Qureshi Ramos Sato Tanaka Ustinov Varga Weber Yilmaz Zhang Obradović Teixeira Karimov "
    "Mensah Silva"
).split()
OFFICE = [
    "foreign minister",
    "prime minister",
    "defence minister",
    "ambassador",
    "deputy foreign minister",
    "special envoy",
    "government spokeswoman",
    "trade minister",
    "head of the delegation",
    "national security adviser",
    "interior minister",
    "energy minister",
]
THING = [
    "the border crossing",
    "a gas pipeline",
    "fishing rights",
    "the prisoner exchange",
    "the stalled trade pact",
    "a joint naval patrol",
    "grain shipments",
    "the disputed islands",
    "visa rules",
    "the reopening of consulates",
    "water from the upper river",
    "flights between the capitals",
    "a loan for the new port",
    "the extradition of two bankers",
    "a satellite contract",
    "customs duties on steel",
    "refugees in the frontier camps",
    "the maritime boundary",
    "an arms embargo",
    "radar stations near the coast",
    "the railway through the mountains",
    "a fibre cable under the strait",
    "the price of electricity",
    "stolen antiquities",
    "inspections of the reactor",
    "the fate of missing soldiers",
]
ACT = [
    "accused",
    "thanked",
    "criticised",
    "warned",
    "assured",
    "contradicted",
    "briefed",
    "pressed",
    "rebuked",
    "congratulated",
    "lobbied",
    "reminded",
]
HOW = [
    "in unusually sharp terms",
    "behind closed doors",
    "over a working lunch",
    "during a televised address",
    "in a letter seen by reporters",
    "without naming anyone",
    "after weeks of silence",
    "at the request of mediators",
    "on the margins of a summit",
    "before flying home",
    "despite objections from parliament",
    "with little prior notice",
    "in a phone call late at night",
    "at a hastily arranged press conference",
]
NOUN = (
    "harbour orchard ledger winter garrison bridge market lantern treaty valley convoy factory archive senate "
    "glacier monastery tariff reservoir beacon cathedral quarry vineyard turbine shipyard granary festival "
    "caravan observatory embankment foundry museum checkpoint plateau airfield monsoon customs-house ferry "
    "lighthouse tunnel stadium"
).split()
ADJ = (
    "fragile costly distant patient crowded reluctant northern contested rusting generous hurried sceptical "
    "frozen bilateral quiet unfinished outdated provisional stubborn ambitious narrow forgotten dusty lucrative "
    "seasonal informal rival neutral temporary mountainous"
).split()
VERB = (
    "postpone finance rebuild inspect fortify abandon expand dismantle supervise reopen privatise survey "
    "modernise insure evacuate illuminate relocate renovate subsidise patrol"
).split()
TAIL = [
    "officials familiar with the file said",
    "according to two diplomats",
    "the ministry's minutes show",
    "a draft circulated this week suggests",
    "analysts at a local institute believe",
    "residents interviewed there recalled",
    "court papers indicate",
    "the opposition claims",
    "a parliamentary committee noted",
    "engineers on the site explained",
]
TEMPLATES = [
    "{P} of {S} {act} {p} of {T} {how} on {day}, bringing up {thing} and the {adj} {noun}.",
    "The plan to {verb} the {adj} {noun} near {city} would cost {n} million dollars, {tail}.",
    "{tail2}, {S} had offered to {verb} a {noun} in return for talks about {thing}.",
    "By {day}, {n} trucks were waiting outside {city}, where the {adj} {noun} had been closed since {month}.",
    "“{q1},” {p} said {how}.",
    "Neither {S} nor {T} has said when experts will {verb} the {noun}, although {n} of them are already in {city}.",
    "In {city}, shopkeepers close to the {adj} {noun} spoke of {thing} as what {adj2} governments always {verb}.",
    "A former {office}, now writing about {thing}, called the dispute a {adj} {noun} with {n} doors.",
    "{S} first tried to {verb} the {noun} in {year}, when {p} was still {office}.",
    "What began as a quarrel about {thing} has reached the {noun}, the {noun2} and even the {adj} {noun3} of {city}.",
    "The {office} of {T} left {city} {how}; a {adj} delegation stays behind to discuss {thing}.",
    "Under the terms, {n} inspectors may {verb} each {noun} twice before {month}, {tail}.",
    "“{q2},” read a statement from {city}, which {T} published {how}.",
    "Trade between {S} and {T} fell by {n} percent in {year}, mostly because of {thing}.",
    "People near the {noun2} still {verb} what is left of the {adj} {noun}, {n} kilometres from {city}.",
    "{p} said nothing of {thing}, which {adj} observers in {city} took for a sign that the {noun} may {verb2}.",
]
QUOTE = [
    "we will not {verb} a {adj} {noun} merely because somebody in {city} finds {thing} inconvenient",
    "whoever wants to {verb} the {noun} must first explain {thing} to the families of {city}",
    "a {adj} {noun} is better than a {adj2} {noun2}, and {thing} can wait until {month}",
    "my country has paid {n} million for this {adj} {noun}, and it will not {verb} it for {thing}",
    "there is no {adj} way to {verb} {thing}; there is only the long road past the {noun} of {city}",
]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Article:
    """``series``: what the piece is of, for the listing of errors."""

    title: str
    text: str
    series: str = "report"


def column(file: str, name: str) -> list[str]:
    """One column of a knowledge table, its different values in order."""
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return sorted({row[name] for row in csv.DictReader(opened) if row[name]})


class Grammar:
    """Sentences by chance, of so many parts that hardly a run of four words comes twice."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.states = column("states.csv", "name")
        self.cities = column("cities.csv", "name")

    def facts(self) -> dict[str, str]:
        """The words of one event."""
        pick = self.chance.choice
        facts = {"S": pick(self.states), "T": pick(self.states), "city": pick(self.cities), "thing": pick(THING)}
        return facts | {"P": f"{pick(FIRST)} {pick(LAST)}", "p": f"{pick(FIRST)} {pick(LAST)}", "day": pick(DAYS)}

    def fill(self, template: str, facts: dict[str, str]) -> str:
        """A template with the facts of the event and everything else by chance."""
        pick = self.chance.choice
        words = {"act": pick(ACT), "how": pick(HOW), "office": pick(OFFICE), "n": str(self.chance.randint(3, 950))}
        words |= {f"{k}{m}": pick(v) for k, v in (("adj", ADJ), ("noun", NOUN), ("verb", VERB)) for m in ("", 2, 3)}
        words |= {"tail": pick(TAIL), "tail2": pick(TAIL).capitalize(), "month": pick(MONTHS)}
        words |= {"year": str(self.chance.randint(1950, 2024)), "city": pick(self.cities), "thing": pick(THING)}
        if "{q" in template:
            words |= {"q1": self.fill(pick(QUOTE), facts), "q2": self.fill(pick(QUOTE), facts)}
        known = {k: v for k, v in facts.items() if self.chance.random() < 0.6 or k not in words}
        filled = template.format(**(words | known))
        return filled[0].upper() + filled[1:]

    def report(
        self, facts: dict[str, str], sentences: int, said: Sequence[str] = (), of: Sequence[str] = TEMPLATES
    ) -> Article:
        """A report of one event that has the quotations ``said`` in it."""
        told = [self.fill(self.chance.choice(of), facts) for _ in range(sentences)]
        for quotation in said:
            told.insert(self.chance.randint(1, len(told)), f"“{quotation}.” So said {facts['P']} of {facts['S']}.")
        paragraphs, at = [], 0
        while at < len(told):
            size = self.chance.randint(1, 3)
            paragraphs.append(" ".join(told[at : at + size]))
            at += size
        title = f"{facts['S']} and {facts['T']} at odds over {facts['thing']}"
        return Article(title, "\n\n".join(paragraphs), "report")

    def one_event(self, reports: int) -> Iterator[Article]:
        """Independent reports of one event: the names and two long quotations are the same."""
        facts = self.facts()
        said = tuple(
            f"{self.fill(self.chance.choice(QUOTE), facts)}, and {self.fill(self.chance.choice(QUOTE), facts)}"
            for _ in range(2)
        )
        templates = self.chance.sample(TEMPLATES, len(TEMPLATES))
        for i in range(reports):  # no reporter has another's sentences
            made = self.report(facts, self.chance.randint(5, 18), said, templates[i::reports])
            yield Article(made.title, made.text, "one event")

    def bulletins(self, pieces: int) -> Iterator[Article]:
        """A series: one form, filled in each time with other figures, days and winners; or cables, with other names."""
        facts = self.facts()
        form = [CABLE] if self.chance.random() < 0.3 else self.chance.sample(FORMS, 5)
        for _ in range(pieces):
            if form == [CABLE]:
                now = self.facts() | {"S": facts["S"], "P": facts["P"], "city": facts["city"]}
            else:
                now = facts | {"day": self.chance.choice(DAYS)}
            numbers = {f"n{k}": f"{self.chance.uniform(1, 9000):,.2f}" for k in range(8)}
            numbers |= {f"m{k}": str(self.chance.randint(2, 99)) for k in range(8)}
            told = " ".join(form).format(**now, **numbers, move=self.chance.choice(["up", "down", "higher", "lower"]))
            yield Article(f"{facts['city']} bulletin", told, "bulletin")


CABLE = (
    "{P} of {S} sent a cable of congratulations to {p}, President of the Republic of {T}, on the anniversary of the "
    "independence day of his country. In the cable he expressed his sincere congratulations and best wishes of good "
    "health and happiness to the President, and of steady progress and prosperity to the government and people of {T}."
)
FORMS = [
    "The main index of the {city} exchange closed at {n0} points on {day}, {move} by {m0} points from the day before.",
    "Traders said that turnover reached {n1} million, against a monthly mean of {n2} million, with {m1} shares rising.",
    "The currency of {S} was quoted at {n3} to the dollar at the end of the session, the central bank said on {day}.",
    "Gold sold for {n4} an ounce in the bazaar of {city}, while a barrel of the local crude went for {m2} dollars.",
    "The weather office expects {m3} degrees by day and {m4} by night, with winds of {m5} kilometres an hour.",
    "At the gauge below the old bridge the river stood at {m6} centimetres on {day} morning, {m7} above last week.",
]


def made(seed: int, count: int, sentences: tuple[int, int] = (6, 30)) -> list[Article]:
    """So many articles, of which no two are copies: plain ones, reports of one event, bulletins."""
    grammar = Grammar(Random(seed))
    articles: list[Article] = []
    while len(articles) < count:
        kind = grammar.chance.random()
        if kind < 0.08:
            articles += grammar.one_event(grammar.chance.randint(2, 4))
        elif kind < 0.11:
            articles += grammar.bulletins(grammar.chance.randint(2, 12))
        else:
            articles.append(grammar.report(grammar.facts(), grammar.chance.randint(*sentences)))
    return articles[:count]
