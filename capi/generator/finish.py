"""Joins what a tag says with what its signature says, and refuses what does not fit together."""

from __future__ import annotations

from .model import Where
from .words import apply_words, check_default, check_return, give_role, link_lengths


def finish(function, lines, sections, types):
    """Checks parameters, returns and errors against the signature; used by tags and one-liners alike."""
    where = function.where
    extras = {}
    for parameter_name, (line, direction, words, text) in lines.items():
        p = function.parameter(parameter_name)
        p.direction, p.text = direction, text
        extras[p.name] = apply_words(p, words, Where(where.path, line))
    link_lengths(function)
    for p in function.parameters:
        if p.name not in lines and not p.counts:
            raise where.error(
                f"{function.symbol}: parameter `{p.name}` is not documented",
                f"add a line ` * {p.name}  in …  what it is`",
            )
        give_role(function, p, extras.get(p.name, set()), types)
        check_default(function, p, types)
    returns = sections.pop("returns", "")
    kind_text, _, function.return_text = returns.partition("  ")
    function.return_text = function.return_text.strip()
    function.return_kind = check_return(function, kind_text.split(), types)
    words = [word.strip().partition("=") for word in sections.pop("numpy", "").split(",") if word.strip()]
    function.order = tuple(name for name, _, _ in words)
    function.defaults = {name: default for name, equals, default in words if equals}
    function.errors = _read_errors(function, sections.pop("errors", ""), types)
    function.sections = {name: text.rstrip() for name, text in sections.items()}


def _read_errors(function, text, types):
    names = []
    for part in text.split(","):
        name = part.split("(")[0].strip()
        if not name:
            continue
        if name not in types.constants or types.constants[name].value >= 0:
            raise function.where.error(
                f"{function.symbol}: `{name}` is no error code",
                "use the codes of include/ndcore/status.h, separated by commas",
            )
        names.append(name)
    return names
