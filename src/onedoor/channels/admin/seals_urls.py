"""Addresses where administrators keep seals."""

from django.urls import path

from onedoor.channels.admin.pages import seals

app_name = "seals"
urlpatterns = [
    path("", seals.listing, name="list"),
    path("new", seals.ask, name="ask"),
    path("<uuid:seal>", seals.show, name="seal"),
    path("<uuid:seal>/picture.png", seals.picture, name="picture"),
]
