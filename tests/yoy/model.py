"""What ndyoy writes, worked out day by day from its manual page alone.

Periods are their texts. Which days a period has, and which periods come before another, is read off a table of days that
Python's own calendar fills.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

KINDS = ['day', 'week', 'month', 'quarter', 'year']
FIRST, LAST = date(2016, 1, 1), date(2027, 12, 31)


def _text(kind, day):
    year, week, _ = day.isocalendar()
    return {'day': day.isoformat(), 'week': f'{year}-W{week:02}', 'month': f'{day.year}-{day.month:02}',
            'quarter': f'{day.year}-Q{(day.month + 2) // 3}', 'year': str(day.year)}[kind]


# Of each kind the text of a day's period, the days of a text, and the texts in their order.
OF_DAY = {kind: {} for kind in KINDS}
DAYS = {kind: {} for kind in KINDS}
for _day in (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)):
    for _kind in KINDS:
        OF_DAY[_kind][_day] = _text(_kind, _day)
        DAYS[_kind].setdefault(_text(_kind, _day), []).append(_day)
TEXTS = {kind: list(DAYS[kind]) for kind in KINDS}
PLACE = {kind: {text: place for place, text in enumerate(TEXTS[kind])} for kind in KINDS}

# What goes together: the kinds that others can be put together to, and the lags of each.
COARSER = {'day': KINDS, 'week': ['week'], 'month': ['month', 'quarter', 'year'], 'quarter': ['quarter', 'year'],
           'year': ['year']}
LAGS = {'day': ['1y', '1q', '1m', '1w', '1d'], 'week': ['1y', '1w'], 'month': ['1y', '1q', '1m'], 'quarter': ['1y', '1q'],
        'year': ['1y']}


def kind_of(text):
    if len(text) == 10:
        return 'day'
    return {'': 'year', 'Q': 'quarter', 'W': 'week'}.get(text[5:6], 'month')


DAYS_OF = {text: days for of_kind in DAYS.values() for text, days in of_kind.items()}


def days_of(text):
    return DAYS_OF[text]


def is_leap_day(day):
    return (day.month, day.day) == (2, 29)


@dataclass(frozen=True)
class Options:
    input: str = 'day'
    by: str = 'day'
    lag: str = '1y'
    basis: str = 'daily'
    feb29: str = 'own'
    align: str = 'date'
    start: str = ''
    end: str = ''
    moving: int = 0
    points: bool = False

    def arguments(self):
        words = ['--by', self.by, '--lag', self.lag, '--basis', self.basis, '--feb29', self.feb29, '--align', self.align]
        words += ['--from', self.start] if self.start else []
        words += ['--to', self.end] if self.end else []
        words += ['--moving', f'{self.moving}d'] if self.moving else []
        return words + (['--points'] if self.points else [])


def before(text, lag):
    """The same period one lag earlier; None where there is none."""
    kind = kind_of(text)
    if lag == '1y':
        found = f'{int(text[:4]) - 1:04}{text[4:]}'
    elif kind == 'day' and lag in ('1q', '1m'):
        months = int(text[:4]) * 12 + int(text[5:7]) - 1 - (3 if lag == '1q' else 1)
        found = f'{months // 12:04}-{months % 12 + 1:02}{text[7:]}'
    else:
        steps = {('day', '1w'): 7, ('month', '1q'): 3}.get((kind, lag), 1)
        found = TEXTS[kind][PLACE[kind][text] - steps]
    return found if found in DAYS[kind] else None


def partner(record, o):
    """The record of the earlier side that a record of the later one stands against."""
    first = days_of(record)[0]
    if o.align == 'weekday':
        return OF_DAY[o.input][first - timedelta(364)]
    if o.by == 'week' and o.input == 'day':
        week = before(OF_DAY['week'][first], o.lag)
        return week and days_of(week)[first.weekday()].isoformat()
    if o.feb29 == 'fold' and is_leap_day(first):
        record = f'{first.year}-02-28'
    found = before(record, o.lag)
    if found and o.feb29 == 'fold' and is_leap_day(days_of(found)[0]):
        return None
    return found


def lies_in(fine, coarse):
    return all(len({OF_DAY[coarse][day] for day in days}) == 1 for days in DAYS[fine].values())


LIES_IN = {(fine, coarse): lies_in(fine, coarse) for fine in KINDS for coarse in KINDS}


def earlier_end(typed, at, o):
    """The day on which the earlier side begins (at 0) or ends (at -1)."""
    open_end = LAST if at else FIRST
    kind = kind_of(typed) if typed else o.by
    if not typed or LIES_IN[o.by, kind]:
        return open_end
    if kind != 'day' and LIES_IN[kind, o.by]:
        return days_of(before(typed, o.lag))[at]
    record = OF_DAY[o.input][days_of(typed)[at]]
    while not partner(record, o):
        record = TEXTS[o.input][PLACE[o.input][record] + (-1 if at else 1)]
    return days_of(partner(record, o))[at]


def refused(o):
    """Whether a date that ends the window has its partner within a record, which cannot be cut there."""
    if o.input not in ('month', 'quarter', 'year'):
        return False
    for typed, at in ((o.start, 0), (o.end, -1)):
        if not typed or kind_of(typed) != 'day':
            continue
        while not before(typed, o.lag):
            typed = TEXTS['day'][PLACE['day'][typed] + (-1 if at else 1)]
        day = days_of(before(typed, o.lag))[0]
        if days_of(OF_DAY[o.input][day])[at] != day:
            return True
    return False


class Window:
    def __init__(self, o):
        self.first = days_of(o.start)[0] if o.start else FIRST
        self.last = days_of(o.end)[-1] if o.end else LAST
        self.earlier_first = earlier_end(o.start, 0, o)
        self.earlier_last = earlier_end(o.end, -1, o)


def with_rule(days, rule):
    if rule == 'own':
        return days
    kept = [day for day in days if not is_leap_day(day)]
    if rule == 'fold':
        kept += [day + timedelta(1) for day in kept if is_leap_day(day + timedelta(1))]
    return kept


def trailing(day, o):
    """The days of --moving that end with the day; a dropped one is none of them."""
    if o.feb29 == 'drop' and is_leap_day(day):
        return []
    days = (day - timedelta(n) for n in range(o.moving + 1))
    return [day for day in days if not (o.feb29 == 'drop' and is_leap_day(day))][:o.moving]


def earlier_period(period, o):
    found = before(period, o.lag)
    if found and o.feb29 == 'fold' and kind_of(found) == 'day' and is_leap_day(days_of(found)[0]):
        return None
    return found


def sides(period, window, o):
    """The days of the later and of the earlier side."""
    if o.moving:
        later = trailing(days_of(period)[0], o)
    else:
        later = [day for day in days_of(period) if window.first <= day <= window.last]
    if o.align == 'weekday' and o.moving:
        earlier = trailing(days_of(period)[0] - timedelta(364), o)
    elif o.align == 'weekday':
        earlier = [day - timedelta(364) for day in later]
    else:
        found = earlier_period(period, o)
        if not found:
            earlier = []
        elif o.moving:
            earlier = trailing(days_of(found)[0], o)
        else:
            earlier = [day for day in days_of(found) if window.earlier_first <= day <= window.earlier_last]
    return with_rule(later, o.feb29), with_rule(earlier, o.feb29)


def records_of(days, group, o):
    """The records of the group that lie in the days as a whole."""
    inside = set(days)
    texts = sorted({OF_DAY[o.input][day] for day in days})
    return [text for text in texts if text in group and inside.issuperset(days_of(text))]


@dataclass(frozen=True)
class Metric:
    """A value: of the contents of records, whether a record has data of it, and whether days share it."""
    name: str
    value: Callable
    has_data: Callable
    amount: bool = True


def share(number):
    """A share made of a number of the records."""
    return None if number is None else Fraction(number) / 10**6


def _plain(name, value):
    return Metric(name, lambda contents: value([content for content in contents if content is not None]),
                  lambda content: content is not None)


PLAIN = {False: _plain('v', lambda numbers: Fraction(sum(numbers))),
         True: _plain('s', lambda numbers: share(sum(numbers)) / len(numbers))}


def matched(later, earlier, group, o, metric):
    has_data = lambda text: metric.has_data(group[text])
    key = lambda text: f'{text[:7]}-28' if o.feb29 == 'fold' and text[4:] == '-02-29' else text
    keys = {key(text) for text in earlier if has_data(text)}
    later = [text for text in later if has_data(text) and partner(text, o) in keys]
    both = {partner(text, o) for text in later}
    return later, [text for text in earlier if key(text) in both]


def number(value):
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def measure(texts, group, o, metric):
    """The value of a side and its days with data."""
    days = sum(len(days_of(text)) for text in texts if metric.has_data(group[text]))
    if not days:
        return None, 0
    value = metric.value([group[text] for text in texts])
    if value is not None and metric.amount and o.basis != 'total' and not o.points:
        value /= days
    return value, days


def state_of(cur, prev, days, expected, o):
    if cur is None and prev is None:
        return 'partial'
    if prev is None:
        return 'new'
    if cur is None:
        return 'gone'
    if o.basis != 'matched' and any(have / of < 0.9 for have, of in zip(days, expected)):
        return 'partial'
    return 'small-base' if prev <= 0 and not o.points else 'ok'


def chosen(period, window, group, o, metric):
    """The records on both sides, and how many days should have some."""
    later, earlier = sides(period, window, o)
    records = records_of(later, group, o), records_of(earlier, group, o)
    if o.basis == 'matched':
        records = matched(*records, group, o, metric)
    return records, (len(later), len(earlier))


def record_of(period, records, expected, group, o, metric):
    (cur, days_cur), (prev, days_prev) = (measure(texts, group, o, metric) for texts in records)
    state = state_of(cur, prev, (days_cur, days_prev), expected, o)
    delta = None if cur is None or prev is None else cur - prev
    pct = None if state != 'ok' else delta if o.points else delta / prev
    basis = 'total' if o.basis == 'daily' and not metric.amount else o.basis
    return {'period': period, 'metric': metric.name, 'cur': number(cur), 'prev': number(prev), 'delta': number(delta),
            'pct': number(pct), **({'unit': 'points'} if o.points else {}), 'basis': basis, 'days_cur': days_cur, 'days_prev': days_prev,
            'expected_cur': expected[0], 'expected_prev': expected[1], 'state': state}


def change(period, window, group, o, metric):
    records, expected = chosen(period, window, group, o, metric)
    return record_of(period, records, expected, group, o, metric)


@lru_cache(maxsize=None)
def records_near(period, whole):
    """The periods of the records of a period and of the one before, be they outside a window."""
    return {OF_DAY[whole.input].get(day) for side in sides(period, Window(whole), whole) for day in side}


def has_record(period, group, o):
    whole = Options(input=o.input, by=o.by, lag=o.lag, feb29=o.feb29, align=o.align)
    return any(text in group for text in records_near(period, whole))


def periods_of(groups, o):
    """Those that the answer may have."""
    window = Window(o)
    # Without an end the answer ends with the data.
    last = max(PLACE[o.by][OF_DAY[o.by][days_of(text)[0]]] for group in groups for text in group)
    first = PLACE[o.by][OF_DAY[o.by][window.first]]
    last = PLACE[o.by][OF_DAY[o.by][window.last]] if o.end else last
    return [text for text in TEXTS[o.by][first:last + 1]
            if not (o.by == 'day' and o.feb29 != 'own' and is_leap_day(days_of(text)[0]))]


def changes(groups, o):
    """groups: {name: {period: int, Fraction or None}} -> ndyoy's records, in order."""
    window, metric = Window(o), PLAIN[o.points]
    periods = periods_of(groups.values(), o)
    return [{'g': name, **change(period, window, group, o, metric)} for name, group in sorted(groups.items())
            for period in periods if has_record(period, group, o)]
