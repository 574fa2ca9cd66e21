#!/usr/bin/env python3
"""What is wrong with a page of the report, a line each; exit 1 where there is anything.

    tests/report/html_page.py PAGE FOLDER

PAGE is a page in HTML of the report in FOLDER. It is read with Python's parser, which shares no code with the tools. It must
hold together (elements, ids, links, headings), ask for nothing outside of FOLDER and run nothing, be smaller than 1 MB, hold the
data that it links to as figures.ndjson has them, describe them for programs (schema.org), have colours that can be told
apart (WCAG 2.2, AA: 4.5 to 1), and, where its language is Chinese, be without English sentences.
"""

import csv
import html.parser
import io
import json
import pathlib
import re
import sys
import urllib.parse

VOID = {"meta", "br", "col", "hr", "img", "input", "link", "wbr"}
LARGEST = 1_000_000


class Page(html.parser.HTMLParser):
    """The elements of a page as far as the checks need them."""

    def __init__(self):
        super().__init__()
        self.faults, self.open, self.ids, self.asked, self.links = [], [], [], [], []
        self.texts, self.headings, self.language, self.style, self.data_set = [], [], "", "", ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.language = attributes.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "script" and attributes.get("type") != "application/ld+json":
            self.faults.append("it has a script")
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.asked += attributes.get("aria-labelledby", "").split()
        for name, value in attrs:
            if name in ("href", "xlink:href"):
                self.links.append((value, attributes.get("download")))
            elif name in ("src", "srcset", "action", "data", "poster") or name.startswith("on"):
                self.faults.append(f"<{tag}> has {name}")
            elif name in ("aria-label", "title"):
                self.texts.append(value)
            if name != "xmlns" and re.match(r"\s*(https?:)?//", value or ""):
                self.faults.append(f"<{tag}> leads out: {value}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends another element, line {self.getpos()[0]}")

    def handle_data(self, text):
        inner = self.open[-1] if self.open else ""
        if inner == "style":
            self.style += text
        elif inner == "script":
            self.data_set = self.data_set or text
        elif inner != "code":
            self.texts.append(text)


def structure(page):
    """Elements, ids, headings."""
    if page.open:
        yield f"not ended: {page.open}"
    for name in sorted({name for name in page.ids if page.ids.count(name) > 1}):
        yield f"the id {name} stands twice"
    for name in page.asked + [link[1:] for link, _ in page.links if link.startswith("#")]:
        if name not in page.ids:
            yield f"there is no id {name}"
    if page.headings[:1] != [1] or page.headings.count(1) != 1:
        yield "it has not one title"
    for before, after in zip(page.headings, page.headings[1:]):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    if re.search(r"url\(|@import", page.style):
        yield "its style asks for a file"


def as_cell(value):
    """A value of a record as a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if re.match(r"\s*[=+@-]", value) else value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def cells(record, prefix=""):
    """A record as the cells of its row; a field of an object is called by its path."""
    found = {}
    for key, value in record.items():
        found.update(cells(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: as_cell(value)})
    return found


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def is_there(folder, link):
    """Whether the link leads to a file; a report whose figures are no JSON documents has no such files at all."""
    return (folder / link).is_file() or (link.endswith(".json") and not list(folder.glob("figures/*.json")))


def data(page, folder, figures):
    """Links lead to what is there, and the data within the page are those of the figures."""
    held = 0
    for link, name in page.links:
        if link.startswith("data:text/csv;charset=utf-8,"):
            held += 1
            text = urllib.parse.unquote(link.partition(",")[2])
            if text.encode() != (folder / "figures" / name).read_bytes():
                yield f"its copy of {name} is another"
            yield from same_data(name, text, figures)
        elif not link.startswith("#") and not (re.fullmatch(r"figures/F\d+\.(csv|json)", link) and is_there(folder, link)):
            yield f"a link leads nowhere: {link[:80]}"
    if held < 10:
        yield f"it holds the data of {held} figures"


def same_data(name, text, figures):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    records = [record for record in figures if record["figure"][:3] == name.removesuffix(".csv")]
    if len(records) != len(rows) - 1:
        yield f"{name} has {len(rows) - 1} rows for {len(records)} records"
    for row, record in zip(rows[1:], records):
        kept = cells({key: value for key, value in record.items() if key not in ("pipeline", "inputs", "tool_version")})
        found = {key: cell for key, cell in zip(rows[0], row) if key != "licence" and (cell != "" or key in kept)}
        if {key: number(cell) for key, cell in found.items()} != {key: number(cell) for key, cell in kept.items()}:
            yield f"{name} has {found} for {kept}"


def described(page, folder, figures):
    """The data set in the words of schema.org."""
    told = json.loads(page.data_set)
    if told.get("@type") != "Dataset" or told.get("@context") != "https://schema.org" or not told.get("name"):
        yield "it describes no data set"
    if {part["propertyID"] for part in told["variableMeasured"]} != {record["figure"] for record in figures}:
        yield "its data set has other figures"
    for part in told["distribution"]:
        if not (folder / part["contentUrl"]).is_file():
            yield f"its data set names {part['contentUrl']}, which is not there"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(page):
    """Letters on what is behind them, in each of the page's sets of colours."""
    sets = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]*)\}", page.style)]
    if len(sets) != 3:
        yield f"it has {len(sets)} sets of colours for a light screen, a dark screen and paper"
    for colours in sets:
        for ink in ("ink", "soft", "accent"):
            for ground in ("paper", "shade"):
                dark, light = sorted((luminance(colours[ink]), luminance(colours[ground])))
                if (light + 0.05) / (dark + 0.05) < 4.5:
                    yield f"{ink} {colours[ink]} on {ground} {colours[ground]} is hard to read"


def english(page):
    """What is English on a Chinese page, beside names."""
    for text in page.texts:
        if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}|\b(the|of|and|with|value|period|note|none|total)\b", text):
            yield f"English: {text.strip()[:100]}"


def main():
    path, folder = map(pathlib.Path, sys.argv[1:])
    page = Page()
    text = path.read_text(encoding="utf-8")
    page.feed(text)
    page.close()
    figures = [json.loads(line) for line in (folder / "figures.ndjson").read_text(encoding="utf-8").splitlines()]
    faults = page.faults + [*structure(page), *data(page, folder, figures), *described(page, folder, figures), *contrast(page)]
    if page.language.startswith("zh"):
        faults += english(page)
    if len(text.encode()) >= LARGEST:
        faults.append(f"it has {len(text.encode())} bytes")
    for fault in faults:
        print(f"{path.name}: {fault}")
    sys.exit(1 if faults else 0)


main()
