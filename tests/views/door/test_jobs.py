"""Builds that pages ask for: what is kept, what is refused, and how a build ends."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.errors import CannotWrite, UsageError
from communique.views.door.failures import Refused
from communique.views.door.jobs import MOST_BYTES, MOST_SKIPPED, BuildShape, Jobs, Upload, keep, safe_name

ARTICLE = (
    b"Presidents meet in Lima\n\nLIMA, May 7, 2021 - Chilean President Sebastian Pinera met Peruvian President "
    b"Francisco Sagasti in Lima on May 6, 2021.\n"
)


def ended(jobs: Jobs, job: BuildShape) -> BuildShape:
    until = time.monotonic() + 60
    while jobs.get(job["id"])["state"] == "running":
        assert time.monotonic() < until, "the build does not end"
        time.sleep(0.05)
    return jobs.get(job["id"])


@given(st.text(max_size=400))
def test_any_name_becomes_one_of_a_file_here(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert "\0" not in safe
    assert safe.strip(".") == safe
    assert len(safe.encode()) <= 160


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x", "x"),
        ("..\\..\\x.txt", "x.txt"),
        ("..", "given"),
        ("", "given"),
        ("a/", "given"),
        (".htaccess", "htaccess"),
        ("nul\0.txt", "nul-.txt"),
        ("Đối thoại.html", "Đối thoại.html"),
        (f"{'á' * 300}.txt", f"{'á' * 60}.txt"),
    ],
)
def test_names_are_taken_apart(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_same_bytes_are_kept_once_and_others_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "r.record.given"
    first = keep(folder, Upload("a.txt", b"one"))
    assert keep(folder, Upload("a.txt", b"one")) == first
    second = keep(folder, Upload("../a.txt", b"two"))
    assert second != first
    assert keep(folder, Upload("a.txt", b"two")) == second
    assert (Path(first).read_bytes(), Path(second).read_bytes()) == (b"one", b"two")
    assert sorted(p.name for p in folder.iterdir()) == ["a-3fc4ccfe.txt", "a.txt"]
    assert not (tmp_path / "a.txt").exists()


def test_where_nothing_can_be_kept_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.record.given").write_text("a file where the folder should be")
    with pytest.raises(CannotWrite, match="given"):
        Jobs(tmp_path / "r.record").start([Upload("a.txt", ARTICLE)])


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "example.org", "/etc/passwd"])
def test_only_web_addresses_are_fetched(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="no web address"):
        Jobs(tmp_path / "r.record").start([], address=address)


def test_nothing_and_too_much_are_refused_before_anything_is_kept(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "r.record")
    with pytest.raises(UsageError, match="nothing was given"):
        jobs.start([])
    half = bytes(MOST_BYTES // 2 + 1)
    with pytest.raises(UsageError, match="more than 64 MB"):
        jobs.start([Upload("a.txt", half), Upload("b.txt", half)])
    assert jobs.all() == []
    assert list(tmp_path.iterdir()) == []


def test_one_build_at_a_time(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "r.record")
    job = jobs.start([Upload("a.txt", ARTICLE)], source="La Republica")
    with pytest.raises(Refused, match="under way") as refused:
        jobs.start([Upload("b.txt", b"another")])
    assert refused.value.status == 409
    with pytest.raises(Refused):
        jobs.start_sample()
    assert not (jobs.folder / "b.txt").exists()
    done = ended(jobs, job)
    assert (done["state"], done["read"], done["given"], done["error"]) == ("done", 1, ["a.txt"], "")
    assert done["new_claims"] >= 1
    assert done["said"] == "1 read"
    assert jobs.under_way() is None
    again = ended(jobs, jobs.start([Upload("a.txt", ARTICLE)], source="La Republica"))
    assert (again["read"], again["unchanged"], again["said"]) == (0, 1, "nothing new, 1 known already")
    assert [job["id"] for job in jobs.all()] == ["b-2", "b-1"]
    with communique.open(tmp_path / "r.record") as record:
        (document,) = record.documents()
    assert document.source is not None
    assert document.source.name == "La Republica"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("rubbish.bin", bytes(range(256)) * 8, "format"),
        ("damaged.pdf", b"%PDF-1.7 and then nothing of it", "pdf"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    jobs = Jobs(tmp_path / "r.record")
    failed = ended(jobs, jobs.start([Upload(name, content)]))
    assert failed["state"] == "failed"
    assert failed["error"].startswith(f"nothing could be read in {name}")
    assert reason in failed["error"]
    assert "\n" not in failed["error"]
    assert failed["hint"]
    assert str(tmp_path) not in failed["error"]
    # In a record that has something already, the rest of what was given would have been read.
    ended(jobs, jobs.start([Upload("a.txt", ARTICLE)]))
    done = ended(jobs, jobs.start([Upload(name, content)]))
    assert (done["state"], done["read"], [row["reason"] for row in done["skipped"]]) == ("done", 0, [reason])


def test_a_record_that_is_none_ends_the_build(tmp_path: Path) -> None:
    (tmp_path / "r.record").write_text("a letter to the editor")
    jobs = Jobs(tmp_path / "r.record")
    failed = ended(jobs, jobs.start([Upload("a.txt", ARTICLE)]))
    assert (failed["state"], "is not a record" in failed["error"]) == ("failed", True)


def test_a_build_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        Jobs(tmp_path / "r.record").get("b-1")
    assert refused.value.status == 404


def test_a_link_in_the_folder_is_not_written_through(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "r.record.given", tmp_path / "elsewhere.txt"
    folder.mkdir()
    (folder / "a.txt").symlink_to(elsewhere)
    kept = Path(keep(folder, Upload("a.txt", ARTICLE)))
    assert (kept.read_bytes(), kept.parent, kept.is_symlink()) == (ARTICLE, folder, False)
    assert not elsewhere.exists()
    elsewhere.write_bytes(ARTICLE)  # the same bytes: still not what was kept here
    assert Path(keep(folder, Upload("a.txt", ARTICLE))) == kept


def test_an_archive_of_many_files_is_told_of_in_part(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(MOST_SKIPPED + 5):
            archive.writestr(f"{n}.txt", b"")
        archive.writestr("article.txt", ARTICLE)
    jobs = Jobs(tmp_path / "r.record")
    done = ended(jobs, jobs.start([Upload("a.zip", packed.getvalue())]))
    assert (done["said"], len(done["skipped"])) == (f"1 read, {MOST_SKIPPED + 5} skipped", MOST_SKIPPED)
    with communique.open(tmp_path / "r.record") as record:
        assert len(record.skipped()) == MOST_SKIPPED + 5
