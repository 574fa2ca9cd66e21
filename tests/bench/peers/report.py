"""report.py: the figures of the report by DuckDB, from the events and tables in the folder $DATA, with $THREADS threads;
records to stdout: figure, of (its month, topic or creator), value, and prev where there is one.

It is told the columns, so that it has to guess nothing, and counts local days by adding the eight hours of the report's
zone, which costs less than the zone.
"""
import os

import duckdb

EVENTS = (
    "id VARCHAR, type VARCHAR, time_ms BIGINT, recv_ms BIGINT, agent VARCHAR, video_id VARCHAR, author_id VARCHAR, "
    "topic_ids VARCHAR[]"
)
TOPICS = "topic_id VARCHAR, start_dt DATE, end_dt DATE, is_trending BOOLEAN"
VIDEOS = "video_id VARCHAR, topic_ids VARCHAR[]"

TABLES = """
CREATE TEMP TABLE clean AS
  SELECT id, unnest(arg_min({type: type, day: day, video_id: video_id, author_id: author_id, topic_ids: topic_ids}, recv_ms))
  FROM (SELECT id, type, recv_ms, day_of(time_ms) AS day, video_id, author_id, topic_ids FROM events WHERE agent IS NULL
    AND ((day_of(time_ms) BETWEEN DATE '2024-01-01' AND DATE '2024-12-31' AND day_of(recv_ms) < DATE '2025-01-05')
      OR (day_of(time_ms) BETWEEN DATE '2023-01-01' AND DATE '2023-12-31' AND day_of(recv_ms) < DATE '2024-01-05')))
  GROUP BY id;
CREATE TEMP TABLE days AS SELECT day, count(*) AS n FROM clean WHERE type = 'play' GROUP BY day;
CREATE TEMP TABLE moved AS
  SELECT id, type, author_id, topic_id
  FROM (SELECT c.id, c.type, c.day, c.author_id, unnest(coalesce(c.topic_ids, v.topic_ids)) AS topic_id
    FROM clean c LEFT JOIN (SELECT * FROM videos WHERE len(topic_ids) > 0) v USING (video_id)
    WHERE c.type IN ('play', 'post') AND year(day) = 2024)
  JOIN topics t USING (topic_id) WHERE t.is_trending AND day BETWEEN t.start_dt AND coalesce(t.end_dt, DATE '9999-12-31');
CREATE TEMP TABLE leaders AS
  SELECT author_id, count(*) FILTER (year(day) = 2024) AS cur, count(*) FILTER (year(day) = 2023) AS prev
  FROM clean WHERE type = 'play' AND author_id IS NOT NULL GROUP BY author_id ORDER BY cur DESC, author_id LIMIT 10;
"""

FIGURES = """
  SELECT 'F11' AS figure, strftime(day, '2024-%m') AS "of", mean(n) FILTER (year(day) = 2024) AS value,
    mean(n) FILTER (year(day) = 2023) AS prev FROM days GROUP BY ALL
  UNION ALL SELECT 'F11_window', '', mean(n) FILTER (year(day) = 2024), mean(n) FILTER (year(day) = 2023) FROM days
  UNION ALL SELECT 'F32', '', count(*), NULL FROM days WHERE year(day) = 2024
  UNION ALL SELECT 'F31', '', sum(n), NULL FROM days WHERE year(day) = 2024
  UNION ALL SELECT 'F03', '', count(DISTINCT id), NULL FROM moved WHERE type = 'play'
  UNION ALL SELECT 'F08', '', count(DISTINCT author_id), NULL FROM moved WHERE type = 'post'
  UNION ALL SELECT 'F03_topic', topic_id, count(DISTINCT id) FILTER (type = 'play'), NULL FROM moved GROUP BY topic_id
  UNION ALL SELECT 'F08_topic', topic_id, count(DISTINCT author_id) FILTER (type = 'post'), NULL FROM moved GROUP BY topic_id
  UNION ALL SELECT 'F30', author_id, cur, prev FROM leaders
"""


def main():
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET threads = {int(os.environ['THREADS'])}")
    connection.execute("CREATE MACRO day_of(ms) AS CAST(make_timestamp(ms * 1000 + 28800000000) AS DATE)")
    for name, file, fields in [
        ("events", "events", EVENTS),
        ("topics", "dim_topics", TOPICS),
        ("videos", "dim_videos", VIDEOS),
    ]:
        given = ", ".join("'{}': '{}'".format(*field.split()) for field in fields.split(", "))
        path = os.path.join(os.environ["DATA"], f"{file}.ndjson")
        connection.execute(
            f"CREATE VIEW {name} AS SELECT * FROM read_json('{path}', format = 'newline_delimited', columns = {{{given}}})"
        )
    connection.execute(TABLES)
    connection.execute(f"COPY ({FIGURES}) TO '/dev/stdout' (FORMAT json)")


if __name__ == "__main__":
    main()
