"""More of everything that can be many: a page must not cost more for it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cast import PASSWORD
from tests.routes import activities, appraisal, holdings, ledger, studio_import, team
from tests.routes.world import World, picture


def grow(world: World, number: int) -> None:
    """The `number`th (1 to 3) of everything on every list, and inside the things the addresses show."""
    _places(world, number)
    _notices(world, number)
    _cases(world, number)
    _parts(world, number)
    _own(world, number)
    ledger.more(world, number)
    appraisal.more(world, number)
    holdings.more(world, number)
    activities.more(world, number)


def _places(world: World, number: int) -> None:
    from lingjun.accounts.actions import keep_leading_group
    from lingjun.accounts.models import Appointment, User
    from lingjun.organizations.actions import create

    cast = world.cast
    for parent in (cast.industry, cast.district):
        create(actor=None, parent=parent, kind="unit", name=f"厦门{parent.short_name}第{number}示例单位")
    for place in (cast.port, cast.industry, cast.city):
        role = {"unit": "unit_clerk", "federation": "city_officer"}.get(place.kind, "district_officer")
        user = User.objects.create_user(f"more{place.pk}x{number}", PASSWORD, name="示例", must_change_password=False)
        for ended in (None, datetime.date(2020, 1, 1)):
            Appointment.objects.create(
                user=user, organization=place, role=role, started_on=datetime.date(2012, 1, 1), ended_on=ended
            )
    Appointment.objects.create(
        user_id=world.ids["helper"], organization=cast.port, role="liaison", started_on=datetime.date(2012, 1, 1),
        ended_on=datetime.date(2013, number, 1),
    )  # fmt: skip
    members = [{"name": f"组员{row}", "post": "干事", "duty": "成员" if row else "组长"} for row in range(2 + number)]
    keep_leading_group(actor=cast.industry_officer, organization=cast.industry, members=members)


def _notices(world: World, number: int) -> None:
    from lingjun.notices.actions import edit_notice, extend, open_round
    from lingjun.notices.models import NoticeVersion

    cast, now = world.cast, timezone.now()
    newest = NoticeVersion.objects.order_by("-version")[0]
    edit_notice(version=newest, changes={"criteria.3.checks.0.minimum": 4 + number}, actor=cast.city_officer)
    later = open_round(
        actor=cast.city_officer, notice_version=newest, kind="creation", organizer=cast.city, name=f"又一批{number}",
        year=now.year, opens_at=now - datetime.timedelta(days=1), closes_at=now + datetime.timedelta(days=9 + number),
        quotas={str(cast.industry.pk): number},
    )  # fmt: skip
    for round_ in (world.filing.round, later):
        extend(
            round=round_, organization=(cast.port, cast.grid, cast.industry)[number - 1], reason="台风停工",
            actor=cast.city_officer, closes_at=now + datetime.timedelta(days=40),
        )  # fmt: skip


def _cases(world: World, number: int) -> None:
    from lingjun.cases.actions import return_for_changes

    filing, cast = world.filing, world.cast
    filing.draft(f"丙一{number}")
    filing.submitted(f"丙二{number}")
    filing.recommended_by_unit(f"丙三{number}")
    filing.at_city(f"丙四{number}")
    filing.held(f"丙五{number}")
    filing.named(f"丙六{number}")
    case = filing.submitted(f"丙七{number}")
    return_for_changes(actor=cast.port_chair, case_id=case.pk, reason="请重拍。", sections=["evidence"])


def _parts(world: World, number: int) -> None:
    """Files, scans, rows of the form, members."""
    from lingjun.cases.actions import attach_stamped_copy
    from lingjun.cases.marks import payload
    from lingjun.core.files import store_upload
    from lingjun.creation.actions import save_section
    from lingjun.studios.models import Member, Studio, Worker

    cast = world.cast
    draft = world.cases["draft"]
    _evidence(draft, f"又一张{number}.png", cast.port_clerk)
    content = world.filing.content("甲一", members=3 + number)
    content.projects = content.projects * (1 + number)
    content.leader.honours = content.leader.honours * (1 + number)
    for section in ("leader", "roster", "projects"):
        save_section(actor=cast.port_clerk, case_id=draft.pk, section=section, part=getattr(content, section))
    case = world.cases["recommending"]
    upload = SimpleUploadedFile("盖章件.png", picture(), content_type="image/png")
    attach_stamped_copy(
        actor=cast.port_chair, case_id=case.pk, file=store_upload(upload=upload, purpose="stamped", owner_id=None),
        marks=[payload(case.number, case.version, case.submissions.all()[0].digest)],
    )  # fmt: skip
    studio = Studio.objects.get(pk=world.ids["studio"])
    worker = Worker.objects.create(name=f"新成员{number}", gender="2", unit=studio.unit)
    Member.objects.create(studio=studio, worker=worker, role="member", joined_on=timezone.localdate())
    team.more(world, number)
    studio_import.more(world, number)


def _evidence(case: Any, name: str, actor: Any) -> None:
    from lingjun.cases.actions import attach
    from lingjun.core.files import store_upload

    upload = SimpleUploadedFile(name, picture(), content_type="image/png")
    file = store_upload(upload=upload, purpose="evidence", owner_id=None)
    attach(actor=actor, case_id=case.pk, key=case.attachments.order_by("id")[0].key, file=file)


def _own(world: World, number: int) -> None:
    """Messages, jobs and browsers of those who ask."""
    from django.contrib.sessions.backends.db import SessionStore

    from lingjun.accounts.models import Notification, SignIn
    from lingjun.core.models import Job

    for name in ("city_officer", "port_chair", "industry_officer"):
        user = world.users[name]
        Notification.objects.create(user=user, text=f"示例消息{number}", url="/inbox/")
        Job.objects.create(kind="creation.archive", title=f"示例任务{number}", owner_id=user.pk)
        session = SessionStore()
        session.create()
        SignIn.objects.create(user=user, session_key=session.session_key)
