"""Addresses of accounts: the door, one's own account, the inbox, other people's accounts."""

from django.urls import URLPattern, URLResolver, path

from lingjun.accounts.views import inbox, keeping, own, people, sign_in

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("me/", own.profile, name="profile"),
    path("me/password/", own.password_change, name="password_change"),
    path("me/sessions/", own.sessions, name="sessions"),
    path("me/sessions/sign-out/", own.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("me/sessions/<int:sign_in_id>/sign-out/", own.sign_out_elsewhere, name="sign_out_session"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.mark_read, name="mark_all_read"),
    path("inbox/<int:notification_id>/read/", inbox.mark_read, name="mark_read"),
    path("accounts/", people.account_list, name="list"),
    path("accounts/new/", people.account_new, name="new"),
    path("accounts/<int:user_id>/", people.account_detail, name="detail"),
    path("accounts/<int:user_id>/edit/", people.account_edit, name="edit"),
    path("accounts/<int:user_id>/appoint/", keeping.appoint, name="appoint"),
    path("accounts/<int:user_id>/appointments/<int:appointment_id>/end/", keeping.end, name="end_appointment"),
    path("accounts/<int:user_id>/password/", keeping.reset_password, name="reset_password"),
    path("accounts/<int:user_id>/unlock/", keeping.unlock, name="unlock"),
    path("accounts/<int:user_id>/stop/", keeping.stop, name="stop"),
    path("accounts/<int:user_id>/let-in/", keeping.let_in, name="let_in"),
]
