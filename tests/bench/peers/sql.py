"""sql.py ENGINE: answers $SQL over the file $DATA, the table `data`, with $THREADS threads; records to stdout as NDJSON.

$FIELDS names the fields that the question reads and their types (text, texts, int, object with an id), so that no
engine has to guess or to read the rest: `type text, play_time_ms int`. $CREATORS is the table `creators`.
"""
import os
import sys

CREATORS_FIELDS = "author_id text, fans_user_num int"


def tables():
    """(name, file, [(field, type)]) of every table that the question names."""
    found = [("data", os.environ["DATA"], os.environ["FIELDS"])]
    if "creators" in os.environ["SQL"]:
        found.append(("creators", os.environ["CREATORS"], CREATORS_FIELDS))
    for name, file, fields in found:
        yield name, file, [tuple(field.split()) for field in fields.split(",")]


def duckdb():
    import duckdb as engine

    types = {"text": "VARCHAR", "texts": "VARCHAR[]", "int": "BIGINT", "object": "STRUCT(id BIGINT)"}
    connection = engine.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET threads = {int(os.environ['THREADS'])}")
    for name, file, fields in tables():
        given = ", ".join(f"'{field}': '{types[kind]}'" for field, kind in fields)
        reader = "read_json('{}', format = 'newline_delimited', columns = {{{}}})"
        if file.endswith(".csv"):
            reader = "read_csv('{}', header = true, delim = ',', columns = {{{}}})"
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {reader.format(file, given)}")
    connection.execute(f"COPY ({os.environ['SQL']}) TO '/dev/stdout' (FORMAT json)")


def polars():
    import polars as engine

    types = {
        "text": engine.String,
        "texts": engine.List(engine.String),
        "int": engine.Int64,
        "object": engine.Struct({"id": engine.Int64}),
    }
    context = engine.SQLContext()
    for name, file, fields in tables():
        scan = engine.scan_csv if file.endswith(".csv") else engine.scan_ndjson
        context.register(name, scan(file, schema={field: types[kind] for field, kind in fields}))
    answer = context.execute(os.environ["SQL"]).collect(engine="streaming")
    answer.write_ndjson(sys.stdout.buffer)


def chdb():
    import chdb as engine

    types = {
        "text": "Nullable(String)",
        "texts": "Array(String)",
        "int": "Nullable(Int64)",
        "object": "Tuple(id Nullable(Int64))",
    }
    views = []
    for name, file, fields in tables():
        given = ", ".join(f"`{field}` {types[kind]}" for field, kind in fields)
        form = "CSVWithNames" if file.endswith(".csv") else "JSONEachRow"
        views.append(f"{name} AS (SELECT * FROM file('{file}', {form}, '{given}'))")
    settings = {
        "max_threads": int(os.environ["THREADS"]),
        "output_format_json_quote_64bit_integers": 0,
        "input_format_skip_unknown_fields": 1,
    }
    given = ", ".join(f"{key} = {value}" for key, value in settings.items())
    query = f"WITH {', '.join(views)} {os.environ['SQL']} SETTINGS {given}"
    sys.stdout.buffer.write(engine.query(query, "JSONEachRow").bytes())


if __name__ == "__main__":
    {"duckdb": duckdb, "polars": polars, "chdb": chdb}[sys.argv[1]]()
