"""Writing, adding to what one wrote, and saying whether the answer was one."""

from django.db import transaction

from onedoor.casework.cases.queries import case_for
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import new_query_code
from onedoor.kernel.events import record
from onedoor.kernel.readings import start_of_today
from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters import rules
from onedoor.oversight.letters.actions.held import held, news, say, writer_in_the_record
from onedoor.oversight.letters.events import LetterClosed, LetterMerged, LetterSent
from onedoor.oversight.letters.kinds import Kind, above, kinds, site_function
from onedoor.oversight.letters.models import FirstAnswer, Letter, State
from onedoor.oversight.letters.veiling import for_the_office
from onedoor.registers.agencies.queries import (
    NoSuchBody,
    agencies,
    agencies_of_function,
    body_for,
    calendar_for,
)


@transaction.atomic
def write_letter(
    kind: str,
    text: str,
    *,
    agency: str = "",
    about: str = "",
    hidden: bool = False,
    contact: str = "",
    may_publish: bool = False,
    wrong: str = "",
    sent_today: int = 0,
    by: Actor,
) -> Letter:
    """Write to whoever answers this kind; the agency named is the one it is about.

    Without an account `by` is anyone, and `sent_today` how many came from there today. The same
    words about the same thing are merged, each with its own code, and never refused.
    NoSuchKind, NotAllowed to clerks and to whoever acts for another, WhichAgency, NotYourCase,
    NoSuchWrong, NothingWritten, TooLong, BadContact, EnoughToday, EnoughFromHere.
    """
    known = kinds().get(kind)
    if known is None:
        raise no.NoSuchKind()
    if by.kind not in ("person", "anyone") or by.scope is not None:
        raise NotAllowed()
    if by.party:
        # Two letters of one party wait for each other, so that what is counted stays true.
        take_turn_of(f"letters of {by.party}")
        sent_today = Letter.objects.filter(
            party=by.party, sent_at__gte=start_of_today()
        ).count()  # fmt: skip
    contact = contact.strip()
    if refusal := rules.why_not_write(
        text, contact="" if by.party else contact, today=sent_today, known=bool(by.party)
    ):
        raise refusal
    if wrong and wrong not in known.wrongs:
        raise no.NoSuchWrong(where="wrong")
    about, agency = _checked(about, agency, by, apart=hidden and not known.needs_case)
    owner, accused = owner_of(known, agency)
    letter = Letter(
        code=new_query_code(),
        kind=known.code,
        about=about,
        party=by.party,
        hidden=hidden and bool(by.party),
        contact="" if by.party else contact,
        accused=accused,
        wrong=wrong,
        agency=owner,
        digest=rules.digest_of(known.code, about, owner, accused, text),
        sent_at=now(),
        due_on=calendar_for(owner).add_working_days(today(), known.working_days),
        may_publish=may_publish or known.public,
    )
    letter.title = rules.title_of(for_the_office(letter, text))
    _keep(letter, text, by)
    return letter


def _keep(letter: Letter, text: str, by: Actor) -> None:
    """Keep it, merged into one that waits and says the same, unless that one is due later."""
    take_turn_of(f"letter {letter.digest}")
    same = Letter.objects.filter(
        digest=letter.digest, state=State.OPEN, lead=None, due_on__lte=letter.due_on
    )
    letter.lead = same.order_by("sent_at").first()
    letter.save()
    say(letter, "ask", text)
    told: list[LetterSent | LetterMerged] = [LetterSent(**news(letter), due_on=letter.due_on)]
    if letter.lead:
        told.append(LetterMerged(**news(letter), lead=str(letter.lead.pk)))
    record(*told, by=writer_in_the_record(letter, by), begins=True)


def _checked(about: str, agency: str, by: Actor, *, apart: bool = False) -> tuple[str, str]:
    """What it is about, and the agency that has to do with it. NotYourCase.

    `apart`: from whoever wrote it. The number of a matter says whose it is: its service is kept.
    """
    what, _colon, key = about.partition(":")
    if what == "case" and key:
        try:
            case = case_for(key, seen_by=by).case
        except (Refusal, ValueError) as none:
            raise no.NotYourCase(where="case") from none
        kept = f"service:{case.service}" if apart else f"case:{case.number}"
        return kept, agency or case.agency
    return (about if what in ("service", "page") and key else ""), agency


def owner_of(kind: Kind, agency: str) -> tuple[str, str]:
    """Who answers a letter about this agency, and whom it accuses. WhichAgency."""
    if kind.owner == "site":
        return agencies_of_function(site_function())[0].code, ""
    if not agencies([agency]):
        raise no.WhichAgency(where="agency")
    if kind.owner == "office":
        return agency, ""
    for function in above():
        try:
            found = body_for(function, "prefecture", offering=agency)
        except (NoSuchBody, NotFound):
            continue
        if found != agency:
            return found, agency
    raise no.WhichAgency(where="agency")


@transaction.atomic
def add_to_letter(id: str, text: str, *, code: str = "", by: Actor) -> Letter:
    """Say more; after the answer that is asking again, with a new day, by itself.

    By its writer, or for a letter without an account by whoever has its code. NoSuchLetter,
    NothingWritten, TooLong, WaitForTheAnswer.
    """
    letter = _own(id, code, by)
    waiting = letter.words.filter(by_writer=True)
    if letter.answered_at:
        waiting = waiting.filter(at__gt=letter.answered_at)
    spoken = waiting.count() if letter.is_open else 0
    if refusal := rules.why_not_add(text, waiting=spoken, due=letter.due_on.isoformat()):
        raise refusal
    if not letter.is_open:
        days = kinds()[letter.kind].working_days
        letter.state, letter.content, letter.closed_at = State.OPEN, None, None
        letter.due_on = calendar_for(letter.agency).add_working_days(today(), days)
        letter.sent_at, letter.lead, letter.extended = now(), None, 0
        letter.save()
        told = LetterSent(**news(letter), due_on=letter.due_on, again=True)
        record(told, by=writer_in_the_record(letter, by))
    say(letter, "ask", text)
    return letter


@transaction.atomic
def close_letter(id: str, *, content: bool, code: str = "", by: Actor) -> Letter:
    """Say whether the answer was one. NoSuchLetter, NotAnsweredYet."""
    letter = _own(id, code, by)
    if letter.is_open:
        raise no.NotAnsweredYet(where="content")
    if letter.state == State.CLOSED and letter.content == content:
        return letter
    letter.state, letter.content, letter.closed_at = State.CLOSED, content, now()
    letter.save(update_fields=["state", "content", "closed_at"])
    FirstAnswer.objects.filter(letter=letter).update(content=content, judged=letter.agency)
    record(LetterClosed(**news(letter), content=content), by=writer_in_the_record(letter, by))
    return letter


def _own(id: str, code: str, by: Actor) -> Letter:
    """The letter of whoever wrote it. NoSuchLetter."""
    letter = held(id)
    own = by.party == letter.party and by.scope is None if letter.party else code == letter.code
    if not own:
        raise no.NoSuchLetter()
    return letter
