"""Which sentences no shipped model learns from."""

from __future__ import annotations

import hashlib

SHARE = 12  # one in so many


def held_out(text: str) -> bool:
    """By a hash of the words, so that a sentence stays where it is when the corpus grows."""
    return hashlib.blake2b(text.encode(), digest_size=4).digest()[0] % SHARE == 0
