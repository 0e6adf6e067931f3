"""Addresses: the entry pages of the ledger."""

from django.urls import URLPattern, path

from lingjun.ledger.views import home

home_urls: list[URLPattern] = [
    path("", home.home, name="home"),
    path("<int:studio_id>/", home.studio, name="studio"),
]
