"""What supervisors see: who looked at a case, and what the worker has still to tell."""

from onedoor.kernel.models import News


def test_a_supervisor_sees_who_looked_and_why(case, window, desk):
    window.get(f"/desk/cases/{case.number}/")
    page = desk("press_aksu_city_supervisor").get(f"/desk/cases/{case.number}/readings")
    assert "迪丽努尔·艾则孜" in page.content.decode() and "办件全卷" in page.content.decode()


def test_who_looked_is_for_supervisors_of_that_agency_only(case, window, desk):
    address = f"/desk/cases/{case.number}/readings"
    assert window.get(address).status_code == 403
    assert desk("education_aksu_city_supervisor").get(address).status_code == 404


def test_what_failed_is_shown_with_its_error_and_can_be_tried_again(world, case, desk):
    reaction = "onedoor.somewhere.reactions.tell"
    entry = News.objects.filter(subject=case.subject).first().entry
    news = News.objects.create(
        entry=entry, subject=case.subject, event=entry.name, reaction=reaction,
        attempts=4, last_error="the line is dead", next_try_at="2099-01-01T00:00Z",
    )  # fmt: skip
    supervisor = desk("government_aksu_supervisor")
    page = supervisor.get("/desk/worker/").content.decode()
    assert reaction in page and "the line is dead" in page and "4 次" in page
    answer = supervisor.post("/desk/worker/retry", {"reaction": reaction})
    assert answer["Location"] == "/desk/worker/?done=retried"
    news.refresh_from_db()
    assert news.next_try_at is None


def test_the_worker_is_watched_by_supervisors_only(case, window):
    assert window.get("/desk/worker/").status_code == 403
    assert window.post("/desk/worker/retry", {"reaction": "x"}).status_code == 403
