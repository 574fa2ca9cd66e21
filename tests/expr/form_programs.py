"""The programs of the other tests, each with its records as one line of JSON: what two_forms reads."""

import json
import os
import random
import re
import sys

sys.dont_write_bytecode = True  # the source folder stays as it is

import edges  # noqa: E402
import random_programs  # noqa: E402
import record_changes  # noqa: E402

# What two_forms binds. In these programs a field becomes one of them.
OTHERS = [
    "$field", "$test", "$sum", "$some", "$text", "$row", "$deep",
    "$t[.a]", "$t[.a].v", "$t[.b].w.x", "$t[.b].none?", "$t[$field]?", "($t[.a] == null)",
    "$t[.a,.b].v", "$p[[.a,.b]].v", "$p[[1,.b]]", "$p[.a].v", "$p[[.a[]?]]",
    "asof($m; .a; .b).v", "asof($m; 1; .b)", "(asof($m; .a; 3) != null)", "asof($m; \"a\"; .a).v?",
]  # fmt: skip
FIELD = re.compile(r"(?<![\w.\])?\"$}])\.[ab]\b(?!\s*[|+*/%-]?=[^=])")


def with_others(pairs, seed):
    """Half of the programs that name .a or .b, with other things in the places of some."""
    rng = random.Random(seed)
    for program, records in pairs:
        if rng.random() < 0.5 and FIELD.search(program):
            place = lambda field: rng.choice(OTHERS) if rng.random() < 0.5 else field[0]  # noqa: E731
            yield FIELD.sub(place, program), records


def all_pairs():
    folder = os.path.dirname(os.path.abspath(__file__))
    yield from edges.pairs(os.path.join(folder, "cases.txt"))
    yield from random_programs.pairs(50000, seed=11)
    yield from with_others(random_programs.pairs(50000, seed=12), seed=13)
    changes = list(record_changes.pairs(60000, seed=12, rough=True))
    yield from changes
    yield from with_others(changes, seed=14)


for program, records in all_pairs():
    print(json.dumps([program, *records]))
