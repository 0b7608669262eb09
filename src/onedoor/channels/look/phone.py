"""What makes the site an app on a telephone: its manifest, and a worker for when it is offline.

The worker is served from the root, for it may keep pages of the whole site; which ones, each page
says itself (`keep` in look/page.html), and whose a page is says a mark that names nobody.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look.addressing import address
from onedoor.channels.look.assets import assets, static
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.script import TRADITIONAL, traditional
from onedoor.channels.look.shell import languages, shell

# The brand on the page's ground, by day and by night (look/static/look/onedoor.css).
BRAND, GROUND, NIGHT = "#0a56a8", "#ffffff", "#0f151b"
ICONS = (
    ("app/icon-192.png", "192x192", "any"),
    ("app/icon-512.png", "512x512", "any"),
    ("app/mask-512.png", "512x512", "maskable"),
    ("mark.svg", "any", "any"),
)


@require_safe
@entrance(Door.ANYONE)
def manifest(request: HttpRequest) -> HttpResponse:
    """How the site stands among the apps of a telephone, in the language it was put there in."""
    wanted = request.GET.get("lang", "").lower()
    language = wanted if wanted in dict(languages()) else languages()[0][0]
    with translation.override(language):
        content = json.dumps(_manifest(), ensure_ascii=False)
    if language == TRADITIONAL:
        content = traditional(content)
    response = HttpResponse(content, content_type="application/manifest+json; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _manifest() -> dict[str, object]:
    around = shell()
    return {
        "id": "/",
        "name": f"{around.site} · {around.place}{_('政务服务')}",
        "short_name": str(around.site),
        "lang": around.lang,
        "dir": around.dir,
        "start_url": around.home,
        "scope": "/",
        "display": "standalone",
        "theme_color": BRAND,
        "background_color": GROUND,
        "icons": [
            {"src": static(name), "sizes": sizes, "purpose": purpose}
            | {"type": "image/svg+xml" if name.endswith("svg") else "image/png"}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [
            {"name": str(link.word), "url": link.url} for link in around.bar if link.key != "home"
        ],
    }


@require_safe
@entrance(Door.ANYONE)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker of the whole site, with what it must know of its addresses."""
    known = {
        "files": reverse("look:asset", args=["x"])[:-1],
        "offline": address("portal:offline"),
        "token": address("portal:send-token"),
        "signOut": address("identity:sign-out"),
    }
    parts = (
        f"const Site = {json.dumps(known)};",
        assets()["js/chest.js"].plain.decode(),
        assets()["js/worker.js"].plain.decode(),
    )
    response = HttpResponse("\n".join(parts), content_type="text/javascript; charset=utf-8")
    # Asked for anew at each visit: a worker that is out of date must not outlive the site.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response
