"""Addresses of the look: its files, and the switch between looks."""

from django.urls import path

from onedoor.channels.look import pages

app_name = "look"
urlpatterns = [
    path("look/<path:name>", pages.asset, name="asset"),
    path("mode", pages.choose_mode, name="mode"),
]
