"""Addresses: mentorships, stage checks, outcomes."""

from django.urls import URLPattern, path

from lingjun.ledger.views import mentorships

ONE = "<int:studio_id>/mentorships/<int:mentorship_id>"

mentorship_urls: list[URLPattern] = [
    path("<int:studio_id>/mentorships/", mentorships.mentorships, name="mentorships"),
    path(f"{ONE}/", mentorships.mentorship, name="mentorship"),
    path(f"{ONE}/agreement.docx", mentorships.word, name="mentorship_word"),
    path(f"{ONE}/conclude/", mentorships.conclude, name="mentorship_conclude"),
    path(f"{ONE}/reopen/", mentorships.reopen, name="mentorship_reopen"),
    path("<int:studio_id>/mentorship/new/", mentorships.new, name="mentorship_new"),
    *(one for one in mentorships.MENTORSHIPS.urls() if one.name != "mentorship_new"),
    *mentorships.CHECKS.urls(),
]
