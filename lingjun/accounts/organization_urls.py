"""Addresses of organizations. Their pages live here, not one app below, because rights come from appointments."""

from django.urls import URLPattern, URLResolver, path

from lingjun.accounts.views import leading_group, organizations

app_name = "organizations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", organizations.tree, name="tree"),
    path("<int:organization_id>/", organizations.detail, name="detail"),
    path("<int:organization_id>/edit/", organizations.edit, name="edit"),
    path("<int:organization_id>/new/", organizations.new, name="new"),
    path("<int:organization_id>/move/", organizations.move, name="move"),
    path("<int:organization_id>/leading-group/", leading_group.leading_group, name="leading_group"),
    path("<int:organization_id>/close/", leading_group.close, name="close"),
    path("<int:organization_id>/reopen/", leading_group.reopen, name="reopen"),
]
