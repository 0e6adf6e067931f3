"""Addresses: the yearly plan."""

from django.urls import URLPattern, path

from lingjun.ledger.views import plan

plan_urls: list[URLPattern] = [
    path("<int:studio_id>/plan/", plan.plan, name="plan"),
    path("<int:studio_id>/plan/copy/", plan.copy, name="plan_copy"),
    path("<int:studio_id>/plan_item/<int:line_id>/tick/", plan.tick, name="plan_tick"),
    path("<int:studio_id>/plan_item/<int:line_id>/untick/", plan.untick, name="plan_untick"),
    *plan.PLANS.urls(),
    *plan.ITEMS.urls(),
]
