"""Addresses of core: help, accessibility statement, style guide."""

from django.urls import URLPattern, URLResolver, path

from lingjun.core import views

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("_look/", views.style_guide, name="styleguide"),
    path("_look/errors/<int:status>/", views.style_error, name="style_error"),
]
