"""Systems as administrators register and review them."""

from typing import Any

from onedoor.kernel.actors import Actor
from onedoor.registers.systems.actions import propose_system, review_system
from onedoor.registers.systems.queries import System

SYSTEM_ADMIN = Actor(kind="administrator", ref="account:00000000-0000-4000-8000-00000000ad01", office="system")
SECURITY_ADMIN = Actor(kind="administrator", ref="account:00000000-0000-4000-8000-00000000ad02", office="security")
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
