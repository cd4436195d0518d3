"""Reads the six forms of a plan's report and holds every number of its tables against each other.

The JSON carries each cell as a person and as a program reads it; the others must say the same.
"""
import csv
import json
import os
import re
import sys
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

name = sys.argv[1]
problems = []


def check(holds, what):
    if not holds:
        problems.append(what)


def near(a, b):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-300)


def raw(cell):
    """The number of a cell, None where it has none."""
    if isinstance(cell, dict) and cell.get("is") == "number" and isinstance(cell["value"], float | int):
        return cell["value"]
    return None


def text(cell):
    return cell if isinstance(cell, str) else cell["text"]


with open(name + ".json", encoding="utf-8") as file:
    result = json.load(file)
tables = [b["table"] for b in result["report"]["blocks"] if "table" in b]
numbers = [[[raw(c) for c in r["cells"]] for r in t["rows"] if r.get("style") != "section"] for t in tables]
count = sum(n is not None for t in numbers for r in t for n in r)
check(count > 20, f"only {count} numbers")

# The tables rest on the figures: a linked number is its figure's.
figures = {}
for part in result["cases"] + ([result["fleet"]] if "fleet" in result else []):
    for figure in part["figures"]:
        figures[part["key"], figure["name"]] = figure["value"]
linked = 0
for table in tables:
    for row in table["rows"]:
        for column, cell in zip(table["columns"], row["cells"]):
            if not isinstance(cell, dict) or (cell.get("of"), cell.get("figure")) not in figures:
                continue
            value, figure = raw(cell), figures[cell["of"], cell["figure"]]
            # Quantities of a bill and prices of a million tokens are in the unit that is shown.
            if value is None or not isinstance(figure, float | int) or column["key"] == "quantity":
                continue
            check(near(value, figure), f"{column['key']}: {value}, figure {cell['figure']} {figure}")
            linked += 1
check(linked > 5, f"only {linked} links")

# CSV: the same numbers in the same cells.
with open(name + ".csv", encoding="utf-8", newline="") as file:
    groups = [g for g in file.read().split("\r\n\r\n") if g]
check(len(groups) == len(tables), f"CSV has {len(groups)} tables, not {len(tables)}")
for group, expected in zip(groups, numbers):
    rows = list(csv.reader(group.splitlines()))[1:]
    check(len(rows) == len(expected), "CSV rows")
    for row, values in zip(rows, expected):
        for found, value in zip(row, values):
            if value is not None:
                check(near(float(found), value), f"CSV {found}, not {value}")

# Markdown: the same, with signs beside the numbers.
with open(name + ".md", encoding="utf-8") as file:
    lines = [l for l in file.read().splitlines() if l.startswith("|")]
found = []
for line in lines:
    cells = [re.sub(r"[*\\≥†├└─ ]|&[a-z]+;", "", c) for c in re.split(r"(?<!\\)\|", line)[1:-1]]
    found.append(cells)
place = 0
flat = [v for t in numbers for r in t for v in [r]]
rows = [r for r in found if not all(set(c) <= set("-:") and c for c in r)]
for values in flat:
    wanted = [v for v in values if v is not None]
    if not wanted:
        continue
    while place < len(rows):
        cells = rows[place]
        place += 1
        try:
            if all(near(float(cells[i]), v) for i, v in enumerate(values) if v is not None):
                break
        except (ValueError, IndexError):
            pass
    else:
        problems.append(f"Markdown lacks {wanted}")
        place = 0


# HTML: the texts that people read, in order.
class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.cell, self.inside, self.depth = [], None, False, 0

    def handle_starttag(self, tag, attributes):
        classes = dict(attributes).get("class", "") or ""
        if tag == "div" and classes == "answer":
            self.inside = True
        if tag == "section" and not classes and self.inside:
            self.inside = False
        if not self.inside:
            return
        if tag == "table":
            self.tables.append([])
        if tag == "tr" and self.tables:
            self.tables[-1].append([])
        if tag in ("td", "th") and self.tables:
            self.cell = ""
        if tag == "abbr":
            self.depth += 1

    def handle_data(self, data):
        if self.cell is not None and not self.depth:
            self.cell += data

    def handle_endtag(self, tag):
        if tag == "abbr":
            self.depth -= 1 if self.depth else 0
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append(self.cell.strip())
            self.cell = None


page = Page()
with open(name + ".html", encoding="utf-8") as file:
    page.feed(file.read())
check(len(page.tables) == len(tables), f"HTML has {len(page.tables)} tables, not {len(tables)}")
for shown, table in zip(page.tables, tables):
    expected = [[text(c).strip() for c in r["cells"]] for r in table["rows"]]
    for row, cells in zip(shown[1:], expected):
        check(row[: len(cells)] == cells, f"HTML {row}, not {cells}")

# XLSX: the numbers on the first page, in order.
if os.path.exists(name + ".xlsx"):
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(name + ".xlsx") as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = []
    for row in sheet.iter(space + "row"):
        values = []
        for cell in row.iter(space + "c"):
            value = cell.find(space + "v")
            if cell.get("t") is None and value is not None:
                values.append(float(value.text))
        cells.append(values)
    place = 0
    for values in flat:
        wanted = [v for v in values if v is not None]
        if not wanted:
            continue
        while place < len(cells) and not (
            len(cells[place]) == len(wanted) and all(near(a, b) for a, b in zip(cells[place], wanted))
        ):
            place += 1
        if place == len(cells):
            problems.append(f"XLSX lacks {wanted}")
            place = 0
        place += 1

# Screen: every text, but for columns that a narrow terminal leaves out.
with open(name + ".txt", encoding="utf-8") as file:
    screen = re.sub(r"\s+", " ", file.read())
for table in tables:
    key = max(table["columns"], key=lambda c: c["priority"] if c["alignment"] == "number" else -1)
    index = table["columns"].index(key)
    for row in table["rows"]:
        if index < len(row["cells"]) and raw(row["cells"][index]) is not None:
            shown = text(row["cells"][index])
            # Numbers stand on the decimal point, so that a unit may stand apart.
            pattern = r"\s*".join(re.escape(c) for c in shown.replace(" ", ""))
            check(re.search(pattern, screen), f"screen lacks {shown}")

print("the same" if not problems else "\n".join(problems[:20]))
