"""Addresses of what a studio has: places, equipment, regulations, money, plaque, charter."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from lingjun.studios.views import funds, premises, regulations, standing

STUDIO = "<int:studio_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{STUDIO}/premises/", premises.premises, name="premises"),
    *premises.PREMISES_PAGES.urls(),
    *premises.EQUIPMENT_PAGES.urls(),
    path(f"{STUDIO}/regulations/", regulations.regulations, name="regulations"),
    path(f"{STUDIO}/regulations/<int:line_id>/", regulations.regulation, name="regulation"),
    path(f"{STUDIO}/regulations/<int:line_id>/word/", regulations.regulation_word, name="regulation_word"),
    *regulations.PAGES.urls(),
    path(f"{STUDIO}/funds/", funds.funds, name="funds"),
    path(f"{STUDIO}/funds/<int:year>/statement.docx", funds.statement_word, name="statement_word"),
    path(f"{STUDIO}/funds/<int:year>/statement.xlsx", funds.statement_excel, name="statement_excel"),
    *funds.GRANT_PAGES.urls(),
    path(f"{STUDIO}/expense/new/", funds.expense_new, name="expense_new"),
    path(f"{STUDIO}/expense/<int:line_id>/", funds.expense_edit, name="expense_edit"),
    *(route for route in funds.EXPENSE_PAGES.urls() if route.name in {"expense_remove", "expense_restore"}),
    path(f"{STUDIO}/plaque/", standing.plaque, name="plaque"),
    path(f"{STUDIO}/plaque/new/", standing.register, name="plaque_new"),
    path(f"{STUDIO}/plaque/<int:plaque_id>/hang/", standing.hang, name="plaque_hang"),
    path(f"{STUDIO}/plaque/<int:plaque_id>/reissue/", standing.reissue, name="plaque_reissue"),
    *standing.CHARTER_PAGES.urls(),
]
