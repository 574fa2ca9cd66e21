#!/usr/bin/env python3
"""What ndgen says it planted, against a report and against SQL.

    tests/report/planted.py TARGETS FIGURES FOLDER      exit 1 where one of them differs

TARGETS is what `ndgen targets` writes, FOLDER the same platform's events and tables, FIGURES the figures of its report.
Every truth that is a figure must be the report's; every trap must differ from the figure that it misses, and be what
SQL gives when it is asked the wrong question: then the decoys bite.
"""

import re
import sys

sys.dont_write_bytecode = True

from cleaned import load, records  # noqa: E402
from oracle import Figures, growth, over, plain, same  # noqa: E402

# Targets that are figures by another name, and the field that says of what.
RENAMED = {"plays": ("F03_topic", "topic_id"), "creators": ("F08_topic", "topic_id"), "top_creators": ("F30", "who")}
PART = {"F05": "topic_id", "F11": "period", "F12": "period", "F38": "word", "F23_source": "source"}

# The traps that oracle.py knows, by what they are called there.
IN_ORACLE = {
    "F03_joined": "plays joined with topics",
    "F03_any_time": "plays outside the dates",
    "F04_pages": "each page of a search",
    "F07_posts": "posts",
    "F07_any_time": "posts at any time",
    "F08_summed": "the sum over topics",
    "F09_posts": "posts",
    "F09_any_time": "posts at any time",
    "F10_posts": "posts",
    "F10_any_time": "posts at any time",
    "F12_ytd": "January to July",
    "F13_pooled": "all days as one",
    "F13_any_page": "any page",
    "F13_at_end": "whom they follow at the end",
    "F14_any_view": "any view",
    "F14_plays": "plays alone",
    "F14_valid_plays": "valid plays alone",
    "F14_silent": "without an interaction",
    "F14_any_days": "on any days",
    "F14_short": "plays that are not valid",
    "F16_viewers": "viewers",
    "F16_ever": "who ever followed",
    "F17_any": "any month",
    "F17_months": "the mean of the months",
    "F17_at_the_line": "exactly 10,000 yuan",
    "F17_gross": "without reversals",
    "F17_pending": "with what is pending",
    "F18_of_all": "those without income",
    "F18_median": "the median",
    "F19_of_all": "the unknown in the base",
    "F19_at_start": "the city at the start",
    "F19_of_income": "the share of income",
    "F20_total": "F20_total",
    "F20_panel": "F20_panel",
    "F20_median": "F20_median",
    "F23_own": "the own platform",
    "F23_rows": "rows",
}

FOLLOWS = "EXISTS (SELECT 1 FROM follows f WHERE f.user = user_id AND {})"
FARMING = "author IN (SELECT author FROM vertical WHERE field = 'agri')"
DOCUMENTARY = "video_id IN (SELECT video FROM video WHERE category = '纪录片')"
COMMENTS = "FROM e WHERE type = 'interact' AND action = 'comment' AND instr(text, '{0}')"


class Wrong:
    """The other traps: SQL that asks the wrong question."""

    def __init__(self, figures):
        self.one = figures.one
        self.rows = figures.rows
        self.days = self.one("SELECT count(DISTINCT day) FROM e WHERE year = 2024")

    def watchers(self, condition):
        """User-days of farming creators' viewers."""
        return self.one(
            "SELECT count(*) FROM (SELECT DISTINCT day, user_id FROM play WHERE year = 2024 AND author_id IN"
            f" (SELECT author FROM vertical WHERE field = 'agri') AND {condition})"
        )

    def above(self, condition):
        """Creators above the line in each year, of the incomes for which it is true."""
        count = dict(
            self.rows(
                "SELECT year, count(*) FROM (SELECT substr(settle_month, 1, 4) AS year, sum(amount_fen) AS fen FROM"
                " (SELECT * FROM raw WHERE type = 'income' GROUP BY id HAVING recv_ms = min(recv_ms))"
                f" WHERE {condition} GROUP BY year, author_id) WHERE fen > 12000000 GROUP BY year"
            )
        )
        return growth(count["2024"], count["2023"])

    def values(self):
        july = "date(time_ms / 1000, 'unixepoch', '+8 hours') LIKE '{}-07-%'"
        plays = [
            self.one(f"SELECT count(*) FROM raw WHERE type = 'play' AND {july.format(year)}") for year in (2024, 2023)
        ]
        yield "F12_raw", growth(*plays)
        for name, month, days in [("F11_calendar", "2024-09", 30), ("F12_totals", "2024-05", None)]:
            count = self.one("SELECT count(*) FROM play WHERE month = ?", month)
            before = self.one("SELECT count(*) FROM play WHERE month = ?", month.replace("2024", "2023"))
            yield f"{name}.{month}", over(count, days) if days else growth(count, before)
        received = "date(min(time_ms, recv_ms) / 1000, 'unixepoch', '+8 hours') LIKE '2024-07-%'"
        yield "F11_received", over(self.one(f"SELECT count(*) FROM play WHERE {received}"), 31)
        dropped = "month = '2024-07' AND recv_ms >= time_ms"
        yield "F11_dropped", over(self.one(f"SELECT count(*) FROM play WHERE {dropped}"), 31)
        typed = "type = 'search' AND search_source = 'USER_INPUT' AND inside"
        last = "topics IS NOT NULL OR EXISTS (SELECT 1 FROM topic t WHERE t.name = keyword)"
        yield "F04_last_name", self.one(
            f"SELECT count(DISTINCT search_session_id) FROM tagged WHERE {typed} AND ({last})"
        )
        yield "F05_total.first_ten", self.one(
            "SELECT count(*) FROM (SELECT rank() OVER (ORDER BY count(*) DESC) AS place FROM played GROUP BY topic)"
            " WHERE place <= 10"
        )
        yield "F06_names", self.one(
            "SELECT count(*) FROM topic_row WHERE origin = 'native' AND trending AND end_dt >= '2024' AND start_dt < '2025'"
        )
        any_of = FOLLOWS.format(f"f.{FARMING} AND time_ms >= since AND time_ms < until")
        yield "F16_elsewhere", over(self.watchers(any_of), self.days)
        yield "F16_at_end", over(self.watchers(FOLLOWS.format("f.author = author_id AND until > 8e18")), self.days)
        following = FOLLOWS.format("f.author = author_id AND time_ms >= since AND time_ms < until")
        yield "F16_calendar", over(self.watchers(following), 366)
        counts = "status <> 'pending' AND {} (settle_month > '2023-12' OR date(recv_ms / 1000, 'unixepoch', '+8 hours') < '{}')"
        yield "F17_foreign", self.above(counts.format("", "2024-01-05"))
        yield "F17_late", self.above(counts.format("currency = 'CNY' AND", "2025-01-05"))
        low, known = self.rows(
            "SELECT sum(level IN ('三线城市', '四线城市', '五线城市')), count(level) FROM"
            " (SELECT author, level, max(valid_from) FROM city WHERE author IN (SELECT author FROM yearly JOIN vertical"
            " USING (author) WHERE year = 2024 AND fen > 0 AND field = 'knowledge') GROUP BY author)"
        )[0]
        yield "F19_today", over(low, known)
        yield "F22_both_years", self.one(f"SELECT count(*) FROM play WHERE {DOCUMENTARY}")
        yield "F23_all_videos", self.one("SELECT sum(ifnull(cnt, 1)) FROM e WHERE type = 'exposure' AND year = 2024")
        meetings = "SELECT count(DISTINCT id) FROM raw WHERE type = 'link_mic' AND "
        yield "F24_agents", self.one(meetings + "time_ms > 1704038400000")
        yield "F24_both_years", self.one(meetings + "agent IS NULL")
        for word in ["加油", "努力"]:
            comments = COMMENTS.format(word)
            times = f"(length(text) - length(replace(text, '{word}', ''))) / {len(word)}"
            yield f"F38_occurrences.{word}", self.one(f"SELECT sum({times}) {comments} AND year = 2024")
            yield f"F38_both_years.{word}", self.one(f"SELECT count(*) {comments}")


def find(figures, name):
    """The records of a report that a target is about; None if it is no figure."""
    figure, _, part = name.partition(".")
    if figure in RENAMED and part[0] in "at":
        figure, field = RENAMED[figure]
        return [record for record in figures if record["figure"] == figure and record[field] == part]
    if name == "F05.first_ten":
        ranked = [record for record in figures if record["figure"] == "F05" and record["rank"] <= 10]
        return [{"value": len(ranked)}]
    if not re.match(r"F\d\d", figure):
        return None
    found = [record for record in figures if record["figure"] == figure]
    if part:
        return [record for record in found if record[PART[figure]] == part]
    return [record for record in found if len(found) == 1 or record["period"] == "2024-07"]


def missed(name):
    """The target that a trap, or another reading, misses: F38_occurrences.x is for F38.x."""
    figure, dot, part = name.partition(".")
    return figure.partition("_")[0] + dot + part


def check(targets, figures, oracle):
    """What is wrong, a line for each."""
    value = {target["target"]: target["value"] for target in targets}
    wrong = {what: value for what, value in Wrong(oracle).values()}
    for figure, _, what, given in oracle.wrong:
        wrong.update({name: given for name, known in IN_ORACLE.items() if known == what and name.startswith(figure)})
    for target in targets:
        name, planted = target["target"], target["value"]
        if target["kind"] == "truth" and (found := find(figures, name)) is not None and (found or planted):
            values = [record["value"] for record in found]
            if len(values) != 1 or not same(float(planted), values[0]):
                yield f"{name}: {planted} is planted, and the report has {values}"
        if target["kind"] == "trap" or missed(name) != name and missed(name) in value:
            if planted == value[missed(name)]:
                yield f"{name}: {planted} is what is right"
        if target["kind"] == "trap" and name not in wrong and name != "F04_listed":
            yield f"{name}: is not asked of SQL"
        if name in wrong and not same(float(plain(wrong[name])), float(planted)):
            yield f"{name}: {planted} is planted, and SQL gives {plain(wrong[name])}"


def main():
    targets, figures, folder = sys.argv[1:]
    targets = list(records(targets))
    faults = list(check(targets, list(records(figures)), Figures(load(folder))))
    for fault in faults:
        print(fault)
    print(f"{len(targets)} targets, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
