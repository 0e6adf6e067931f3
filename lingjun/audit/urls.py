"""Addresses of audit."""

from django.urls import URLPattern, URLResolver, path

from lingjun.audit import views

app_name = "audit"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.trail, name="list"),
    path("<int:sequence>/", views.entry, name="entry"),
]
