"""Addresses of identity with names of ours. Each stands here by itself; nothing is included."""

from django.urls import path

from onedoor.channels.identity.pages import entering, joining, keys, proving, security

app_name = "identity"
urlpatterns = [
    path("sign-in", entering.sign_in, name="sign-in"),
    path("sign-in/code", joining.code, name="code"),
    path("sign-out", entering.sign_out, name="sign-out"),
    path("sign-up", joining.sign_up, name="sign-up"),
    path("account/security", security.security, name="security"),
    path("account/prove", proving.step_up, name="step-up"),
    path("account/password", security.password, name="password"),
    path("account/contact", security.contact, name="contact"),
    path("account/contact/drop", security.drop, name="drop-contact"),
    path("account/elsewhere/drop", security.unlink, name="unlink"),
    path("account/sessions/others/end", security.end_others, name="end-others"),
    path("account/sessions/<int:session>/end", security.end, name="end-session"),
    path("account/no-offer", keys.no_offer, name="no-offer"),
]
