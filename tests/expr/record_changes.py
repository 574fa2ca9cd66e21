"""Random programs that change a record or make an object of its fields, over records as text in any style.

What such a program leaves of a record is copied from it (lib/json/patcher.h), so here the text counts: blanks, escapes,
numbers of every form, keys that need escapes, keys that stand twice.
"""

import json
import random

KEYS = ["a", "b", "c", "x y", "é", "a.b", '"q', "k" * 20, "k" * 30]
PATHS = [".a", ".b", ".c", ".d", '."x y"', '."é"', '."a.b"', '."\\"q"', "." + "k" * 20, "." + "k" * 30, '.["a"]']
NUMBERS = ["0", "1", "-0", "-1", "1.0", "1e5", "0.10", "1E-3", "7", "42", "1672502431108"]
WIDE = ["12345678901234567890", "123456789012345678901234", "9223372036854775807", "-9223372036854775808"]
STRINGS = ["", "x", "play", "2024-07-31", "é", "中文", "a" * 15, "b" * 16, "c" * 17, "d" * 40]
ESCAPES = ["\\n", "\\u0041", "\\/", "\\u001f", "\\u001F", '\\"', "\\\\", "\\u00e9", "\\ud83d\\ude00", "\\b\\f\\r\\t", "\\u0008", "\x7f"]
RECORDS_FOR_A_PROGRAM = 10


class Maker:
    """`rough`: also what jq takes otherwise, or not at all: a key that stands twice, a lone surrogate, damage."""

    def __init__(self, seed, rough):
        self.random = random.Random(seed)
        self.rough = rough
        self.blank = self.odd = self.twice = 0.0
        self.shapes = []

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return self.random.choice(choices)

    # --- records, as text ---

    def blanks(self):
        return self.pick(" ", "  ", "\t") if self.chance(self.blank) else ""

    def string(self, text):
        inside = json.dumps(text, ensure_ascii=False)[1:-1]
        if self.chance(self.odd):
            inside += self.random.choice(ESCAPES + ["\\ud800"] if self.rough else ESCAPES)
        return f'"{inside}"'

    def key(self, name):
        if self.chance(self.odd / 2):
            return '"' + "".join(f"\\u{ord(letter):04x}" for letter in name) + '"'
        return json.dumps(name, ensure_ascii=False)

    def value(self, depth):
        roll = self.random.random()
        if roll < 0.3:
            return self.random.choice(NUMBERS + WIDE if self.rough else NUMBERS)
        if roll < 0.6:
            return self.string(self.random.choice(STRINGS))
        if roll < 0.72 or depth == 0:
            return self.pick("null", "true", "false")
        if roll < 0.82:
            return self.listed("[", "]", [self.value(depth - 1) for _ in range(self.random.randint(0, 3))])
        return self.members(self.random.sample(KEYS, self.random.randint(0, 3)), depth - 1)

    def listed(self, begin, end, items):
        return begin + self.blanks() + ",".join(self.blanks() + item + self.blanks() for item in items) + end

    def members(self, names, depth):
        if self.chance(self.twice):
            names = names + names[:1]
        texts = [self.key(name) + self.blanks() + ":" + self.blanks() + self.value(depth) for name in names]
        return self.listed("{", "}", texts)

    def style(self):
        """Records of one log look alike."""
        self.blank, self.odd = self.pick((0, 0), (0, 0.05), (0.02, 0.05), (0.3, 0.2), (1, 0))
        self.twice = self.pick(0, 0.02, 0.2) if self.rough else 0
        self.shapes = []

    def record(self):
        if self.shapes and self.chance(0.6):
            names = self.random.choice(self.shapes)
        else:
            names = self.random.sample(KEYS, self.random.randint(0, 7))
            self.shapes.append(names)
        text = self.members(names, 2)
        if self.chance(0.02):
            return self.pick("5", "null", '"x"', '[1,{"a":2}]', "{}", "{ }")
        if self.rough and self.chance(0.03):
            at = self.random.randrange(len(text))
            text = text[:at] + self.pick("", " ", ",", '"', "}", "{", "0", "\\") + text[at + self.random.randint(0, 1) :]
        return text

    # --- programs ---

    def path(self):
        text = self.random.choice(PATHS)
        return text + self.pick(".a", ".b", ".z") if self.chance(0.3) else text

    def value_of(self):
        """An expression with one value."""
        return self.pick(
            lambda: self.pick("1", '"x"', "null", "1.5", "{}", "[1]"), self.path, self.path, lambda: f"({self.path()} // 0)",
            lambda: f"({self.path()}|type)", lambda: f"[{self.path()}, {self.path()}]", lambda: f"{{z: {self.path()}, b: 2}}",
            lambda: f"({self.path()}|length)", lambda: f"({self.path()} + 1)", lambda: f"({self.path()} == {self.path()})",
            lambda: f"(if {self.path()} then {self.path()} else 3 end)", lambda: ".", lambda: f"({self.path()} as $x|$x)",
            lambda: f'({self.path()}|ltrimstr("p"))', lambda: f"(try ({self.path()}|ascii_upcase) catch 0)",
        )()

    def update(self):
        return self.pick("1", ".", "length", "type", "(. + 1)", "[.]", "not", "(.a // 5)")

    def fields(self, names):
        chosen = [self.random.choice(names) for _ in range(self.random.randint(0, 4))]
        return "{" + ", ".join(name if self.chance(0.3) else f"{name}: {self.value_of()}" for name in chosen) + "}"

    def stage(self):
        return self.pick(
            lambda: f"{self.path()} = {self.value_of()}", lambda: f"{self.path()} = {self.value_of()}",
            lambda: f"{self.path()} |= {self.update()}",
            lambda: f"{self.path()} {self.pick('+=', '-=', '*=', '/=', '//=')} {self.value_of()}",
            lambda: f"del({', '.join(self.path() for _ in range(self.random.randint(1, 3)))})",
            lambda: ". + " + self.fields(["a", "b", "e", "z", '"x y"']),
        )()

    def program(self):
        if self.chance(0.25):
            return self.fields(["a", "b", "c", "p", "q", "r", '"x y"'])
        return " | ".join(self.stage() for _ in range(self.pick(1, 1, 1, 2, 2, 3)))


def pairs(count, seed, rough):
    """About `count` pairs, RECORDS_FOR_A_PROGRAM for each program."""
    maker = Maker(seed, rough)
    for _ in range(max(1, count // RECORDS_FOR_A_PROGRAM)):
        maker.style()
        yield maker.program(), [maker.record() for _ in range(RECORDS_FOR_A_PROGRAM)]
