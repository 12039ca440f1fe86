import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A directory for each run and each of its workers: nothing is written beside the code,
# and two runs at the same time do not meet.
_directory = tempfile.mkdtemp(prefix="ilmkreis-tests-")
atexit.register(shutil.rmtree, _directory, ignore_errors=True)
Path(_directory, "static").mkdir()  # WhiteNoise warns when it is missing
os.environ["DATA_DIR"] = _directory
os.environ.setdefault(
    "SECRET_KEY", "tests-need-a-key-of-at-least-fifty-characters-0123456789"
)

from ilmkreis_integration.settings import *  # noqa: E402
from ilmkreis_integration.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in production: threads then have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_directory, "test.sqlite3"))}
    # Nobody cuts the power here; tests of servers that are killed start real ones.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
else:
    # Pooled connections would outlive the test database.
    del DATABASES["default"]["OPTIONS"]["pool"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
