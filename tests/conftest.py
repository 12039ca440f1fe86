"""The cast: one account for each role, and one without."""

import pytest
from django.test import Client

from ilmkreis_integration.access import Role
from tests.factories import UserFactory


@pytest.fixture
def manager(db):
    return UserFactory(username="verwaltung", role=Role.MANAGEMENT)


@pytest.fixture
def evaluator(db):
    return UserFactory(username="auswertung", role=Role.EVALUATION)


@pytest.fixture
def reader(db):
    return UserFactory(username="lesend", role=Role.READING)


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    return UserFactory(username="fremd")


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager_client(manager):
    return logged_in(manager)


@pytest.fixture
def evaluator_client(evaluator):
    return logged_in(evaluator)


@pytest.fixture
def reader_client(reader):
    return logged_in(reader)


@pytest.fixture
def stranger_client(stranger):
    return logged_in(stranger)
