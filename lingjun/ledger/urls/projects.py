"""Addresses: projects, their steps and milestones."""

from django.urls import URLPattern, path

from lingjun.ledger.views import projects

project_urls: list[URLPattern] = [
    path("<int:studio_id>/projects/", projects.projects, name="projects"),
    path("<int:studio_id>/projects/<int:project_id>/", projects.project, name="project"),
    path("<int:studio_id>/projects/<int:project_id>/take-back/", projects.take_back, name="project_take_back"),
    path("<int:studio_id>/projects/<int:project_id>/<slug:verb>/", projects.step, name="project_step"),
    path("<int:studio_id>/milestone/<int:line_id>/done/", projects.milestone_done, name="milestone_done"),
    *projects.PROJECTS.urls(),
    *projects.MILESTONES.urls(),
]
