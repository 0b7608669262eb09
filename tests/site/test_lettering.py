"""The sample city writes letters of every kind, through the real acts."""

from onedoor.oversight.letters.kinds import kinds
from onedoor.oversight.letters.models import Letter
from onedoor.oversight.letters.queries import answers
from onedoor.site.lettering import TOLD, write_letters


def test_letters_of_every_kind_wait_or_are_answered_and_some_are_public(world) -> None:
    assert write_letters(world.cast) == len(TOLD)
    assert set(Letter.objects.values_list("kind", flat=True)) == set(kinds())
    assert set(Letter.objects.values_list("state", flat=True)) == {"open", "answered", "closed"}
    assert answers(kind="exposure").total == 1 and answers().total >= 3
    assert Letter.objects.exclude(about="").count() >= 3
