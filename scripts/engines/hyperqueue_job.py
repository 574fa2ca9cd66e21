"""A job of HyperQueue with a task for each part of a manifest. For engines/hyperqueue."""
import argparse
import os
import sys

from hyperqueue import Client, Job
from hyperqueue.cluster import LocalCluster, WorkerConfig


def run(client, options):
    """Submits the tasks and waits for them; of those that fail, what they said is told."""
    job = Job(max_fails=0)
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    for number in range(1, options.count + 1):
        words = [options.map_part, options.folder + "/words", options.folder + "/manifest.ndjson", str(number), options.folder + "/parts"]
        job.program(words, env=env, cwd=options.tables, name=f"part {number}",
                    stdout=f"{options.work}/task.{number}.out", stderr=f"{options.work}/task.{number}.err")
    if client.wait_for_jobs([client.submit(job)], raise_on_error=False):
        return 0
    for number in range(1, options.count + 1):
        try:
            with open(f"{options.work}/task.{number}.err", encoding="utf-8", errors="replace") as said:
                text = said.read(2000).strip()
        except FileNotFoundError:
            continue
        if text:
            print(f"part {number}: {text}", file=sys.stderr)
            break
    return 3


def main():
    asked = argparse.ArgumentParser()
    for name in ("map_part", "folder", "tables"):
        asked.add_argument(name)
    asked.add_argument("count", type=int)
    asked.add_argument("work")
    asked.add_argument("--server")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--cores", type=int, default=1)
    options = asked.parse_args()
    if options.server:
        return run(Client(options.server), options)
    with LocalCluster() as cluster:
        for _ in range(options.workers):
            cluster.start_worker(WorkerConfig(cores=options.cores))
        return run(cluster.client(), options)


if __name__ == "__main__":
    sys.exit(main())
