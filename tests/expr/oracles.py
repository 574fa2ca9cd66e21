"""Where the right answers come from: the jq module of PyPI (jq 1.7), or Debian's jq 1.6 for what 1.6 knows."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# What 1.6 does not have, or does otherwise than 1.7.
NOT_IN_16 = re.compile(
    r"\b(pick|abs|toboolean|ltrim|rtrim|trim|limit|nth|first|last|indices|index|rindex|ltrimstr|rtrimstr|tojson|tostring|"
    r"tonumber|fromjson|join|add\(|gsub|sub|match|capture|scan|test|split|implode|error|try|todate|fromdate|mktime|gmtime|"
    r"strptime|strftime|date|isnan|isinfinite|nan|infinite|min_by|max_by|range|has|in|flatten|from_entries|with_entries|"
    r"input_filename|utf8bytelength|ascii|input|limit|any|all|IN|inside|contains|getpath|del|map_values)\b"
    r"|\w\.\[|\[\d+\.\d|@|\?|\|=|\\\(|%|\*|//=|\$__|if "
)


class Module:
    """jq 1.7 by the module of PyPI."""

    name = "the jq module (jq 1.7)"

    def __init__(self):
        self.worker = None

    def start(self):
        self.worker = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "jq_worker.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )

    def knows(self, _program):
        return True

    def answers(self, program, records):
        """One answer for each record; None where jq itself crashed."""
        return [self.answer(program, record) for record in records]

    def answer(self, program, record):
        if self.worker is None:
            self.start()
        try:
            self.worker.stdin.write(json.dumps([program, record]) + "\n")
            self.worker.stdin.flush()
            line = self.worker.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.worker.kill()
            self.worker.wait()
            self.worker = None
            return None
        return json.loads(line)


class Binary:
    """Debian's jq 1.6."""

    name = "jq 1.6"

    def knows(self, program):
        return not NOT_IN_16.search(program)

    def answers(self, program, records):
        text = "try ([" + program + "\n] | {ok: .}) catch {err: 1}"
        done = subprocess.run(
            ["jq", "-c", text], input="\n".join(records), capture_output=True, text=True, encoding="utf-8", check=False,
        )
        if done.returncode == 3:
            return [{"refused": 1}] * len(records)
        lines = done.stdout.splitlines()
        if len(lines) != len(records):
            return [None] * len(records)
        return [json.loads(line) for line in lines]


def find(wanted=None):
    """The one that is wanted (module or binary), or the best one there is; None if there is none."""
    if wanted != "binary" and importlib.util.find_spec("jq") is not None:
        return Module()
    if wanted != "module" and shutil.which("jq"):
        version = subprocess.run(["jq", "--version"], capture_output=True, text=True, check=False).stdout
        if version.strip() == "jq-1.6":
            return Binary()
    return None
