"""Archives and compressed files. Nothing in them is ever written under a name that they give.

Reasons of what is skipped in them: ``unsafe-path``, ``link``, ``encrypted``, ``unsupported``; ``bomb`` for what unpacks
to too much; ``damaged``, ``truncated``; ``too-many`` files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from communique.sources.base import Blob, Desk, Item
from communique.sources.members import handed
from communique.sources.metered import Meter
from communique.sources.tars import read_tar
from communique.sources.unpacking import Source, unpacked
from communique.sources.zips import read_zip

__all__ = ["read_compressed", "read_tar", "read_zip"]

_COMPRESSED = re.compile(r"\.(?:gz|bz2|xz)\Z", re.I)


def read_compressed(blob: Blob, desk: Desk) -> Iterator[Item]:
    """What a compressed file holds, under the file's own address; what that is, its bytes and its name tell."""
    meter = Meter.of(blob, desk.limits)
    source = Source(meter, partial(unpacked, blob.open, meter))
    name = _COMPRESSED.sub("", blob.name)
    yield from handed(Blob(blob.uri, name, source, None, blob.given, blob.seen, depth=blob.depth + 1), source, desk)
