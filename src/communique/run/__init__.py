"""Joins the rooms: builds the record out of pages. The only place that knows the order of the steps."""

from communique.run.build import build
from communique.run.ports import BuildReport, Coder, Linked, Merged, Progress, Rooms

__all__ = ["BuildReport", "Coder", "Linked", "Merged", "Progress", "Rooms", "build"]
