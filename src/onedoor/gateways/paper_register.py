"""The paper twin of the register of persons and organisations: the very protocol, its own process.

It knows the people of the sample city. What it refuses, `signed_http` says.
"""

import secrets
from pathlib import Path
from typing import Any

from onedoor.gateways.paper_people import Resident, residents
from onedoor.gateways.signed_http import Said, SignedServer


class PaperRegister(SignedServer):
    """A register on this machine; `facts` are host, port, client and secret."""

    def __init__(self, facts: dict[str, Any], packs: Path) -> None:
        super().__init__(facts)
        self.known = {(each.number_kind, each.number): each for each in residents(packs)}

    def answer(self, path: str, asked: Said) -> tuple[int, Said]:
        """The verdict on a number and a name, and a receipt."""
        return 200, {"verdict": self.verdict(asked), "receipt": f"PR-{secrets.token_hex(8)}"}

    def verdict(self, asked: Said) -> str:
        """match, differs or unknown."""
        found: Resident | None = self.known.get((asked["kind"], asked["number"]))
        if found is None or found.country != asked.get("country", ""):
            return "unknown"
        same = found.name == asked["name"] and asked.get("head", found.head) == found.head
        return "match" if same else "differs"


def server(facts: dict[str, Any], packs: Path) -> PaperRegister:
    """The register, bound to its port and not yet serving."""
    return PaperRegister(facts, packs)
