"""Addresses of what is read of a studio across apps."""

from django.urls import URLPattern, URLResolver, path

from lingjun.dossier.views import brief, studio, yearbook

app_name = "dossier"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:studio_id>/", studio.studio_page, name="studio"),
    path("<int:studio_id>/brief.pdf", brief.brief, name="brief"),
    path("<int:studio_id>/yearbook/", yearbook.latest, name="yearbook_latest"),
    path("<int:studio_id>/yearbook/<int:year>/", yearbook.yearbook, name="yearbook"),
    path("<int:studio_id>/yearbook/<int:year>/make/", yearbook.make, name="yearbook_make"),
]
