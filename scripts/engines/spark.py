"""The map of a report as a job of Spark: of each part of a manifest its partials, then a merge of equal groups. For engines/spark.

A part is a row of text; the program that maps it opens the bytes itself, for textFile damages what is no UTF-8. It is started
here, not by rdd.pipe, which Spark Connect does not have and which does not look at the status of what it runs.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

ATTEMPTS = 3  # of a child that a signal has ended; one that fails by itself fails its task at once
SOURCE = b'["$source"]'  # the key of the records that tell what partials were made of


def child(commands, name, env, folder, stdin=None):
    """The file that a pipeline of commands has written, once all have ended well."""
    for attempt in range(ATTEMPTS):
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        running, source = [], stdin
        for i, command in enumerate(commands):
            last = i == len(commands) - 1
            running.append(subprocess.Popen(command, cwd=folder, env=env, stdin=source if source is not None else subprocess.DEVNULL,
                                            stdout=out if last else subprocess.PIPE, stderr=err))
            if i > 0:
                source.close()
            source = running[-1].stdout
        states = [one.wait() for one in running]
        if not any(states):
            out.seek(0)
            return out
        err.seek(0)
        said = err.read(2000).decode("utf-8", "replace").strip()
        if stdin is not None:
            stdin.seek(0)
        if all(state >= 0 for state in states) or attempt == ATTEMPTS - 1:
            raise RuntimeError(f"{name}: {said or 'ended with ' + str(states)}")
    raise AssertionError


def rows(out):
    """The lines KEY, TAB, PARTIAL of a file, as batches of rows."""
    import pyarrow

    keys, partials, size = [], [], 0
    for line in out:
        key, partial = line.rstrip(b"\n").split(b"\t", 1)
        # A merge of groups without their source writes one that stands for nothing.
        if key == SOURCE and not json.loads(partial)["$source"]["labels"]:
            continue
        keys.append(key.decode())
        partials.append(partial.decode())
        size += len(line)
        if size > 4 << 20:
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array(keys), pyarrow.array(partials)], ["key", "partial"])
            keys, partials, size = [], [], 0
    yield pyarrow.RecordBatch.from_arrays([pyarrow.array(keys, pyarrow.string()), pyarrow.array(partials, pyarrow.string())],
                                          ["key", "partial"])


def mapper(words, tables, path):
    """A function for mapInArrow: rows of a manifest -> the partials of their parts."""

    def run(batches):
        env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
        for batch in batches:
            for text in batch.column(0).to_pylist():
                part = json.loads(text)
                call = [*words, "--keyed", "--source", part["label"]]
                if "bytes" in part:
                    read = ["dd", "if=" + part["file"], "iflag=skip_bytes,count_bytes", f"skip={part['from']}", f"count={part['bytes']}",
                            "bs=1M", "status=none"]
                    commands = [read, call]
                else:
                    commands = [[*call, part["file"]]]
                yield from rows(child(commands, part["label"], env, tables))

    return run


def merger(path):
    """A function for mapInArrow: rows of a partition -> the same with equal groups merged."""

    def run(batches):
        env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
        with tempfile.TemporaryFile() as given:
            for batch in batches:
                for key, partial in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
                    given.write(f"{key}\t{partial}\n".encode())
            if given.tell() == 0:
                return
            given.seek(0)
            yield from rows(child([["ndmerge", "--keyed", "--partial"]], "a merge", env, "/", given))

    return run


def main():
    asked = argparse.ArgumentParser()
    for name in ("words", "manifest", "tables", "out"):
        asked.add_argument(name)
    asked.add_argument("--master")
    asked.add_argument("--remote")
    asked.add_argument("--merges", type=int, default=8, help="how many partitions merge (8)")
    asked.add_argument("--conf", action="append", default=[])
    options = asked.parse_args()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    if options.remote:
        builder = builder.remote(options.remote)
    elif options.master:
        builder = builder.master(options.master).config("spark.ui.showConsoleProgress", "false")
    for conf in options.conf:
        builder = builder.config(*conf.split("=", 1))
    spark = builder.getOrCreate()
    with open(options.words, "rb") as words:
        call = words.read().decode().split("\0")[:-1]
    with open(options.manifest, encoding="utf-8") as manifest:
        parts = [(line.rstrip("\n"),) for line in manifest]
    path = os.environ["PATH"]
    mapped = (
        spark.createDataFrame(parts, "part string")
        .repartition(len(parts))
        .mapInArrow(mapper(call, options.tables, path), "key string, partial string")
        .repartition(options.merges, "key")
        .mapInArrow(merger(path), "key string, partial string")
    )
    with open(options.out, "w", encoding="utf-8", newline="\n") as out:
        sources = []
        for key, partial in mapped.toLocalIterator():
            if key == SOURCE.decode():
                sources.append(partial)
            else:
                out.write(partial + "\n")
        # They come last, behind what they tell of.
        out.writelines(partial + "\n" for partial in sources)
    spark.stop()


if __name__ == "__main__":
    sys.exit(main())
