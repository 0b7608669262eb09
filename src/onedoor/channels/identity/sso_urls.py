"""Addresses of single sign-on: those of the protocol under their usual names, and its pages."""

from django.urls import include, path

from onedoor.channels.identity import sso_authorize, sso_connected, sso_endpoints, sso_logout

protocol = [
    path(".well-known/openid-configuration", sso_endpoints.configuration, name="configuration"),
    path(".well-known/jwks.json", sso_endpoints.jwks, name="jwks"),
    path("identity/o/authorize", sso_authorize.authorize, name="authorization"),
    path("identity/o/api/token", sso_endpoints.token, name="token"),
    path("identity/o/api/userinfo", sso_endpoints.userinfo, name="userinfo"),
    path("identity/o/api/revoke", sso_endpoints.revoke, name="revoke"),
    path("identity/o/logout", sso_logout.end_session, name="logout"),
]
pages = [
    path("identity/agree", sso_authorize.agree, name="agree"),
    path("identity/onward", sso_authorize.onward, name="onward"),
    path("identity/leave", sso_logout.leave, name="leave"),
    path("mine/connected", sso_connected.connected, name="connected"),
    path("mine/connected/<slug:system>/withdraw", sso_connected.withdraw, name="withdraw"),
]
urlpatterns = [
    path("", include(([path("", include((protocol, "oidc")))], "idp"))),
    path("", include((pages, "sso"))),
]
