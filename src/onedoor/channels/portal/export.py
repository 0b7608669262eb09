"""Everything kept about a party as one ZIP, made for the party itself (个人信息保护法 45).

`data.json` for machines (its shape is `schema.json` beside it), `index.html` for people, and the
party's own papers and materials as files. Made with no transaction open: it reads many files.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.template.loader import render_to_string

from onedoor.casework.cases.queries import (
    Case,
    Material,
    case_for,
    cases_of,
    drafts_of,
    history_of,
    material_for,
    materials_of_draft,
    promises_of_case,
    signings_of_case,
)
from onedoor.channels.notices.queries import notices_of, wishes_of
from onedoor.channels.portal.keeping import registers
from onedoor.channels.portal.ownself import only_oneself
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import readings_of
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import now
from onedoor.oversight.comments.queries import comments_of
from onedoor.oversight.feedback.queries import enquiries_of, ratings_of
from onedoor.oversight.letters.queries import letters_of
from onedoor.oversight.results.queries import results_of
from onedoor.registers.credentials.queries import credentials_held
from onedoor.registers.entitlements.queries import asked_by, declined_by, entitlements_of
from onedoor.registers.licences.queries import licences_of, standing_of
from onedoor.registers.mandates.queries import Mandate, mandates_of
from onedoor.registers.papers.queries import document_of, papers_held
from onedoor.registers.people.queries import account_for, party_for, proofs_of, tokens_of
from onedoor.registers.showing.queries import book_of
from onedoor.registers.subscriptions.queries import subscriptions_of
from onedoor.registers.systems.queries import connections_of
from onedoor.registers.transcripts.queries import Transcript, scan_of, transcripts_of

FORMAT = "onedoor-export/1"
# More than anybody has: what is asked for is everything.
EVERYTHING = 100_000
SCHEMA = Path(__file__).with_name("export.schema.json")
# Up to here in memory, beyond it on the disk.
IN_MEMORY = 8 * 1024 * 1024


def export_of(actor: Actor) -> IO[bytes]:
    """The archive, ready to be read. NotForAnother, NotAllowed; RuntimeError in a transaction."""
    if connection.in_atomic_block:
        raise RuntimeError("a copy of everything is made with no transaction open")
    only_oneself(actor)
    if actor.kind != "person":
        raise NotAllowed()
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {"format": FORMAT, "made_at": now(), **_facts(actor), **_matters(actor, archive)}
        content = json.dumps(told, ensure_ascii=False, indent=1, default=_plainly)
        archive.writestr("data.json", content)
        archive.writestr("schema.json", SCHEMA.read_text("utf-8"))
        page = render_to_string("portal/export.html", {"told": json.loads(content)})
        archive.writestr("index.html", page)
    made.seek(0)
    return made


def _plainly(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _facts(actor: Actor) -> dict[str, Any]:
    """What stands in the registers of people, and what was said and seen."""
    party, account = party_for(actor.party, seen_by=actor), account_for(seen_by=actor)
    assert account is not None
    return {
        "party": _of(party, "kind", "name", "number_kind", "number", "phone", "address",
                     "representative", "known_since"),
        "account": _of(account, "login", "email", "phone", "opened_at"),
        "proofs": [_of(each, "way", "at", "basis", "until") for each in proofs_of(seen_by=actor)],
        "keys": [_of(each, "label", "made_at", "until") for each in tokens_of(seen_by=actor)],
        "messages": [
            {"at": each.told_at, "text": each.text, "about": each.subject}
            for each in notices_of(seen_by=actor, limit=EVERYTHING)
        ],
        "wishes": sorted(wishes_of(seen_by=actor)),
        "subscriptions": [
            _of(each.subscription, "key", "also", "since")
            for each in subscriptions_of(seen_by=actor)
        ],
        "entitlements": _entitlements(actor),
        "ratings": [
            _of(each, "case", "level", "text", "given_at") for each in ratings_of(seen_by=actor)
        ],
        "enquiries": [
            _of(file.enquiry, "about", "state", "asked_at", "due_on")
            | {"said": [{"at": said.at, "by_me": said.by_asker, "text": said.text}
                        for said in file.said]}
            for file in enquiries_of(seen_by=actor)
        ],
        "letters": [
            _of(file.letter, "code", "kind", "about", "agency", "hidden", "state", "sent_at",
                "due_on")
            | {"said": [{"at": word.at, "by_me": word.by_writer, "text": word.text}
                        for word in file.words]}
            for file in letters_of(seen_by=actor)
        ],
        "comments": [
            _of(each, "service", "version", "text", "signed", "state", "reason", "note", "sent_at")
            for each in comments_of(seen_by=actor)
        ],
        "mandates": [_mandate(each) for each in _mandates(actor)],
        "systems": [
            {"name": each.system.name, **_of(each.consent, "facts", "kind", "at")}
            for each in connections_of(str(account.pk), seen_by=actor)
        ],
        "looks": [
            _of(each, "at", "by_kind", "by_name", "by_agency", "subject", "what", "why")
            for each in readings_of(seen_by=actor, limit=EVERYTHING)
        ],
        "registers": [_register(asdict(each)) for each in registers()],
    }  # fmt: skip


def _entitlements(actor: Actor) -> dict[str, Any]:
    asked = asked_by(seen_by=actor)
    return {
        "asked": asked.since if asked else None,
        "declined": sorted(declined_by(seen_by=actor)),
        "found": [
            {"rule": each.rule.code, "service": each.rule.service, "because": str(each.because),
             "answers": dict(each.answers)}
            for each in entitlements_of(seen_by=actor)
        ],
    }  # fmt: skip


def _mandates(actor: Actor) -> list[Mandate]:
    both = mandates_of(actor.party, seen_by=actor)
    return [*both.given, *both.received]


def _mandate(mandate: Mandate) -> dict[str, Any]:
    return {
        "giver": mandate.giver.name,
        "receiver": mandate.receiver.name,
        **_of(mandate, "id", "kind", "acts", "services", "since", "until", "offered_at",
              "confirmed_at", "ended_at", "ended_how"),
    }  # fmt: skip


def _register(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key not in ("id", "tables", "copy")}


def _matters(actor: Actor, archive: zipfile.ZipFile) -> dict[str, Any]:
    """Drafts, cases, papers and licences, with their files put into the archive on the way."""
    cases = cases_of(actor.party, seen_by=actor, limit=EVERYTHING)
    return {
        "drafts": [
            {
                **_of(draft, "service", "answers", "situation", "saved_at", "expires_on"),
                "files": list(_files(
                    materials_of_draft(str(draft.pk), seen_by=actor),
                    f"drafts/{draft.service}", actor, archive)),
            }
            for draft in drafts_of(actor.party, seen_by=actor)
        ],
        "cases": [_case(case, actor, archive) for case in cases],
        "results": [
            _of(each, "case", "name", "title", "paper_number", "content", "decided_on", "state",
                "published_at", "shown_until")
            for each in results_of([case.number for case in cases])
        ],
        "papers": [_paper(each, actor, archive) for each in papers_held(seen_by=actor)],
        "licences": [
            {
                "number": each.number, "kind": each.kind_name, "issuer": each.agency_name,
                "valid_from": each.valid_from, "valid_until": each.valid_until,
                "standing": standing_of(each), "lines": each.facts, "case": each.ground,
                "version": each.version, "takes_the_place_of": each.former_id or "",
            }
            for each in licences_of(actor.party, seen_by=actor)
        ],
        "credentials": [
            {
                "licence": each.licence_id, "wallet": each.thumbprint,
                **_of(each, "format", "issued_at", "expires_at", "stopped_at"),
            }
            for each in credentials_held(seen_by=actor)
        ],
        "transcripts": [
            _transcript(each, actor, archive)
            for each in transcripts_of(actor.party, seen_by=actor)
        ],
        **_book(actor),
    }  # fmt: skip


def _book(actor: Actor) -> dict[str, Any]:
    """Whom licences were shown to, who was let see them, who looked, and the copies made."""
    book = book_of(seen_by=actor)
    return {
        "shows": [
            _shown(each, "purpose", "facts", "begun_at", "until", "opened_at", "opener",
                   "opener_why", "ended_at")
            for each in book.shows
        ],
        "authorisations": [
            _shown(each, "to_kind", "to", "to_name", "purpose", "facts", "made_at", "until",
                   "ended_at")
            for each in book.authorisations
        ],
        "uses": [
            {
                "authorisation": str(each.authorisation_id or ""),
                **_shown(each, "at", "law", "system_name", "agency", "purpose", "facts", "item",
                         "case", "operator", "reason"),
            }
            for each in book.uses
        ],
        "use_copies": [
            _shown(each, "user", "reason", "made_at", "until") for each in book.copies
        ],
    }  # fmt: skip


def _shown(thing: Any, *names: str) -> dict[str, Any]:
    """A row of the book: which one it is, and of which licence."""
    number = thing.licence_id or thing.transcript.number
    return {"id": str(thing.pk), "licence": number, **_of(thing, *names)}


def _transcript(transcript: Transcript, actor: Actor, archive: zipfile.ZipFile) -> dict[str, Any]:
    place = f"transcripts/{transcript.pk}{_ending(transcript.scan_type)}"
    try:
        archive.writestr(place, scan_of(transcript.pk, seen_by=actor)[1])
    except Refusal:
        place = ""
    return {
        "kind": transcript.kind_name, "issuer": transcript.agency_name,
        "lines": transcript.facts, "sha256": transcript.scan, "file": place,
        **_of(transcript, "number", "issued_on", "valid_until", "entered_by_name",
              "compared_by_name", "compared_at", "note", "named_by_name", "named_at",
              "named_because"),
    }  # fmt: skip


def _case(case: Case, actor: Actor, archive: zipfile.ZipFile) -> dict[str, Any]:
    file = case_for(case.number, seen_by=actor)
    return {
        **_of(case, "number", "query_code", "service", "agency", "stage", "result",
              "submitted_at", "accepted_on", "decided_on", "closed_on", "reasons", "answers",
              "situation"),
        "title": case.service_title,
        "files": list(_files(file.materials, f"cases/{case.number}", actor, archive)),
        "promises": [
            _of(each, "promise", "words", "signed_at", "state", "due_on", "reasons")
            for each in promises_of_case(case, seen_by=actor).values()
        ],
        "signatures": [
            _of(each, "signer", "name", "state", "asked_at", "settled_at")
            for each in signings_of_case(case, seen_by=actor)
        ],
        "history": [
            {"at": entry.at, "what": entry.name} for entry in history_of(case, seen_by=actor)
        ],
    }  # fmt: skip


def _files(
    materials: list[Material], folder: str, actor: Actor, archive: zipfile.ZipFile
) -> Iterator[dict[str, Any]]:
    for each in materials:
        place = f"{folder}/{each.pk}{_ending(each.media_type)}"
        try:
            _found, content = material_for(str(each.pk), seen_by=actor)
            archive.writestr(place, content)
        except (KeyError, ValueError, OSError):
            place = ""
        yield {
            **_of(each, "document", "name", "media_type", "size", "given_at"),
            "sha256": each.digest,
            "file": place,
        }


def _paper(paper: Any, actor: Actor, archive: zipfile.ZipFile) -> dict[str, Any]:
    place, ofd = f"papers/{paper.pk}.pdf", f"papers/{paper.pk}.ofd" if paper.ofd_digest else ""
    try:
        archive.writestr(place, document_of(paper.pk, seen_by=actor))
        if ofd:
            archive.writestr(ofd, document_of(paper.pk, seen_by=actor, as_ofd=True))
    except Refusal:
        place = ofd = ""
    return {
        **_of(paper, "number", "title", "kind", "issued_at", "standing"),
        "agency": paper.agency_name,
        "case": paper.subject,
        "sha256": paper.digest,
        "file": place,
        **({"ofd_sha256": paper.ofd_digest, "ofd_file": ofd} if paper.ofd_digest else {}),
    }


def _ending(media_type: str) -> str:
    known = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png",
             "application/ofd": ".ofd"}  # fmt: skip
    return known.get(media_type, ".bin")


def _of(thing: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
