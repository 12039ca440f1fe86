"""How likely it is that an attack does as well by luck alone."""

import math

# Below this, after Bonferroni, links between people and answers are no luck.
SIGNIFICANCE = 0.001


def chance_of_hits(hits):
    """Of at least so many right links in a matching drawn by lot: about Poisson(1)."""
    # Summed from the end: 1 - (the rest) would round what is tiny to zero.
    terms = (math.exp(-1 - math.lgamma(k + 1)) for k in range(hits, hits + 30))
    return min(1.0, sum(terms))


def chance_of_score(score):
    """Of a standard normal score that lies so far out on either side."""
    return math.erfc(abs(score) / math.sqrt(2))


def ranks(values):
    """The rank of each value; equal ones share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranked = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranked[place] = (start + end) / 2
        start = end + 1
    return ranked


def spearman_score(left, right):
    """Spearman's rank correlation as a standard normal score."""
    x, y = ranks(left), ranks(right)
    mean = (len(x) - 1) / 2
    covariance = sum((a - mean) * (b - mean) for a, b in zip(x, y, strict=True))
    spread = math.sqrt(sum((a - mean) ** 2 for a in x))
    spread *= math.sqrt(sum((b - mean) ** 2 for b in y))
    return covariance / spread * math.sqrt(len(x) - 1) if spread else 0.0


def kendall_score(groups):
    """Whether pairs within groups stand in order, as a standard normal score.

    Each group lists (place, time); Kendall's S of all groups over its deviation.
    """
    surplus, variance = 0, 0.0
    for group in groups:
        for number, (place, time) in enumerate(group):
            for other_place, other_time in group[:number]:
                product = (place - other_place) * (time - other_time)
                surplus += (product > 0) - (product < 0)
        size = len(group)
        variance += size * (size - 1) * (2 * size + 5) / 18
    return surplus / math.sqrt(variance) if variance else 0.0
