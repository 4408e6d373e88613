"""The text of a PDF as paragraphs: by pypdf, and by pdfminer.six where that finds none or only rubbish.

A PDF knows neither paragraphs nor what belongs to the article: lines are put together by their width, words that were
divided at a line's end are joined, and lines that run along the pages (title, number, address) are set behind the text.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.documents.decode import plain_text
from communique.documents.lines import ends_sentence, has_letters
from communique.errors import ItemError

_MOST_PAGES = 400  # a whole Sunday paper has fewer; a longer PDF is a book
_FEW_LETTERS = 40  # a page of them is a picture, or was drawn in a font whose letters are not known
_RUBBISH = 0.1  # share of marks for letters that are not known
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_RUNNING_PAGES = 3  # a line that stands at the edge of so many pages runs along them
_EDGE_LINES = 2
_SHORT_LINE = 0.72  # of the usual width: the line did not break for want of room
_ENDING_LINE = 0.9
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?i)[\s|–—-]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s|–—-]*")
_LIST = re.compile(r"(?:[•·▪◦*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
_DIVIDED = re.compile(r"([^\W\d_]{2,})[-‐\u00ad]$")
_JOINED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PdfText:
    """Paragraphs with an empty line between them; from ``running`` on stand the lines that run along the pages."""

    text: str
    running: int


def read_pdf(content: bytes) -> PdfText:
    """The text of a PDF.

    Raises:
        ItemError: ``pdf`` when it is damaged, locked, or has too many pages; ``no-text`` when its pages are pictures.
    """
    pages, failure = _pages(content)
    if not _readable(pages):
        if failure is None:
            raise ItemError("no-text", "its pages hold no text: pictures, or a font whose letters are not known")
        raise ItemError("pdf", failure)
    running, kept = _without_running([[line.strip() for line in plain_text(page).split("\n")] for page in pages])
    paragraphs = _paragraphs(kept)
    body = "\n\n".join(paragraphs)
    return PdfText("\n\n".join([body, *running]) if running else body, len(body))


def _pages(content: bytes) -> tuple[list[str], str | None]:
    """The pages by the reader that makes more of them, and why the first could not, if so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong with somebody's PDF is nothing to warn our users of
        pages, failure = _by_pypdf(content)
        if _readable(pages) or failure in (_LOCKED, _BOMB):
            return pages, failure
        others, also = _by_pdfminer(content)
    return (others, None) if _readable(others) else (pages, failure or also)


_LOCKED = "locked by a password"
_BOMB = "unpacks to more than a page may hold"  # pypdf stops there, pdfminer.six would unpack gigabytes


def _by_pypdf(content: bytes) -> tuple[list[str], str | None]:
    from pypdf import PdfReader  # only PDFs need it
    from pypdf.errors import FileNotDecryptedError, LimitReachedError, WrongPasswordError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if len(reader.pages) > _MOST_PAGES:
            raise ItemError("pdf", f"{len(reader.pages)} pages; the limit is {_MOST_PAGES}")
        return [page.extract_text() for page in reader.pages], None
    except (FileNotDecryptedError, WrongPasswordError):
        return [], _LOCKED
    except LimitReachedError:
        return [], _BOMB
    except ItemError:
        raise
    except Exception as error:  # damaged PDFs make it raise whatever Python can
        return [], f"damaged: {_told(error)}"


def _by_pdfminer(content: bytes) -> tuple[list[str], str | None]:
    from pdfminer.high_level import extract_text

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return extract_text(io.BytesIO(content), maxpages=_MOST_PAGES).split("\f"), None
    except Exception as error:
        return [], f"damaged: {_told(error)}"


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _readable(pages: Iterable[str]) -> bool:
    text = "".join(pages)
    found = sum(c.isalpha() for c in text)
    unknown = len(_UNKNOWN.findall(text))
    return found >= _FEW_LETTERS and unknown <= _RUBBISH * (found + unknown)


def _without_running(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """The lines that run along the pages, each once, and the pages without them. Their numbers may differ."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_numberless(page[i]) for i in _edge(page)})
    run = {key for key, count in edges.items() if count >= min(_RUNNING_PAGES, max(2, len(pages)))}
    running: dict[str, str] = {}
    kept = []
    for page in pages:
        at = {i for i in _edge(page) if _numberless(page[i]) in run or _PAGE_NUMBER.fullmatch(page[i])}
        for i in sorted(at):
            running.setdefault(_numberless(page[i]), page[i])
        kept.append([line for i, line in enumerate(page) if i not in at])
    return [line for line in running.values() if has_letters(line)], kept


def _edge(page: Sequence[str]) -> set[int]:
    filled = [i for i, line in enumerate(page) if line]
    return {*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]}


def _numberless(line: str) -> str:
    return _DIGITS.sub("#", line)


def _paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    lines = [line for page in pages for line in (*page, None)]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(0.85 * (len(lengths) - 1))] if lengths else 0
    words = {w.lower() for line in lines if line for w in _JOINED.findall(line)}
    paragraphs: list[str] = []
    last = ""  # the line before, empty where a paragraph is over
    for line in lines:
        if line is None:  # a page's end is no paragraph's
            continue
        if not line:
            last = ""
            continue
        same = not _ends(last, line, width) if last else bool(paragraphs) and _goes_on(paragraphs[-1], line)
        if same:
            paragraphs[-1] = _join(paragraphs[-1], line, words)
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _ends(last: str, line: str, width: int) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    if line[0].islower() or _DIVIDED.search(last):
        return False
    if _LIST.match(line):
        return True
    return len(last) < (_ENDING_LINE if ends_sentence(last) else _SHORT_LINE) * width


def _goes_on(last: str, line: str) -> bool:
    """Whether a sentence goes on over a gap, as it does from one page or column to the next."""
    return line[0].islower() and not ends_sentence(last) and len(last) > 40


def _join(first: str, second: str, words: set[str]) -> str:
    divided = _DIVIDED.search(first)
    rest = _JOINED.match(second)
    if divided is None or rest is None or not second[0].islower():
        return f"{first} {second}"
    head, tail = divided[1].lower(), rest[0].lower()
    hyphened = f"{head}-{tail}" in words and head + tail not in words
    return first + second if hyphened else first[: divided.end(1)] + second
