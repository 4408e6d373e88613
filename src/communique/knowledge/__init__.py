"""What is known before any text is read: states, organisations, offices, outlets, places and happenings.

Pure look-ups over sourced tables in ``data/``. Every row says where it can be checked; the loader refuses a wrong one.
"""
