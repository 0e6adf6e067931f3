"""Addresses of workbench."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "workbench"
urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/import/", include("lingjun.workbench.account_import.urls")),
]
