"""The front repeats what may be repeated, for half a second, and nothing else."""

import pytest

from onedoor.site import front
from onedoor.site.front import REPEATABLE, Front


class Behind:
    """An application that counts how often it is asked."""

    def __init__(self, *, repeatable: bool = True) -> None:
        self.asked, self.repeatable = 0, repeatable

    def __call__(self, environ, start):
        self.asked += 1
        if self.repeatable:
            environ[REPEATABLE] = True
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"page ", environ.get("HTTP_ACCEPT_LANGUAGE", "").encode()]


def ask(application, **more):
    said = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/guide/x", "HTTP_HOST": "h"} | more
    body = b"".join(application(environ, lambda status, headers: said.append((status, headers))))
    return body, said


@pytest.fixture
def clock(monkeypatch):
    moment = [100.0]
    monkeypatch.setattr(front, "monotonic", lambda: moment[0])
    return moment


def test_for_a_moment_the_same_question_has_the_same_answer(clock) -> None:
    behind = Behind()
    application = Front(behind, session="onedoor")
    first = ask(application)
    assert ask(application) == first
    assert behind.asked == 1
    assert ("Content-Length", "5") in first[1][0][1]
    clock[0] += 0.6
    ask(application)
    assert behind.asked == 2


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "onedoor=abc"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_AUTHORIZATION": "Bearer key"},
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_ACCEPT_LANGUAGE": "x" * 2000},
    ],
)
def test_what_is_for_one_reader_is_asked_each_time(clock, more) -> None:
    behind = Behind()
    application = Front(behind, session="onedoor")
    ask(application, **more)
    ask(application, **more)
    assert behind.asked == 2


def test_an_answer_that_does_not_say_so_is_not_repeated(clock) -> None:
    behind = Behind(repeatable=False)
    application = Front(behind, session="onedoor")
    ask(application)
    ask(application)
    assert behind.asked == 2


def test_each_language_has_its_own_answer(clock) -> None:
    application = Front(Behind(), session="onedoor")
    assert ask(application, HTTP_ACCEPT_LANGUAGE="ug")[0] == b"page ug"
    assert ask(application, HTTP_ACCEPT_LANGUAGE="en")[0] == b"page en"


def test_whoever_names_a_version_is_not_answered_as_one_who_has_none(clock) -> None:
    behind = Behind()
    application = Front(behind, session="onedoor")
    ask(application)
    ask(application, HTTP_IF_NONE_MATCH='W/"1"')
    ask(application, HTTP_IF_NONE_MATCH='W/"1"')
    ask(application, HTTP_COOKIE="onedoor-theme=dark")
    assert behind.asked == 3


def test_a_moment_counts_from_the_question(clock) -> None:
    class Slow(Behind):
        def __call__(self, environ, start):
            clock[0] += 0.4
            return super().__call__(environ, start)

    behind = Slow()
    application = Front(behind, session="onedoor")
    ask(application)
    clock[0] += 0.2
    ask(application)
    assert behind.asked == 2


@pytest.mark.parametrize(("later", "asked"), [(0.02, 2), (0.06, 3)])
def test_while_one_asks_anew_the_others_read_on_for_a_blink(clock, later, asked) -> None:
    """And no longer: nobody is shown what is old because somebody else waits."""
    read = []

    class Busy(Behind):
        """While it answers a second time, another reader asks the same a little later."""

        met = False

        def __call__(self, environ, start):
            if self.asked == 1 and not self.met:
                self.met = True
                clock[0] += later
                read.append(ask(application))
            return super().__call__(environ, start)

    behind = Busy()
    application = Front(behind, session="onedoor")
    first = ask(application)
    clock[0] += 0.51
    ask(application)
    assert read == [first]
    assert behind.asked == asked


def test_a_question_that_fails_does_not_keep_others_from_asking(clock) -> None:
    class Failing(Behind):
        def __call__(self, environ, start):
            if self.asked == 1:
                self.asked += 1
                raise ValueError("the database went away")
            return super().__call__(environ, start)

    behind = Failing()
    application = Front(behind, session="onedoor")
    ask(application)
    clock[0] += 0.51
    with pytest.raises(ValueError, match="went away"):
        ask(application)
    ask(application)
    assert behind.asked == 3


def test_the_number_of_answers_kept_has_an_end(clock, monkeypatch) -> None:
    monkeypatch.setattr(front, "MOST", 3)
    application = Front(Behind(), session="onedoor")
    for number in range(10):
        ask(application, QUERY_STRING=f"n={number}")
    assert len(application.kept) <= 3


def test_the_bytes_kept_have_an_end_and_one_answer_kept_again_counts_once(
    clock, monkeypatch
) -> None:
    monkeypatch.setattr(front, "MOST_BYTES", 12)
    application = Front(Behind(), session="onedoor")
    for _ in range(5):
        clock[0] += 1
        ask(application)
    assert application.size == 5 and len(application.kept) == 1
    for number in range(5):
        ask(application, QUERY_STRING=f"n={number}")
    assert application.size <= 12 and len(application.kept) <= 2
