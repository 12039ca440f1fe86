import pytest

from worldcafe.models import Round
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db


def test_start_round_sets_the_clock(cafe):
    round_ = Round.objects.select_related("cafe").first()
    assert round_.ends_at is None

    start_round(round_)

    assert (round_.ends_at - round_.started_at).total_seconds() == 25 * 60
