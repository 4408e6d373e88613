"""Joins the rooms: builds the record out of pages. The only place that knows the order of the steps.

Empty, so that who needs only the words of `ports` does not load what starts processes.
"""
