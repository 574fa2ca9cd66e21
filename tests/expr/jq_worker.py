"""The answers of the jq module, asked for in a process of its own because the module can take its process down.

One request a line on standard input: [PROGRAM, RECORD]; one answer a line: {"ok": OUTPUTS}, {"err": 1}, or
{"refused": 1} where the program does not compile.
"""

import json
import sys

import jq

programs = {}


def compiled(text):
    if text not in programs:
        try:
            programs[text] = jq.compile("try ([" + text + "\n] | {ok: .}) catch {err: 1}")
        except ValueError:
            programs[text] = None
    return programs[text]


for line in sys.stdin:
    text, record = json.loads(line)
    program = compiled(text)
    if program is None:
        answer = '{"refused":1}'
    else:
        try:
            answer = program.input_text(record).text()
        except ValueError:
            answer = '{"err":1}'
    print(answer.replace("\n", " "), flush=True)
