"""Examples of a function, in C and in Python: from its tag. Called by the pages and by the test that runs them."""

from __future__ import annotations


def examples(function):
    """[(language, code)] of one function."""
    sections = function["sections"]
    return [
        (language, sections[key]) for language, key in (("C", "example"), ("Python", "python")) if sections.get(key)
    ]
