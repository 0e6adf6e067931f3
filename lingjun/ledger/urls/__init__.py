"""Addresses of the ledger, one list for each part."""

from django.urls import URLPattern, URLResolver

from lingjun.ledger.urls.achievements import achievement_urls
from lingjun.ledger.urls.activities import activity_urls
from lingjun.ledger.urls.home import home_urls
from lingjun.ledger.urls.mentorships import mentorship_urls
from lingjun.ledger.urls.plan import plan_urls
from lingjun.ledger.urls.projects import project_urls

app_name = "ledger"
urlpatterns: list[URLPattern | URLResolver] = [
    *home_urls,
    *plan_urls,
    *project_urls,
    *activity_urls,
    *achievement_urls,
    *mentorship_urls,
]
