"""Addresses of core: help, accessibility statement, a person's jobs, style guide."""

from django.urls import URLPattern, URLResolver, path

from lingjun.core import views
from lingjun.core.jobs import views as jobs

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<uuid:job_id>/", jobs.job_page, name="job"),
    path("jobs/<uuid:job_id>/progress/", jobs.job_progress, name="job_progress"),
    path("jobs/<uuid:job_id>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("jobs/<uuid:job_id>/file/", jobs.job_file, name="job_file"),
    path("_look/", views.style_guide, name="styleguide"),
    path("_look/errors/<int:status>/", views.style_error, name="style_error"),
]
