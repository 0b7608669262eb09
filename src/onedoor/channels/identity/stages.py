"""What stands between a right answer and an open session."""

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class SecondStep(AuthenticateStage):
    """Asked of those who switched the second step on. Owning a passkey alone asks for nothing:

    who left it at home still gets in by the other ways, at a lower level.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        if not is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP]):
            return False
        return bool(super()._should_handle(request))
