"""What all pages share: the templates with their filters, the frame around a page, and the page of what went wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import communique
from communique.views.dates import day_text
from communique.views.door.asking import query
from communique.views.door.failures import Problem
from communique.views.door.guard import may_write
from communique.views.door.headers import etag
from communique.views.languages import language
from communique.views.reasons import in_words, joined_by
from communique.views.render import sentences, telling
from communique.views.render.plain import clean_char, count, plain, shorten
from communique.views.shapes import HitRow

SECTIONS: tuple[tuple[str, str], ...] = (
    ("/", "Home"),
    ("/events", "Events"),
    ("/statements", "Statements"),
    ("/contradictions", "Contradictions"),
    ("/network", "Network"),
    ("/actors", "Actors"),
    ("/sources", "Sources"),
    ("/documents", "Documents"),
    ("/review", "Review"),
)
"""The main navigation: address and name."""

KINDS = {
    "d": "documents",
    "c": "claims",
    "s": "statements",
    "e": "events",
    "x": "contradictions",
    "j": "judgements",
}
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)
_NO_STATE = re.compile(r"no state is called '(.*)'", re.DOTALL)
_STATE = re.compile(r"(?:did you mean |, )?([^,]+?) \(([A-Z]{3})\)")
_MOST_WORDS = 12  # of a quotation that an address asks a browser to scroll to
_ID = re.compile(r"\b([dcsexj])-[0-9a-f]{12}\b|\b(?:state|person|org|body|group|office)[\w-]*:[\w.-]+")


def href(id: str) -> str:
    """The address of the page of anything that has an id; nothing for what has none.

    >>> href("e-0123456789ab"), href("person:wang-yi.chn"), href("state:rus")
    ('/events/e-0123456789ab', '/actors/person:wang-yi.chn', '/RUS')
    """
    if not id:
        return ""
    if id.startswith("state:"):
        return f"/{quote(id.removeprefix('state:').upper(), safe='')}"
    if ":" in id:
        return f"/actors/{quote(id, safe=':.-')}"
    kind = KINDS.get(id[:1]) if id[1:2] == "-" else None
    if kind == "judgements":
        return f"/judgements#{quote(id)}"
    return f"/{kind or 'sources'}/{quote(id, safe='')}"


def linked(text: str) -> Markup:
    """A line with the ids in it as links."""
    clean, out, at = plain(text), Markup(""), 0
    for found in _ID.finditer(clean):
        out += escape(clean[at : found.start()])
        out += Markup('<a href="{}">{}</a>').format(href(found.group()), found.group())
        at = found.end()
    return out + escape(clean[at:])


def in_days(text: str) -> str:
    """A line in which days stand as people write them.

    >>> in_days("its day is 2020-08-01 to 2020-08-30"), in_days("2020-02-30")
    ('its day is 1 Aug 2020 to 30 Aug 2020', '2020-02-30')
    """

    def shown(found: re.Match[str]) -> str:
        try:
            return shown_day(found[0])
        except ValueError:
            return found[0]

    return _DAY.sub(shown, text)


class _Shown(dict[int, str]):
    """How each character is shown, found when it is first met: texts are long, and have few different ones."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = found = char if char == "\n" else clean_char(char) or "\u2060"
        return found


_SHOWN = _Shown()


def at_words(document: str, text: str) -> str:
    """The address of the very words in their document: browsers scroll to what stands behind ``:~:text=``.

    >>> at_words("d-0123456789ab", "a re-run in Lima")
    '/documents/d-0123456789ab#:~:text=a%20re%2Drun%20in%20Lima'
    """
    words = " ".join(text.split()[:_MOST_WORDS])
    return f"{href(document)}#:~:text={quote(words, safe='').replace('-', '%2D')}" if words else href(document)


def at_match(hit: HitRow) -> str:
    """The address of the words that a search found, in their document."""
    if not hit["marks"]:
        return href(hit["document"])
    start, end = hit["marks"][0]
    line = hit["excerpt"][start:].partition("\n")[0]
    whole = line if start + len(line) < len(hit["excerpt"]) else line[: max(line.rfind(" "), end - start)]
    return at_words(hit["document"], whole)


def showable(text: str) -> str:
    """Article text as it may be shown, every character for one of its own, so that offsets hold.

    Line ends stay; what turns the direction of writing becomes a character of no width that does not.
    """
    return text.translate(_SHOWN)


def marked(text: str, marks: Sequence[Sequence[int]], name: str = "mark") -> Markup:
    """Text with stretches of it in an element; ``marks`` are sorted offsets that do not overlap."""
    clean, out, at = showable(text), Markup(""), 0
    tag = Markup(name)
    for start, end in marks:
        out += escape(clean[at:start]) + Markup("<{0}>{1}</{0}>").format(tag, clean[start:end])
        at = end
    return out + escape(clean[at:])


def shown_day(day: str | None) -> str:
    """An ISO day for people."""
    return day_text(date.fromisoformat(day[:10])) if day else "undated"


def _plain(value: Any) -> Any:
    """What stands in a template comes out without control and direction marks; markup of ours as it is.

    A blank at either end stays, for templates join words by ``{{ ", " if not loop.last }}``.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    before, after = (" " if end.isspace() else "" for end in (value[:1], value[-1:]))
    return f"{before}{plain(value)}{after}"


def static_folder() -> Path:
    """Where the static files lie."""
    return Path(str(resources.files("communique.views"))) / "static"


@cache
def static_href(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    content = (static_folder() / name).read_bytes()
    return f"/static/{name}?v={etag(content)[1:9]}"


@pass_context
def _with_query(context: Context, **changed: object) -> str:
    """The address of this page with some of its query changed; None takes a key away."""
    request: Request = context["request"]
    kept: dict[str, object] = {}
    for key in dict.fromkeys(request.query_params.keys()):
        kept[key] = request.query_params.getlist(key)
    kept.pop("cursor", None)
    told = query(**{**kept, **changed})
    return f"{address_of(request)}?{told}" if told else address_of(request)


def address_of(request: Request) -> str:
    """The path of this page as an address: two slashes, or one and a backslash, would lead to another site."""
    return "/" + quote(str(request.scope["path"]).lstrip("/"), safe="/:", errors="replace")


@cache
def templates() -> Environment:
    """The environment of all templates: everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("communique.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    made.filters.update(
        at_match=at_match,
        count=count,
        day=shown_day,
        href=href,
        in_days=in_days,
        in_words=in_words,
        language=language,
        linked=linked,
        marked=marked,
        quote=quote,
        shorten=shorten,
        showable=showable,
    )
    made.globals.update(
        joined_by=joined_by,
        query=query,
        say=sentences,
        sections=SECTIONS,
        static=static_href,
        tell=telling,
        with_query=_with_query,
    )
    return made


def page(request: Request, template: str, *, status: int = 200, **shapes: Any) -> Response:
    """One page.

    Args:
        request: whose page it is.
        template: its file under `templates/`.
        status: of HTTP.
        shapes: what the template shows.
    """
    return HTMLResponse(render(request, template, **shapes), status_code=status)


def render(request: Request, template: str, **shapes: Any) -> str:
    """The HTML of a page or of a part of one."""
    return (
        templates()
        .get_template(template)
        .render(
            request=request,
            here=address_of(request),
            version=communique.__version__,
            writable=may_write(request),
            record_name=request.app.state.records.path.name,
            **shapes,
        )
    )


def is_part(request: Request) -> bool:
    """True when htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


def _near(request: Request, found: Problem) -> list[tuple[str, str]]:
    """Where a state that there is none of may lead instead: the name of each near one, and the same address with it."""
    told = _NO_STATE.match(found["error"])
    if told is None:
        return []
    wrong, parts = told[1].casefold(), [unquote(part) for part in request.url.path.split("/")]
    asked = request.query_params.multi_items()

    def address(code: str) -> str:
        path = "/".join(quote(code if part.casefold() == wrong else part, safe=":") for part in parts)
        pairs = [(key, code if value.strip().casefold() == wrong else value) for key, value in asked]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    return [(name, address(code)) for name, code in _STATE.findall(found["hint"])]


def failure_page(request: Request, found: Problem, headers: Mapping[str, str]) -> Response:
    """The page of what went wrong."""
    answer = page(request, "failure.html", status=found["status"], problem=found, near=_near(request, found))
    answer.headers.update(headers)
    return answer
