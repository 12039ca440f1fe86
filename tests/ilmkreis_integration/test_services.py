import pytest

from ilmkreis_integration.models import Process
from ilmkreis_integration.services import switch_to
from tests.factories import ProcessFactory

pytestmark = pytest.mark.django_db


def test_switching_leaves_one_current_process():
    ProcessFactory(is_current=True)
    other = ProcessFactory()

    switch_to(other)

    assert list(Process.objects.filter(is_current=True)) == [other]


def test_switching_to_the_current_process_changes_nothing():
    process = ProcessFactory(is_current=True)

    switch_to(process)

    assert Process.objects.current() == process
