import os

os.environ.setdefault(
    "SECRET_KEY", "tests-need-a-key-of-at-least-fifty-characters-0123456789"
)

from ilmkreis_integration.settings import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
