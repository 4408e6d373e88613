"""Mails and mailboxes, as programs write them and as they break."""

from __future__ import annotations

import base64
import datetime as dt
import io
import mailbox
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Item, Limits, RawPage, Reader
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher
from communique.sources.mail import read_mail, read_mbox

TEXT = "Chad and Niger sign a pact.\n\nThe two armies will patrol together.\n"
LONG = "Mali recalls its ambassador from Paris, the foreign ministry said on Friday. " * 12
HEAD = "From: Sahel Times <news@sahel.example>\nSubject: Chad and Niger\nDate: Fri, 3 May 2024 10:00:00 +0200\n"


def blob_of(content: bytes, name: str = "a.eml") -> Blob:
    return Blob(name, name, lambda: io.BytesIO(content), len(content))


def read(content: bytes | str, reader: Reader = read_mail, limits: Limits | None = None) -> list[Item]:
    raw = content.encode() if isinstance(content, str) else content
    return list(reader(blob_of(raw), ReadingDesk(limits=limits or Limits())))


def short(items: list[Item]) -> list[tuple[str, str]]:
    return [(i.uri, i.reason if isinstance(i, Skipped) else i.media_type) for i in items]


def message(text: str = TEXT, html: str | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def test_one_mail(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    subject, date = "Chad and\u00a0Niger – a pact", "Fri, 3 May 2024 23:30:00 -0500"
    made = message(Message_ID="<1@sahel.example>", Subject=subject, Date=date)
    path.write_bytes(made.as_bytes(policy=SMTP))
    (page,) = FileFetcher(ReadingDesk(Given(language="en"))).fetch(str(path))
    assert isinstance(page, RawPage)
    assert page.uri == "mid:1@sahel.example"
    assert page.media_type == "text/plain"
    assert page.content.decode().replace("\r\n", "\n").split() == TEXT.split()
    assert page.given == Given(None, dt.date(2024, 5, 3), "Chad and Niger – a pact", "en")


SOURCES = [
    ("", None),
    ("List-Id: Sahel Daily <daily.sahel.example>\n", "Sahel Times"),
    ("List-Unsubscribe: <https://sahel.example/stop>\n", "Sahel Times"),
    ("List-Id: <daily.sahel.example>\n", "Sahel Times"),
]


@pytest.mark.parametrize(("header", "source"), SOURCES)
def test_only_newsletters_name_their_source(header: str, source: str | None) -> None:
    (page,) = read(HEAD + header + "\n" + TEXT)
    assert isinstance(page, RawPage)
    assert page.given.source == source


def test_list_without_the_senders_name() -> None:
    (page,) = read('From: news@sahel.example\nList-Id: "Sahel Daily" <daily.sahel.example>\n\n' + TEXT)
    assert isinstance(page, RawPage)
    assert page.given.source == "Sahel Daily"


def test_date_that_is_none() -> None:
    found = read("Subject: x\nDate: yesterday\n\n" + TEXT)
    assert short(found) == [("a.eml#1", "text/plain"), ("a.eml#1#published", "date")]


BODIES: list[tuple[str, str, str | None, str]] = [
    ("plain only", TEXT, None, "text/plain"),
    ("both say the same", LONG, f"<html><body><p>{LONG}</p></body></html>", "text/plain"),
    ("short, and both say the same", TEXT, f"<html><body><p>{TEXT}</p></body></html>", "text/plain"),
    ("plain says nothing", "View in your browser: https://x.example/1", f"<html><p>{LONG}</p></html>", "text/html"),
    ("plain is empty", " \n", f"<html><body><p>{TEXT}</p></body></html>", "text/html"),
    ("both are empty", " \n", " ", "empty"),
    ("nothing", "", None, "empty"),
]


@pytest.mark.parametrize(("text", "html", "what"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_the_part_that_says_more(text: str, html: str | None, what: str) -> None:
    assert [w for _, w in short(read(message(text, html).as_bytes()))] == [what]


TYPE = "Content-Type: text/plain; charset="
CODING = "Content-Transfer-Encoding: "
ENCODED: list[tuple[str, str, bytes, str | None]] = [
    ("utf-8", f"{TYPE}utf-8\n{CODING}8bit", "Zürich – Côte".encode(), "Zürich – Côte"),
    ("quoted-printable", f"{TYPE}iso-8859-1\n{CODING}quoted-printable", b"Z=FCrich=\n, C=F4te", "Zürich, Côte"),
    ("base64", f"{TYPE}utf-8\n{CODING}base64", base64.b64encode("Zürich".encode()), "Zürich"),
    ("utf-8 without charset", "X: y", b"Z\xc3\xbcrich", "Zürich"),
    ("utf-8 said to be ascii", f"{TYPE}us-ascii", b"Z\xc3\xbcrich", "Zürich"),
    ("unknown charset", f"{TYPE}x-klingon", b"Z\xc3\xbcrich", "Zürich"),
    ("a codec that is no charset", f"{TYPE}unicode_escape", rb"Z\xfcrich \d", r"Z\xfcrich \d"),
    ("punycode", f"{TYPE}punycode", b"Zrich-kva", "Zrich-kva"),
    ("a charset with NUL in it", f"{TYPE}us\0ascii", b"Zurich \xc3\xbc", "Zurich ü"),
    ("hex", f"{TYPE}hex", b"Zurich", "Zurich"),
    ("lone surrogates", f"{TYPE}utf-7", b"Z+2AA-rich", None),
    ("bytes that do not fit", f"{TYPE}utf-8", b"Z\xfcrich", "Z\ufffdrich"),
    ("base64 with rubbish", f"{CODING}base64", b"WsO8cmljaA=!\n", "Zürich"),
    ("unknown transfer encoding", f"{CODING}x-none", b"Zurich", "Zurich"),
    ("uuencode", f"{CODING}x-uuencode", b"begin 644 a\n#0V%T\n`\nend\n", "Cat"),
    ("broken uuencode", f"{CODING}x-uuencode", b"begin 999 a\n#0V", None),
]


@pytest.mark.parametrize(("head", "body", "text"), [row[1:] for row in ENCODED], ids=[row[0] for row in ENCODED])
def test_encodings(head: str, body: bytes, text: str | None) -> None:
    (page,) = read(f"Subject: x\n{head}\n\n".encode() + body)
    if text is not None:
        assert isinstance(page, RawPage)
        assert page.content.decode() == text


def test_bytes_of_no_known_charset_are_left_to_be_guessed_at() -> None:
    for head in (b"X: y", b"Content-Type: text/plain; charset=x-klingon"):
        (page,) = read(head + b"\n\nZ\xfcrich")
        assert isinstance(page, RawPage)
        assert page.content == b"Z\xfcrich"


def test_attachments_and_forwarded_mails() -> None:
    inner = message("Forwarded: " + TEXT, Message_ID="<2@x>", Subject="inner")
    unnamed = message("Unnamed: " + TEXT)
    made = message(Message_ID="<1@x>", Subject="outer")
    made.add_attachment(TEXT, filename="../../note.txt")
    made.add_attachment(b"<html><p>x</p></html>", maintype="text", subtype="html", filename="page.html")
    made.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="C:\\a\\b.pdf")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.zip")
    made.add_attachment(inner)
    made.add_attachment(unnamed)
    assert short(read(made.as_bytes())) == [
        ("mid:1@x", "text/plain"),
        ("mid:1@x!/note.txt", "text/plain"),
        ("mid:1@x!/page.html", "text/html"),
        ("mid:1@x!/b.pdf", "application/pdf"),
        ("mid:2@x", "text/plain"),
        ("mid:1@x!/2", "text/plain"),
    ]


def test_mails_within_mails() -> None:
    made = message("0", Message_ID="<0@x>")
    for n in range(1, 8):
        outer = message(str(n), Message_ID=f"<{n}@x>")
        outer.add_attachment(made)
        made = outer
    what = [w for _, w in short(read(made.as_bytes()))]
    assert what == ["text/plain"] * 4 + ["nested"]


def test_parts_within_parts_without_end() -> None:
    lines = ["Subject: x"]
    for n in range(900):
        lines += [f'Content-Type: multipart/mixed; boundary="{n}"', "", f"--{n}"]
    assert [w for _, w in short(read("\n".join(lines)))] in (["damaged"], ["empty"])


def test_more_parts_than_any_mail_has() -> None:
    part = "--x\nContent-Type: text/plain\n\na\n"
    content = f'Content-Type: multipart/mixed; boundary="x"\n\n{part * 2000}--x--\n'
    assert short(read(content)) == [("a.eml#1", "too-many")]
    assert short(read(content.replace("\n", "\r"))) == [("a.eml#1", "too-many")]


def test_parts_that_the_parser_would_hold_against_millions_of_lines() -> None:
    head = "\n".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}' for n in range(300))
    start = time.perf_counter()
    assert short(read(f"{head}\n\n{'a' * 10}" + "\n" * 1_000_000)) == [("a.eml#1", "too-many")]
    assert time.perf_counter() - start < 2


def test_encrypted() -> None:
    content = 'Message-ID: <1@x>\nContent-Type: multipart/encrypted; boundary="x"\n\n--x\n\nabc\n--x--\n'
    assert short(read(content)) == [("mid:1@x", "encrypted")]


def test_too_large_and_empty() -> None:
    assert short(read(HEAD + "\n" + LONG, limits=Limits(item=200))) == [("a.eml", "too-large")]
    assert short(read("  \n")) == [("a.eml", "empty")]


HOSTILE_HEADERS = [
    "Content-Type: text/plain; " + ";" * 50_000,
    "Content-Type: text/plain; " + '="' * 30_000,
    "Content-Type: text/plain; " + "a*=x;" * 20_000,
    "Content-Type: text/plain; " + "(" * 50_000,
    "Content-Disposition: " + "a*0*=x;" * 20_000,
    "From: " + "(" * 50_000,
    "Subject: " + "=?utf-8?q?a?= " * 20_000,
    "Subject: =?utf-8?b?/w==?=",
    "Message-ID: " + "<" * 50_000,
    "Message-ID: <>",
    "Date: " + "1" * 50_000,
    "Date: Fri, 99 May 99999 99:99:99 +9999",
    "List-Id: " + '"' * 1001,
    ": no name",
]


@pytest.mark.parametrize("header", HOSTILE_HEADERS, ids=range(len(HOSTILE_HEADERS)))
def test_hostile_headers_take_no_time(header: str) -> None:
    start = time.perf_counter()
    found = read(f"{header}\nSubject: x\nList-Unsubscribe: x\n\n{TEXT}")
    assert time.perf_counter() - start < 2
    assert any(isinstance(i, RawPage) or i.reason == "damaged" for i in found)


def test_text_cannot_give_itself_another_address() -> None:
    (page,) = read("Message-ID: <1@x>\n\n---\nurl: https://other.example/\n---\n" + TEXT)
    assert page.uri == "mid:1@x"


# Mailboxes


def test_mailbox_as_the_standard_library_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    box = mailbox.mbox(path)
    box.add(message("From here on, the armies patrol together.\n\nFrom Bamako it is 3 hours.\n", Message_ID="<1@x>"))
    box.add(message(TEXT))
    box.close()
    found = list(FileFetcher(ReadingDesk()).fetch(str(path)))
    assert short(found) == [("mid:1@x", "text/plain"), (f"{path.as_posix()}#2", "text/plain")]
    assert isinstance(found[0], RawPage)
    assert found[0].content.decode().startswith("From here on, the armies")
    assert "\nFrom Bamako" in found[0].content.decode()


FROM = "From a@x Mon Jan  1 10:00:00 2024\n"
MAIL = f"{HEAD}\n{TEXT}"
BOXES: list[tuple[str, str, list[str]]] = [
    ("empty", "", ["empty"]),
    ("only a From line", FROM, ["empty"]),
    ("two", f"{FROM}{MAIL}\nFrom - Mon Jan  1 10:00:00 2024\n{MAIL}", ["text/plain"] * 2),
    ("bare From lines", f"From \n{MAIL}\nFrom -\n{MAIL}", ["text/plain"] * 2),
    ("Windows line ends", f"{FROM}{MAIL}\n{FROM}{MAIL}".replace("\n", "\r\n"), ["text/plain"] * 2),
    ("a sentence is no From line", f"{FROM}{MAIL}\nFrom Paris, the minister went on.\n", ["text/plain"]),
    ("no blank line before it", f"{FROM}{MAIL}{FROM}x", ["text/plain"]),
    ("the first From line is lost", f"{MAIL}\n{FROM}{MAIL}", ["text/plain"] * 2),
]


@pytest.mark.parametrize(("content", "what"), [row[1:] for row in BOXES], ids=[row[0] for row in BOXES])
def test_mailboxes(content: str, what: list[str]) -> None:
    assert [w for _, w in short(read(content, read_mbox))] == what


def test_one_mail_of_a_mailbox_is_too_large() -> None:
    box = "".join(f"{FROM}{HEAD}\n{'x ' * n}\n\n" for n in (10, 5000, 20))
    found = short(read(box, read_mbox, Limits(item=2000)))
    assert found == [("a.eml#1", "text/plain"), ("a.eml#2", "too-large"), ("a.eml#3", "text/plain")]


def test_a_line_of_nothing_but_times_takes_no_time() -> None:
    box = f"{FROM}{HEAD}\n\nFrom {'11:11 ' * 10_000}\n\n{FROM}{MAIL}"
    start = time.perf_counter()
    assert [w for _, w in short(read(box, read_mbox))] == ["text/plain"] * 2
    assert time.perf_counter() - start < 1


def test_lines_longer_than_what_is_read_at_once() -> None:
    box = f"{FROM}{HEAD}\n{'x' * 70_000}\n\n{FROM}{MAIL}"
    assert [w for _, w in short(read(box, read_mbox))] == ["text/plain"] * 2


# Damage

WHOLE = message(LONG, f"<html><p>{LONG}</p></html>", Message_ID="<1@x>", Subject="x", Date="Fri, 3 May 2024 10:00:00")
WHOLE.add_attachment(TEXT, filename="a.txt")
WHOLE.add_attachment(message(Message_ID="<2@x>"))
BYTES = WHOLE.as_bytes()
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def check_items(items: list[Item]) -> None:
    for item in items:
        assert isinstance(item, (RawPage, Skipped))
        item.uri.encode()  # it can be stored
        if isinstance(item, RawPage):
            assert all(field is None or str(field).encode() for field in (item.given.title, item.given.source))


@pytest.mark.parametrize("reader", [read_mail, read_mbox])
def test_cut_anywhere(reader: Reader) -> None:
    for end in range(0, len(BYTES), 13):
        check_items(read(BYTES[:end], reader))


@pytest.mark.parametrize("reader", [read_mail, read_mbox])
@FUZZ
@given(content=st.binary(max_size=1000))
def test_any_bytes(reader: Reader, content: bytes) -> None:
    check_items(read(content, reader))
    check_items(read(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + content, reader))


CODED = ["", "text/plain; charset=", "attachment; filename*=", "<", "=?utf-8?b?", "message/rfc822;"]
NAMES = "From Subject Date List-Id Message-ID Content-Type Content-Disposition Content-Transfer-Encoding".split()


@FUZZ
@given(header=st.sampled_from(NAMES), value=st.text(max_size=60), known=st.sampled_from(CODED))
def test_any_header(header: str, value: str, known: str) -> None:
    check_items(read(f"List-Unsubscribe: x\n{header}: {known}{value}\n\n{TEXT}".encode("utf-8", "surrogatepass")))


@FUZZ
@given(changes=st.lists(st.tuples(st.integers(0, len(BYTES) - 1), st.integers(0, 255)), min_size=1, max_size=10))
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    made = bytearray(BYTES)
    for at, value in changes:
        made[at] = value
    check_items(read(bytes(made)))


def test_what_cannot_be_opened() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    for reader in (read_mail, read_mbox):
        assert short(list(reader(Blob("a", "a", refuse), ReadingDesk()))) == [("a", "unreadable")]
