"""Puts the reference together: every page in one frame, the stylesheet, and the index for the search."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path

import markdown
from markdown.extensions.toc import TocExtension

from .examples import all_examples, read_c_only
from .functions import area_page, index_page
from .markup import Links, area_file, rows
from .types import callbacks_page, constants_page, handles_page, status_page, structs_page

HERE = Path(__file__).resolve().parent
_OF_TYPES = {
    "handles": handles_page,
    "status": status_page,
    "constants": constants_page,
    "structs": structs_page,
    "callbacks": callbacks_page,
}


def build(root, target):
    """Writes the whole site; (file names, functions without an example in C)."""
    api = json.loads((root / "frontends/api.json").read_text(encoding="utf-8"))
    links = Links(api)
    made, c_only = all_examples(api["functions"]), read_c_only()
    for f in api["functions"]:
        f["examples"] = made[f["symbol"]]
        f["c_only"] = c_only.get(f["symbol"])
    areas = by_area(api)
    written = {f"{path.stem}.html": page_by_hand(path) for path in sorted((root / "docs").glob("*.md"))}
    written["examples.html"] = _examples_page(api, links)
    about = {area["name"]: area["text"] for area in api["areas"]}
    generated = {area_file(name): area_page(name, about[name], functions, links) for name, functions in areas.items()}
    types = {f"{name}.html": page(api, links) for name, page in _OF_TYPES.items()}
    index = {"functions.html": index_page(api, links)}
    groups = [("Guide", written), ("Functions", index | generated), ("Types", types)]
    home = {"index.html": ("ndcore", _home(api, areas, groups, links))}
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    pages = {name: page for group in (home, *(pages for _, pages in groups)) for name, page in group.items()}
    for name, (title, body) in pages.items():
        (target / name).write_text(_frame(name, title, body, groups, api), encoding="utf-8")
    for asset in ("style.css", "search.js"):
        shutil.copyfile(HERE / asset, target / asset)
    _write_search(target, api, links, written)
    return list(pages), without_example(api)


def by_area(api):
    """{area: functions by name}; each function knows all versions of its name."""
    areas, versions = {}, {}
    for f in api["functions"]:
        areas.setdefault(f["area"], []).append(f)
        f["versions"] = versions.setdefault(f["name"], [])
        f["versions"].append(f)
    return {area: sorted(areas[area], key=lambda f: (f["name"], f["version"])) for area in sorted(areas)}


def page_by_hand(path):
    """(title, HTML) of a page in Markdown; links between such pages lead to their HTML. A long page begins with its
    contents."""
    text = path.read_text(encoding="utf-8")
    if text.count("\n## ") > 3:
        text = text.replace("\n## ", "\n[TOC]\n\n## ", 1)
    toc = TocExtension(toc_depth="2-3")
    body = markdown.markdown(text, extensions=["tables", "fenced_code", toc, "sane_lists"])
    body = re.sub(r'href="([\w-]+)\.md(#[^"]*)?"', r'href="\1.html\2"', body)
    # The sources are no part of the site: of a link to them the text stays.
    body = re.sub(r'<a href="(?:\.\./|(?!https?:)[^"#]*/)[^"]*">(.*?)</a>', r"\1", body)
    body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    return path.stem.replace("-", " ").capitalize(), body


def without_example(api):
    shown = {f["name"] for f in api["functions"] if f["examples"]}
    return [f["symbol"] for f in api["functions"] if f["name"] not in shown]


def _examples_page(api, links):
    """(title, HTML): what the examples stand on, and which functions have none."""
    functions = api["functions"]
    missing = without_example(api)
    listed = ", ".join(links.text(symbol) for symbol in missing)
    reasons = [(f"<code>{links.name(f['symbol'])}</code>", links.text(f["c_only"])) for f in functions if f["c_only"]]
    return "Examples", (
        f"<h1>Examples</h1>\n<p>{len(functions) - len(missing)} of {len(functions)} functions have an example in C, "
        f"{sum('Python' in dict(f['examples']) for f in functions)} in Python too. Each is run by the tests: its "
        "comments "
        "are what it prints. In C they stand in a function's body, and leave out the checks that a program needs; "
        "functions "
        "in front of a blank line stand outside. <code>show</code> is</p>\n"
        f"<pre><code>{links.code((HERE / 'show.h').read_text(encoding='utf-8'))}</code></pre>\n"
        "<p>In Python they begin with</p>\n<pre><code>import ndcore as nd</code></pre>\n"
        f"<h2>For clients in C only</h2>\n{rows(('function', 'why there is no example in Python'), reasons)}"
        + (f"<h2>Without an example</h2>\n<p>{listed}</p>\n" if missing else "")
    )


def _home(api, areas, groups, links):
    functions = api["functions"]
    stable = sum(f["state"] == "stable" for f in functions)
    parts = [
        "<h1>ndcore reference</h1>\n<p>NumPy's core as a plain shared library: "
        f"{len(functions)} functions in {len(areas)} areas, {stable} of them stable, {len(functions) - stable} draft. "
        f"ABI {api['abi']}, revision {api['revision']}, build <code>{api['build_hash']}</code>.</p>\n"
        "<p><span class='badge stable'>stable</span> functions keep their signature and behaviour for ever; "
        "<span class='badge draft'>draft</span> ones may change until a revision freezes them.</p>\n<div "
        "class='cards'>\n"
    ]
    for area, members in areas.items():
        names = ", ".join(f["name"] for f in members)
        parts.append(
            f'<a class="card" href="{area_file(area)}"><b>{area}</b> '
            f"<span>{len(members)}</span><small>{escape(names)}</small></a>\n"
        )
    parts.append("</div>\n")
    for heading, pages in groups:
        if heading != "Functions":
            items = "".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, (title, _) in pages.items())
            parts.append(f"<h2>{heading}</h2>\n<ul>{items}</ul>\n")
    return "".join(parts)


CURRENT = ' aria-current="page"'


def _navigation(current, groups):
    parts = []
    for heading, pages in groups:
        items = "".join(
            f'<li><a href="{name}"{CURRENT if name == current else ""}>{escape(title)}</a></li>'
            for name, (title, _) in pages.items()
        )
        parts.append(f"<h3>{heading}</h3><ul>{items}</ul>")
    return "".join(parts)


def _frame(name, title, body, groups, api):
    heading = "ndcore reference" if name == "index.html" else f"{title} · ndcore"
    navigation = _navigation(name, groups)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)}</title>
<link rel="stylesheet" href="style.css">
<script src="index.js" defer></script>
<script src="search.js" defer></script>
</head>
<body>
<header><a class="home" href="index.html">ndcore</a>
<form role="search"><input id="search" type="search" placeholder="Search ( / )" aria-label="Search"
  autocomplete="off"></form>
<span class="revision">revision {api["revision"]}</span></header>
<ol id="results" hidden></ol>
<div class="columns">
<nav><details class="menu" open><summary>Contents</summary>{navigation}</details></nav>
<main>
{body}</main>
</div>
</body>
</html>
"""


def _plain(text):
    return text.replace("`", "")


def _write_search(target, api, links, written):
    """The index as a script: a page opened from a file may not read other files."""
    entries = [[f["symbol"], links.targets[f["symbol"]], _plain(f["summary"])] for f in api["functions"]]
    for kind in ("handles", "structs", "callbacks", "constants"):
        entries += [[item["name"], links.targets[item["name"]], _plain(item.get("text", ""))] for item in api[kind]]
    entries += [[title, name, "page"] for name, (title, _) in written.items()]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    (target / "index.js").write_text(f"const ndIndex = [\n{lines}\n];\n", encoding="utf-8")
