"""Addresses of studios."""

from django.urls import URLPattern, URLResolver, path

from lingjun.studios.views import register, studio

app_name = "studios"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", register.studio_list, name="list"),
    path("columns/", register.choose_columns, name="columns"),
    path("export/", register.export, name="export"),
    path("<int:studio_id>/", studio.studio_page, name="studio"),
    path("<int:studio_id>/archive/", studio.archive, name="archive"),
]
