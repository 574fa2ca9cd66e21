"""cost.py FILE COMMAND...: runs the command; FILE gets one JSON record of what it cost: the seconds of all processors, and the
largest memory of all its processes together, in KiB, of which a page that several share counts once.

The memory is looked at every 10 ms, so of what is over before that it is the largest of one process.
"""

import json
import os
import resource
import subprocess
import sys
import time


def children():
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(pid))
    return found


def share_of(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def together(root):
    found, todo, total = children(), [root], 0
    while todo:
        pid = todo.pop()
        total += share_of(pid)
        todo += found.get(pid, [])
    return total


def main():
    process = subprocess.Popen(sys.argv[2:])
    peak = 0
    while process.poll() is None:
        peak = max(peak, together(process.pid))
        time.sleep(0.01)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"kib": max(peak, used.ru_maxrss), "cpu": round(used.ru_utime + used.ru_stime, 3)}, file)
        file.write("\n")
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


if __name__ == "__main__":
    sys.exit(main())
