"""Addresses of one's own real-name level and of what raises it."""

from django.urls import path

from onedoor.channels.identity.pages import level

urlpatterns = [
    path("level", level.level, name="level"),
    path("level/register", level.register, name="level-register"),
    path("level/licence", level.licence, name="level-licence"),
]
