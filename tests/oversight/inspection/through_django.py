"""Django's test client in the place of the line."""

from urllib.parse import urlsplit

from django.test import Client

from onedoor.kernel.ports import SiteAnswer
from onedoor.oversight.inspection.walking import Fetch

ORIGIN = "http://testserver"


def through_django_at(host: str) -> Fetch:
    """What the product answers at this host."""

    def fetch(address: str) -> SiteAnswer:
        answer = Client(HTTP_HOST=host).get(address, follow=True)
        last = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        parts = urlsplit(last)
        body = b"".join(answer) if answer.streaming else answer.content
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return SiteAnswer(path, answer.status_code, answer.headers.get("content-type", ""), body)

    return fetch


# What the product answers a visitor without an account, after its redirections.
through_django = through_django_at("testserver")
