"""The programs of the other tests, each with its records as one line of JSON: what two_forms reads."""

import json
import os
import sys

sys.dont_write_bytecode = True  # the source folder stays as it is

import edges  # noqa: E402
import random_programs  # noqa: E402
import record_changes  # noqa: E402

for program, records in [
    *edges.pairs(os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.txt")),
    *random_programs.pairs(50000, seed=11),
    *record_changes.pairs(60000, seed=12, rough=True),
]:
    print(json.dumps([program, *records]))
