"""The events and tables of a platform's folder in sqlite3, cleaned as a report on 2024 cleans them.

Belongs here: what SQL needs before a figure can be asked for. Does not belong here: a figure (oracle.py).
"""

import glob
import gzip
import json
import os
import sqlite3
import unicodedata

# What is read of an event, in the order of the table raw.
FIELDS = [
    "id",
    "type",
    "time_ms",
    "recv_ms",
    "user_id",
    "agent",
    "video_id",
    "live_id",
    "author_id",
    "kind",
    "tab",
    "play_time_ms",
    "duration_ms",
    "source",
    "cnt",
    "search_session_id",
    "search_source",
    "action",
    "amount_fen",
    "settle_month",
    "status",
    "stream",
    "currency",
    "keyword",
    "text",
]

SCHEMA = f"""
CREATE TABLE raw (n INTEGER PRIMARY KEY, {", ".join(FIELDS)}, topics);
CREATE TABLE raw_topic (n, topic);
CREATE TABLE video (video, author, category);
CREATE TABLE video_topic (video, topic);
CREATE TABLE topic_name (name, topic);
CREATE TABLE topic_row (topic, name, trending, start_dt, end_dt, category, origin);
CREATE TABLE creator (author, posted);
CREATE TABLE vertical (author, field);
CREATE TABLE city (author, level, valid_from);
CREATE TABLE report (edition);
"""

# The standard cleaning. Of the records of an id the first received counts; of those received at once, the first read.
CLEAN = """
CREATE TABLE e AS
WITH timed AS (
  SELECT *, date(time_ms / 1000, 'unixepoch', '+8 hours') AS day,
         CAST(strftime('%H', time_ms / 1000, 'unixepoch', '+8 hours') AS INTEGER) AS hour,
         date(recv_ms / 1000, 'unixepoch', '+8 hours') AS received,
         -- Income belongs to the month that it settles.
         CASE WHEN type = 'income' AND settle_month IS NOT NULL THEN settle_month || '-01'
              ELSE date(time_ms / 1000, 'unixepoch', '+8 hours') END AS due
  FROM raw WHERE agent IS NULL),
kept AS (
  SELECT * FROM timed WHERE due BETWEEN '2024-01-01' AND '2024-12-31' AND received < '2025-01-05'
                         OR due BETWEEN '2023-01-01' AND '2023-12-31' AND received < '2024-01-05'),
placed AS (SELECT *, row_number() OVER (PARTITION BY id ORDER BY recv_ms, n) AS place FROM kept)
SELECT *, CAST(substr(day, 1, 4) AS INTEGER) AS year, substr(day, 1, 7) AS month FROM placed WHERE place = 1;
CREATE TABLE play AS SELECT * FROM e WHERE type = 'play';
CREATE INDEX play_video ON play (video_id);
CREATE INDEX play_author ON play (author_id);
CREATE INDEX topic_n ON raw_topic (n);
CREATE INDEX video_key ON video (video);

-- A user follows an author from a follow until the next event of the two, in whatever year.
CREATE TABLE follows AS
SELECT user, author, since, until FROM (
  SELECT user_id AS user, author_id AS author, action, time_ms AS since,
         lead(time_ms, 1, 9e18) OVER (PARTITION BY user_id, author_id ORDER BY time_ms, recv_ms) AS until
  FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY recv_ms, n) AS place FROM raw
        WHERE type = 'follow' AND agent IS NULL AND date(recv_ms / 1000, 'unixepoch', '+8 hours') < '2025-01-05')
  WHERE place = 1) WHERE action = 'follow';
CREATE INDEX follows_key ON follows (user, author);

-- What an event is about: its own topics, or else those of its video, or else the one that its keyword names.
CREATE TABLE about AS
SELECT n, topic FROM raw_topic
UNION SELECT n, topic FROM raw JOIN video_topic ON video = video_id WHERE topics IS NULL
UNION SELECT n, topic FROM raw JOIN topic_name ON name = folded(keyword)
  WHERE topics IS NULL AND (video_id IS NULL OR video_id NOT IN (SELECT video FROM video));
CREATE INDEX about_n ON about (n);
-- A topic that was renamed has several rows. It is one, and is called by its last name.
CREATE TABLE topic AS
SELECT topic, (SELECT name FROM topic_row r WHERE r.topic = t.topic ORDER BY start_dt DESC LIMIT 1) AS name,
       max(trending) AS trending, min(start_dt) AS start_dt, max(end_dt) AS end_dt, max(category) AS category,
       max(origin) AS origin
FROM topic_row t GROUP BY topic;
CREATE TABLE hot AS SELECT * FROM topic WHERE trending AND end_dt >= '2024-01-01' AND start_dt <= '2024-12-31';
-- A play, search or post and each trending topic that it counts for.
CREATE TABLE played AS
SELECT n, topic, category FROM play JOIN about USING (n) JOIN hot USING (topic)
WHERE year = 2024 AND day BETWEEN start_dt AND end_dt;
CREATE TABLE tagged AS
SELECT e.*, topic, day BETWEEN start_dt AND end_dt AS inside FROM e JOIN about USING (n) JOIN hot USING (topic)
WHERE type IN ('search', 'post') AND year = 2024;

-- Heritage is a category of videos, or the field of a creator.
CREATE TABLE heritage AS
SELECT n, user_id, day, type, kind, action, play_time_ms,
       type = 'play' AND (play_time_ms >= 7000 OR duration_ms BETWEEN 1 AND 6999 AND play_time_ms >= duration_ms) AS valid
FROM e WHERE year = 2024 AND user_id IS NOT NULL
  AND (video_id IN (SELECT video FROM video WHERE category = '非遗')
       OR author_id IN (SELECT author FROM vertical WHERE field = 'ich'));
CREATE TABLE keen AS
SELECT user_id, sum(type = 'play') AS plays, sum(valid) AS valid, count(DISTINCT CASE WHEN valid THEN day END) AS days,
       sum(type = 'interact' AND action IN ('like', 'comment', 'forward', 'collect')
           OR type = 'follow' AND action = 'follow') AS acts
FROM heritage GROUP BY user_id;

CREATE TABLE known AS  -- interactions
SELECT month, day, user_id,
       tab IN ('follow', 'profile', 'message', 'group') OR tab = 'live_room' AND EXISTS (
         SELECT 1 FROM follows f
         WHERE f.user = user_id AND f.author = author_id AND time_ms >= since AND time_ms < until)
         AS private,
       tab IN ('follow', 'profile', 'message', 'group') OR tab = 'live_room' AND EXISTS (
         SELECT 1 FROM follows f WHERE f.user = user_id AND f.author = author_id AND until > 8e18) AS private_now
FROM e WHERE type = 'interact' AND user_id IS NOT NULL;

CREATE TABLE agri AS
SELECT day, user_id,
       EXISTS (SELECT 1 FROM follows f
               WHERE f.user = user_id AND f.author = author_id AND time_ms >= since AND time_ms < until) AS follower,
       EXISTS (SELECT 1 FROM follows f WHERE f.user = user_id AND f.author = author_id AND time_ms >= since) AS once
FROM play WHERE year = 2024 AND author_id IN (SELECT author FROM vertical WHERE field = 'agri') AND user_id IS NOT NULL;

CREATE TABLE paid AS
SELECT author_id AS author, CAST(substr(settle_month, 1, 4) AS INTEGER) AS year, settle_month AS month, stream,
       sum(CASE WHEN status IN ('settled', 'reversed') THEN amount_fen END) AS fen,
       sum(CASE WHEN status = 'settled' THEN amount_fen END) AS gross, sum(amount_fen) AS promised
FROM e WHERE type = 'income' AND ifnull(currency, 'CNY') = 'CNY' GROUP BY 1, 2, 3, 4;
CREATE TABLE monthly AS SELECT author, year, month, sum(fen) AS fen FROM paid GROUP BY 1, 2, 3 HAVING sum(fen) IS NOT NULL;
CREATE TABLE yearly AS
SELECT author, year, sum(fen) AS fen, sum(gross) AS gross, sum(promised) AS promised FROM paid GROUP BY 1, 2;
"""


def folded(text):
    """A name as it is compared: compatible forms are one, and case does not count."""
    return None if text is None else unicodedata.normalize("NFKC", text).casefold()


def records(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def load(folder):
    """The platform of a folder, with the tables that CLEAN makes."""
    base = sqlite3.connect(":memory:")
    base.create_function("folded", 1, folded, deterministic=True)
    base.executescript(SCHEMA)
    into = {}
    for path in sorted(glob.glob(os.path.join(folder, "events*.ndjson*"))):
        for event in records(path):
            n = len(into.setdefault("raw", []))
            topics = event.get("topic_ids")
            into["raw"].append((n, *(event.get(name) for name in FIELDS), None if topics is None else len(topics)))
            into.setdefault("raw_topic", []).extend((n, topic) for topic in set(topics or []))

    def dim(name):
        path = os.path.join(folder, f"dim_{name}.ndjson")
        return records(path) if os.path.exists(path) else ()

    for row in dim("videos"):
        into.setdefault("video", []).append(
            (row["video_id"], row.get("author_id"), row.get("first_level_category_name"))
        )
        into.setdefault("video_topic", []).extend((row["video_id"], topic) for topic in set(row.get("topic_ids") or []))
    for row in dim("topics"):
        names = ["topic_id", "name", "is_trending", "start_dt", "end_dt", "category", "origin"]
        into.setdefault("topic_row", []).append(tuple(row.get(name) for name in names))
        into.setdefault("topic_name", []).extend(
            (folded(name), row["topic_id"]) for name in [row["name"], *(row.get("aliases") or [])]
        )
    for row in dim("creators"):
        into.setdefault("creator", []).append((row["author_id"], row.get("first_post_ms")))
        into.setdefault("vertical", []).extend((row["author_id"], field) for field in set(row.get("verticals") or []))
    for row in dim("creator_city"):
        into.setdefault("city", []).append((row["author_id"], row.get("city_level"), row["valid_from"]))
    into["report"] = [(row["edition_year"],) for row in dim("reports")]
    for table, rows in into.items():
        if not rows:
            continue
        base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    base.executescript(CLEAN)
    return base
