"""Addresses of what is read of a studio across apps."""

from django.urls import URLPattern, URLResolver, path

from lingjun.dossier.views import studio

app_name = "dossier"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:studio_id>/", studio.studio_page, name="studio"),
]
