"""Middleware: when a browser's session ends or changes its key, its sign-ins at systems follow."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.systems.actions import end_sign_ins, move_sign_ins

Answer = Callable[[HttpRequest], HttpResponse]


def sign_ins_follow_sessions(get_response: Answer) -> Answer:
    """Whatever page signed somebody out or in again, the systems learn of it in that request."""

    def answer(request: HttpRequest) -> HttpResponse:
        before = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        response = get_response(request)
        session = request.session
        if before and session.modified and session.session_key != before:
            account = session.get(SESSION_KEY)
            if account and session.session_key:
                move_sign_ins(before, session.session_key, account=str(account))
            end_sign_ins(session_key=before, reason="signed-out", by=SYSTEM)
        return response

    return answer
