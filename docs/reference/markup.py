"""Texts of tags as HTML: code in backticks, names of the API as links to where they are described."""

from __future__ import annotations

import re
from html import escape

_WORD = re.compile(r"`[^`]+`|https?://[^\s<>()]+[^\s<>().,;]|\b(?:nd|ND)_\w+\b")


class Links:
    """Where each name of the API is described."""

    def __init__(self, api):
        self.targets = {f["symbol"]: f"{area_file(f['area'])}#{f['symbol']}" for f in api["functions"]}
        for kind in ("handles", "aliases", "structs", "callbacks", "constants"):
            page = "handles" if kind == "aliases" else kind
            for item in api[kind]:
                self.targets[item["name"]] = f"{page}.html#{item['name']}"
        self.targets |= {name: f"status.html#{name}" for name in status_codes(api)}

    def name(self, name):
        """The name, linked if it is the API's."""
        target = self.targets.get(name)
        return f'<a href="{target}">{escape(name)}</a>' if target else escape(name)

    def code(self, text):
        """C code: every name of the API in it is a link."""
        return re.sub(r"\w+|[^\w]+", lambda m: self.name(m.group()), text)

    def text(self, text):
        """A sentence of a tag."""
        parts, end = [], 0
        for match in _WORD.finditer(text):
            parts.append(escape(text[end : match.start()]))
            parts.append(self._word(match.group()))
            end = match.end()
        return "".join(parts) + escape(text[end:])

    def _word(self, word):
        if word.startswith("`"):
            return f"<code>{self.code(word[1:-1])}</code>"
        if word.startswith("http"):
            return f'<a href="{escape(word)}">{escape(word)}</a>'
        return f"<code>{self.name(word)}</code>" if word in self.targets else escape(word)


def area_file(area):
    """An area may be called `index`: the prefix keeps the pages apart."""
    return f"area-{area}.html"


def status_codes(api):
    """{name: constant} of what an nd_status can be."""
    constants = api["constants"]
    last = next(i for i, c in enumerate(constants) if c["name"] == "ND_INTERNAL_ERROR")
    return {c["name"]: c for c in constants[: last + 1]}


def rows(head, lines, kind="wide"):
    """A table; cells are HTML. `kind` is a class of style.css."""
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>\n" for line in lines)
    return f'<div class="{kind}"><table><thead><tr>{cells}</tr></thead>\n<tbody>{body}</tbody></table></div>\n'
