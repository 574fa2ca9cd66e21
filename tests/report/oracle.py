#!/usr/bin/env python3
"""The figures of the report by SQL, which shares no code with the tools.

    tests/report/oracle.py FOLDER                   each figure as NDJSON: {figure, of, value, ...}, and with `wrong`
                                                    what a plausible wrong computation gives
    tests/report/oracle.py FOLDER --figures FILE    a report's figures against them; exit 1 where one differs
    tests/report/oracle.py FOLDER --traps           the traps that give what is right; exit 1 where there is one

FOLDER has events*.ndjson, plain or .gz, and dim_*.ndjson. The definitions are those of the report's method notes: the
year 2024, as of 5 January 2025, days in Asia/Shanghai. Counts and sums are integers and quotients fractions, so that a
figure must be equal to 1e-12, however it was summed.
"""

import argparse
import fractions
import json
import math
import sys

sys.dont_write_bytecode = True

from cleaned import load, records  # noqa: E402

JULY = {"period": "2024-07"}


def over(above, below):
    return None if above is None or not below else fractions.Fraction(above) / fractions.Fraction(below)


def growth(cur, prev):
    quotient = over(cur, prev)
    return None if quotient is None else quotient - 1


def mean(values):
    return over(sum(values), len(values))


def quantile(values, p):
    """Between the two nearest, by their distance: Hyndman and Fan's seventh."""
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * fractions.Fraction(p)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def wilson(k, n):
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.959963984540054
    middle, half = (k + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return middle - half, middle + half


class Figures:
    """What SQL has for each figure, in `right`; what the traps give, in `wrong`."""

    def __init__(self, base):
        self.base = base
        self.right = {}
        self.wrong = []
        for section in [
            self.edition,
            self.growth,
            self.topics,
            self.leaders,
            self.community,
            self.heritage,
            self.incomes,
            self.stories,
            self.rhythm,
        ]:
            section()

    def rows(self, sql, *given):
        return self.base.execute(sql, given).fetchall()

    def one(self, sql, *given):
        return self.rows(sql, *given)[0][0]

    def column(self, sql, *given):
        return [row[0] for row in self.rows(sql, *given)]

    def figure(self, name, value, of=None, **more):
        self.right[name, json.dumps(of or {}, ensure_ascii=False, sort_keys=True)] = {"value": value, **more}

    def trap(self, name, what, value, of=None):
        self.wrong.append((name, json.dumps(of or {}, ensure_ascii=False, sort_keys=True), what, value))

    def edition(self):
        """Years without a gap have one difference to their number."""
        rows = self.rows(
            "SELECT min(edition), count(*), max(edition) FROM (SELECT edition, edition - row_number() OVER (ORDER BY"
            " edition) AS island FROM (SELECT DISTINCT edition FROM report WHERE edition <= 2024)) GROUP BY island"
        )
        for first, count, last in rows:
            if last == 2024:
                self.figure("F02", count, first=first)
                self.trap(
                    "F02", "all editions", self.one("SELECT count(DISTINCT edition) FROM report WHERE edition <= 2024")
                )
                self.trap("F02", "rows", self.one("SELECT count(*) FROM report WHERE edition >= ?", first))

    def daily(self, table, days):
        """How many plays there are on the mean of the days that have any."""
        plays, found = self.rows(f"SELECT count(*), count(DISTINCT day) FROM {table} WHERE {days}")[0]
        return over(plays, found), found

    def growth(self):
        months = [f"{month:02}" for month in range(1, 13)]
        windows = [("", {"period": f"2024-{month}"}, f"month = '{{}}-{month}'") for month in months]
        windows += [
            ("_window", {"period": "2024"}, "year = {}"),
            ("_ytd", {"period": "2024"}, "month BETWEEN '{0}-01' AND '{0}-07'"),
        ]
        for suffix, of, days in windows:
            (cur, n), (prev, n_prev) = self.daily("play", days.format(2024)), self.daily("play", days.format(2023))
            if n:
                self.figure("F11" + suffix, cur, of, prev=prev, change=growth(cur, prev), n=n, days=n, days_prev=n_prev)
                self.figure("F12" + suffix, growth(cur, prev), of, cur=cur, prev=prev)
        year, before = (self.one(f"SELECT count(*) FROM play WHERE year = {year}") for year in (2024, 2023))
        strong = self.right["F12_window", '{"period": "2024"}']["value"]
        self.figure("F26", strong, word="strong", holds=strong is not None and strong >= fractions.Fraction(1, 10))
        self.figure("F31", year)
        self.figure("F32", self.one("SELECT count(DISTINCT day) FROM play WHERE year = 2024"))
        self.trap("F12_window", "totals instead of daily means", growth(year, before), {"period": "2024"})
        utc = "SELECT count(*) FROM raw WHERE type = 'play' AND date(time_ms / 1000, 'unixepoch') LIKE ?"
        july = [self.one(utc, f"{year}-07-%") for year in (2024, 2023)]
        self.trap("F12", "raw events of UTC days", growth(*july), JULY)
        self.trap("F11", "raw events of UTC days", over(july[0], 31), JULY)
        december = self.right["F11", '{"period": "2024-12"}'] if before else None
        if december:
            prev = self.one(
                "SELECT count(DISTINCT id) FROM raw WHERE type = 'play' AND agent IS NULL AND"
                " date(time_ms / 1000, 'unixepoch', '+8 hours') LIKE '2023-12-%'"
            )
            self.trap(
                "F12",
                "last year with all that came late",
                growth(december["value"], over(prev, 31)),
                {"period": "2024-12"},
            )
        self.trap("F12", "January to July", self.right["F12_ytd", '{"period": "2024"}']["value"], JULY)

    def topics(self):
        plays = self.one("SELECT count(DISTINCT n) FROM played")
        searches = "count(DISTINCT ifnull('s' || search_session_id, 'i' || id))"
        typed = "type = 'search' AND search_source = 'USER_INPUT' AND inside"
        asked = self.one(f"SELECT {searches} FROM tagged WHERE {typed}")
        people = self.one("SELECT count(DISTINCT author_id) FROM tagged WHERE type = 'post' AND inside")
        self.figure("F03", plays)
        self.figure("F04", asked)
        self.figure("F08", people)
        self.figure("F40", over(plays, self.right["F31", "{}"]["value"]))
        self.figure("F40_search", over(plays, asked))
        # Topics are compared by the days on which they could be played.
        lifetime = "(julianday(min(end_dt, '2024-12-31')) - julianday(max(start_dt, '2024-01-01')) + 1)"
        ranking = self.rows(
            f"SELECT topic, name, played.category, count(*), count(*) / {lifetime},"
            f" rank() OVER (ORDER BY count(*) / {lifetime} DESC)"
            " FROM played JOIN topic USING (topic) GROUP BY topic ORDER BY 6, topic"
        )
        best = {}
        for topic, name, category, count, daily, rank in ranking:
            self.figure("F03_topic", count, {"topic_id": topic}, topic=name, category=category)
            self.figure("F05", daily, {"topic_id": topic}, rank=rank, total=count)
            if best.setdefault(category, daily) == daily:
                self.figure("F05_category", daily, {"category": category, "topic_id": topic})
        typed_for = dict(self.rows(f"SELECT topic, {searches} FROM tagged WHERE {typed} GROUP BY topic"))
        for topic in {row[0] for row in ranking} | set(typed_for):
            self.figure("F04_topic", typed_for.get(topic, 0), {"topic_id": topic})
        authors = "count(DISTINCT author_id) FROM tagged WHERE type = 'post'"
        creators = self.rows(f"SELECT topic, {authors} AND inside GROUP BY topic")
        for topic, count in creators:
            self.figure("F08_topic", count, {"topic_id": topic})
        for name, topic in [("F07", "t_fire"), ("F09", "t_love"), ("F10", "t_paris")]:
            count = dict(creators).get(topic)
            if count is not None:
                self.figure(name, count, topic_id=topic)
            self.trap(
                name,
                "posts",
                self.one("SELECT count(*) FROM tagged WHERE type = 'post' AND inside AND topic = ?", topic),
            )
            self.trap(name, "posts at any time", self.one(f"SELECT {authors} AND topic = ?", topic))
            liked = (
                "SELECT count(DISTINCT user_id) FROM e WHERE type = 'interact' AND video_id IN"
                " (SELECT video FROM video_topic WHERE topic = ?)"
            )
            self.trap(name, "who liked", self.one(liked, topic))
        native = self.rows("SELECT name FROM hot WHERE origin = 'native'")
        native_plays = self.one("SELECT count(DISTINCT n) FROM played JOIN topic USING (topic) WHERE origin = 'native'")
        self.figure(
            "F06",
            len(native),
            n=self.one("SELECT count(*) FROM hot"),
            categories=self.one("SELECT count(DISTINCT category) FROM hot"),
        )
        self.figure("F06_plays", native_plays)
        # Home-grown is what was posted here before any other platform showed it.
        homes = (
            "SELECT origin = 'native', (SELECT min(time_ms) FROM e JOIN about USING (n) WHERE type = 'post' AND"
            " about.topic = hot.topic) AS post, (SELECT min(time_ms) FROM e JOIN about USING (n) WHERE type = 'exposure'"
            " AND source NOT IN ('app', 'web', 'kuaishou') AND about.topic = hot.topic) AS outside, name FROM hot"
        )
        seen = [row for row in self.rows(homes) if row[1] is not None or row[2] is not None]
        home = {row[3]: row[1] is not None and (row[2] is None or row[1] < row[2]) for row in seen}
        contrary = [name for native, _, _, name in seen if native and not home[name]]
        if seen:
            self.figure(
                "F06_first",
                sum(bool(row[0]) and home[row[3]] for row in seen),
                n=sum(bool(row[0]) for row in seen),
                contrary=sorted(contrary),
            )
        shares = self.column("SELECT count(*) * 20 >= (SELECT count(*) FROM played) FROM played GROUP BY category")
        if shares:
            self.figure("F06_categories", sum(shares), n=len(shares))
        self.trap("F03", "plays joined with topics", self.one("SELECT count(*) FROM played"))
        always = "FROM play JOIN about USING (n) JOIN hot USING (topic) WHERE year = 2024"
        self.trap("F03", "plays outside the dates", self.one(f"SELECT count(DISTINCT n) {always}"))
        self.trap("F03", "plays joined with topics, outside the dates", self.one(f"SELECT count(*) {always}"))
        self.trap(
            "F03",
            "plays that are not valid left out",
            self.one("SELECT count(DISTINCT n) FROM played JOIN play USING (n) WHERE play_time_ms >= 7000"),
        )
        self.trap(
            "F03",
            "with copies, agents and the late",
            self.one(
                "SELECT count(DISTINCT raw.n) FROM raw JOIN about USING (n) JOIN hot USING (topic) WHERE type = 'play'"
                " AND date(time_ms / 1000, 'unixepoch', '+8 hours') BETWEEN max(start_dt, '2024-01-01') AND end_dt"
            ),
        )
        self.trap("F04", "each page of a search", self.one(f"SELECT count(DISTINCT n) FROM tagged WHERE {typed}"))
        self.trap("F04", "people", self.one(f"SELECT count(DISTINCT user_id) FROM tagged WHERE {typed}"))
        self.trap(
            "F04",
            "chosen from lists",
            self.one("SELECT count(DISTINCT n) FROM tagged WHERE type = 'search' AND inside"),
        )
        self.trap(
            "F04",
            "all typed searches",
            self.one(
                "SELECT count(*) FROM e WHERE type = 'search' AND year = 2024" " AND search_source = 'USER_INPUT'"
            ),
        )
        self.trap("F08", "the sum over topics", sum(count for _, count in creators))
        self.trap("F08", "posts at any time", self.one(f"SELECT {authors}"))
        self.trap(
            "F08",
            "authors of videos with the topics",
            self.one("SELECT count(DISTINCT author) FROM video JOIN video_topic USING (video) JOIN hot USING (topic)"),
        )

    def leaders(self):
        total = self.right["F31", "{}"]["value"]
        rows = self.rows(
            "SELECT author_id, count(*), rank() OVER (ORDER BY count(*) DESC) FROM play"
            " WHERE year = 2024 AND author_id IS NOT NULL GROUP BY author_id"
        )
        before = dict(self.rows("SELECT author_id, count(*) FROM play WHERE year = 2023 GROUP BY author_id"))
        for who, count, rank in rows:
            if rank <= 10:
                self.figure("F30", count, {"who": who}, rank=rank, share=over(count, total), prev=before.get(who))

    def community(self):
        everybody = dict(
            self.rows(
                "SELECT day, count(DISTINCT user_id) FROM e WHERE year = 2024 AND user_id IS NOT NULL GROUP BY day"
            )
        )
        for month in sorted({day[:7] for day in everybody}):
            daily = [count for day, count in everybody.items() if day.startswith(month)]
            self.figure("F33", mean(daily), {"period": month}, n=len(daily))
            self.trap(
                "F33",
                "different users of the month",
                self.one("SELECT count(DISTINCT user_id) FROM e WHERE month = ?", month),
                {"period": month},
            )
        if not self.one("SELECT count(*) FROM known WHERE day >= '2024'"):
            return

        def shares(month, condition):
            count = dict(
                self.rows(
                    f"SELECT day, count(DISTINCT user_id) FROM known WHERE month = ? AND {condition} GROUP BY day",
                    month,
                )
            )
            return [over(count.get(day, 0), users) for day, users in everybody.items() if day.startswith(month)]

        for month in sorted({day[:7] for day in everybody}):
            self.figure("F13_month", mean(shares(month, "private")), {"period": month})
        july = shares("2024-07", "private")
        users = sum(count for day, count in everybody.items() if day.startswith("2024-07"))
        self.figure("F13", mean(july), {"period": "2024-07"}, n=users)
        self.figure("F13_least", min(july), {"period": "2024-07"})
        days = "count(DISTINCT day || ' ' || user_id) FROM"
        close = self.one(f"SELECT {days} known WHERE month = '2024-07' AND private")
        self.trap("F13", "all days as one", over(close, users), JULY)
        self.trap("F13", "any page", mean(shares("2024-07", "1")), JULY)
        self.trap("F13", "whom they follow at the end", mean(shares("2024-07", "private_now")), JULY)
        self.trap(
            "F13",
            "different users of the month",
            over(
                self.one("SELECT count(DISTINCT user_id) FROM known WHERE month = '2024-07' AND private"),
                self.one("SELECT count(DISTINCT user_id) FROM e WHERE month = '2024-07'"),
            ),
            JULY,
        )

    def heritage(self):
        viewers = self.one("SELECT count(*) FROM keen WHERE plays > 0")
        if viewers:
            for name, k in [("F14_3", 3), ("F14", 5), ("F14_10", 10)]:
                self.figure(
                    name,
                    self.one("SELECT count(*) FROM keen WHERE valid >= ? AND days >= 3 AND acts > 0", k),
                    n=viewers,
                )
            keen = "user_id IN (SELECT user_id FROM keen WHERE valid >= 5 AND days >= 3 AND acts > 0)"
            live = self.one(f"SELECT count(DISTINCT user_id) FROM heritage WHERE valid AND kind = 'live' AND {keen}")
            self.figure("F15", over(live, self.right["F14", "{}"]["value"]))
            for what, condition in [
                ("any view", "plays > 0"),
                ("plays alone", "plays >= 5"),
                ("valid plays alone", "valid >= 5"),
                ("without an interaction", "valid >= 5 AND days >= 3"),
                ("on any days", "valid >= 5 AND acts > 0"),
                ("plays that are not valid", "plays >= 5 AND days >= 3 AND acts > 0"),
            ]:
                self.trap("F14", what, self.one(f"SELECT count(*) FROM keen WHERE {condition}"))
        if not self.one("SELECT count(*) FROM agri"):
            return
        days = self.one("SELECT count(DISTINCT day) FROM e WHERE year = 2024")

        def daily(condition):
            return over(
                self.one(f"SELECT count(*) FROM (SELECT DISTINCT day, user_id FROM agri WHERE {condition})"), days
            )

        self.figure("F16", daily("follower"), n=days)
        self.figure("F16_viewers", daily("1"), n=days)
        new = self.one(
            "SELECT count(*) FROM e WHERE type = 'follow' AND action = 'follow' AND year = 2024"
            " AND author_id IN (SELECT author FROM vertical WHERE field = 'agri')"
        )
        self.figure("F16_new", over(new, days), n=days)
        self.trap("F16", "viewers", daily("1"))
        self.trap("F16", "who ever followed", daily("once"))
        self.trap(
            "F16",
            "different users of the year",
            over(self.one("SELECT count(DISTINCT user_id) FROM agri WHERE follower"), days),
        )

    def rich(self, sql):
        cur, prev = self.one(sql.format(2024)), self.one(sql.format(2023))
        return {"value": growth(cur, prev), "cur": cur, "prev": prev}

    def incomes(self):
        if not self.one("SELECT count(*) FROM yearly WHERE year = 2024"):
            return
        self.figure("F17", **self.rich("SELECT count(*) FROM yearly WHERE year = {} AND fen > 12000000"))
        months = "count(*) FROM monthly WHERE year = {} AND fen > 1000000"
        self.figure("F17_any", **self.rich(f"SELECT {months}".replace("count(*)", "count(DISTINCT author)")))
        self.figure("F17_december", **self.rich(f"SELECT {months} AND month LIKE '%-12'"))
        mean_of = self.rich(f"SELECT {months}")
        self.figure("F17_months", mean_of["value"], cur=over(mean_of["cur"], 12), prev=over(mean_of["prev"], 12))
        self.trap("F17", "any month", self.right["F17_any", "{}"]["value"])
        self.trap("F17", "the mean of the months", mean_of["value"])
        self.trap(
            "F17",
            "exactly 10,000 yuan",
            self.rich("SELECT count(*) FROM yearly WHERE year = {} AND fen >= 12000000")["value"],
        )
        promised = self.rich("SELECT count(*) FROM yearly WHERE year = {} AND promised > 12000000")
        self.trap("F17", "with what is pending", promised["value"])
        self.trap(
            "F17",
            "without reversals",
            self.rich("SELECT count(*) FROM yearly WHERE year = {} AND gross > 12000000")["value"],
        )
        for field in self.column("SELECT DISTINCT field FROM vertical ORDER BY field"):
            self.field(field)
        whole = self.one("SELECT sum(fen) FROM paid WHERE year = 2024")
        self.figure(
            "F25",
            over(self.one("SELECT ifnull(sum(fen), 0) FROM paid WHERE year = 2024 AND stream = 'incentive'"), whole),
        )

    def field(self, field):
        members = "author IN (SELECT author FROM vertical WHERE field = ?)"
        income = {
            year: dict(
                self.rows(f"SELECT author, fen FROM yearly WHERE year = ? AND fen > 0 AND {members}", year, field)
            )
            for year in (2023, 2024)
        }
        earned = [fractions.Fraction(fen, 1200) for fen in income[2024].values()]
        everybody = self.one("SELECT count(*) FROM vertical WHERE field = ?", field)
        small = len(earned) < 100
        self.figure("F34_field", None if small else mean(earned), {"field": field})
        if field == "agri":
            self.figure("F21", None if everybody < 100 else over(len(earned), everybody), {"field": field})
            self.beginners(set(income[2023]), set(income[2024]))
        if field == "knowledge" and not small:
            self.figure(
                "F18",
                mean(earned),
                {"field": field},
                n=len(earned),
                median=quantile(earned, "0.5"),
                p90=quantile(earned, "0.9"),
                of_all=over(sum(earned), everybody),
            )
            self.trap("F18", "those without income", over(sum(earned), everybody), {"field": field})
            self.trap("F18", "the median", quantile(earned, "0.5"), {"field": field})
            self.trap("F18", "a year", mean(earned) * 12, {"field": field})
            self.cities(income[2024])
        if field == "ich" and not small:
            self.panel(income[2023], income[2024])

    def beginners(self, *earning):
        """Agricultural creators who are active, and new ones who have an income within 90 days of their first post."""

        def share(hits):
            """Of how many it is true, and of how many it was asked; a few are not told of."""
            return (None, None) if 0 < len(hits) < 100 else (mean(hits), len(hits))

        active = "SELECT DISTINCT author_id FROM e JOIN vertical ON author = author_id AND field = 'agri'"
        active = [
            set(self.column(f"{active} WHERE type IN ('post', 'live') AND year = ?", year)) for year in (2023, 2024)
        ]
        now, before = (
            share([who in some for who in all_of]) for all_of, some in zip(reversed(active), reversed(earning))
        )
        self.figure("F21_active", now[0], n=now[1], prev=before[0], n_prev=before[1])
        begun = self.rows(
            "SELECT date(posted / 1000, 'unixepoch', '+8 hours') AS day, min(time_ms) - posted <= 90 * 86400000"
            " FROM creator JOIN vertical USING (author) LEFT JOIN e ON author_id = author AND type = 'income' AND"
            " amount_fen > 0 AND status IN ('settled', 'reversed') AND ifnull(currency, 'CNY') = 'CNY'"
            " WHERE field = 'agri' AND posted IS NOT NULL GROUP BY author"
        )
        soon = {
            year: [bool(hit) for day, hit in begun if f"{year}-01-01" <= day <= f"{year}-10-02"] for year in (2023, 2024)
        }
        now, before = share(soon[2024]), share(soon[2023])
        self.figure("F21_soon", now[0], n=now[1], prev=before[0], n_prev=before[1])

    def cities(self, income):
        def lower(day):
            levels = dict(
                self.rows(
                    "SELECT author, level FROM (SELECT *, row_number() OVER (PARTITION BY author ORDER BY valid_from"
                    " DESC) AS place FROM city WHERE valid_from <= ?) WHERE place = 1",
                    day,
                )
            )
            known = [who for who in income if levels.get(who) is not None]
            return [who for who in known if levels[who] in ("三线城市", "四线城市", "五线城市")], known

        found, known = lower("2024-12-31")
        low, high = wilson(len(found), len(known))
        self.figure(
            "F19", over(len(found), len(known)), n=len(known), unknown=len(income) - len(known), low=low, high=high
        )
        self.trap("F19", "the unknown in the base", over(len(found), len(income)))
        self.trap("F19", "the city at the start", over(*map(len, lower("2024-01-01"))))
        self.trap(
            "F19", "the share of income", over(sum(income[who] for who in found), sum(income[who] for who in known))
        )

    def panel(self, before, after):
        def figure(name, cur, prev):
            self.figure(
                name,
                growth(cur, prev),
                {"field": "ich"},
                # Less the totals, what those of both years have would tell of the others.
                **({} if name == "F20_panel" else {"cur": cur / 100, "prev": prev / 100}),
                n=len(after),
                n_prev=len(before),
                both=len(both),
            )
            if name != "F20":
                self.trap("F20", name, growth(cur, prev), {"field": "ich"})

        both = before.keys() & after.keys()
        figure("F20", mean(after.values()), mean(before.values()))
        figure("F20_total", fractions.Fraction(sum(after.values())), fractions.Fraction(sum(before.values())))
        figure("F20_panel", *(fractions.Fraction(sum(year[who] for who in both)) for year in (after, before)))
        figure("F20_median", *(fractions.Fraction(quantile(list(year.values()), "0.5")) for year in (after, before)))

    def stories(self):
        documentary = "year = 2024 AND video_id IN (SELECT video FROM video WHERE category = '纪录片')"
        if self.one("SELECT count(*) FROM video WHERE category = '纪录片'"):
            self.figure("F22", self.one(f"SELECT count(*) FROM play WHERE {documentary}"))
            shown = f"FROM e WHERE type = 'exposure' AND {documentary}"
            total, rows, sources = self.rows(f"SELECT sum(ifnull(cnt, 1)), count(*), count(DISTINCT source) {shown}")[0]
            self.figure("F23", total, n=rows, sources=sources)
            for source, count, n in self.rows(f"SELECT source, sum(ifnull(cnt, 1)), count(*) {shown} GROUP BY source"):
                self.figure("F23_source", count, {"source": source}, n=n)
                if source == "kuaishou":
                    self.trap("F23", "the own platform", count)
            self.figure("F40_views", over(self.right["F22", "{}"]["value"], total))
            self.trap("F23", "rows", rows)
            self.trap("F22", "exposures", total)
        met = self.one("SELECT count(*) FROM e WHERE type = 'link_mic' AND year = 2024")
        if met:
            self.figure("F24", met)

    def rhythm(self):
        total = self.right["F31", "{}"]["value"]
        months = self.rows("SELECT month, count(*), count(DISTINCT day) FROM play WHERE year = 2024 GROUP BY month")
        best = max(months, key=lambda row: over(row[1], row[2]))
        self.figure("F35", over(best[1], best[2]), {"period": best[0]}, n=best[2])
        hours = self.rows("SELECT hour, count(*) FROM play WHERE year = 2024 GROUP BY hour")
        for hour, count in hours:
            self.figure("F36_hour", count, {"hour": hour}, share=over(count, total))
        hour, count = max(hours, key=lambda row: row[1])
        self.figure("F36", count, {"hour": hour}, share=over(count, total))
        for kind, action, count in self.rows(
            "SELECT type, action, count(*) FROM e WHERE year = 2024 GROUP BY type, action"
        ):
            self.figure("F37", count, {"type": kind, "action": action})

        comments = "count(*) FROM e WHERE year = 2024 AND type = 'interact' AND action = 'comment' AND text IS NOT NULL"
        n = self.one(f"SELECT {comments}")
        for word in ["加油", "努力", "谢谢"] if n else []:
            self.figure("F38", self.one(f"SELECT {comments} AND instr(text, ?)", word), {"word": word}, n=n)

    def burst(self, record):
        """What a burst's record says of its days; whether they are one is tests/trend's to say."""
        days = dict(
            self.rows(
                "SELECT day, count(*) FROM e JOIN about USING (n) WHERE type IN ('play', 'post', 'search')"
                " AND topic = ? AND day BETWEEN ? AND ? GROUP BY day",
                record["topic_id"],
                record["start"],
                record["end"],
            )
        )
        return {
            "value": max(days.values(), default=0),
            "total": sum(days.values()),
            "peak": min((day for day, count in days.items() if count == max(days.values())), default=None),
        }


# What no table holds: the day as of which a report is made.
ELSEWHERE = {"F01"}


def same(ours, theirs):
    if isinstance(ours, (fractions.Fraction, float)) and isinstance(theirs, (int, float)):
        return abs(float(ours) - theirs) <= (1e-12 if isinstance(ours, fractions.Fraction) else 1e-11) * max(
            1, abs(theirs)
        )
    return ours == theirs


def compare(figures, path):
    """How many records of a report are as SQL has them; what is not is printed."""
    missing = dict(figures.right)
    agreed = faults = 0
    for record in records(path):
        name = record["figure"]
        if name in ELSEWHERE or record["status"] == "unsupported" and not any(key[0] == name for key in figures.right):
            continue
        if name == "F39":
            missing[name, str(agreed)] = figures.burst(record)
            keys = [(name, str(agreed))]
        else:
            keys = [
                key
                for key in missing
                if key[0] == name and all(record.get(k) == v for k, v in json.loads(key[1]).items())
            ]
        if len(keys) != 1:
            print(f"{name}: {len(keys)} of SQL are for {json.dumps(record, ensure_ascii=False)[:300]}")
            faults += 1
            continue
        wanted = missing.pop(keys[0])
        wrong = [
            f"{field} is {record.get(field)}, and by SQL {plain(value)}"
            for field, value in wanted.items()
            if not same(value, record.get(field))
        ]
        for text in wrong:
            print(f"{name} {keys[0][1]}: {text}")
        faults += bool(wrong)
        agreed += not wrong
    for name, of in missing:
        print(f"{name} {of}: is not in the report")
    print(f"{agreed} figures are as in SQL")
    return faults + len(missing)


def plain(value):
    if isinstance(value, fractions.Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--figures")
    parser.add_argument("--traps", action="store_true")
    options = parser.parse_args()
    figures = Figures(load(options.folder))
    if options.figures:
        return 1 if compare(figures, options.figures) else 0
    if options.traps:
        harmless = [trap for trap in figures.wrong if trap[3] == figures.right[trap[:2]]["value"]]
        for name, of, what, value in harmless:
            print(f"{name} {of}: {what}: {plain(value)}")
        return 1 if harmless else 0
    for (name, of), fields in figures.right.items():
        record = {"figure": name, "of": json.loads(of), **{field: plain(value) for field, value in fields.items()}}
        print(json.dumps(record, ensure_ascii=False))
    for name, of, what, value in figures.wrong:
        print(
            json.dumps({"figure": name, "of": json.loads(of), "wrong": what, "value": plain(value)}, ensure_ascii=False)
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
