"""The addresses that allauth looks up by names of its own. What is not listed does not exist."""

from django.urls import path

from onedoor.channels.identity.pages import entering, joining, keys, proving, security

urlpatterns = [
    path("sign-in", entering.sign_in, name="account_login"),
    path("sign-out", entering.sign_out, name="account_logout"),
    path("sign-up", joining.sign_up, name="account_signup"),
    path("account/prove", proving.step_up, name="account_reauthenticate"),
    path("account/security", security.security, name="mfa_index"),
    path("account/passkeys/add", keys.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove", keys.remove_passkey, name="mfa_remove_webauthn"),
    path("account/second-step", keys.switch_on, name="mfa_activate_totp"),
    path("account/second-step/off", keys.switch_off, name="mfa_deactivate_totp"),
    path("account/recovery-codes", keys.codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", keys.new_codes, name="mfa_generate_recovery_codes"),
    path("sign-in/passkey", keys.enter_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/second-step", keys.second_step, name="mfa_authenticate"),
]
