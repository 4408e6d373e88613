from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from communique import api, settings
from communique.model.records import Given
from communique.record.store import Store
from communique.run.build import build
from communique.run.house import rooms
from communique.run.inputs import fetching
from communique.views.server.app import make_app

ROOT = Path(__file__).parents[3]
SEEN = "2026-01-01T00:00:00+00:00"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped sample as `demo` builds it, under addresses and a time that are the same on any machine."""
    path = tmp_path_factory.mktemp("rest") / "sample.record"
    folder = Path(os.path.relpath(settings.sample_folder(), ROOT))
    fetch = fetching(Given(), {}, online=False, private=False)
    with chdir(ROOT), Store.open(path, create=True) as store:
        files = [f.as_posix() for f in sorted(folder.iterdir()) if f.suffix in (".txt", ".html")]
        build(store, (item for f in files for item in fetch(f)), rooms(settings.DEFAULT_MODEL, "test"), seen=SEEN)
    return path


@pytest.fixture(scope="session")
def app(sample: Path) -> FastAPI:
    return make_app(sample)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def record(sample: Path) -> Iterator[api.Record]:
    with api.open(sample) as opened:
        yield opened
