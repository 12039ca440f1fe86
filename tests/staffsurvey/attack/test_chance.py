"""The statistics of the attack against values from books, and against luck."""

import math
from random import Random

import pytest

from tests.staffsurvey.attack.chance import (
    chance_of_hits,
    chance_of_score,
    kendall_score,
    ranks,
    spearman_score,
)


@pytest.mark.parametrize(
    ("hits", "chance"),
    [(0, 1), (1, 1 - math.exp(-1)), (2, 1 - 2 * math.exp(-1)), (10, 1.114e-7)],
)
def test_chance_of_hits_is_that_of_poisson(hits, chance):
    assert chance_of_hits(hits) == pytest.approx(chance, rel=1e-3)


def test_matchings_by_lot_hit_as_often_as_they_should():
    lot, people = Random(1), range(60)
    hits = [
        sum(a == b for a, b in zip(people, lot.sample(people, 60), strict=True))
        for _ in range(20_000)
    ]

    share = sum(count >= 4 for count in hits) / len(hits)

    assert share == pytest.approx(chance_of_hits(4), abs=0.003)


def test_chance_of_a_score_is_two_sided():
    assert chance_of_score(-1.96) == chance_of_score(1.96) == pytest.approx(0.05, 1e-3)


def test_equal_values_share_their_rank():
    assert ranks(["b", "a", "b", "c"]) == [1.5, 0, 1.5, 3]


def test_order_is_seen_from_either_end():
    assert spearman_score([1, 2, 3, 4, 5], [10, 20, 30, 40, 50]) == pytest.approx(2)
    assert spearman_score([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]) == pytest.approx(-2)
    assert spearman_score([1, 2, 3], [7, 7, 7]) == 0


def test_order_within_groups_is_seen():
    group = [(place, place) for place in range(10)]

    # 45 pairs in order; the variance of Kendall's S for 10 is 125.
    assert kendall_score([group]) == pytest.approx(45 / math.sqrt(125))
    assert kendall_score([[(1, 1)], [(2, 2)]]) == 0
