#!/usr/bin/env python3
"""The numbers of a page's sentences that their figures do not have, a line each; exit 1 where there is one.

    tests/report/told_numbers.py PAGE FOLDER

PAGE is a page in HTML of the report in FOLDER. A sentence leads to the figure that it is made of. Each number in it must be a
field of that figure as it is in figures.ndjson, rounded as it is written: in full, as a percentage, or in millions, billions,
万 or 亿. Dates and the numbers of definitions are none of these.
"""

import json
import pathlib
import re
import sys
from html import unescape

SENTENCE = re.compile(r'<(?:p class="claim"|li)>((?:(?!</(?:p|li)>).)*?)&nbsp;<a class="mark" href="#(\w+)">', re.S)
KEY_FIGURE = re.compile(
    r'<li><strong>(.*?)</strong> <span class="whole">(.*?)</span> <span class="note">.*?<a class="mark" href="#(\w+)">', re.S
)
UNITS = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "万亿": 1e12, "亿": 1e8, "万": 1e4}
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(\d[\d,]*(?:\.\d+)?)(%| (?:m|b|tr)illion|万亿|亿|万)?")
# What is no number of a figure: dates, years, names, and what a definition says.
NO_NUMBERS = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{4}年(\d+月)?(\d+日)?|至(\d+月)?\d+日|\b(in|July) \d{4}|[“《].*?[”》]|:00\b|10,000 yuan|过万元"
    r"|at least 10%|达到10%|月份是\d+月|Creator .*? (had|and others)|创作者是 .*?：|三线"
)


def fields(record):
    for key, value in record.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool) and key not in ("inputs",):
            yield float(value)


def is_of(text, unit, numbers):
    """Whether one of the numbers is written so."""
    told = float(text.replace(",", ""))
    places = len(text.partition(".")[2])
    scale = 0.01 if unit == "%" else UNITS.get(unit, 1)
    if scale > 1:  # three digits in all, and no zeros at the end
        return any(number and abs(number / scale - told) <= 0.00501 * abs(told) for number in numbers)
    return any(abs(abs(number) / scale - told) <= 0.5000001 * 10**-places for number in numbers)


def main():
    path, folder = map(pathlib.Path, sys.argv[1:])
    page = path.read_text(encoding="utf-8")
    of = {}
    for line in (folder / "figures.ndjson").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        of.setdefault(record["figure"], []).extend(fields(record))
    told = [(sentence, figure) for sentence, figure in SENTENCE.findall(page) if "<strong>" not in sentence]
    told += [(f"{number} {change}", figure) for number, change, figure in KEY_FIGURE.findall(page)]
    faults = []
    for sentence, figure in told:
        text = unescape(re.sub(r"<[^>]*>", "", sentence))
        numbers = of[figure] + (of.get("F31", []) if figure == "F03" else [])
        for number, unit in NUMBER.findall(NO_NUMBERS.sub(" ", text)):
            if not is_of(number, unit.strip(), numbers):
                faults.append(f"{path.name}: {number}{unit} is no number of {figure}: {text}")
    if len(told) < 4:
        faults.append(f"{path.name}: only {len(told)} sentences")
    print("\n".join(faults), end="\n" if faults else "")
    sys.exit(1 if faults else 0)


main()
