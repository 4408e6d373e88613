"""Mentions of happenings in many documents, to which of them are one. Pure."""
