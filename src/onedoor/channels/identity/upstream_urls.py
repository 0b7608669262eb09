"""Addresses of signing in elsewhere. A provider's address to come back to is its own."""

from django.urls import path

from onedoor.channels.identity.pages import upstream

urlpatterns = [
    path("upstream", upstream.choose, name="upstream"),
    path("upstream/join", upstream.join, name="upstream-join"),
    path("upstream/<slug:provider>", upstream.begin, name="upstream-begin"),
    path("upstream/<slug:provider>/back", upstream.back, name="upstream-back"),
    path("upstream/<slug:provider>/finish", upstream.finish, name="upstream-finish"),
    path("upstream/<slug:provider>/metadata", upstream.card, name="upstream-card"),
]
