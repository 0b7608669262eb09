"""What the paper twins show in a browser: one plain page to choose who one is. No script needed."""

from collections.abc import Iterable, Mapping
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from onedoor.gateways.paper_people import Resident

_LONGEST = 512 * 1024
_STYLE = """
:root{color-scheme:light dark;font:1rem/1.6 system-ui,"Noto Sans CJK SC",sans-serif}
body{margin:0;background:Canvas;color:CanvasText}
main{max-inline-size:34rem;margin-inline:auto;padding:3rem 1.25rem}
h1{font-size:1.5rem;margin:0 0 .25rem}p{margin:.25rem 0 1.5rem}
.note{border-inline-start:4px solid #b36b00;padding:.5rem .75rem;font-size:.9rem}
fieldset{border:0;padding:0;margin:0 0 1.5rem}
legend{font-weight:600;padding:0;margin-block-end:.5rem}
label{display:block;padding:.35rem 0}
ul{list-style:none;padding:0;margin:0}li{margin-block-end:.5rem}
button{font:inherit;inline-size:100%;text-align:start;padding:.75rem 1rem;border:1px solid GrayText;
border-radius:8px;background:Canvas;color:CanvasText;cursor:pointer}
button:hover,button:focus-visible{border-color:LinkText;outline:2px solid LinkText}
"""


class PaperPage(BaseHTTPRequestHandler):
    """Reads small requests and answers with pages; says nothing to any log."""

    protocol_version = "HTTP/1.1"

    def asked(self) -> dict[str, str]:
        """What stands in the address, each name once."""
        return dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

    def posted(self) -> dict[str, str]:
        """What a form has sent."""
        length = min(int(self.headers.get("Content-Length") or 0), _LONGEST)
        return dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))

    def say(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        """One answer, never kept."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def show(self, title: str, content: str, *, status: int = 200) -> None:
        """A page with this title."""
        page = (
            f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{escape(title)}'
            '</title><meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<style>{_STYLE}</style><main><h1>{escape(title)}</h1>{content}</main></html>"
        )
        self.say(status, "text/html; charset=utf-8", page.encode())

    def log_message(self, format: str, *given: Any) -> None:
        """Nothing: a line of a log is no place for who signed in."""


def choosing(
    people: Iterable[Resident], ranks: Mapping[str, str], kept: Mapping[str, str], action: str
) -> str:
    """The form in which a newcomer chooses whom to be, and how sure the provider is of it."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in kept.items()
    )
    sureness = "".join(
        f'<label><input type="radio" name="rank" value="{escape(rank)}"'
        f"{' checked' if place == 0 else ''}> {escape(words)}</label>"
        for place, (rank, words) in enumerate(ranks.items())
    )
    buttons = "".join(
        f'<li><button name="who" value="{escape(each.ref)}">{escape(each.name)}</button></li>'
        for each in people
    )
    return (
        '<p class="note">这是样例城市的纸上平台，只认识样例里的人，不连真实的政务平台。</p>'
        f'<form method="post" action="{escape(action)}">{hidden}'
        f"<fieldset><legend>核实到什么程度</legend>{sureness}</fieldset>"
        f"<fieldset><legend>您是谁</legend><ul>{buttons}</ul></fieldset></form>"
    )
