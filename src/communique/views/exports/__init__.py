"""Formats that leave the house."""
