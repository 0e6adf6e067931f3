"""Addresses of the import of accounts, inside the namespace of the workbench."""

from django.urls import path

from lingjun.workbench.account_import import views

urlpatterns = [
    path("", views.account_import, name="account_import"),
    path("template/", views.template, name="account_import_template"),
    path("commit/", views.commit, name="account_import_commit"),
    path("result/", views.result, name="account_import_result"),
]
