"""Addresses of the look: its files, and the switch between looks."""

from django.conf import settings
from django.urls import path

from onedoor.channels.look import pages, phone

app_name = "look"
urlpatterns = [
    path("look/<path:name>", pages.asset, name="asset"),
    path("brand/<slug:digits>.css", pages.brand, name="brand"),
    path("mode", pages.choose_mode, name="mode"),
    path("app.webmanifest", phone.manifest, name="manifest"),
    path("sw.js", phone.worker, name="worker"),
]
if settings.DEBUG:
    urlpatterns.append(path("gallery", pages.gallery, name="gallery"))
