"""Which seal a paper takes, and putting it on both its files. Runs with no transaction open."""

import logging
from datetime import timedelta

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.ports import NamedSeal, port
from onedoor.kernel.record import is_ground
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import midnight
from onedoor.registers.papers import ofd_page
from onedoor.registers.papers.rules import NothingBehindIt
from onedoor.registers.seals.actions import Made, keep_made
from onedoor.registers.seals.queries import Seal, seal_to_use, seals_to_make

log = logging.getLogger("onedoor.seals")


def seal_for_paper(kind: str, *, subject: str, agency: str, agency_name: str) -> Seal:
    """The seal in force that a paper of this kind on this matter takes.

    Nothing is sealed that no case and no order is behind: NothingBehindIt when nothing is recorded
    of `subject` that a paper may rest on; NoSealInForce.
    """
    if not is_ground(subject):
        raise NothingBehindIt(subject=subject)
    return seal_to_use(agency, agency_name, for_licence=ofd_page.has_ofd(kind))


def made(kind: str, *, subject: str, agency: str, agency_name: str) -> Seal:
    """The seal that the paper takes, made if it never was. Refusals and outages of both."""
    return make(seal_for_paper(kind, subject=subject, agency=agency, agency_name=agency_name))


def make(seal: Seal) -> Seal:
    """An approved seal with keys, certificates and picture, made where they lack.

    Asked again, nothing more is made. OSError when signer or store are away; FontsMissing.
    """
    if seal.made_at:
        return seal
    picture = ofd_page.seal_picture(seal.name)()
    named = named_of(seal)
    pdf = port("sealer").make(named)
    ofd = port("ofd_sealer").make(named, picture=picture)
    told = Made(
        maker=ofd.maker,
        es_id=ofd.es_id,
        picture=port("store").put(picture),
        pdf_certificate=pdf.certificate,
        sm2_certificate=ofd.certificate,
    )
    return keep_made(seal.pk, told, by=SYSTEM)


def make_approved(at_most: int = 20) -> int:
    """Make approved seals that nobody has used yet; how many were made.

    One that cannot be made now is told to the log and tried again the next time.
    """
    done = 0
    for seal in seals_to_make(at_most):
        try:
            make(seal)
        except (OSError, Refusal) as trouble:
            log.warning("the seal %s of %s is not made: %s", seal.pk, seal.agency, trouble)
        else:
            done += 1
    return done


def named_of(seal: Seal) -> NamedSeal:
    """The seal as gateways know it: in force from the first moment of its days to the last."""
    begins = midnight(seal.valid_from)
    ends = midnight(seal.valid_until + timedelta(days=1))
    return NamedSeal(
        key=seal.pk.hex,
        agency=seal.agency,
        name=seal.name,
        begins=begins,
        ends=ends - timedelta(seconds=1),
    )
