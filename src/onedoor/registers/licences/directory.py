"""The directory of licences: what a licence is called and coded in the national library.

Our words inside, the codes of others at the door. The lists are data: directory.yaml. The codes of
the document a holder is known by are kept with the kinds of numbers (registers/people/numbers).
"""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes.licences import LICENCE_ARC
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.licences.queries import (
    Licence,
    licence_for,
    licence_identified,
    standing_of,
)
from onedoor.registers.people.numbers import KINDS
from onedoor.registers.people.queries import party_for


class NotInTheDirectory(Refusal):
    """这张证照是在它的类型编入证照目录以前签发的，没有电子证照标识；换发以后就有了。"""


def standing_code(standing: str) -> str:
    """The code of a standing (`valid`, `suspended` …). KeyError for a word that is none."""
    return _lists()["standing"][standing]


def latest_act(licence: Licence) -> str:
    """The code of what was last done to it: made by which act, suspended, given back, run out …

    "" where nobody kept what made it: a follower of before acts were kept.
    """
    standing = standing_of(licence)
    if standing != "valid" or licence.state_since is not None:
        return _lists()["act"][standing]
    made_by = licence.act or ("issue" if licence.version == 1 else "")
    return _lists()["act"][made_by] if made_by else ""


def record_of(number: str, *, seen_by: Actor) -> dict[str, str]:
    """The licence as a record of the national library, by the names the exchange schema uses.

    Dates are YYYY-MM-DD, `certificate_area_code` twelve digits; `former_source_id` is the
    identifier of the licence whose place it took, "" when it is the first. A holder who is known
    by no number has no code. NotFound; NotInTheDirectory for what has no identifier.
    """
    return _record(licence_for(number, seen_by=seen_by))


def record_handed_over(typed: str, *, by: Actor) -> dict[str, str]:
    """The same by number or identifier, for whoever hands records to the directory by hand.

    For the command line: it reads what the system may, and leaves a row for the holder in the name
    of `by`. NotFound; NotInTheDirectory; BadCode for an identifier that cannot be.
    """
    licence = _called(typed)
    told = _record(licence)
    trace(
        by=by, subject=licence.ground, what=f"{licence.kind_name} {licence.number}",
        why="报送证照目录", party=licence.holder,
    )  # fmt: skip
    return told


def _called(typed: str) -> Licence:
    try:
        return licence_for(typed.strip(), seen_by=SYSTEM)
    except NotFound:
        if not typed.strip().startswith(LICENCE_ARC):
            raise
    return licence_identified(typed, seen_by=SYSTEM)


def _record(licence: Licence) -> dict[str, str]:
    if not licence.identifier:
        raise NotInTheDirectory()
    agency = agency_called(licence.agency)
    # Whoever may see the licence may see whose it is: no look of its own at the party.
    holder = party_for(licence.holder, seen_by=SYSTEM)
    kind = KINDS.get(holder.number_kind)
    return {
        "certificate_source_id": licence.identifier,
        "certificate_name": licence.kind_name,
        "certificate_type": licence.kind,
        "certificate_type_code": licence.type_code,
        "certificate_number": licence.number,
        "certificate_holder": licence.holder_name,
        "certificate_holder_code": holder.number if kind else "",
        "certificate_holder_type": kind.document_code if kind else "",
        "certificate_area_code": agency.division_id,
        "issue_dept": licence.agency_name,
        "issue_dept_code": agency.credit_code,
        "issue_date": licence.issued_on.isoformat(),
        "valid_from": licence.valid_from.isoformat(),
        "valid_until": licence.valid_until.isoformat() if licence.valid_until else "",
        "status": standing_code(standing_of(licence)),
        "operation": latest_act(licence),
        "former_source_id": licence.former.identifier if licence.former else "",
    }


@cache
def _lists() -> dict[str, dict[str, str]]:
    lists = YAML(typ="safe").load(Path(__file__).with_name("directory.yaml").read_text("utf-8"))
    return {name: each["codes"] for name, each in lists.items()}
