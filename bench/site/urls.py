"""The product's addresses and the probes."""

from django.urls import include, path

from bench.site import probes

urlpatterns = [
    path("bench/empty/", probes.empty),
    path("bench/plain/<str:model>/", probes.plain),
    path("bench/statements/", probes.statements),
    path("", include("lingjun.config.urls")),
]
