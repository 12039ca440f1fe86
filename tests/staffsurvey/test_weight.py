"""What a phone has to load on the first visit of the staff survey."""

import pytest
from django.test import Client
from django.urls import reverse

from staffsurvey.models import StaffSurvey
from tests.weights import KIB, first_visit, served_as_in_production


@pytest.fixture(scope="module")
def production(static_files):
    with served_as_in_production(static_files):
        yield


def test_first_visit_is_light(production, survey):
    StaffSurvey.objects.update(with_codes=True)

    code, fonts = first_visit(Client(), reverse("staffsurvey:survey"))

    assert len(fonts) == 2
    assert any("staff-sealing" in address for address in code)
    assert sum(code.values()) <= 40 * KIB
    assert sum(code.values()) + sum(fonts.values()) <= 100 * KIB
