"""Run the whole attack and print what it finds: `python -m tests.staffsurvey.attack sqlite`.

With the engine and, if wanted, the number of people (150).
"""

import os
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.factories import PASSPHRASE  # noqa: E402
from tests.staffsurvey.attack.attacker import attack  # noqa: E402
from tests.staffsurvey.attack.campaign import hold_control, hold_survey  # noqa: E402
from tests.staffsurvey.attack.site import (  # noqa: E402
    postgresql_site,
    sqlite_site,
)


def main(engine, people=150):
    for design in ["naive", "random", "unpadded", "product"]:
        with tempfile.TemporaryDirectory() as directory:
            if engine == "sqlite":
                site = sqlite_site(Path(directory), schema_of=":memory:")
                site.migrate()
                report(site, design, int(people))
            else:
                with postgresql_site(Path(directory)) as site:
                    report(site, design, int(people))


def report(site, design, people):
    if design == "product":
        loot = hold_survey(site, people=people)
        loot.passphrase = PASSPHRASE  # for the last line only
    else:
        loot = hold_control(site, design, people=people)
    for verdict in attack(loot):
        print(f"{design:9} {verdict}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
