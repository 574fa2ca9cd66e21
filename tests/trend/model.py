"""A model of ndtrend that shares nothing with its code: binomial costs as Kleinberg has them, the best set of stretches by
trying every stretch, tails as sums of exact probabilities.
"""

import math
from fractions import Fraction


def log_binomial(n, k):
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def log_power(p, k):
    if k == 0:
        return 0.0
    return k * math.log(p) if p > 0 else -math.inf


def batch_cost(count, total, p):
    return -(log_binomial(total, count) + log_power(p, count) + log_power(1 - p, total - count))


def gain(count, total, share, rise):
    """What a bin costs less in the upper state."""
    if rise * share >= 1:
        return -math.inf
    return batch_cost(count, total, share) - batch_cost(count, total, rise * share)


def surprise(count, mean):
    """-log10 P(X >= count), from the probabilities of single counts, all of the smaller side."""
    if count <= 0:
        return 0.0

    def logs(k):
        return k * math.log(mean) - mean - math.lgamma(k + 1)

    if count > mean:
        biggest = logs(count)
        rest, k = 1.0, count + 1
        while True:
            term = math.exp(logs(k) - biggest)
            rest += term
            if term < 1e-18 * rest:
                break
            k += 1
        return max(0.0, -(biggest + math.log(rest)) / math.log(10))
    below = math.fsum(math.exp(logs(k)) for k in range(count))
    return max(0.0, -math.log10(1 - below)) if below < 1 else math.inf


def expectations(counts, exposure, bins, floor):
    """By bin; None where nothing is expected. counts: None where there are no data."""
    known = [i for i, count in enumerate(counts) if count is not None]
    out = [None] * len(counts)
    for place, i in enumerate(known):
        window = known if bins == 0 else known[max(0, place - bins):place]
        if bins and 2 * len(window) < bins:
            continue
        weight = sum(exposure[j] for j in window)
        rate = sum(counts[j] for j in window) / weight if weight > 0 else 0
        out[i] = max(float(rate * exposure[i]), floor)
    return out


def seasonal(counts, exposure, classes):
    """The exposure times the factor of its class."""
    kept = {}
    for c in set(classes):
        rates = sorted((Fraction(counts[i]) / Fraction(exposure[i]), i) for i in range(len(counts))
                       if classes[i] == c and counts[i] is not None and exposure[i] > 0)
        cut = len(rates) // 10
        kept[c] = [i for _, i in rates[cut:len(rates) - cut]]
    weight = sum(exposure[i] for c in kept for i in kept[c])
    rate = Fraction(sum(counts[i] for c in kept for i in kept[c])) / Fraction(weight) if weight else 0
    factor = {c: (sum(counts[i] for i in kept[c]) + 10) / (rate * sum(exposure[i] for i in kept[c]) + 10) for c in kept}
    return [exposure[i] * factor[classes[i]] for i in range(len(counts))]


def stretches_of(usable, follows):
    """Runs of bins that a burst may cover: neighbours of the calendar."""
    runs = []
    for i, good in enumerate(usable):
        if not good:
            continue
        if runs and runs[-1][-1] == i - 1 and follows[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def best_of_run(run, gains, cost):
    """The best sum of gains less costs, and its stretches, by trying all of them."""
    best = [(0.0, [])]
    for end in range(len(run)):
        choice = best[end]
        for start in range(end + 1):
            value = best[start][0] + math.fsum(gains[i] for i in run[start:end + 1]) - cost
            if value > choice[0] + 1e-12:
                choice = (value, best[start][1] + [(run[start], run[end])])
        best.append(choice)
    return best[-1]


def value_of(stretches, gains, cost):
    return math.fsum(math.fsum(gains[first:last + 1]) - cost for first, last in stretches)


def discoveries(best, tests, rate):
    """The least score that Benjamini and Hochberg's rule lets pass."""
    least = math.inf
    for k, score in enumerate(sorted(best, reverse=True), 1):
        if 10 ** -score <= k / tests * rate * (1 + 1e-9):
            least = math.log10(tests / (k * rate))
    return least
