"""The pages of functions: one an area, and the index by name."""

from __future__ import annotations

from html import escape

from .markup import area_file, rows

_RESULT = {
    "owned": "yours: give it back with nd_release",
    "borrowed": "borrowed: do not release it",
    "status": "ND_OK or an error",
    "reading": "not negative, or an error",
    "value": "cannot fail",
}


def area_page(area, about, functions, links):
    """(title, HTML) of the page of one area."""
    header = f"ndcore/{area}.h"
    head = (
        f"<h1>{area}</h1>\n<p>{links.text(about)}</p>\n"
        f"<p class='about'>{len(functions)} functions, declared in <code>&lt;{header}&gt;</code>.</p>\n"
    )
    lines = [(f"<code>{links.name(f['symbol'])}</code>", _badges(f), links.text(f["summary"])) for f in functions]
    summary = rows(("function", "state", "what it does"), lines)
    return area, head + summary + "".join(_function(f, links) for f in functions)


def _function(f, links):
    parts = [
        f'<section class="function" id="{f["symbol"]}">',
        f'<h2><a href="#{f["symbol"]}">{f["symbol"]}</a> {_badges(f)}</h2>',
        f"<pre class='signature'>{links.code(_broken(f['signature']))};</pre>",
        f"<p>{links.text(f['summary'])}</p>",
        *(f"<p>{links.text(paragraph)}</p>" for paragraph in f["description"]),
        _parameters(f, links),
        _facts(f, links),
        *_examples(f, links),
        "</section>\n",
    ]
    return "\n".join(part for part in parts if part)


def _badges(f):
    badges = [f'<span class="badge {f["state"]}">{f["state"]}</span>']
    if f["version"] > 1:
        badges.append(f'<span class="badge">version {f["version"]}</span>')
    if f["removed"]:
        badges.append(f'<span class="badge removed">removed in revision {f["removed"]}</span>')
    return " ".join(badges)


def _broken(signature):
    """A long signature with one parameter a line."""
    if len(signature) <= 90:
        return signature
    head, _, rest = signature.partition("(")
    return f"{head}(\n    " + rest[:-1].replace(", ", ",\n    ") + ")"


def _parameters(f, links):
    if not f["parameters"]:
        return ""
    lines = [
        (
            f"<code>{p['name']}</code>",
            f"<code>{links.code(p['type']['text'])}</code>",
            _properties(p, links),
            _meaning(p, links),
        )
        for p in f["parameters"]
    ]
    return rows(("parameter", "type", "passing", "meaning"), lines, "parameters")


def _properties(p, links):
    words = [p["direction"]]
    if p["ownership"]:
        words.append(p["ownership"])
    if p["optional"]:
        words.append("may be NULL")
    if p["default"] is not None:
        words.append(f"default <code>{links.code(p['default'])}</code>")
    return ", ".join(words)


def _meaning(p, links):
    text = links.text(p["text"])
    if p["length"]:
        text += f"{'; ' if text else ''}<span class='length'>length <code>{escape(p['length'])}</code></span>"
    if p["length_of"] and not p["text"]:
        text = "number of elements of " + ", ".join(f"<code>{name}</code>" for name in p["length_of"])
    return text


def _facts(f, links):
    result = f["returns"]
    facts = []
    if result["type"]["text"] != "void":
        facts.append(
            ("returns", "; ".join(filter(None, (links.text(result["text"]), links.text(_RESULT[result["kind"]])))))
        )
    if f["errors"]:
        facts.append(("errors", ", ".join(f"<code>{links.name(name)}</code>" for name in f["errors"])))
    facts.append(("threads", links.text(f["sections"].get("threads") or _threads(f))))
    if f["sections"].get("see"):
        facts.append(("see", links.text(f["sections"]["see"])))
    facts.append(
        (
            "since",
            f"revision {f['since']}" + (" at the earliest: a draft" if f["state"] == "draft" else "") + _versions(f),
        )
    )
    facts.append(
        ("source", f"<code>{f['source']}</code>" + (", not in calls by name" if "nocall" in f["flags"] else ""))
    )
    facts.append(("hashes", f"abi <code>{f['abi_hash']}</code>, call <code>{f['call_hash']}</code>"))
    return "<dl>" + "".join(f"<dt>{key}</dt><dd>{value}</dd>" for key, value in facts) + "</dl>"


def _threads(f):
    """What holds where the tag says nothing of it."""
    arrays = any(p["type"]["base"] == "nd_array" and p["direction"] != "out" for p in f["parameters"])
    return "safe from any thread" + ("; no other call may use an array that this one writes" if arrays else "")


def _versions(f):
    others = f["versions"]
    if len(others) < 2:
        return ""
    links = ", ".join(
        f'<a href="#{other["symbol"]}">{other["symbol"]}</a> since revision {other["since"]}' for other in others
    )
    return f"; versions: {links}"


def _examples(f, links):
    shown = [
        f'<figure class="example"><figcaption>{language}</figcaption>'
        f"<pre><code>{links.code(code)}</code></pre></figure>"
        for language, code in f["examples"]
    ]
    newest = max(f["versions"], key=lambda other: other["version"])
    if newest is not f:
        return [f"<p class='about'>Examples show the newest version, {links.text(newest['symbol'])}.</p>"]
    return [*shown, f"<p class='about'>For clients in C only. {links.text(f['c_only'])}</p>"] if f["c_only"] else shown


def index_page(api, links):
    """(title, HTML) of every function by name."""
    by_letter = {}
    for f in sorted(api["functions"], key=lambda f: f["symbol"]):
        by_letter.setdefault(f["name"][0], []).append(f)
    jumps = " ".join(f'<a href="#letter-{letter}">{letter}</a>' for letter in by_letter)
    parts = [f"<h1>Functions by name</h1>\n<p class='letters'>{jumps}</p>\n"]
    for letter, functions in by_letter.items():
        lines = [
            (
                f"<code>{links.name(f['symbol'])}</code>",
                links.text(f["summary"]),
                f"<a href='{area_file(f['area'])}'>{f['area']}</a>",
            )
            for f in functions
        ]
        parts.append(f'<h2 id="letter-{letter}">{letter}</h2>\n' + rows(("function", "what it does", "area"), lines))
    return "Functions by name", "".join(parts)
