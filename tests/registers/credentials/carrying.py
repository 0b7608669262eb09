"""Licences to carry, and credentials of them, with everything that does not matter filled in."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from tests.registers.seals_in_force import a_matter
from tests.world import World

import vc
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.registers.credentials.actions import (
    fetch_credential,
    offer_credential,
    take_offer,
)
from onedoor.registers.credentials.models import Credential
from onedoor.registers.issuing.actions import issue_licence
from onedoor.registers.licences.queries import Licence

TEACHER, NUMBER = "teacher-certificate", "652999194103090048"
AGENCY = "education-wensu"
CLERK = Actor(kind="staff", ref="s1", agency=AGENCY, posts=frozenset({f"{AGENCY}/approver"}))
WALLET = vc.Key.make()


def teacher(world: World, ground: str = "case-1", **given: Any) -> Licence:
    """A teacher's certificate of 古丽努尔 that states a citizen number, in force."""
    usual: dict[str, Any] = {
        "kind": TEACHER, "kind_name": "教师资格证书", "ground": ground,
        "holder": holder(world).party, "holder_name": "古丽努尔·阿卜杜热合曼",
        "agency": AGENCY, "agency_name": "温宿县教育局",
        "facts": [
            ("持证人", "古丽努尔·阿卜杜热合曼"), ("身份证号", NUMBER), ("资格种类", "小学教师资格"),
            ("认定机构", "温宿县教育局"), ("认定日期", "2026 年 11 月 20 日"),
        ],
        "valid_from": date(2026, 11, 20), "valid_until": None,
        "numbering": "202665290{seq:08}", "number_label": "证书号码",
        "service": "teacher-qualification", "layout": "portrait", "by": SYSTEM,
    }  # fmt: skip
    a_matter(ground)
    return issue_licence(**(usual | given))


def holder(world: World, ref: str = "gulnur") -> Actor:
    actor: Actor = world.cast(ref)
    return actor


def in_wallets() -> QuerySet[Credential]:
    """What wallets fetched: all but the one that is made with each licence."""
    return Credential.objects.exclude(thumbprint="")


def ticket(licence: Licence, by: Actor) -> str:
    """What a wallet holds after the code and the digits were right."""
    offered = offer_credential(licence.number, by=by)
    return take_offer(offered.code, offered.digits).token


def carried_by(licence: Licence, by: Actor, *, format: str = vc.SD_JWT_VC) -> str:
    """A credential of the licence in the wallet of its holder."""
    return fetch_credential(ticket(licence, by), licence.kind, format, holder=WALLET.public)
