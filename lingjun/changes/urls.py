"""Addresses."""

from django.urls import URLPattern, URLResolver

app_name = "changes"
urlpatterns: list[URLPattern | URLResolver] = []
