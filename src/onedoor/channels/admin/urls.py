"""Addresses of administration."""

from django.urls import URLPattern, URLResolver, path

from onedoor.channels.admin.pages import (
    administrators,
    audit,
    enquiries,
    grants,
    home,
    organisation,
    people,
    policy,
    proposals,
    review,
    sites,
)

app_name = "admin"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show, name="home"),
    path("organisation/", organisation.tree, name="organisation"),
    path("organisation/<slug:agency>/", organisation.body, name="body"),
    path("posts/<slug:agency>/<slug:post>/", grants.show, name="post"),
    path("people/", people.listed, name="people"),
    path("people/<uuid:account>/", people.person, name="person"),
    path("people/<uuid:account>/leaving/", people.leaving, name="leaving"),
    path("administrators/", administrators.show, name="administrators"),
    path("policy/", policy.show, name="policy"),
    path("sites/", sites.show, name="sites"),
    path("proposals/", proposals.show, name="proposals"),
    path("record/", audit.record, name="record"),
    path("readers/", audit.readers, name="readers"),
    path("readers/<uuid:account>/<str:day>/", audit.looks, name="looks"),
    path("enquiries/", enquiries.listing, name="enquiries"),
    path("enquiries/<uuid:enquiry>/", enquiries.enquiry, name="enquiry"),
    path("verify/", audit.verify, name="verify"),
    path("review/", review.show, name="review"),
    path("review/<slug:agency>/<slug:post>/", review.of_post, name="review-post"),
]
