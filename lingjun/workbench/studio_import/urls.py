"""Addresses of the import of existing studios, inside the namespace of the workbench."""

from django.urls import path

from lingjun.workbench.studio_import import views

_ONE = "<int:batch_id>"

urlpatterns = [
    path("", views.overview, name="studio_import"),
    path("template/", views.template, name="studio_import_template"),
    path(f"{_ONE}/", views.batch_page, name="studio_import_batch"),
    path(f"{_ONE}/mapping/", views.map_columns, name="studio_import_mapping"),
    path(f"{_ONE}/unions/", views.map_unions, name="studio_import_unions"),
    path(f"{_ONE}/file/", views.replace, name="studio_import_file"),
    path(f"{_ONE}/errors/", views.errors, name="studio_import_errors"),
    path(f"{_ONE}/commit/", views.commit, name="studio_import_commit"),
    path(f"{_ONE}/undo/", views.undo, name="studio_import_undo"),
    path(f"{_ONE}/discard/", views.discard, name="studio_import_discard"),
]
