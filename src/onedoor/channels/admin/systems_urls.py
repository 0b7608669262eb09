"""Addresses where administrators keep systems."""

from django.urls import path

from onedoor.channels.admin.pages import systems

app_name = "systems"
urlpatterns = [
    path("", systems.listing, name="list"),
    path("new", systems.propose, name="propose"),
    path("keys", systems.keys, name="keys"),
    path("<slug:system>", systems.system, name="system"),
]
