"""The words of the project as frozen dataclasses, their ids, and the PLOVER ontology. Imports nothing but
``errors``.
"""
