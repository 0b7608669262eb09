"""What the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from onedoor.site.front import Front
from onedoor.site.processes import die_with_parent
from onedoor.site.starting import prove_arithmetic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.site.settings")
die_with_parent()
prove_arithmetic()
django = get_wsgi_application()
application = Front(django, session=settings.SESSION_COOKIE_NAME)
