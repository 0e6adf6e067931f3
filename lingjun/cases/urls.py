"""Addresses of the case engine."""

from django.urls import re_path

from lingjun.cases.views import verbs

app_name = "cases"
urlpatterns = [
    re_path(
        r"^(?P<number>[A-Z]+-\d{4}-\d+)/(?P<name>withdraw|reopen|take-back|remind|extend)/$", verbs.verb, name="verb"
    ),
]
