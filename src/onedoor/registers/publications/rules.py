"""Who may do what with a piece, and what it must say: values in, a refusal or nothing out."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications.content import Content
from onedoor.registers.publications.listed import columns
from onedoor.registers.publications.models import KINDS, Piece
from onedoor.registers.publications.words import desk_word
from onedoor.registers.sites.rules import Cluster, Site

EDITOR, CHIEF = "editor", "chief-editor"
MOST_FILES, MOST_POINTS, MOST_MATTERS = 20, 12, 8
_LIMITS = {"title": 200, "summary": 400, "body": 60_000, "editor": 60, "document_number": 80}
# The same takes more letters in other scripts.
TRANSLATED_LIMITS = {"title": 400, "summary": 1_000, "body": 180_000}


def agencies_edited(actor: Actor) -> frozenset[str]:
    """The agencies for which the actor writes."""
    return actor.agencies_as(EDITOR)


def agencies_signed(actor: Actor) -> frozenset[str]:
    """The agencies for which the actor signs off."""
    return actor.agencies_as(CHIEF)


def has_to_do_with_pieces(actor: Actor) -> bool:
    """Whether the actor writes or signs off anywhere."""
    return bool(agencies_edited(actor) | agencies_signed(actor))


def is_for_publishing(post: str) -> bool:
    """Whether a post ("agency/slug") is for writing or signing alone: for no case, no licence."""
    return post.rpartition("/")[2] in (EDITOR, CHIEF)


def why_not_see(agency: str, seen_by: Actor) -> Refusal | None:
    """A draft is seen by the editors and chiefs of its own agency, and by nobody else."""
    if agency in agencies_edited(seen_by) | agencies_signed(seen_by):
        return None
    return no.NotYourAgency() if has_to_do_with_pieces(seen_by) else no.NotAnEditor()


def why_not_write(agency: str, by: Actor) -> Refusal | None:
    """Only editors of the agency write."""
    if agency in agencies_edited(by):
        return None
    return no.NotYourAgency() if agencies_edited(by) else no.NotAnEditor()


def why_not_judge(agency: str, by: Actor) -> Refusal | None:
    """Only chiefs of the agency sign off, turn back and take down."""
    if agency in agencies_signed(by):
        return None
    return no.NotYourAgency() if agencies_signed(by) else no.NotAChief()


def why_not_share(piece: Piece, *, urgent: bool, named: Iterable[Site]) -> Refusal | None:
    """Only a notice presses so much that no site may leave it out; else each takes by its rule."""
    if urgent and piece.kind != "notice":
        return no.OnlyNoticesAreUrgent(where="urgent")
    against = next((each for each in named if piece.kind not in each.takes_pieces), None)
    return no.KindNotTaken(where="sites", site=against.called("zh")) if against else None


def is_received(piece: Piece, at: Site, cluster: Cluster) -> bool:
    """Whether the site shows the piece because another shares it, were it not hidden."""
    if piece.state != "shown" or piece.site == at.slug:
        return False
    is_above = piece.site in {each.slug for each in cluster.above(at)}
    shared = at.slug in piece.shared_with or (is_above and piece.shared_below)
    return (shared and piece.kind in at.takes_pieces) or (is_above and piece.is_urgent)


def why_over(last: date) -> str:
    """Why a piece is shown no longer whose last day this was."""
    return f"这条信息公布到{last.year}年{last.month}月{last.day}日为止，已经到期。"


def why_not_at_its_hour(found: str) -> str:
    """Why a piece that was signed off did not go out at its hour; `found` says what stopped it."""
    return f"到了发布的时间又检查了一遍，{found}，所以没有发布。改好再送审。"


def why_not_place(kind: str, column: str) -> Refusal | None:
    """A kind stands where its column takes it."""
    known = columns().get(column)
    if kind not in KINDS or known is None:
        return no.Lacking(where="column", what=_("种类和栏目"))
    return None if kind in known.kinds else no.WrongKind(where="column", column=known.name)


def why_not_keep(content: Content, *, matters: Collection[str]) -> Refusal | None:
    """A draft may be half written, but not endless, and matters are those there are."""
    for name, most in _LIMITS.items():
        if len(getattr(content, name)) > most:
            return no.TooLong(where=name, most=most)
    for each in content.translations:
        for name, most in TRANSLATED_LIMITS.items():
            if len(getattr(each, name)) > most:
                where = f"{each.language}-{name}"
                return no.TooLong(where=where, most=most)
    for name in ("issued_on", "valid_from", "valid_until"):
        if (day := getattr(content, name)) and not _is_day(day):
            return no.WrongDays(where=name, which=day, why=_("请写成 2026-11-26 这样"))
    for matter in content.all_matters():
        if matter not in matters:
            return no.NoSuchMatter(where="matters", matter=matter)
    if len(content.files) > MOST_FILES:
        return no.TooManyFiles(where="file", most=MOST_FILES)
    names = [each.name for each in content.files]
    twice = next((name for name in names if names.count(name) > 1), None)
    return no.SameName(where="file", name=twice) if twice else None


def why_not_hand_in(piece: Piece, content: Content, *, note: str) -> Refusal | None:
    """A piece that goes to be signed is whole; a correction says what it corrects."""
    if piece.desk_state != "writing":
        return no.NotNow(state=desk_word(piece.desk_state))
    needed = [("title", _("标题")), ("body", _("正文")), ("editor", _("责任编辑"))]
    if piece.kind in ("policy", "law"):
        needed += [("issued_on", _("成文日期"))]
    for where, what in needed:
        if not getattr(content, where).strip():
            return no.Lacking(where=where, what=what)
    for number, point in enumerate(content.points, 1):
        if not point.heading.strip() or not point.text.strip():
            return no.Lacking(where=f"point{number}-heading", what=_("解读的小标题和内容"))
    for each in content.files:
        if each.is_picture and not each.words.strip():
            what = _("图片“%(name)s”上有什么（给看不见的人听）") % {"name": each.name}
            return no.Lacking(where="files", what=what)
    if piece.state != "none" and not note.strip():
        return no.Lacking(where="note", what=_("改了什么、为什么改"))
    days = content.valid_from, content.valid_until
    if all(days) and days[1] < days[0]:
        return no.WrongDays(where="valid_until", which=_("有效期"), why=_("到期早于起始"))
    return None


def why_not_on(
    goes_out_at: datetime | None, shown_until: date | None, *, now: datetime, on: date
) -> Refusal | None:
    """What goes out later goes out in the future, and is shown at least a day."""
    if goes_out_at is not None and goes_out_at <= now:
        return no.WrongDays(where="goes_out_at", which=_("发布"), why=_("已经过去了"))
    first = on if goes_out_at is None else goes_out_at.date()
    if shown_until is not None and shown_until < first:
        return no.WrongDays(where="shown_until", which=_("撤下"), why=_("早于发布"))
    return None


def why_not_sign_off(piece: Piece, *, handed_in_by: str, by: Actor) -> Refusal | None:
    """What waits is signed off by somebody else than whoever handed it in."""
    if piece.desk_state != "waiting":
        return no.NotNow(state=desk_word(piece.desk_state))
    return no.OwnPiece() if handed_in_by == by.ref else None


def in_force(content: Content, *, on: date) -> str:
    """Whether a policy or law holds on the day: "yet", "yes", "over", or "" when it is silent."""
    if content.valid_until and content.valid_until < on.isoformat():
        return "over"
    if content.valid_from and content.valid_from > on.isoformat():
        return "yet"
    return "yes" if content.valid_from or content.valid_until else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
