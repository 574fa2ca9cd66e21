"""Random programs over random records, from a seed."""

import json
import random

FIELDS = ["a", "b", "c", "n", "s"]
STRINGS = ["", "a", "ab", "b,a", "é", "12", "A b", "x1y22", "2024-07-31T10:00:00Z"]
RECORDS_FOR_A_PROGRAM = 10


class Maker:
    """Grows programs and records; a program's parts know what kind of value they are likely to meet."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.variables = []
        self.failing = False

    def pick(self, *choices):
        return self.random.choice(choices)

    # --- records ---

    def scalar(self):
        return self.pick(
            None, True, False, 0, 1, -2, 7, 2.5, -0.25, 1000, self.random.randint(-50, 50), self.random.choice(STRINGS),
            self.random.choice(STRINGS),
        )

    def value(self, depth):
        if depth == 0 or self.random.random() < 0.5:
            return self.scalar()
        if self.random.random() < 0.5:
            return [self.value(depth - 1) for _ in range(self.random.randint(0, 4))]
        return {field: self.value(depth - 1) for field in self.random.sample(FIELDS, self.random.randint(0, 3))}

    def record(self):
        record = {}
        for field in FIELDS:
            if self.random.random() < 0.8:
                if field == "n":
                    record[field] = self.pick(self.random.randint(-9, 99), 2.5, None)
                elif field == "s":
                    record[field] = self.random.choice(STRINGS)
                else:
                    record[field] = self.value(2)
        return json.dumps(record, ensure_ascii=False)

    # --- programs ---

    def literal(self):
        if self.random.random() < 0.15:
            return self.pick("[]", "{}", "[1,2]", '["a","b"]', '{"a":1}', '{"a":{"b":2}}')
        return json.dumps(self.scalar(), ensure_ascii=False)

    def path(self):
        text = "." + self.random.choice(FIELDS)
        # jq takes no `?` after a `?` within a path.
        while self.random.random() < 0.35 and not text.endswith("?"):
            text += self.pick(
                "." + self.random.choice(FIELDS), "[0]", "[-1]", "[]", "[1:]", "[:2]", f'["{self.random.choice(FIELDS)}"]', "?", "[]?",
            )
        return text

    def plain_path(self):
        """What may stand on the left of an assignment."""
        text = "." + self.random.choice(FIELDS)
        while self.random.random() < 0.4:
            text += self.pick("." + self.random.choice(FIELDS), "[0]", "[1]", "[-1]", "[]", "[]?", "[1:]")
        if self.random.random() < 0.15:
            text = f"({text}, .{self.random.choice(FIELDS)})"
        if self.random.random() < 0.1:
            text = f"(.{self.random.choice(FIELDS)}[]? | select({self.program(1)}))"
        return text

    def nullary(self):
        return self.pick(
            "length", "type", "keys", "not", "tostring", "tojson", "add", "any", "all", "min", "max", "sort", "unique", "reverse",
            "first", "last", "flatten", "floor", "sqrt", "ascii_downcase", "ascii_upcase", "to_entries", "from_entries", "values",
            "nulls", "numbers", "strings", "arrays", "objects", "scalars", "iterables", "booleans", "tonumber", "keys_unsorted",
            "ceil", "round", "fabs", "abs", "utf8bytelength", "fromjson", "@text", "@json", "@csv", "@tsv", "@base64", "@uri", "empty",
            "error", "todate", "fromdate", "gmtime",
        )

    def call(self, depth):
        inner = lambda: self.program(depth - 1)
        constant = lambda: self.literal()
        text = lambda: json.dumps(self.random.choice(STRINGS), ensure_ascii=False)
        pattern = lambda: json.dumps(self.random.choice(["a", "[a-z]", "b+", "(?<x>[a-z])(?<y>[0-9])?", "^.", "[0-9]+", "(a)|(b)"]))
        return self.pick(
            lambda: f"map({inner()})", lambda: f"select({inner()})", lambda: f"map_values({inner()})", lambda: f"sort_by({inner()})",
            lambda: f"group_by({inner()})", lambda: f"unique_by({inner()})", lambda: f"min_by({inner()})", lambda: f"max_by({inner()})",
            lambda: f"any({inner()})", lambda: f"all({inner()})", lambda: f"any({inner()}; {inner()})", lambda: f"all({inner()}; {inner()})",
            lambda: f"first({inner()})", lambda: f"last({inner()})", lambda: f"limit({self.pick(0, 1, 2, -1)}; {inner()})",
            lambda: f"nth({self.pick(0, 1, 2)}; {inner()})", lambda: f"range({self.pick(0, 1, 3)}; {self.pick(2, 4)})",
            lambda: f"with_entries({inner()})", lambda: f"has({constant()})", lambda: f"contains({constant()})",
            lambda: f"inside({constant()})", lambda: f"in({constant()})", lambda: f"IN({inner()})", lambda: f"IN({inner()}; {inner()})",
            lambda: f"startswith({text()})", lambda: f"endswith({text()})", lambda: f"ltrimstr({text()})", lambda: f"rtrimstr({text()})",
            lambda: f"split({text()})", lambda: f"join({text()})", lambda: f"index({text()})", lambda: f"rindex({text()})",
            lambda: f"indices({constant()})", lambda: f"test({pattern()})", lambda: f"[match({pattern()}; \"g\")]",
            lambda: f"capture({pattern()})", lambda: f"[scan({pattern()})]", lambda: f"sub({pattern()}; {text()})",
            lambda: f"gsub({pattern()}; \"<\\(.x? // \"-\")>\")", lambda: f"split({pattern()}; null)", lambda: f"flatten({self.pick(0, 1, 2)})",
            lambda: f"del({self.plain_path()})", lambda: f"pick({self.plain_path()})", lambda: f"error({inner()})",
            lambda: f"pow({inner()}; {self.pick(1, 2)})",
        )()

    def chain(self, depth):
        """An expression of any kind, in parentheses where it is a part of another."""
        part = lambda: self.part(depth - 1)
        return self.pick(
            lambda: f"{part()} | {part()}", lambda: f"{part()}, {part()}", lambda: f"{part()} // {part()}",
            lambda: f"{part()} {self.pick('and', 'or')} {part()}",
            lambda: f"{part()} {self.pick('==', '!=', '<', '<=', '>', '>=')} {part()}",
            lambda: f"{part()} {self.pick('+', '-', '*', '/', '%')} {part()}",
            lambda: f"{part()} {self.pick('+', '-')} {part()} {self.pick('*', '+', '-')} {part()}",
            lambda: f"-{part()}", lambda: f"[{self.program(depth - 1)}]",
            lambda: f"{{{self.random.choice(FIELDS)}: {part()}, k: {part()}}}", lambda: f"{{{self.random.choice(FIELDS)}, n}}",
            lambda: f"{{({part()}): {part()}}}", lambda: f"\"<\\({self.program(depth - 1)}) \\({self.program(depth - 1)})>\"",
            lambda: f"if {self.program(depth - 1)} then {self.program(depth - 1)} else {self.program(depth - 1)} end",
            lambda: f"if {self.program(depth - 1)} then {self.program(depth - 1)} end",
            lambda: f"try {part()} catch \"caught\"", lambda: f"({part()})?", lambda: self.binding(depth), lambda: self.failure(depth),
            lambda: f"{self.plain_path()} {self.pick('=', '|=', '+=', '-=', '*=', '/=', '//=')} {part()}",
            lambda: f"{part()}[{part()}]", lambda: f"{part()}[{self.pick(0, 1, -1, '')}:{self.pick(1, 2, -1)}]", lambda: f"{part()}[]",
        )()

    def failure(self, depth):
        """Which of several operands fails first is seen by the value of the error; texts of errors are ours."""
        before, self.failing = self.failing, True
        body = self.chain(depth)
        self.failing = before
        return f'try ({body}) catch (if IN("e1", "e2") then . else "caught" end)'

    def binding(self, depth):
        name = f"v{len(self.variables)}"
        source = self.part(depth - 1)
        self.variables.append(name)
        body = self.program(depth - 1)
        self.variables.pop()
        return f"{source} as ${name} | {body}"

    def part(self, depth):
        if self.failing and self.random.random() < 0.4:
            return self.pick('("e1"|error)', '("e2"|error)')
        text = self.program(depth)
        return text if text.isalnum() else f"({text})"

    def program(self, depth):
        roll = self.random.random()
        if depth <= 0 or roll < 0.2:
            if self.variables and self.random.random() < 0.3:
                return "$" + self.random.choice(self.variables)
            return self.pick(self.path, self.path, self.literal, lambda: ".", self.nullary)()
        if roll < 0.35:
            return f"{self.path()} | {self.pick(self.nullary, lambda: self.call(depth))()}"
        if roll < 0.55:
            return self.call(depth)
        return self.chain(depth)


def pairs(count, seed):
    """About `count` pairs, RECORDS_FOR_A_PROGRAM for each program."""
    maker = Maker(seed)
    for _ in range(max(1, count // RECORDS_FOR_A_PROGRAM)):
        program = maker.program(maker.random.randint(1, 4))
        yield program, [maker.record() for _ in range(RECORDS_FOR_A_PROGRAM)]
