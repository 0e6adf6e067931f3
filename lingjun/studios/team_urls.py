"""Addresses of the team and of people, inside the namespace of studios."""

from django.urls import URLPattern, URLResolver, path

from lingjun.studios.views import members, team, workers, writers

_TEAM = "<int:studio_id>/team"
_MEMBER = f"{_TEAM}/<int:member_id>"
_PROMOTION = "<int:studio_id>/promotions"
_PERSON = "people/<int:worker_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_TEAM}/", team.team_page, name="team"),
    path(f"{_TEAM}/past/", team.past_page, name="team_past"),
    path(f"{_TEAM}/roster.<slug:form_format>", team.roster_file, name="team_roster"),
    path(f"{_TEAM}/new/", members.member_new, name="member_new"),
    path(f"{_TEAM}/writers/", writers.writers, name="writers"),
    path(f"{_TEAM}/writers/<int:appointment_id>/release/", writers.release, name="writer_release"),
    path(f"{_MEMBER}/", members.member, name="member"),
    path(f"{_MEMBER}/role/", members.change_role, name="member_role"),
    path(f"{_MEMBER}/leave/", members.leave, name="member_leave"),
    path(f"{_MEMBER}/back/", members.come_back, name="member_back"),
    path(f"{_MEMBER}/correct/", members.correct, name="member_correct"),
    path(f"{_MEMBER}/strike/", members.strike, name="member_strike"),
    path(f"{_MEMBER}/promote/", members.promote, name="member_promote"),
    path(f"{_PROMOTION}/", team.promotions, name="promotions"),
    path(f"{_PROMOTION}/<int:line_id>/", members.promotion, name="promotion"),
    path(f"{_PROMOTION}/<int:line_id>/remove/", members.promotion_remove, name="promotion_remove"),
    path(f"{_PROMOTION}/<int:line_id>/restore/", members.promotion_restore, name="promotion_restore"),
    path(f"{_PERSON}/", workers.worker, name="worker"),
    path(f"{_PERSON}/edit/", workers.worker_edit, name="worker_edit"),
    path(f"{_PERSON}/merge/<int:other_id>/", workers.merge, name="worker_merge"),
    path(f"{_PERSON}/unmerge/<int:merge_id>/", workers.unmerge, name="worker_unmerge"),
    path(f"{_PERSON}/honours/new/", workers.honour_new, name="honour_new"),
    path(f"{_PERSON}/honours/<int:honour_id>/", workers.honour_edit, name="honour_edit"),
    path(f"{_PERSON}/honours/<int:honour_id>/remove/", workers.honour_remove, name="honour_remove"),
]
