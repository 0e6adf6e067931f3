"""Addresses of the workbench: home, search, cases."""

from django.urls import URLPattern, URLResolver, include, path

from lingjun.workbench.views import bulk, cases, home, search, targets

app_name = "workbench"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home_page, name="home"),
    path("handled/", home.handled, name="handled"),
    path("search/", search.search, name="search"),
    path("targets/export/", targets.export_targets, name="export_targets"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/columns/", cases.choose_columns, name="columns"),
    path("cases/export/", cases.export, name="export"),
    path("cases/reminder.docx", cases.reminder_letter, name="reminder_letter"),
    path("cases/print/", cases.print_batch, name="print_batch"),
    path("cases/bulk/", bulk.bulk, name="bulk"),
    path("cases/bulk/done/", bulk.bulk_done, name="bulk_done"),
    path("accounts/import/", include("lingjun.workbench.account_import.urls")),
    path("studios/import/", include("lingjun.workbench.studio_import.urls")),
]
