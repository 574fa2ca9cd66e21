"""How the tests that hold for every tool call it: the lines `#: KIND WORDS` of tests/cli/TOOL.bats.

    #: frame WORDS              on records of k, v and t: what the tests of cli/frame.bats begin with
    #: frame-input COMMAND      what makes its input of such records, where it does not read them itself
    #: reads nothing            it has no input
    #: writes text              its output is no records
    #: hostile [HOW] WORDS      on records of a, which it wants of each; HOW says what is written of the first of two records
                                when the second one ends the run: --copies (it, as it is), --first OUTPUT, which may hold \\r and \\n; else nothing
    #: hostile-none REASON      it is given no hostile lines
    #: faults WORDS             a call that is swept by faults/sweep; one line for each
    #: faults-all WORDS         one that is swept only when there is time

WORDS are as the shell reads them. A tool that does not say how it is called fails the test.
"""

import os
import shlex

HERE = os.path.dirname(os.path.abspath(__file__))


def tools():
    """All that there are, as CMake knows them."""
    return os.environ["ND_TOOLS"].split()


def calls(tool, kind):
    """The words of each line of this kind."""
    path = os.path.join(HERE, "cli", f"{tool}.bats")
    if not os.path.exists(path):
        raise SystemExit(f"{tool} has no tests/cli/{tool}.bats, which says how it is called")
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    start = f"#: {kind}"
    return [shlex.split(line[len(start):]) for line in lines if line == start or line.startswith(start + " ")]
