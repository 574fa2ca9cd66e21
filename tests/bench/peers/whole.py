"""whole.py: every figure of the report that SQL can say, by DuckDB, from the events and tables in the folder $DATA, with
$THREADS threads; records to stdout: figure, of (its month, topic, creator or what else it is of), value, and prev where
there is one, to ten digits.

It is told the columns, so that it has to guess nothing, and counts local days by adding the eight hours of the report's
zone, which costs less than the zone. Bursts are not among them.
"""
import os

import duckdb

FIELDS = {
    "events": "id VARCHAR, type VARCHAR, time_ms BIGINT, recv_ms BIGINT, agent VARCHAR, user_id VARCHAR, video_id VARCHAR, "
    "author_id VARCHAR, topic_ids VARCHAR[], kind VARCHAR, tab VARCHAR, play_time_ms BIGINT, duration_ms BIGINT, source VARCHAR, "
    "cnt BIGINT, search_session_id VARCHAR, search_source VARCHAR, action VARCHAR, amount_fen BIGINT, settle_month VARCHAR, "
    "status VARCHAR, stream VARCHAR, currency VARCHAR, text VARCHAR, keyword VARCHAR",
    "topics": "topic_id VARCHAR, name VARCHAR, aliases VARCHAR[], start_dt DATE, end_dt DATE, is_trending BOOLEAN, origin VARCHAR",
    "videos": "video_id VARCHAR, topic_ids VARCHAR[], first_level_category_name VARCHAR",
    "creators": "author_id VARCHAR, verticals VARCHAR[]",
    "creator_city": "author_id VARCHAR, city_level VARCHAR, valid_from DATE",
    "tabs": "tab VARCHAR, domain VARCHAR, needs_follow BOOLEAN",
}

TABLES = """
CREATE TEMP TABLE e AS
  SELECT id, unnest(arg_min(c, recv_ms)) FROM (
    SELECT id, recv_ms, {type: type, day: day, hour: hour_of(time_ms), time_ms: time_ms, user_id: user_id, video_id: video_id,
      author_id: author_id, topic_ids: topic_ids, kind: kind, tab: tab, play_time_ms: play_time_ms, duration_ms: duration_ms,
      source: source, cnt: cnt, search_session_id: search_session_id, search_source: search_source, action: action,
      amount_fen: amount_fen, settle_month: settle_month, status: status, stream: stream, currency: currency,
      text: text, keyword: keyword} AS c
    FROM (SELECT *, day_of(time_ms) AS day,
        CASE WHEN type = 'income' AND settle_month IS NOT NULL THEN CAST(settle_month || '-01' AS DATE) ELSE day_of(time_ms) END AS due
      FROM events WHERE agent IS NULL)
    WHERE (due BETWEEN DATE '2024-01-01' AND DATE '2024-12-31' AND day_of(recv_ms) < DATE '2025-01-05')
       OR (due BETWEEN DATE '2023-01-01' AND DATE '2023-12-31' AND day_of(recv_ms) < DATE '2024-01-05'))
  GROUP BY id;
CREATE TEMP TABLE follows AS
  SELECT user_id, author_id, since, until FROM (
    SELECT user_id, author_id, action, time_ms AS since,
      lead(time_ms, 1, 9000000000000000) OVER (PARTITION BY user_id, author_id ORDER BY time_ms, recv_ms) AS until
    FROM (SELECT id, unnest(arg_min({user_id: user_id, author_id: author_id, action: action, time_ms: time_ms}, recv_ms)), min(recv_ms) AS recv_ms
      FROM events WHERE type = 'follow' AND agent IS NULL AND user_id IS NOT NULL AND day_of(recv_ms) < DATE '2025-01-05' GROUP BY id))
  WHERE action = 'follow';
CREATE TEMP TABLE fields AS SELECT author_id, unnest(verticals) AS field FROM creators;
CREATE TEMP TABLE days AS SELECT day, count(*) AS n FROM e WHERE type = 'play' GROUP BY day;
CREATE TEMP TABLE names AS
  SELECT lower(name) AS name, [min(topic_id)] AS topic_ids
  FROM (SELECT topic_id, unnest(list_append(coalesce(aliases, []), name)) AS name FROM topics) GROUP BY 1;
CREATE TEMP TABLE moved AS
  SELECT id, type, author_id, topic_id, origin, search_source, search_session_id
  FROM (SELECT c.id, c.type, c.day, c.author_id, c.search_source, c.search_session_id,
      unnest(coalesce(c.topic_ids, v.topic_ids, k.topic_ids)) AS topic_id
    FROM e c LEFT JOIN (SELECT * FROM videos WHERE len(topic_ids) > 0) v USING (video_id)
      LEFT JOIN names k ON c.topic_ids IS NULL AND k.name = lower(c.keyword)
    WHERE c.type IN ('play', 'post', 'search') AND year(day) = 2024)
  JOIN topics t USING (topic_id) WHERE t.is_trending AND day BETWEEN t.start_dt AND coalesce(t.end_dt, DATE '9999-12-31');
CREATE TEMP TABLE leaders AS
  SELECT author_id, count(*) FILTER (year(day) = 2024) AS cur, count(*) FILTER (year(day) = 2023) AS prev
  FROM e WHERE type = 'play' AND author_id IS NOT NULL GROUP BY author_id ORDER BY cur DESC, author_id LIMIT 10;
CREATE TEMP TABLE community AS
  SELECT day, count(DISTINCT e.user_id) AS users, count(DISTINCT CASE WHEN type = 'interact' AND t.domain = 'pan_private'
      AND (NOT coalesce(t.needs_follow, false) OR f.user_id IS NOT NULL) THEN e.user_id END) AS close
  FROM e LEFT JOIN tabs t ON e.tab = t.tab LEFT JOIN follows f ON e.type = 'interact' AND e.user_id = f.user_id
    AND e.author_id = f.author_id AND e.time_ms >= f.since AND e.time_ms < f.until
  WHERE e.user_id IS NOT NULL AND year(day) = 2024 GROUP BY day;
CREATE TEMP TABLE keen AS
  SELECT user_id, count(*) FILTER (valid) AS plays, count(DISTINCT day) FILTER (valid) AS days,
    count(*) FILTER (valid AND kind = 'live') AS live, count(*) FILTER ((type = 'interact' AND action IN ('like', 'comment',
      'forward', 'collect')) OR (type = 'follow' AND action = 'follow')) AS acts
  FROM (SELECT *, type = 'play' AND (play_time_ms >= 7000 OR (duration_ms > 0 AND play_time_ms >= duration_ms)) AS valid FROM e
    WHERE year(day) = 2024 AND user_id IS NOT NULL
      AND (video_id IN (SELECT video_id FROM videos WHERE first_level_category_name = '非遗')
        OR author_id IN (SELECT author_id FROM fields WHERE field = 'ich')))
  GROUP BY user_id;
CREATE TEMP TABLE agri AS
  SELECT day, count(DISTINCT e.user_id) FILTER (type = 'play') AS viewers,
    count(DISTINCT e.user_id) FILTER (type = 'play' AND f.user_id IS NOT NULL) AS followers,
    count(DISTINCT id) FILTER (type = 'follow' AND action = 'follow') AS new
  FROM e LEFT JOIN follows f ON e.type = 'play' AND e.user_id = f.user_id AND e.author_id = f.author_id AND e.time_ms >= f.since
    AND e.time_ms < f.until
  WHERE year(day) = 2024 AND e.user_id IS NOT NULL AND type IN ('play', 'follow')
    AND e.author_id IN (SELECT author_id FROM fields WHERE field = 'agri') GROUP BY day;
CREATE TEMP TABLE monthly AS
  SELECT author_id, settle_month AS month, CAST(settle_month[1:4] AS INTEGER) AS year, sum(amount_fen) AS fen FROM e
  WHERE type = 'income' AND status IN ('settled', 'reversed') AND coalesce(currency, 'CNY') = 'CNY' GROUP BY ALL;
CREATE TEMP TABLE rich AS
  SELECT author_id, sum(fen) FILTER (year = 2024) AS cur, sum(fen) FILTER (year = 2023) AS prev,
    count(*) FILTER (year = 2024 AND fen > 1000000) AS months, count(*) FILTER (year = 2023 AND fen > 1000000) AS months_prev,
    count(*) FILTER (month = '2024-12' AND fen > 1000000) AS december, count(*) FILTER (month = '2023-12' AND fen > 1000000) AS december_prev
  FROM monthly GROUP BY author_id;
CREATE TEMP TABLE above AS
  SELECT count(*) FILTER (cur > 12000000) AS cur, count(*) FILTER (prev > 12000000) AS prev, count(*) FILTER (months > 0) AS anyone,
    count(*) FILTER (months_prev > 0) AS any_prev, sum(months) AS months, sum(months_prev) AS months_prev, sum(december) AS december,
    sum(december_prev) AS december_prev FROM rich;
CREATE TEMP TABLE by_field AS
  SELECT field, count(*) FILTER (cur > 0) AS n, avg(cur) FILTER (cur > 0) AS mean, avg(prev) FILTER (prev > 0) AS mean_prev,
    sum(cur) AS cur, sum(prev) AS prev, sum(cur) FILTER (cur > 0 AND prev > 0) AS panel, sum(prev) FILTER (cur > 0 AND prev > 0) AS panel_prev,
    median(cur) FILTER (cur > 0) AS middle, median(prev) FILTER (prev > 0) AS middle_prev,
    quantile_cont(cur, 0.9) FILTER (cur > 0) AS p90
  FROM rich JOIN fields USING (author_id) GROUP BY field;
CREATE TEMP TABLE cities AS
  SELECT count(*) FILTER (city_level IN ('三线城市', '四线城市', '五线城市')) AS low, count(city_level) AS known FROM (
    SELECT r.author_id, arg_max(city_level, valid_from) AS city_level
    FROM rich r JOIN fields f ON r.author_id = f.author_id AND f.field = 'knowledge' LEFT JOIN creator_city c
      ON c.author_id = r.author_id AND c.valid_from <= DATE '2024-12-31' WHERE r.cur > 0 GROUP BY r.author_id);
CREATE TEMP TABLE documentaries AS
  SELECT type, source, coalesce(cnt, 1) AS cnt FROM e WHERE year(day) = 2024 AND type IN ('play', 'exposure')
    AND video_id IN (SELECT video_id FROM videos WHERE first_level_category_name = '纪录片');
CREATE TEMP TABLE hours AS SELECT hour, count(*) AS n FROM e WHERE type = 'play' AND year(day) = 2024 GROUP BY hour;
CREATE TEMP TABLE totals AS SELECT type, action, count(*) AS n FROM e WHERE year(day) = 2024 GROUP BY ALL;
"""

FIGURES = """
  SELECT 'F11' AS figure, strftime(day, '2024-%m') AS "of", mean(n) FILTER (year(day) = 2024) AS value,
    mean(n) FILTER (year(day) = 2023) AS prev FROM days GROUP BY ALL
  UNION ALL SELECT 'F11_window', '2024', mean(n) FILTER (year(day) = 2024), mean(n) FILTER (year(day) = 2023) FROM days
  UNION ALL SELECT 'F11_ytd', '2024', mean(n) FILTER (year(day) = 2024), mean(n) FILTER (year(day) = 2023) FROM days WHERE month(day) <= 7
  UNION ALL SELECT 'F32', '', count(*), NULL FROM days WHERE year(day) = 2024
  UNION ALL SELECT 'F31', '', sum(n), NULL FROM days WHERE year(day) = 2024
  UNION ALL SELECT 'F03', '', count(DISTINCT id), NULL FROM moved WHERE type = 'play'
  UNION ALL SELECT 'F04', '', count(DISTINCT coalesce(search_session_id, id)), NULL FROM moved WHERE type = 'search' AND search_source = 'USER_INPUT'
  UNION ALL SELECT 'F06_plays', '', count(DISTINCT id), NULL FROM moved WHERE type = 'play' AND origin = 'native'
  UNION ALL SELECT 'F08', '', count(DISTINCT author_id), NULL FROM moved WHERE type = 'post'
  UNION ALL SELECT 'F03_topic', topic_id, count(DISTINCT id) FILTER (type = 'play'), NULL FROM moved GROUP BY topic_id
  UNION ALL SELECT 'F04_topic', topic_id, count(DISTINCT coalesce(search_session_id, id)) FILTER (type = 'search' AND search_source = 'USER_INPUT'), NULL
    FROM moved GROUP BY topic_id
  UNION ALL SELECT 'F08_topic', topic_id, count(DISTINCT author_id) FILTER (type = 'post'), NULL FROM moved GROUP BY topic_id
  UNION ALL SELECT 'F30', author_id, cur, prev FROM leaders
  UNION ALL SELECT 'F13_month', strftime(day, '2024-%m'), mean(close / users), NULL FROM community GROUP BY ALL
  UNION ALL SELECT 'F33', strftime(day, '2024-%m'), mean(users), NULL FROM community GROUP BY ALL
  UNION ALL SELECT 'F14', '', count(*) FILTER (plays >= 5 AND days >= 3 AND acts >= 1), NULL FROM keen
  UNION ALL SELECT 'F14_3', '', count(*) FILTER (plays >= 3 AND days >= 3 AND acts >= 1), NULL FROM keen
  UNION ALL SELECT 'F14_10', '', count(*) FILTER (plays >= 10 AND days >= 3 AND acts >= 1), NULL FROM keen
  UNION ALL SELECT 'F15', '', count(*) FILTER (live > 0) / count(*), NULL FROM keen WHERE plays >= 5 AND days >= 3 AND acts >= 1
  UNION ALL SELECT 'F16', '', sum(followers) / (SELECT count(DISTINCT day) FROM days WHERE year(day) = 2024), NULL FROM agri
  UNION ALL SELECT 'F16_viewers', '', sum(viewers) / (SELECT count(DISTINCT day) FROM days WHERE year(day) = 2024), NULL FROM agri
  UNION ALL SELECT 'F16_new', '', sum(new) / (SELECT count(DISTINCT day) FROM days WHERE year(day) = 2024), NULL FROM agri
  UNION ALL SELECT 'F17', '', (cur - prev) / prev, prev FROM above
  UNION ALL SELECT 'F17_any', '', (anyone - any_prev) / any_prev, any_prev FROM above
  UNION ALL SELECT 'F17_months', '', (months - months_prev) / months_prev, months_prev / 12 FROM above
  UNION ALL SELECT 'F17_december', '', (december - december_prev) / december_prev, december_prev FROM above
  UNION ALL SELECT 'F34_field', field, mean / 1200, NULL FROM by_field WHERE n >= 100
  UNION ALL SELECT 'F18', field, mean / 1200, NULL FROM by_field WHERE field = 'knowledge'
  UNION ALL SELECT 'F18_p90', field, p90 / 1200, NULL FROM by_field WHERE field = 'knowledge'
  UNION ALL SELECT 'F19', '', low / known, NULL FROM cities
  UNION ALL SELECT 'F20', field, (mean - mean_prev) / mean_prev, mean_prev / 100 FROM by_field WHERE field = 'ich'
  UNION ALL SELECT 'F20_total', field, (cur - prev) / prev, prev / 100 FROM by_field WHERE field = 'ich'
  UNION ALL SELECT 'F20_panel', field, (panel - panel_prev) / panel_prev, NULL FROM by_field WHERE field = 'ich'
  UNION ALL SELECT 'F20_median', field, (middle - middle_prev) / middle_prev, middle_prev / 100 FROM by_field WHERE field = 'ich'
  UNION ALL SELECT 'F22', '', count(*) FILTER (type = 'play'), NULL FROM documentaries
  UNION ALL SELECT 'F23', '', sum(cnt) FILTER (type = 'exposure'), NULL FROM documentaries
  UNION ALL SELECT 'F23_source', source, sum(cnt), NULL FROM documentaries WHERE type = 'exposure' GROUP BY source
  UNION ALL SELECT 'F24', '', count(*), NULL FROM e WHERE type = 'link_mic' AND year(day) = 2024
  UNION ALL SELECT 'F25', '', coalesce(sum(amount_fen) FILTER (stream = 'incentive'), 0) / sum(amount_fen), NULL FROM e
    WHERE type = 'income' AND status IN ('settled', 'reversed') AND coalesce(currency, 'CNY') = 'CNY' AND settle_month LIKE '2024%'
  UNION ALL (SELECT 'F35', strftime(day, '2024-%m') AS m, mean(n) AS v, NULL FROM days WHERE year(day) = 2024 GROUP BY ALL ORDER BY v DESC LIMIT 1)
  UNION ALL SELECT 'F36_hour', CAST(hour AS VARCHAR), n, NULL FROM hours
  UNION ALL SELECT 'F37', concat_ws(' ', type, action), n, NULL FROM totals
  UNION ALL SELECT 'F38', word, count(*) FILTER (contains(text, word)), NULL FROM e, (VALUES ('加油'), ('努力'), ('谢谢')) w(word)
    WHERE type = 'interact' AND action = 'comment' AND text IS NOT NULL AND year(day) = 2024 GROUP BY word
"""


def main():
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET threads = {int(os.environ['THREADS'])}")
    connection.execute("CREATE MACRO day_of(ms) AS CAST(make_timestamp(ms * 1000 + 28800000000) AS DATE)")
    connection.execute("CREATE MACRO hour_of(ms) AS (ms // 3600000 + 8) % 24")
    for name, fields in FIELDS.items():
        given = ", ".join("'{}': '{}'".format(*field.split()) for field in fields.split(", "))
        file = name if name == "events" else f"dim_{name}"
        path = os.path.join(os.environ["DATA"], f"{file}.ndjson")
        connection.execute(
            f"CREATE VIEW {name} AS SELECT * FROM read_json('{path}', format = 'newline_delimited', columns = {{{given}}})"
        )
    connection.execute(TABLES)
    connection.execute(
        f"COPY (SELECT figure, of, round(value, 9) AS value, round(prev, 9) AS prev FROM ({FIGURES})"
        " WHERE value IS NOT NULL) TO '/dev/stdout' (FORMAT json)"
    )


if __name__ == "__main__":
    main()
