"""Arrays as text with element functions of the user's (the option `formatter`): the layout that the library gives to
numbers, for words of any width. For printing.py.
"""

from __future__ import annotations

from .._array.base import info

__all__ = ["array_text", "function_for", "repr_text"]

_KEYS = {"b": ("bool",), "i": ("int", "int_kind"), "u": ("int", "int_kind"), "f": ("float", "float_kind"),
         "c": ("complexfloat", "complex_kind"), "V": ("void",)}  # fmt: skip
_IMPLIED = ("bool", "int64", "float64", "complex128")  # repr() does not name these


def function_for(a, functions):
    """The function that writes elements of the array's kind, the most special one; None if there is none."""
    keys = (*_KEYS[info(a).dtype.kind], "all")
    return next((functions[key] for key in keys if functions.get(key) is not None), None)


def array_text(a, write, options, separator, prefix, suffix):
    """The elements in brackets; `prefix` and `suffix` are lengths of what the caller puts around them."""
    about = info(a)
    if not about.size:
        return "[]"
    edge = options["edgeitems"] if about.size > options["threshold"] else None
    stripped = separator.rstrip()

    def shown(extent):
        if edge is None or extent <= 2 * edge:
            return range(extent)
        return (*range(edge), None, *range(extent - edge, extent))

    def in_lines(words, indent, room):
        lines = [indent]
        for i, word in enumerate(words):
            if len(lines[-1]) + len(word) > room and len(lines[-1]) > len(indent):
                lines[-1] = lines[-1].rstrip()
                lines.append(indent)
            lines[-1] += word if i == len(words) - 1 else word + separator
        return "\n".join(lines)

    def text(part, depth, indent, room):
        if not depth:
            return write(part)
        words = ["..." if i is None else text(part[i], depth - 1, indent + " ", room - 1) for i in shown(len(part))]
        if depth == 1:
            joined = in_lines(words, indent, room - max(len(stripped), 1))
        else:
            joined = indent + (stripped + "\n" * (depth - 1) + indent).join(words)
        return "[" + joined[len(indent) :] + "]"

    return text(a if about.ndim else a[()], about.ndim, " " * (prefix + 1), options["linewidth"] - suffix)


def repr_text(a, elements, options):
    """`array(…)` around the elements, with shape and dtype where they do not tell them."""
    about = info(a)
    extras = []
    if about.size > options["threshold"] or (not about.size and about.shape != (0,)):
        extras.append(f"shape={about.shape}")
    if about.dtype.name not in _IMPLIED or not about.dtype.isnative or not about.size:
        extras.append(f"dtype={about.dtype.name if about.dtype.isnative else repr(about.dtype.str)}")
    text = "array(" + elements
    if not extras:
        return text + ")"
    text, extra = text + ",", ", ".join(extras) + ")"
    in_last_line = len(text) - (text.rfind("\n") + 1)
    return text + (" " if in_last_line + len(extra) + 1 <= options["linewidth"] else "\n" + " " * len("array(")) + extra
