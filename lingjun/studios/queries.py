"""Which studios a person sees, and the list's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.db.models import BooleanField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.models import Appointment
from lingjun.accounts.queries import scope_q
from lingjun.cases.models import Attachment
from lingjun.cases.queries import seen_q
from lingjun.core import search_index
from lingjun.core.codes import HONOUR_LEVELS
from lingjun.notices.queries import in_force
from lingjun.studios.models import (
    WAITING,
    Honour,
    Material,
    Member,
    Plaque,
    Studio,
    StudioAppointment,
    StudioStatus,
    Tenure,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

    from lingjun.accounts.models import User
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.organizations.models import Organization


def visible_to(user: User) -> QuerySet[Studio]:
    """Studios of the subtree of the user's appointments."""
    return Studio.objects.filter(scope_q(user))


def in_sight(user: User, case: str, own: str) -> Q:
    """Condition “of a case the user sees, or of a studio in sight that was another unit's then”.

    `case` leads to the case ("case__"), `own` to the row that has the studio; "" where the row itself is or has it.
    """
    seen = seen_q(user, case)
    return seen | scope_q(user, f"{own}studio__unit_path") if seen else seen


def left_behind(user: User) -> QuerySet[Tenure]:
    """Times studios spent at a unit in the user's scope before they went out of it, the last ones first."""
    ended = Tenure.objects.filter(scope_q(user, "unit__path"), until__isnull=False)
    in_sight_now = visible_to(user).filter(pk=OuterRef("studio")).order_by()
    return ended.filter(~Exists(in_sight_now)).order_by("-until", "-pk")


def content_of(studio: Studio) -> NoticeContent:
    """What the notice decides for a studio: the version its case was opened under, else the one in force today.

    No query where `case__round__notice_version` is loaded; one otherwise (contents are parsed once per process).
    """
    if studio.case is not None:
        return studio.case.round.content
    return in_force(studio.federation).parsed


def own_studio_ids(user: User) -> frozenset[int]:
    """Studios whose leader or liaison the user is. One query per user object, none when already asked."""
    known: frozenset[int] | None = getattr(user, "own_studio_ids", None)
    if known is None:
        known = frozenset(StudioAppointment.objects.filter(user=user).values_list("studio_id", flat=True))
        user.own_studio_ids = known  # type: ignore[attr-defined]
    return known


def followers(studio: Studio) -> QuerySet[Appointment]:
    """Open posts of leader or liaison that go with a studio when it leaves its unit, with `user`.

    Those named to it; where the unit has no other one in force, also those named to none, who write all it has.
    `stays`: they are named to another one of the unit as well, and keep the post there.
    """
    others = Studio.objects.filter(unit=studio.unit_id, status=StudioStatus.ACTIVE).exclude(pk=studio.pk).order_by()
    named = StudioAppointment.objects.filter(user=OuterRef("user"))
    posts = Appointment.objects.filter(
        organization=studio.unit_id, role__in=(Role.LEADER, Role.LIAISON), ended_on__isnull=True
    )
    follow = posts.filter(Exists(named.filter(studio=studio)) | ~Exists(named) & ~Exists(others))
    return follow.annotate(stays=Exists(named.filter(studio__in=others))).select_related("user").order_by("user", "pk")


def materials_of(studio: Studio, line: models.Model) -> QuerySet[Material]:
    """Files behind one line, in order, with the stored file and `from_form`: one query."""
    rows = Material.objects.filter(
        studio=studio, about=line._meta.label_lower, about_id=line.pk, removed_at__isnull=True
    )
    return rows.select_related("file").annotate(from_form=of_form(studio))


def of_form(studio: Studio) -> Exists | Value:
    """Whether a material is a file of the form the studio was named by: the same stored file."""
    if studio.case_id is None:
        return Value(False, output_field=BooleanField())
    return Exists(Attachment.objects.filter(case=studio.case_id, file=OuterRef("file_id")))


def is_of_form(material: Material) -> bool:
    """The same of one material whose studio is loaded."""
    case = material.studio.case_id
    return case is not None and Attachment.objects.filter(case=case, file=material.file_id).exists()


def from_form(studio: Studio) -> QuerySet[Material]:
    """Files the form brought, wherever they stand now; those that wait for a line first."""
    rows = Material.objects.filter(of_form(studio), studio=studio, removed_at__isnull=True)
    return rows.select_related("file").order_by("about", "about_id", "position", "id")


def certificates(user: User, honours: Iterable[Honour]) -> dict[int, list[Material]]:
    """Files behind honours, from the studios the user sees: one query."""
    found: dict[int, list[Material]] = {}
    rows = Material.objects.filter(
        about=Honour._meta.label_lower, about_id__in=[one.pk for one in honours], removed_at__isnull=True,
        studio__in=visible_to(user).order_by().values("pk"),
    )  # fmt: skip
    for row in rows.select_related("file"):
        found.setdefault(row.about_id, []).append(row)
    return found


def waiting(studio: Studio, labels: Iterable[str]) -> QuerySet[Material]:
    """Files of the form whose kind of line is known, and the line not yet."""
    rows = Material.objects.filter(studio=studio, about__in=labels, about_id=WAITING, removed_at__isnull=True)
    return rows.select_related("file")


ORDERS: Final = {"named": ("named_on", "id"), "plaque": ("named_year", "id")}
"""Plaque numbers are given out year by year in the order of naming."""
COUNTED: Final = 10_000


def matching(
    studios: QuerySet[Studio], words: str, *, narrowed: search_index.Narrowed | None = None
) -> QuerySet[Studio]:  # fmt: skip
    """By name, plaque number, unit or pinyin initials; every word must match."""
    return search_index.matching(studios, words, narrowed=narrowed)


def filtered(user: User, wanted: dict[str, Any]) -> QuerySet[Studio]:
    """Studios the user sees, narrowed by the filters of the address; empty values do nothing. No query yet."""
    studios = matching(visible_to(user), wanted.get("q") or "")
    if within := wanted.get("within"):
        studios = studios.filter(unit_path__under=within)
    columns = {"union": "recommender_id", "honour": "leader_honour", "year": "named_year", "status": "status"}
    return studios.filter(**{column: wanted[key] for key, column in columns.items() if wanted.get(key)})


def ordered(studios: QuerySet[Studio], sort: str) -> QuerySet[Studio]:
    """`sort` is a key of ORDERS, with "-" for descending."""
    columns = ORDERS[sort.removeprefix("-")]
    return studios.order_by(*(f"-{column}" if sort.startswith("-") else column for column in columns))


def years(user: User) -> list[int]:
    """Years in which studios may have been named, newest first: from the first one to this. One query."""
    first = visible_to(user).order_by("named_year").values_list("named_year", flat=True).first()
    return list(range(timezone.localdate().year, first - 1, -1)) if first else []


def figures(user: User) -> dict[str, int]:
    """Members and leaders with a national honour of the user's studios, counted up to COUNTED. Two queries."""
    national = [code.code for code in HONOUR_LEVELS if code.group == "国家级"]
    studios = visible_to(user)
    members = Member.objects.filter(scope_q(user, "studio__unit_path"), left_on__isnull=True)
    return {
        "members": members.order_by()[:COUNTED].count(),
        "national": studios.filter(leader_honour__in=national).order_by()[:COUNTED].count(),
    }


def for_list(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """With what a row shows: three queries whatever the number of rows."""
    return studios.select_related("unit", "recommender", "leader").prefetch_related(
        Prefetch("plaques", Plaque.objects.filter(recalled_on__isnull=True)),
    )


def with_member_count(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """Adds `member_count` (None for nobody), counted only for the rows that are read."""
    members = Member.objects.filter(studio=OuterRef("pk"), left_on__isnull=True).order_by().values("studio")
    return studios.annotate(member_count=Subquery(members.annotate(n=Count("id")).values("n")))


def for_register(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """What a row of the register shows and nothing else, with `plaque_number` and `member_count`: one query."""
    plaques = Plaque.objects.filter(studio=OuterRef("pk"), recalled_on__isnull=True).order_by("number")
    return with_member_count(
        studios.select_related("unit", "recommender", "leader")
        .annotate(plaque_number=Subquery(plaques.values("number")[:1]))
        .only(
            "name", "leader_honour", "named_on", "status", "decision_number", "unit__name", "recommender__name",
            "recommender__short_name", "leader__name",
        )
    )  # fmt: skip


def with_head(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """With what the head and tabs of every page of a studio file show: one query. Contents of notices are not fetched:
    `NoticeVersion.parsed` does so once per process."""
    head = studios.select_related("unit", "recommender", "federation", "leader", "sheet", "case__round__notice_version")
    return head.defer("case__round__notice_version__content")


FEW: Final = 2_000
KEPT_FOR: Final = 3_600


def door_figures(federation: Organization) -> list[tuple[str, int, str]]:
    """Named studios and the people in them, for the sign-in page: public figures.

    Three counts for a city. Above FEW studios two of them are kept for an hour: strangers must not make a nation
    count.
    """
    studios = Studio.objects.filter(status=StudioStatus.ACTIVE, unit_path__under=federation.path).order_by()
    if studios[: FEW + 1].count() <= FEW:
        return _counted(studios)
    found = cache.get_or_set(f"door.{federation.pk}", lambda: _counted(studios), KEPT_FOR)
    return list(found or ())


def _counted(studios: QuerySet[Studio]) -> list[tuple[str, int, str]]:
    people = Member.objects.filter(studio__in=studios.values("pk"), left_on=None).values("worker_id").distinct()
    return [("已命名工作室", studios.count(), "个"), ("参与的劳模和职工", people.count(), "人")]
