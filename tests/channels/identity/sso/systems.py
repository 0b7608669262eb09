"""Systems as administrators register and review them."""

from typing import Any

from onedoor.kernel.actors import Actor
from onedoor.registers.systems.actions import propose_system, review_system
from onedoor.registers.systems.queries import System


def _administrator(office: str, serial: int) -> Actor:
    ref = f"account:00000000-0000-4000-8000-{serial:012}"
    return Actor(kind="administrator", ref=ref, office=office)


SYSTEM_ADMIN = _administrator("system", 1)
SECURITY_ADMIN = _administrator("security", 2)
AUDIT_ADMIN = _administrator("audit", 3)
CITIZEN = "ayigul"

# Two bodies of the sample city, and what a system of theirs is for.
HERE, ELSEWHERE = "press-aksu-city", "education-aksu-city"


def a_system(approve: bool = True, **wishes: Any) -> tuple[System, str]:
    """A system of the press office and its secret, approved by the other administrator."""
    wish: dict[str, Any] = {
        "agency": HERE, "name": "出版物管理系统", "purpose": "核对来办事的人是谁",
        "basis": "出版管理条例 第三十五条", "facts": ["name", "number", "phone"], "consent": "ask",
        "redirect_uris": ["https://press.example/callback"],
        "post_logout_uris": ["https://press.example/bye"],
    }  # fmt: skip
    system, secret = propose_system(**(wish | wishes), by=SYSTEM_ADMIN)
    if approve:
        system = review_system(system.pk, approve=True, by=SECURITY_ADMIN)
    return system, secret
