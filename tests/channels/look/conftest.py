"""The look is tested under addresses of its own, without a database."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from onedoor.channels.look import assets, environment, shell

KEPT = (assets.static, environment.icon, shell.address, shell._links, shell.languages)


def forget() -> None:
    for kept in KEPT:
        kept.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def no_page_cache() -> Iterator[None]:
    """Page cache and sites ask what is published and made, and here there is no database to ask."""
    ask = (".PageCache", ".SiteOfTheHost")
    others = [each for each in settings.MIDDLEWARE if not each.endswith(ask)]
    with override_settings(MIDDLEWARE=others):
        yield


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    """Under `bench_urls`; what was worked out for other addresses is forgotten."""
    forget()
    with override_settings(ROOT_URLCONF="tests.channels.look.bench_urls", ALLOWED_HOSTS=["*"]):
        yield
    forget()
