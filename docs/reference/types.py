"""The pages of what is no function: handles, constants, status codes, structs, callbacks."""

from __future__ import annotations

import re

from .markup import rows, status_codes


def handles_page(api, links):
    users = {name: [] for name in (h["name"] for h in api["handles"])}
    for f in api["functions"]:
        if f["returns"]["type"]["base"] in users and f["returns"]["kind"] == "owned":
            users[f["returns"]["type"]["base"]].append(f["symbol"])
    parts = [
        "<h1>Handles</h1>\n<p>Objects are named by opaque handles. They are looked up, never dereferenced: a null, "
        "released, "
        f"forged or wrong-typed one gives {links.text('ND_INVALID_HANDLE')}. An owned handle is given back with "
        f"{links.text('nd_release')}, a borrowed one is not.</p>\n"
    ]
    for handle in api["handles"]:
        name = handle["name"]
        makers = ", ".join(f"<code>{links.name(symbol)}</code>" for symbol in users[name]) or "handed out borrowed only"
        parts.append(
            f'<section id="{name}"><h2>{name}</h2>\n<pre class="signature">typedef struct {name} {name};</pre>\n'
            f"<p>{links.text(handle['text'][:1].upper() + handle['text'][1:])}.</p>\n"
            f"<p>Since revision {handle['since']}. Made by: {makers}.</p></section>\n"
        )
    parts.append("<h2>Names for numbers</h2>\n")
    lines = [
        (f'<code id="{a["name"]}">{a["name"]}</code>', f"<code>{a['type']}</code>", f"revision {a['since']}")
        for a in api["aliases"]
    ]
    return "Handles", "".join(parts) + rows(("name", "is", "since"), lines)


def _constant_rows(constants, links):
    return rows(
        ("name", "value", "meaning", "revision"),
        [
            (f'<code id="{c["name"]}">{c["name"]}</code>', c["value"], links.text(c["text"]), c["since"])
            for c in constants
        ],
    )


def status_page(api, links):
    raised = {name: [] for name in status_codes(api)}
    for f in api["functions"]:
        for name in f["errors"]:
            raised[name].append(f["symbol"])
    parts = [
        "<h1>Status codes</h1>\n<p>A function that makes one object returns NULL on failure, every other a status; the "
        "record of "
        f"the failure is read with {links.text('nd_last_error')}. {links.text('ND_INVALID_HANDLE')} and "
        f"{links.text('ND_INTERNAL_ERROR')} can come from any function, {links.text('ND_CANCELLED')} from any that "
        "runs under a "
        f"token; where {links.text('ND_FLOATING_POINT_ERROR')} can come, a handler of the floating-point status can "
        "give "
        f"{links.text('ND_CALLBACK_ERROR')}.</p>\n",
        _constant_rows(status_codes(api).values(), links),
    ]
    for name, symbols in raised.items():
        if symbols:
            functions = ", ".join(f"<code>{links.name(symbol)}</code>" for symbol in symbols)
            parts.append(
                f"<details><summary><code>{name}</code>: {len(symbols)} "
                f"functions</summary><p>{functions}</p></details>\n"
            )
    return "Status codes", "".join(parts)


def constants_page(api, links):
    families = {}
    for constant in api["constants"]:
        if constant["name"] not in status_codes(api):
            families.setdefault(_family(constant["name"]), []).append(constant)
    parts = ["<h1>Constants</h1>\n"]
    for family, constants in families.items():
        about = dict.fromkeys(links.text(c["about"]) for c in constants if c["about"])
        parts.append(f'<h2 id="{family.lower().replace(" ", "-")}">{family}</h2>\n')
        parts += [f"<p>{text}</p>\n" for text in about]
        parts.append(_constant_rows(constants, links))
    return "Constants", "".join(parts)


def _family(name):
    known = {
        "ND_(BOOL|U?INT\\d+|B?FLOAT\\d+|COMPLEX\\d+)": "Type codes",
        "ND_(NATIVE|SWAPPED|LITTLE|BIG)": "Byte orders",
        "ND_(C_CONTIGUOUS|F_CONTIGUOUS|OWNDATA|ALIGNED|WRITEABLE)": "Flags of arrays",
    }
    for pattern, family in known.items():
        if re.fullmatch(pattern, name):
            return family
    return "ND_" + name.split("_")[1]


def structs_page(api, links):
    parts = [
        "<h1>Structs</h1>\n<p>Passed by pointer. The caller sets <code>struct_size</code> to <code>sizeof</code> of "
        "the struct it "
        "was compiled with; a struct grows at its end only.</p>\n"
    ]
    for s in api["structs"]:
        lines = [
            (
                f"<code>{field['name']}{_extent(field)}</code>",
                f"<code>{links.code(field['type']['text'])}</code>",
                field["offset"],
                links.text(field["text"]),
            )
            for field in s["fields"]
        ]
        parts.append(
            f'<section id="{s["name"]}"><h2>{s["name"]}</h2>\n<p>{links.text(s["text"])}</p>\n'
            f"<p class='about'>{s['size']} bytes, aligned to {s['align']}; since revision {s['since']}.</p>\n"
            + rows(("field", "type", "offset", "meaning"), lines)
            + "</section>\n"
        )
    return "Structs", "".join(parts)


def callbacks_page(api, links):
    parts = ["<h1>Callbacks</h1>\n"]
    for c in api["callbacks"]:
        parameters = ", ".join(_declared(p) for p in c["parameters"])
        pointer = _declared({"type": c["returns"], "name": f"(*{c['name']})"})
        signature = f"typedef {pointer}({parameters});"
        parts.append(
            f'<section id="{c["name"]}"><h2>{c["name"]}</h2>\n<pre class="signature">{links.code(signature)}</pre>\n'
            f"<p>{links.text(c['text'])}</p>\n<p class='about'>Since revision {c['since']}.</p></section>\n"
        )
    return "Callbacks", "".join(parts)


def _declared(p):
    text = p["type"]["text"]
    return f"{text}{'' if text.endswith('*') else ' '}{p['name']}"


def _extent(field):
    return f"[{field['count']}]" if field["count"] else ""
