"""The head of a studio page without joins: what stands one key away, as parts of a gathering (`core.gathering`).

A planner tries the orders of eight joins for longer than it takes to answer eight plain questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lingjun.cases.models import Case
from lingjun.core.gathering import Gathering, Lines, Row, objects
from lingjun.core.written import Key, number
from lingjun.notices.models import NoticeVersion
from lingjun.organizations.models import Organization
from lingjun.studios.models import CriteriaSheet, Studio, Worker
from lingjun.studios.queries import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lingjun.notices.schema.content import NoticeContent

STUDIO: Final = number(11)
LEADER: Final = number(12)
CASE: Final = number(13)
UNIT: Final = number(14)
RECOMMENDER: Final = number(15)
FEDERATION: Final = number(16)
_ORGANIZATION: Final = ("pk", "name", "short_name", "kind", "path", "chair_name", "sort_order")
_LEADER: Final = ("pk", "name", "phone", "post", "title", "skill_grade")
_SHEET: Final = ("pk", "met", "detail", "counts", "due_on", "computed_at")
_CASE: Final = ("pk", "number", "kind")
_VERSION: Final = ("pk", "version", "digest")
PARTS: Final = 4
"""How many `parts` gives."""


def parts() -> list[Lines]:
    """Its organizations, leader, sheet and case."""
    organizations = Organization.objects.filter(pk__in=(UNIT, RECOMMENDER, FEDERATION))
    return [
        Lines(_ORGANIZATION, [organizations]),
        Lines(_LEADER, [Worker.objects.filter(pk=LEADER)]),
        Lines(_SHEET, [CriteriaSheet.objects.filter(pk=STUDIO)]),
        Lines(_CASE, [Case.objects.filter(pk=CASE)]),
    ]


def keys(studio: Studio) -> dict[Key, Key]:
    """What stands for the stand-ins; a key no row has where there is no case."""
    return {
        STUDIO: studio.pk, LEADER: studio.leader_id, CASE: studio.case_id or 0, UNIT: studio.unit_id,
        RECOMMENDER: studio.recommender_id, FEDERATION: studio.federation_id,
    }  # fmt: skip


def put(studio: Studio, found: Sequence[list[Row]]) -> None:
    """Set on the studio what `parts` found: the first PARTS of a gathering."""
    organizations = {one.pk: one for one in objects(Organization, _ORGANIZATION, found[0])}
    studio.unit = organizations[studio.unit_id]
    studio.recommender = organizations[studio.recommender_id]
    studio.federation = organizations[studio.federation_id]
    [studio.leader] = objects(Worker, _LEADER, found[1])
    sheet = next(iter(objects(CriteriaSheet, _SHEET, found[2])), None)
    Studio._meta.get_field("sheet").set_cached_value(studio, sheet)
    studio.case = next(iter(objects(Case, _CASE, found[3])), None)


def put_with_content(studio: Studio) -> NoticeContent:
    """Set the head, and give what the notice decides for the studio (`queries.content_of`): one query, two where the
    notice in force is asked."""
    found = _WITH_VERSION.ask(keys(studio))
    put(studio, found)
    for version in objects(NoticeVersion, _VERSION, found[PARTS]):
        return version.parsed
    return content_of(studio)


_WITH_VERSION: Final = Gathering(
    lambda: [*parts(), Lines(_VERSION, [NoticeVersion.objects.filter(rounds__cases=CASE)])]
)
