"""The HTML reference: it is built from this tree, nests well, holds every function and has no dead link."""

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from commands import ROOT, run

sys.path.insert(0, str(ROOT))

from docs.reference.site import build, page_by_hand

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """Ids, links and text of a page; complains of elements that do not close in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.problems, self.words = [], [], [], [], []
        self.feed(text)
        self.close()
        self.problems += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        self.links += [attributes[key] for key in ("href", "src") if key in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"line {self.getpos()[0]}: </{tag}> closes nothing")

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    target = tmp_path_factory.mktemp("docs")
    run(sys.executable, "-B", "-m", "docs.reference", target, cwd=ROOT)
    return target


@pytest.fixture(scope="module")
def pages(site):
    return {path.name: Page(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}


@pytest.fixture(scope="module")
def api():
    return json.loads((ROOT / "frontends/api.json").read_text(encoding="utf-8"))


def test_elements_nest_and_ids_are_unique(pages):
    for name, page in pages.items():
        assert page.problems == [], name
        assert len(page.ids) == len(set(page.ids)), name


def test_a_page_that_does_not_nest_is_found():
    assert Page("<p><b>text</p></b>").problems
    assert Page("<p>text").problems


def test_every_link_leads_somewhere(site, pages):
    for name, page in pages.items():
        for link in page.links:
            if link.startswith("https://"):
                continue
            file, _, anchor = link.partition("#")
            assert not file or (site / file).exists(), f"{name}: {link}"
            assert not anchor or anchor in pages[file or name].ids, f"{name}: {link}"


def test_nothing_is_loaded_from_elsewhere(site):
    for path in [*site.glob("*.html"), *site.glob("*.css"), *site.glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert 'src="http' not in text, path.name
        assert "url(" not in text, path.name
        assert "@import" not in text, path.name


def test_every_item_of_the_api_has_its_place(pages, api):
    for f in api["functions"]:
        page = pages[f"area-{f['area']}.html"]
        assert f["symbol"] in page.ids
        assert f["symbol"] in pages["functions.html"].words
        words = " ".join("".join(page.words).split())
        assert f["abi_hash"] in words
        assert " ".join(f["summary"].replace("`", "").split()) in words
    for kind in ("handles", "structs", "callbacks"):
        assert {item["name"] for item in api[kind]} <= set(pages[f"{kind}.html"].ids)
    constants = set(pages["constants.html"].ids) | set(pages["status.html"].ids)
    assert {c["name"] for c in api["constants"]} <= constants
    words = " ".join("".join(pages["constants.html"].words).split())
    assert any(c["about"] for c in api["constants"])
    assert [c["name"] for c in api["constants"] if c["about"].replace("`", "") not in words] == []
    for area in api["areas"]:
        assert area["text"].replace("`", "") in " ".join("".join(pages[f"area-{area['name']}.html"].words).split())


def test_every_parameter_and_result_is_explained(api):
    """Shapes, dtypes and values stand in these texts; a count follows from what it counts."""
    functions = api["functions"]
    bare = [
        (f["symbol"], p["name"]) for f in functions for p in f["parameters"] if not p["text"] and not p["length_of"]
    ]
    results = [f for f in functions if f["returns"]["kind"] not in ("status", "void")]
    assert bare + [(f["symbol"], "returns") for f in results if not f["returns"]["text"]] == []


def test_what_takes_memory_says_that_there_may_be_none(api):
    owned = [f for f in api["functions"] if f["returns"]["kind"] == "owned"]
    assert [f["symbol"] for f in owned if "ND_NO_MEMORY" not in f["errors"]] == []


def test_every_type_constant_and_field_is_explained(api):
    """A reserved field says that it is 0; a status of success speaks for itself."""
    things = [t for kind in ("handles", "structs", "callbacks", "constants") for t in api[kind]]
    assert [t["name"] for t in things if not t["text"] and t["name"] not in ("ND_OK", "nd_api_head")] == []
    fields = [(s["name"], f["name"], f["text"]) for s in api["structs"] for f in s["fields"]]
    assert [(struct, name) for struct, name, text in fields if not text] == []


def test_every_page_by_hand_is_there(pages):
    for path in (ROOT / "docs").glob("*.md"):
        assert f"{path.stem}.html" in pages


def test_versions_of_a_function_name_each_other(api, tmp_path):
    first = next(f for f in api["functions"] if f["symbol"] == "nd_sqrt")
    first |= {"state": "stable", "removed": None}
    second = first | {"symbol": "nd_sqrt_v2", "version": 2, "since": 2, "state": "draft"}
    root = tmp_path / "root"
    (root / "frontends").mkdir(parents=True)
    (root / "frontends/api.json").write_text(
        json.dumps(api | {"functions": [*api["functions"], second]}), encoding="utf-8"
    )
    build(root, tmp_path / "site")
    text = (tmp_path / "site/area-elementwise.html").read_text(encoding="utf-8")
    parts = {name: text.split(f'id="{name}"')[1].split("</section>")[0] for name in ("nd_sqrt", "nd_sqrt_v2")}
    for part in parts.values():
        assert '"#nd_sqrt"' in part
        assert '"#nd_sqrt_v2"' in part
    assert "badge stable" in parts["nd_sqrt"]
    assert "figure" not in parts["nd_sqrt"]
    assert "badge draft" in parts["nd_sqrt_v2"]
    assert "version 2" in parts["nd_sqrt_v2"]
    assert "figure" in parts["nd_sqrt_v2"]


def test_the_search_knows_every_name_and_its_target(site, pages, api):
    text = (site / "index.js").read_text(encoding="utf-8")
    entries = json.loads(text.removeprefix("const ndIndex = ").rstrip().removesuffix(";"))
    names = {name for name, _, _ in entries}
    assert {f["symbol"] for f in api["functions"]} | {c["name"] for c in api["constants"]} <= names
    for _, target, _ in entries:
        file, _, anchor = target.partition("#")
        assert not anchor or anchor in pages[file].ids


def test_a_long_page_begins_with_its_contents(tmp_path):
    path = tmp_path / "long-page.md"
    path.write_text("# Long\n\nText.\n" + "".join(f"\n## Part {i}\n\nText.\n" for i in range(4)), encoding="utf-8")
    title, body = page_by_hand(path)
    assert title == "Long page"
    assert Page(body).links == ["#part-0", "#part-1", "#part-2", "#part-3"]


def test_links_out_of_the_site_leave_their_text(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(
        "[a](other.md#x), [b](../capi/README.md), [c](https://example.org/), [d](#here)\n", encoding="utf-8"
    )
    body = page_by_hand(path)[1]
    assert Page(body).links == ["other.html#x", "https://example.org/", "#here"]
    assert "b" in body


def test_what_is_missing_is_said(tmp_path):
    done = subprocess.run(
        [sys.executable, "-B", "-c",
            "from docs.reference.site import build; import sys, pathlib; build(*map(pathlib.Path, sys.argv[1:]))",
            tmp_path, tmp_path / "out"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "api.json" in done.stderr
    assert not (tmp_path / "out").exists()
