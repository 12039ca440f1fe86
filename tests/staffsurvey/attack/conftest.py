from contextlib import ExitStack

import pytest
from django.db import connection

from tests.staffsurvey.attack.site import postgresql_site, sqlite_site


@pytest.fixture(scope="module")
def new_site(django_db_setup, tmp_path_factory):
    """Makes a site of its own on an engine, empty and ready to be served."""
    with ExitStack() as clusters:

        def new_site(engine):
            directory = tmp_path_factory.mktemp("site")
            if engine == "postgresql":
                return clusters.enter_context(postgresql_site(directory))
            return sqlite_site(directory, schema_of=connection.settings_dict["NAME"])

        yield new_site
