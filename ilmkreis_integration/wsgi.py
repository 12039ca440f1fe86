import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ilmkreis_integration.settings")

application = get_wsgi_application()
# All views now, once for all workers, and not at the first visit of each.
import_module(settings.ROOT_URLCONF)
