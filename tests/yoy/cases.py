"""Options of ndyoy at random."""

from datetime import date, timedelta

import model

BASES = ['total', 'daily', 'matched']


def random_options(kinds, chance, first=2019, last=2025):
    """kinds: those of the records that there are; the window lies within the years."""
    kind = chance.choice(['day'] * 6 + kinds)
    by = chance.choice(model.COARSER[kind])
    lag = chance.choice(model.LAGS[by])
    basis = chance.choice(BASES)
    align = 'weekday' if lag == '1y' and kind in ('day', 'week') and chance.random() < 0.2 else 'date'
    moving = chance.choice([1, 7, 28]) if kind == by == 'day' and chance.random() < 0.4 else 0
    rules = ['own']
    if kind == 'day':
        rules.append('drop')
        if align == 'date' and not moving and by != 'week' and lag in ('1y', '1q', '1m'):
            rules.append('fold')
    feb29 = chance.choice(rules)
    points = basis != 'total' and chance.random() < 0.2

    def end(at):
        if chance.random() < 0.2:
            return ''
        day = date(first, 1, 1) + timedelta(chance.randrange((date(last + 1, 1, 1) - date(first, 1, 1)).days))
        if chance.random() < 0.3:
            day = chance.choice([date(2020, 2, 28), date(2020, 2, 29), date(2021, 2, 28), date(2024, 2, 29), date(2024, 3, 29),
                                 date(2020, 12, 30), date(2021, 1, 2)])
        typed = model.OF_DAY[chance.choice(model.KINDS)][day]
        edge = model.days_of(typed)[at]
        cuts = model.days_of(model.OF_DAY[kind][edge])[at] != edge
        return '' if cuts or (at == 0 and feb29 == 'fold' and model.is_leap_day(edge)) else typed

    start, stop = end(0), end(-1)
    if start and stop and model.days_of(stop)[-1] < model.days_of(start)[0]:
        start = ''
    return model.Options(kind, by, lag, basis, feb29, align, start, stop, moving, points)
