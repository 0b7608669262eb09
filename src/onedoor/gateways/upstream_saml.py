"""Signing in at a provider that speaks SAML 2.0: request by redirect, signed assertion by post.

python3-saml checks the signature and reads; what it lets pass when left out is asked for here: an
audience, an end, a recipient, the very request of this browser. An assertion is good once.
"""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, Literal
from urllib.parse import urlsplit

from django.core.cache import cache
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from onedoor.kernel.ports import Assertion, NotProved, Setting

_SPACES = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
# How long a spent assertion is remembered: longer than any may hold.
_REMEMBERED = 24 * 3600
_LONGEST = 512 * 1024


class SamlProvider:
    """One provider, by its entry in the configuration."""

    protocol: Literal["saml"] = "saml"

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.code: str = facts["code"]
        self.name: Mapping[str, str] = facts["name"]

    def begin(self, back: str) -> Setting:
        """Where to send the browser, with a request for one sign-in."""
        key = token_urlsafe(24)
        asking = OneLogin_Saml2_Auth(_at(back), self._settings(back))
        url: str = asking.login(return_to=key)
        return Setting(url=url, key=key, memory={"request": asking.get_last_request_id()})

    def key_of(self, given: Mapping[str, str]) -> str:
        """The `RelayState` that came back."""
        return given.get("RelayState", "")

    def card(self, back: str) -> bytes:
        """Our metadata, for the provider to read in."""
        found = OneLogin_Saml2_Settings(self._settings(back), sp_validation_only=True)
        metadata = found.get_sp_metadata()
        return metadata if isinstance(metadata, bytes) else metadata.encode()

    def finish(self, given: Mapping[str, str], memory: Mapping[str, str], back: str) -> Assertion:
        """Who signed in, by a signed assertion made for this request and never seen before."""
        sent = given.get("SAMLResponse", "")
        if not 0 < len(sent) <= _LONGEST:
            raise NotProved("no answer")
        settings = OneLogin_Saml2_Settings(self._settings(back))
        try:
            answer = OneLogin_Saml2_Response(settings, sent)
            answer.is_valid(_at(back), request_id=memory["request"], raise_exceptions=True)
            subject = answer.get_nameid()
            told = answer.get_attributes()
            ranks = answer.get_authn_contexts()
        except (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError) as wrong:
            raise NotProved(f"the answer: {' '.join(str(wrong).split())[:200]}") from wrong
        except (ValueError, etree.LxmlError) as wrong:
            raise NotProved(f"the answer cannot be read: {type(wrong).__name__}") from wrong
        self._ask_for_what_may_be_left_out(answer, memory["request"], back, settings)
        return self._assertion(subject, ranks[0] if ranks else "", told)

    def _ask_for_what_may_be_left_out(
        self, answer: Any, request: str, back: str, settings: OneLogin_Saml2_Settings
    ) -> None:
        # There is exactly one assertion in the document, and it is the one that was verified.
        (found,) = answer.document.xpath("//saml:Assertion", namespaces=_SPACES)
        if settings.get_sp_data()["entityId"] not in answer.get_audiences():
            raise NotProved("the assertion is not meant for us")
        if self.facts["entity"] not in answer.get_issuers():
            raise NotProved("the assertion is another provider's")
        confirmed = [
            each
            for each in found.xpath(
                "saml:Subject/saml:SubjectConfirmation[@Method=$way]/saml:SubjectConfirmationData",
                namespaces=_SPACES,
                way=_BEARER,
            )
            if each.get("InResponseTo") == request
            and each.get("Recipient") == back
            and each.get("NotOnOrAfter")
        ]
        if answer.get_in_response_to() != request or not confirmed:
            raise NotProved("the assertion answers no request of this browser")
        if not cache.add(f"saml:{self.code}:{found.get('ID')}", "spent", _REMEMBERED):
            raise NotProved("the assertion was used before")

    def _assertion(self, subject: str, rank: str, told: Mapping[str, list[str]]) -> Assertion:
        worth = self.facts["ranks"].get(rank, {})
        identity: dict[str, Any] = {
            ours: (told.get(theirs) or [""])[0] or ""
            for ours, theirs in self.facts["identity"].items()
        }
        return Assertion(
            provider=self.code,
            subject=subject,
            rank=rank,
            level=int(worth.get("level", 0)),
            opens=bool(worth.get("opens")),
            **identity,
        )

    def _settings(self, back: str) -> dict[str, Any]:
        return {
            "strict": True,
            "sp": {
                "entityId": self.facts.get("our_entity") or back.removesuffix("back") + "metadata",
                "assertionConsumerService": {"url": back, "binding": _POST},
                "NameIDFormat": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            },
            "idp": {
                "entityId": self.facts["entity"],
                "singleSignOnService": {"url": self.facts["sign_in"], "binding": _REDIRECT},
                "x509cert": self.facts["certificate"],
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantMessagesSigned": False,
                "wantNameId": True,
                "wantAttributeStatement": True,
                "requestedAuthnContext": False,
                "rejectUnsolicitedResponsesWithInResponseTo": True,
                "rejectDeprecatedAlgorithm": True,
                "allowSingleLabelDomains": True,
                "allowRepeatAttributeName": False,
            },
        }


def _at(back: str) -> dict[str, Any]:
    """The request as python3-saml wants it: by our own address, never by what a browser says."""
    parts = urlsplit(back)
    return {
        "https": "on" if parts.scheme == "https" else "off",
        "http_host": parts.netloc,
        "script_name": parts.path,
        "get_data": {},
        "post_data": {},
    }
