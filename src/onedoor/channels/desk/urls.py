"""Addresses of the desk."""

from django.urls import path

from onedoor.channels.desk.pages import (
    accepting,
    answering,
    case,
    deciding,
    files,
    inbox,
    leave,
    mandates,
    people,
    reviewing,
    watching,
)

app_name = "desk"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("cases/<str:number>/", case.show, name="case"),
    path("cases/<str:number>/marks", case.mark, name="marks"),
    path("cases/<str:number>/corrections", accepting.corrections, name="corrections"),
    path("cases/<str:number>/accept", accepting.accept, name="accept"),
    path("cases/<str:number>/turn-away", accepting.away, name="turn-away"),
    path("cases/<str:number>/steps/<str:step>", reviewing.finish, name="finish"),
    path("cases/<str:number>/suspend", reviewing.suspend, name="suspend"),
    path("cases/<str:number>/resume", reviewing.resume, name="resume"),
    path("cases/<str:number>/extend", reviewing.extend, name="extend"),
    path("cases/<str:number>/decide", deciding.decide, name="decide"),
    path("cases/<str:number>/readings", watching.readings, name="readings"),
    path("files/<uuid:id>", files.material, name="material"),
    path("files/<uuid:id>/pages/<int:number>", files.page, name="page"),
    path("papers/<uuid:id>", files.paper, name="paper"),
    path("people/", people.find, name="people"),
    path("people/<uuid:party>/", people.person, name="person"),
    path("people/<uuid:party>/vouch", people.verify, name="vouch"),
    path("people/<uuid:party>/card", people.card, name="card"),
    path("people/<uuid:party>/reopen", people.reopen, name="reopen"),
    path("people/<uuid:party>/accounts/<uuid:account>/release", people.release, name="release"),
    path("enquiries/", answering.listing, name="enquiries"),
    path("enquiries/<uuid:enquiry>/", answering.enquiry, name="enquiry"),
    path("leave/", leave.own, name="leave"),
    path("team/", leave.team, name="team"),
    path("team/<uuid:account>/leave/", leave.of_clerk, name="leave-of"),
    path("team/<uuid:account>/leaving/", leave.leaving, name="leaving"),
    path("mandates/", mandates.at_the_window, name="mandates"),
    path("worker/", watching.worker, name="worker"),
    path("worker/retry", watching.try_again, name="retry"),
]
