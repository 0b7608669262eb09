"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from onedoor.site.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.site.settings")
die_with_parent()
application = get_wsgi_application()
