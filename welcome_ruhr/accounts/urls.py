"""Only what is used of django-allauth: no sign-up, no changing of addresses, no linking by hand."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.socialaccount import views as single_sign_on
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from . import views

workspace = (
    [
        path("", views.workspace_home, name="home"),
        path("waiting/", views.workspace_waiting, name="waiting"),
        path("language/", views.choose_language, name="language"),
    ],
    "workspace",
)
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_overview"),
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("security/", views.SecurityView.as_view(), name="mfa_index"),
    path("second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("confirm/second-factor/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("security/app/", include("allauth.mfa.totp.urls")),
    path("security/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("security/passkeys/", include("allauth.mfa.webauthn.urls")),
    path("single-sign-on/cancelled/", single_sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("single-sign-on/error/", single_sign_on.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
