"""One settings file; what differs between machines comes from the environment."""

from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# ModelForm[Cafe] and the like, which mypy asks for, exist only with this.
django_stubs_ext.monkeypatch()


def _key_of_this_installation() -> str:
    file = DATA_DIR / "secret-key"  # made by bin/start
    if file.exists():
        return file.read_text("utf-8").strip()
    return "insecure-development-key" if DEBUG else ""


# --- Where data lives
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))

# --- Security
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _key_of_this_installation()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Behind a proxy that ends TLS. Off only for a first look on one's own machine.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN draws its icons from data: masks
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The longest form is a group form with three answers of 5,000 characters.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Applications
INSTALLED_APPS = [
    "ilmkreis_integration.apps.CoreConfig",
    "surveys.apps.SurveysConfig",
    "worldcafe.apps.WorldCafeConfig",
    "staffsurvey.apps.StaffSurveyConfig",
    "reports.apps.ReportsConfig",
    "crispy_forms",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "staffsurvey.origin.hide_origin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ilmkreis_integration.caching.no_store",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "ilmkreis_integration.urls"
WSGI_APPLICATION = "ilmkreis_integration.wsgi.application"

# --- Templates
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ilmkreis_integration.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "ilmkreis_integration.templatetags.components",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["kern"]
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_FAIL_SILENTLY = False

# --- Database: SQLite with no configuration, PostgreSQL through DATABASE_URL
DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{(DATA_DIR / 'db.sqlite3').as_posix()}"
    )
}
_engine = DATABASES["default"].get("ENGINE")
if _engine == "django.db.backends.sqlite3":
    # Opening a file and reading its schema costs more than most pages.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        # What was deleted or overwritten is gone from the file, too.
        "PRAGMA secure_delete=ON;",
    }
elif _engine == "django.db.backends.postgresql":
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 8},
        "connect_timeout": 10,
        # The server writes a statement that failed into its log; bound by the server,
        # the values in it (somebody's own words) stay out of it.
        "server_side_binding": True,
    }
else:
    raise ImproperlyConfigured("DATABASE_URL: postgres://… oder sqlite:///…")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Accounts
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "process:dashboard"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Language
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Static files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ilmkreis_integration.staticfiles.Storage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Nobody else needs our files, and every visitor loads the header with each.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Logging: warnings and errors of the application, never who asked for what
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "ilmkreis_integration.logs.Discreet"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["discreet"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# --- Our own
# Functions `load(process, content)` that read their part of a process file, in order.
PROCESS_CONTENT_LOADERS = [
    "ilmkreis_integration.content.loading.load_core",
    "surveys.content.load_questionnaire",
    "worldcafe.content.load_cafe_setup",
    "staffsurvey.content.load_staff_survey",
]
# Counts below this never leave the system, see domain/disclosure.py. A process may
# raise it, never lower it.
SMALLEST_PUBLISHED_COUNT = 5
# The longest free text that is taken, in characters.
LONGEST_TEXT = 5000
# Photographs of the sheets of a World Café are deleted so many days after it.
PHOTO_RETENTION_DAYS = env.int("PHOTO_RETENTION_DAYS", default=180)
