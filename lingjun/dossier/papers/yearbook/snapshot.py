"""Reading a whole year in one transaction: nothing that is written meanwhile stands in half the book."""

from __future__ import annotations

from django.db import connection, transaction

from lingjun.dossier.papers.yearbook.book import Book, Cover
from lingjun.dossier.papers.yearbook.parts.money import money
from lingjun.dossier.papers.yearbook.parts.organization import holdings, organization
from lingjun.dossier.papers.yearbook.parts.people import mentorships, people
from lingjun.dossier.papers.yearbook.parts.results import achievements, benefits
from lingjun.dossier.papers.yearbook.parts.verdict import appraisal, criteria, unit_opinion
from lingjun.dossier.papers.yearbook.parts.work import activities, plan, projects
from lingjun.dossier.papers.yearbook.words import day
from lingjun.dossier.papers.yearbook.year import Year
from lingjun.studios.models import Plaque, Studio
from lingjun.studios.queries import with_head

PARTS = (
    organization, plan, projects, activities, achievements, benefits, mentorships, people, money, holdings, criteria,
    appraisal, unit_opinion,
)  # fmt: skip
"""In the order they are bound."""


def read(studio_id: int, year: int) -> Book:
    """The book of one year. About forty queries whatever the year holds; raises Studio.DoesNotExist."""
    inside = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not inside:
            # SQLite's transaction is a snapshot by itself.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        studio = with_head(Studio.objects.all()).get(pk=studio_id)
        read_year = Year(studio, year)
        parts = tuple(part(read_year) for part in PARTS)
        return Book(_cover(read_year), parts, tuple(read_year.attachments))


def _cover(year: Year) -> Cover:
    studio, tenure = year.studio, year.tenure
    plaques = Plaque.objects.filter(studio=studio, issued_on__lte=year.on).order_by("-issued_on", "-id")
    plaque = plaques.first()
    return Cover(
        studio=year.name,
        year=year.year,
        unit=tenure.unit_name if tenure else studio.unit.name,
        leader=(tenure.leader if tenure else studio.leader).name,
        plaque=plaque.number if plaque else "",
        federation=studio.federation.name,
        until=day(year.on),
    )
