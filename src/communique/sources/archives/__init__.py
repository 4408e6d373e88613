"""Archives, compressed files and web archives. Nothing in them is ever written under a name that they give.

Reasons of what is skipped in them: ``unsafe-path``, ``link``, ``encrypted``, ``unsupported``; ``bomb`` for what unpacks
to too much; ``damaged``, ``truncated``; ``too-many`` files.
"""
