"""Addresses: achievements, benefits, adoptions."""

from django.urls import URLPattern, path

from lingjun.ledger.views import achievement_library, achievements

ONE = "<int:studio_id>/achievements/<int:achievement_id>"

achievement_urls: list[URLPattern] = [
    path("achievements/", achievement_library.library, name="achievements"),
    path("achievements/export/", achievement_library.export, name="achievements_export"),
    path("<int:studio_id>/achievements/", achievements.achievement_list, name="studio_achievements"),
    path("<int:studio_id>/achievements/new/", achievements.achievement_new, name="achievement_new"),
    path(f"{ONE}/", achievements.achievement_page, name="achievement"),
    path(f"{ONE}/change/", achievements.achievement_edit, name="achievement_edit"),
    path(f"{ONE}/remove/", achievements.achievement_remove, name="achievement_remove"),
    path(f"{ONE}/restore/", achievements.achievement_restore, name="achievement_restore"),
    *achievements.BENEFITS.urls(),
    *achievements.ADOPTIONS.urls(),
]
