"""Addresses for wallets and verifiers. The issuer stands under a path of the site.

So its papers lie at `/.well-known/<name>/credentials` (RFC 8414, 3.1; OpenID4VCI 1.0, 12.2.2);
older wallets look below the issuer's own address, and find the same there.
"""

from django.urls import include, path

from onedoor.channels.identity import wallet_fetching, wallet_papers

_METADATA = {
    "openid-credential-issuer": wallet_papers.issuer_metadata,
    "oauth-authorization-server": wallet_papers.server_metadata,
    "jwt-vc-issuer": wallet_papers.issuer_keys,
}
addresses = [
    *(path(f".well-known/{name}/credentials", view, name=name)
      for name, view in _METADATA.items()),
    *(path(f"credentials/.well-known/{name}", view, name=f"{name}-below")
      for name, view in _METADATA.items()),
    path("credentials", wallet_papers.home, name="home"),
    path("credentials/keys", wallet_papers.key_set, name="keys"),
    path("credentials/types/<slug:kind>", wallet_papers.credential_type, name="type"),
    path("credentials/lists/<int:status_list>", wallet_papers.status_list, name="list"),
    path(
        "credentials/lists/<int:status_list>/<slug:purpose>",
        wallet_papers.bitstring,
        name="bitstring",
    ),
    path("credentials/offers/<str:code>", wallet_papers.offer, name="offer"),
    path("credentials/token", wallet_fetching.token, name="token"),
    path("credentials/nonce", wallet_fetching.nonce, name="nonce"),
    path("credentials/credential", wallet_fetching.credential, name="credential"),
]  # fmt: skip
urlpatterns = [path("", include((addresses, "wallet")))]
