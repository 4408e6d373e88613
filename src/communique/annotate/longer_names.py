"""Names of states inside longer names and fixed phrases: streets, persons, companies, treaties, dishes, films."""

from __future__ import annotations

from communique.annotate.bodies import roles
from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.lexicon import word_classes
from communique.annotate.namesake_tables import surroundings, things, word_class
from communique.annotate.scene import Scene, form, names
from communique.knowledge.parts import part_names
from communique.knowledge.places import city_names

_INSIDE = frozenset({"compound", "nmod", "amod", "appos", "flat"})
_OPEN = frozenset('"“„«') | {"``"}
_CLOSE = frozenset('"”“»') | {"''"}
_RIVERS = frozenset({"Niger", "Jordan"})  # states that take no article
_TITLE_WORDS = 7  # a longer quotation is what somebody said
_LONGEST = 5  # words of a thing's name, with hyphens: "man o' war"
_APART = 3  # words between a name and its thing: "Vietnamese pot-bellied pigs"


def tail(scene: Scene, hit: Hit) -> bool:
    """ "Malta Avenue", "Georgian Bay", "American Airlines", "Capitol Records"."""
    i = hit.end
    return (
        form(hit) not in {"abbreviation", "people"}
        and not scene.title_case(hit.start)
        and scene.capital(i)
        and i not in scene.covered
        and scene.word(i) in word_class("tail")
        and scene.doc[i].sent == scene.doc[hit.start].sent
    )


def head_of_name(scene: Scene, hit: Hit) -> bool:
    """ "India Hicks", "Georgia Tech", "Paris Saint-Germain": not "China Development Bank" or "Kabul Airport"."""
    i = hit.end
    if form(hit) not in {"name", "capital"} or not scene.capital(i) or i in scene.covered or scene.title_case(i):
        return _given_adjective(scene, hit)
    token, root = scene.doc[i], scene.root(hit)
    stop = scene.run(i)
    joined = (root.dep_ in _INSIDE and root.i < root.head.i < stop + 1) or (
        hit.start <= token.head.i < hit.end and token.dep_ in _INSIDE
    )
    if not joined or token.tag_ not in {"NNP", "NNPS"} or (token.text.isupper() and len(token) > 1):
        return False
    if token.tag_ == "NNPS" and stop == i + 1:
        return False  # "the Rwanda Hutus"
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and scene.doc[hit.start].ent_type_ == "GPE":
        return False  # "the envoy for Somalia James Swan"
    if scene.word(hit.start - 1) in {"of", "for", "to", "in"} and _office(scene, hit.start - 2):
        return False  # "Mayor of London Sadiq Khan"
    owned = word_class("institution") | (word_class("site") if form(hit) == "capital" else frozenset())
    return not any(scene.word(k) in owned or k in scene.covered for k in range(i, stop))


def _office(scene: Scene, i: int) -> bool:
    hit = scene.covered.get(i)
    return (hit is not None and hit.kind is HitKind.TITLE) or scene.word(i) in word_class("institution")


def _given_adjective(scene: Scene, hit: Hit) -> bool:
    """ "German Pezzella": adjectives that people are called, where the tagger sees one person."""
    i = hit.end
    return (
        form(hit) == "adjective"
        and scene.word(hit.start) in word_class("given")
        and scene.capital(i)
        and i not in scene.covered
        and scene.doc[i].ent_type_ == "PERSON"
        and scene.doc[i].ent_iob_ == "I"
        and scene.doc[hit.start].ent_type_ == "PERSON"
    )


def end_of_name(scene: Scene, hit: Hit) -> bool:
    """ "Karen Ireland", "Mark Cuban", "Beth Israel", "New Madrid": not "Soviet Russia" or "Northern Cyprus"."""
    i = hit.start - 1
    if form(hit) in {"abbreviation", "seat"} or not scene.capital(i) or scene.title_case(i):
        return False
    before, first, root = scene.doc[i], scene.doc[hit.start], scene.root(hit)
    other = scene.covered.get(i)
    if other is not None and not (other.kind is HitKind.OUTLET and first.ent_type_ == before.ent_type_ == "PERSON"):
        return False
    one = first.ent_iob_ == "I" and first.ent_type_ in {"PERSON", "ORG", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT"}
    if before.lower_ in word_class("qualifier") | word_class("institution") or before.sent != first.sent:
        return False
    if before.text.isupper() and len(before.text.strip(".")) > 1:
        return False  # "NATO", "BBC": ships and honorifics have a rule of their own
    if before.text in city_names() or before.text in part_names():
        return False  # "Aleppo, Syria" without its comma
    if before.lower_ in roles() or before.lemma_.lower() in roles():
        return False
    given = scene.word(hit.start) in word_class("given") and root.dep_ in {"nsubj", "nsubjpass", "poss"}
    if form(hit) in {"adjective", "people"} and not ((one or given) and root.dep_ not in {"amod", "compound"}):
        return False
    if before.i == before.sent.start and not (one or given) and before.ent_type_ != "PERSON":
        return False  # any word has a capital there
    if before.ent_type_ in {"GPE", "NORP", "LOC", "DATE"} and first.ent_iob_ == "B":
        return False
    joined = before.head.i == root.i and before.dep_ in _INSIDE and before.tag_ in {"NNP", "NNPS"}
    return one or (joined and root.dep_ != "compound")


def honorific(scene: Scene, hit: Hit) -> bool:
    """ "Mr Jordan", "Hurricane Cuba", "HMS Kenya"."""
    i = hit.start - 1
    return (
        form(hit) in {"name", "capital", "adjective"}
        and i >= 0
        and scene.doc[i].text[0].isupper()
        and scene.word(i) in word_class("honorific")
        and scene.doc[i].sent == scene.doc[hit.start].sent
        and not (i == scene.doc[i].sent.start and "." not in scene.word(i) and scene.root(hit).dep_ == "amod")
    )


def surrounded(scene: Scene, hit: Hit) -> bool:
    """ "plaster of Paris", "Tour de France", "the river Jordan", "Order of Malta"."""
    surface = scene.surface(hit)
    for row in surroundings():
        if row.names and surface not in row.names:
            continue
        before = not row.before or any(_stands(scene, hit.start - len(p), p) for p in row.before)
        if before and (not row.after or any(_stands(scene, hit.end, p) for p in row.after)):
            return True
    return False


def _stands(scene: Scene, start: int, words: tuple[str, ...]) -> bool:
    return start >= 0 and all(scene.word(start + k) == w for k, w in enumerate(words))


def river(scene: Scene, hit: Hit) -> bool:
    """ "along the Niger": of some states only the river has an article."""
    return (
        scene.surface(hit) in _RIVERS
        and scene.word(hit.start - 1) == "the"
        and scene.root(hit).dep_ not in _INSIDE
        and scene.word(hit.end) not in {"of", "-", "–"}
        and not scene.capital(hit.end)
        and not any(c.dep_ == "conj" and scene.covered.get(c.i) in scene.states for c in scene.root(hit).children)
    )


def accord(scene: Scene, hit: Hit) -> bool:
    """ "the Lisbon Treaty", "the Minsk agreements": called after where they were signed."""
    return (
        form(hit) == "capital"
        and scene.word(hit.end) in word_class("accord")
        and scene.root(hit).dep_ in _INSIDE
        and scene.word(hit.start - 1) not in {"a", "an"}
    )


def thing(scene: Scene, hit: Hit) -> bool:
    """ "Brazil nuts", "Irish setter", "India pale ale", "Vietnamese pot-bellied pigs"."""
    if form(hit) in {"abbreviation", "people"}:
        return False
    meant = {n.text for n in names(hit)}
    for words in range(_LONGEST, 0, -1):
        at = range(hit.end, min(hit.end + words, len(scene.doc)))
        if len(at) == words and _listed(scene, at, meant) and not _sentence_begins(scene, hit):
            return not _made(scene, at[-1])
    head = scene.root(hit).head
    between = range(hit.end, head.i)
    if not 0 < len(between) <= _APART or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    busy = word_class("politics") | roles().keys()
    plain = all(
        scene.doc[k].pos_ in {"ADJ", "NOUN", "PUNCT", "ADV", "PROPN", "VERB"}
        and k not in scene.covered
        and scene.doc[k].lemma_.lower() not in busy
        and scene.word(k) != ","
        for k in between
    )
    return plain and _listed(scene, range(head.i, head.i + 1), meant) and not _made(scene, head.i)


def _made(scene: Scene, i: int) -> bool:
    """True where the thing stands before who makes or sells it: "French pastry chefs", "Turkish raki exports"."""
    following = scene.doc[i].head if scene.doc[i].dep_ == "compound" and scene.doc[i].head.i > i else None
    busy = word_class("maker") | word_class("person") | roles().keys()
    return following is not None and bool({following.lower_, following.lemma_.lower()} & busy)


def _listed(scene: Scene, at: range, meant: set[str]) -> bool:
    words = [scene.word(k) for k in at]
    last = scene.doc[at[-1]]
    if last.tag_ == "VBD" and last.dep_ == "ROOT":
        return False  # "Brunei inked eleven pacts" is no ink
    after = [scene.doc[k].lemma_.lower() for k in range(last.i + 1, min(last.i + 5, last.sent.end))]
    if last.lower_ == "ink" and word_classes()["accord"] & {*after}:
        return False  # "Fiji, New Zealand ink defence statement"
    for end in {last.lower_, last.lemma_.lower(), last.lower_.removesuffix("s")}:
        of = things().get((*words[:-1], end))
        if of is not None and (not of or of & meant):
            return True
    return False


def _sentence_begins(scene: Scene, hit: Hit) -> bool:
    """True where the name is a subject of the word that looks like a thing: "Iran drops", "India and Nepal inked"."""
    following, subject = scene.doc[hit.end], scene.root(hit)
    while subject.dep_ == "conj":
        subject = subject.head
    return following.pos_ in {"VERB", "AUX"} and subject.dep_ in {"nsubj", "nsubjpass", "ROOT"}


def language(scene: Scene, hit: Hit) -> bool:
    """ "in French", "translated from Korean", "spoke Chinese", "a Russian-language channel"."""
    if scene.surface(hit).lower() not in word_class("language"):
        return False
    if scene.word(hit.end) == "-" and scene.word(hit.end + 1) in {"language", "speaking", "speaker", "speakers"}:
        return True
    if scene.word(hit.end) == "speakers":
        return True
    token = scene.root(hit)
    while token.dep_ == "conj" and scene.covered.get(token.head.i) in scene.states:
        token = token.head
    first = scene.covered.get(token.i)
    if first is None or any(c.dep_ in {"det", "poss", "nummod"} for c in token.children):
        return False
    verbs = word_class("language_verb")
    if token.dep_ == "pobj" and token.head.i == token.left_edge.i - 1:
        preposition = token.head
        if preposition.lower_ in {"in", "into"}:
            return True
        return preposition.lower_ in {"from", "to"} and preposition.head.lemma_.lower() in verbs | {"switch"}
    return token.dep_ in {"dobj", "obj", "oprd"} and token.head.lemma_.lower() in verbs


def title(scene: Scene, hit: Hit) -> bool:
    """ "Brazil" in quotation marks beside a film, "Holiday in Cambodia" beside a band."""
    sent = scene.sentence(hit)
    start = next((i for i in range(hit.start - 1, sent.start - 1, -1) if scene.doc[i].text in _OPEN), None)
    end = next((i for i in range(hit.end, sent.end) if scene.doc[i].text in _CLOSE), None)
    if start is None or end is None or end - start - 1 > _TITLE_WORDS:
        return False
    quoted = scene.doc[start + 1 : end]
    small = [t for t in quoted if t.text[0].islower() and len(t) > 3 and t.is_alpha]
    said = scene.word(end - 1) in {".", "!", "?", ","} and end - 2 > hit.end
    if small or said or any(t.dep_ == "nsubj" and t.head in quoted for t in quoted):
        return False
    outside = {w for t in sent if not start <= t.i <= end for w in (t.lower_, t.lemma_.lower())}
    return bool(outside & word_class("medium"))


def vessel(scene: Scene, hit: Hit) -> bool:
    """ "the freighter Nauru Chief", "the ferry Lady Guyana", "a yacht called Malta"."""
    i = hit.start - 1
    if scene.word(i) in {"named", "called", "“", '"'} or (scene.capital(i) and i not in scene.covered):
        i -= 1
    if scene.word(i) not in word_class("vessel") or scene.capital(i) or form(hit) not in {"name", "capital"}:
        return False
    joined = scene.root(hit).dep_ == "appos" or scene.doc[i].dep_ == "compound"
    return joined or scene.capital(hit.end) or i < hit.start - 1


def of_a_person(scene: Scene, hit: Hit) -> bool:
    """True when the longer name that the hit belongs to is a person's, as far as the tagger tells."""
    near = range(max(hit.start - 1, 0), min(hit.end + 1, len(scene.doc)))
    return any(scene.doc[i].ent_type_ == "PERSON" for i in near) or scene.word(hit.start) in word_class("given")


def surnames(scene: Scene) -> set[str]:
    """Words that are the last of an office-holder's name: "Jordan" beside "Jim Jordan"."""
    return {scene.doc[h.end - 1].text for h in scene.hits if h.kind is HitKind.PERSON and h.end - h.start == 2}
