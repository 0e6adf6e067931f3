"""Addresses of notices and rounds."""

from django.urls import URLPattern, URLResolver, path

from lingjun.notices.views import notices, rounds

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", notices.in_force, name="in_force"),
    path("load/", notices.load, name="load"),
    path("versions/<int:version_id>/", notices.version, name="version"),
    path("versions/<int:version_id>/compare/", notices.compare, name="compare"),
    path("versions/<int:version_id>/edit/", notices.edit, name="edit"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.new, name="round_new"),
    path("rounds/<int:round_id>/", rounds.round_, name="round"),
    path("rounds/<int:round_id>/edit/", rounds.edit, name="round_edit"),
    path("rounds/<int:round_id>/extend/", rounds.extend, name="round_extend"),
    path("rounds/<int:round_id>/close/", rounds.close, name="round_close"),
]
