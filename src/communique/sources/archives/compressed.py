"""One compressed file: what it holds, under its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from communique.sources.archives.members import handed
from communique.sources.archives.metered import Meter
from communique.sources.archives.unpacking import Source, unpacked
from communique.sources.base import Blob, Desk, Item

_COMPRESSED = re.compile(r"\.(?:gz|bz2|xz)\Z", re.I)


def read_compressed(blob: Blob, desk: Desk) -> Iterator[Item]:
    """What a compressed file holds, under the file's own address; what that is, its bytes and its name tell."""
    meter = Meter.of(blob, desk.limits)
    source = Source(meter, partial(unpacked, blob.open, meter))
    name = _COMPRESSED.sub("", blob.name)
    yield from handed(Blob(blob.uri, name, source, None, blob.given, blob.seen, depth=blob.depth + 1), source, desk)
