"""How much the sample people need not write or bring again, asked of the code that serves people.

For each sample item (a service with a sample story) the sample person begins a draft of it anew,
in the same situation, and says yes to what is known being used. Then they write their story's
answers, as if all over again. Counted is what the pages of the portal then show:

- **fields**: every question shown to this person is in the count: statements signed anew, questions
  asked anew each time and questions that may be left empty among them; a table of rows is one.
  Filled in is one whose value stands there with its source and is what the person would write; a
  value they had to change counts as asked.
- **documents**: all that the case needs, as the sentence “需要 10 份，我们已有 2 份” counts them.
  Had is what is made from the form, fetched by data sharing, stood for by a licence in force,
  handed in before, or covered by a promise in place of proof (告知承诺), where one is offered. A
  document that may follow later (容缺) is still to be brought.

*Again*: everything the person ever applied for is known. *First time*: all of it but this very
service, whose cases and licences of this person are hidden while it is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from django.db import connection, transaction

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import promises_of_draft
from onedoor.casework.forms.answers import settle
from onedoor.channels.portal.queries import Shown, shown_in
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, travel
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.mandates.queries import acting_for, standing
from onedoor.site.city import Cast, Told
from onedoor.site.stories import until_applied


@dataclass(frozen=True)
class Journey:
    """One sample item: what its page shows when the sample person applies for it again."""

    service: str
    again: Shown
    first: Shown

    @property
    def fields(self) -> float:
        """The share of the questions filled in, applying again."""
        return shares([self.again])[0]

    @property
    def documents(self) -> float:
        """The share of the documents that need not be brought, applying again."""
        return shares([self.again])[1]


def shares(shown: Sequence[Shown]) -> tuple[float, float]:
    """Of all these together: the share of questions filled in, of documents not to be brought."""
    whole = _in_all(shown)
    return _share(whole.filled, whole.fields), _share(whole.had, whole.documents)


def _in_all(shown: Sequence[Shown]) -> Shown:
    return Shown(*(sum(column) for column in zip(*map(astuple, shown), strict=True)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def samples(stories: Sequence[Told]) -> list[Told]:
    """The sample story of every service, in the order of their days."""
    return sorted(
        (each for each in stories if each.story.sample), key=lambda each: each.story.begin
    )


def play_samples(told: Sequence[Told], cast: Cast) -> None:
    """Let every sample person apply, and carry to the end whatever ends in a licence others ask.

    What was applied for is known from that day on; only of a licence the rest has to be played.
    """
    stands_for = {
        kind
        for each in told
        for document in current_version(each.service).parsed.documents.documents
        for kind in document.satisfied_by
    }
    for each in told:
        licence = current_version(each.service).parsed.licence
        whole = licence is not None and (licence.meanings or licence.code in stands_for)
        each.play(cast, until=None if whole else until_applied(each.story)).run()


def journeys(told: Sequence[Told], cast: Cast) -> Iterator[Journey]:
    """Every sample item applied for again by its sample person; nothing is kept of it.

    The day is the first after all stories; where applications are taken at other times only, the
    day after the person's own.
    """
    day = max(_last_day(each) for each in told) + days(1)
    strangers = [cast(told[0].story.applicant).party, cast(told[-1].story.applicant).party]
    for each in told:
        by = _at_the_portal(cast, each.story.applicant)
        other = next(ref for ref in strangers if ref != by.party)
        again = _counted(each, by, day)
        yield Journey(each.service, again, _counted(each, by, day, hidden_with=other))


def lines(found: Sequence[Journey]) -> Iterator[str]:
    """The measure as a table: a line for each item, the sums last."""
    yield f"{'':42}{'again':>30}{'the first time':>30}"
    heads = f"{'fields':>15}{'documents':>15}"
    yield f"{'':42}{heads}{heads}"
    for each in found:
        yield f"{each.service:42}{_cells(each.again)}{_cells(each.first)}"
    for word, shown in (("again", [e.again for e in found]), ("first", [e.first for e in found])):
        whole, (fields, documents) = _in_all(shown), shares(shown)
        yield (
            f"{word}: {whole.filled} of {whole.fields} fields ({fields:.0%}),"
            f" {whole.had} of {whole.documents} documents ({documents:.0%})"
        )


def _cells(shown: Shown) -> str:
    pairs = ((shown.filled, shown.fields), (shown.had, shown.documents))
    return "".join(f"{f'{part}/{whole}':>9}{_share(part, whole):>6.0%}" for part, whole in pairs)


def _at_the_portal(cast: Cast, ref: str) -> Actor:
    """The person; for a firm its legal representative, where the city knows one as a person."""
    firm, head = cast(ref), cast.people[ref].represented_by
    if not head:
        return firm
    stands = standing(f"representative:{firm.party}", seen_by=cast(head))
    return acting_for(cast(head), stands) if stands else firm


def _last_day(told: Told) -> date:
    return told.story.begin + days(max((step.day for step in told.story.steps), default=0))


def _counted(told: Told, by: Actor, day: date, hidden_with: str = "") -> Shown:
    with transaction.atomic():
        if hidden_with:
            _hide(told.service, by.party, hidden_with)
        try:
            shown = _on(told, by, day)
        except Refusal:
            shown = _on(told, by, told.story.begin + days(1))
        transaction.set_rollback(True)
    return shown


def _on(told: Told, by: Actor, day: date) -> Shown:
    story = told.story
    with travel(day):
        draft = cases.begin_draft(
            told.service, agency=story.at, situation=dict(story.situation), by=by
        )
        id = str(draft.pk)
        cases.use_what_is_known(id, by=by)
        cases.save_draft(id, answers=_written(told, draft.party.kind), by=by)
        for offered in promises_of_draft(id, seen_by=by):
            if offered.promise.kind == "tell-and-promise" and offered.shut_by is None:
                cases.sign_promise(id, promise=offered.promise.id, by=by)
        return shown_in(draft.pk, seen_by=by)


def _written(told: Told, kind: str) -> dict[str, object]:
    """The story's answers in the form that is kept, so that a like value is seen to be the same."""
    definition = current_version(told.service).parsed
    facts = definition.facts_of(told.story.answers, told.story.situation, kind)
    return settle(definition.form, told.story.answers, facts).answers


def _hide(service: str, party: str, stranger: str) -> None:
    """Let the person's cases and licences of this service be a stranger's, until it is undone."""
    with connection.cursor() as cursor:
        for table, column in (("cases_case", "applicant_id"), ("licence", "holder")):
            cursor.execute(
                f"UPDATE {table} SET {column} = %s WHERE {column} = %s AND service = %s",  # noqa: S608
                [stranger, party, service],
            )
