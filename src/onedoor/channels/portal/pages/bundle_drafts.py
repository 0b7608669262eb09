"""Filling in a bundle: one form, each document once, one submission."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.bundles.actions import hand_in_once, submit_bundle, take_back_once
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.bundle_writing import bundle_writing_of
from onedoor.channels.portal.pages.applying import autosaved, step_page, tasks_page
from onedoor.channels.portal.pages.filing import last_look
from onedoor.channels.portal.pages.uploading import upload_page
from onedoor.channels.portal.queued import answers_the_queue, refuse_unseen
from onedoor.kernel.refusals import Refusal


@never_cache
@require_safe
@entrance(Door.PARTY)
def tasks(request: HttpRequest, joint_draft: UUID) -> HttpResponse:
    """What is to be filled in and uploaded, for all parts together."""
    return tasks_page(request, bundle_writing_of(joint_draft, by=actor_of(request)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def step(request: HttpRequest, joint_draft: UUID, joint_section: str) -> HttpResponse:
    """One step of the joint form."""
    writing = bundle_writing_of(joint_draft, by=actor_of(request))
    return step_page(request, writing, joint_section)


@never_cache
@require_POST
@entrance(Door.PARTY)
def autosave(request: HttpRequest, joint_draft: UUID, joint_section: str) -> HttpResponse:
    """Keep what has been typed so far; answers {"saved": "12:03"}."""
    writing = bundle_writing_of(joint_draft, by=actor_of(request))
    return autosaved(request, writing, joint_section)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def upload(request: HttpRequest, joint_draft: UUID, joint_document: str) -> HttpResponse:
    """The files of one document, for every part that asks for it."""
    actor = actor_of(request)
    return upload_page(
        request,
        bundle_writing_of(joint_draft, by=actor),
        joint_document,
        hand=lambda file, wanted: hand_in_once(
            file, document=wanted, draft=str(joint_draft), by=actor
        ),
        take=lambda material: take_back_once(material, by=actor),
    )


@never_cache
@require_safe
@entrance(Door.PARTY)
def check_answers(request: HttpRequest, joint_draft: UUID) -> HttpResponse:
    """Everything as it will be sent, each line with a way to change it."""
    return last_look(request, bundle_writing_of(joint_draft, by=actor_of(request)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answers_the_queue
@entrance(Door.PARTY)
def submit(request: HttpRequest, joint_draft: UUID) -> HttpResponse:
    """Send all parts at once. Pressed twice: one bundle, one receipt. Come back to, the last look
    is shown again."""
    actor = actor_of(request)
    if request.method != "POST":
        bundle_writing_of(joint_draft, by=actor)
        return redirect("portal:bundle-check-answers", joint_draft)
    if request.POST.get("signed") != "yes":
        return last_look(request, bundle_writing_of(joint_draft, by=actor), unsigned=True)
    try:
        refuse_unseen(request, lambda: bundle_writing_of(joint_draft, by=actor))
        made = submit_bundle(str(joint_draft), by=actor)
    except Refusal as refusal:
        if refusal.status in (403, 404) and refusal.code != "assurance-too-low":
            raise
        writing = bundle_writing_of(joint_draft, by=actor)
        return last_look(request, writing, refusal=refusal)
    return redirect("portal:joint-receipt", made.number)
