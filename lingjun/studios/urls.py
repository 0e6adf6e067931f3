"""Addresses of studios."""

from django.urls import URLPattern, URLResolver

app_name = "studios"
urlpatterns: list[URLPattern | URLResolver] = []
