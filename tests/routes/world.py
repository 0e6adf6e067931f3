"""The city the addresses are tried in: the cast, a case in every state, and the neighbour's things that could leak."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.cast import PASSWORD, PEOPLE, Cast, organizations
from tests.filing import Filing
from tests.routes import studio_import, team


class World:
    """Ids by the short words the table uses (`ids`), people by their names in the cast plus `expert`."""

    def __init__(self, as_user: Callable[..., Client]) -> None:
        self.cast = people(as_user)
        self.users = {name: getattr(self.cast, name) for name in PEOPLE}
        self.users["expert"] = expert(self.cast)
        self.ids: dict[str, Any] = {}
        self.filing = Filing(self.cast)
        self._places()
        self._accounts()
        self._cases()
        self._files()
        self._studios()
        self._later_parts()
        self._messages_and_jobs()

    def _later_parts(self) -> None:
        """What a module of the table needs for its own rows, made by its `prepare(world)`."""
        from tests.routes import activities, appraisal, changes, holdings, ledger

        appraisal.prepare(self)
        changes.prepare(self)
        ledger.prepare(self)
        holdings.prepare(self)
        activities.prepare(self)

    def _places(self) -> None:
        from lingjun.audit.models import Entry
        from lingjun.notices.actions import edit_notice
        from lingjun.organizations.actions import create, set_active

        for name in ("city", "district", "industry", "port", "grid"):
            self.ids[name] = getattr(self.cast, name).pk
        closed = create(actor=None, parent=self.cast.industry, kind="unit", name="厦门已停用码头有限公司")
        set_active(actor=None, organization=closed, active=False)
        self.ids["closed"] = closed.pk
        version = self.filing.version
        changed = edit_notice(
            version=version, changes={"criteria.3.checks.0.minimum": 4}, actor=self.cast.city_officer
        )  # fmt: skip
        self.ids |= {"version": changed.pk, "older_version": version.pk, "round": self.filing.round.pk}
        self.ids["entry"] = Entry.objects.order_by("-sequence").values_list("pk", flat=True)[0]

    def _accounts(self) -> None:
        """Accounts and a post beside the cast, so that ending or stopping one takes nobody's right to ask."""
        from lingjun.accounts.models import Appointment, SignIn, User

        AccessAttempt.objects.create(
            username="helper", ip_address="192.0.2.1", failures_since_start=9, attempt_time=timezone.now()
        )
        for key, place, active in (("helper", "port", True), ("stopped", "port", False), ("grid_helper", "grid", True)):
            user = User.objects.create_user(
                key, PASSWORD, name=f"{key}示例", phone="", is_active=active, must_change_password=False
            )
            post = Appointment.objects.create(
                user=user, organization=getattr(self.cast, place), role="unit_clerk",
                started_on=datetime.date(2012, 1, 1),
            )  # fmt: skip
            self.ids |= {key: user.pk, f"{key}_post": post.pk}
        for name in ("port_chair", "grid_chair"):
            session = SessionStore()
            session.create()
            browser = SignIn.objects.create(user=self.users[name], session_key=session.session_key)
            self.ids[f"{name}_browser"] = browser.pk

    def _cases(self) -> None:
        """One of the port in every state, and two of the neighbour."""
        from lingjun.cases.actions import reject, return_for_changes, withdraw
        from lingjun.creation.models import Application

        cast, filing = self.cast, self.filing
        cases = {
            "draft": filing.draft("甲一"),
            "submitted": filing.submitted("甲二"),
            "recommending": filing.recommended_by_unit("甲三"),
            "at_city": filing.at_city("甲四"),
            "held": filing.held("甲五"),
            "named": filing.named("甲六"),
        }
        case = filing.recommended_by_unit("甲七")
        cases["returned"] = return_for_changes(
            actor=cast.industry_officer,
            case_id=case.pk,
            reason="场所照片看不清，请重拍。",
            sections=["evidence", "roster"],
        )
        cases["rejected"] = reject(
            actor=cast.city_officer, case_id=filing.at_city("甲八").pk, reason="没有技术创新成果。"
        )
        case = filing.submitted("甲九")
        cases["withdrawn"] = withdraw(actor=cast.port_clerk, case_id=case.pk)
        cases["read_in"] = case = filing.draft("甲十")
        self.remark = {"position": 0, "field": "unit_name", "section": "unit"}
        Application.objects.filter(case=case).update(
            reading=[{"field": "unit_name", "message": "没有读到单位全称。", "original": ""}]
        )
        cases["grid_draft"] = filing.draft("乙一", unit=cast.grid, actor=cast.grid_clerk)
        cases["grid_submitted"] = filing.submitted("乙二", unit=cast.grid, actor=cast.grid_clerk)
        for name, case in cases.items():
            case.refresh_from_db()
            self.ids |= {name: case.number, f"{name}_id": case.pk}
        self.cases = cases

    def _files(self) -> None:
        from lingjun.cases.actions import attach_stamped_copy
        from lingjun.cases.marks import payload
        from lingjun.core.files import store_upload

        for name in ("draft", "grid_draft", "named"):
            row = self.cases[name].attachments.order_by("id")[0]
            self.ids |= {f"{name}_proof": row.pk, f"{name}_file": str(row.file_id)}
        for name, actor in (("recommending", "port_chair"), ("grid_submitted", "grid_chair")):
            case = self.cases[name]
            upload = SimpleUploadedFile("盖章件.png", picture(), content_type="image/png")
            file = store_upload(upload=upload, purpose="stamped", owner_id=None)
            mark = payload(case.number, case.version, case.submissions.all()[0].digest)
            copy = attach_stamped_copy(actor=self.users[actor], case_id=case.pk, file=file, marks=[mark])
            self.ids[f"{name}_copy"] = copy.pk

    def _studios(self) -> None:
        from lingjun.core.jobs import run_next
        from lingjun.studios.models import Studio

        studio = Studio.objects.get(case=self.cases["named"])
        self.ids["studio"] = studio.pk
        team.furnish(self)
        studio_import.furnish(self)
        assert run_next() is not None, "the archive of the named case"

    def _messages_and_jobs(self) -> None:
        from lingjun.accounts.models import Notification
        from lingjun.core.files import store_generated
        from lingjun.core.models import Job, JobStatus

        for name in ("port_chair", "grid_chair"):
            line = Notification.objects.create(user=self.users[name], text="示例消息", url="/inbox/")
            self.ids[f"{name}_message"] = line.pk
        for name in ("city_officer", "grid_chair"):
            owner = self.users[name].pk
            file = store_generated(name="结果.txt", content=b"x", media_type="text/plain", owner_id=owner)
            job = Job.objects.create(
                kind="creation.archive", title="示例任务", owner_id=owner, status=JobStatus.DONE, result_file=file,
                finished_at=timezone.now(),
            )  # fmt: skip
            waiting = Job.objects.create(kind="creation.archive", title="示例任务（排队）", owner_id=owner)
            self.ids |= {f"{name}_job": str(job.pk), f"{name}_waiting_job": str(waiting.pk)}


def people(as_user: Callable[..., Client]) -> Cast:
    """The same people as the `cast` fixture, made outside any one test."""
    from tests.cast import cast

    made: Cast = cast.__wrapped__(None, as_user) if hasattr(cast, "__wrapped__") else _cast(as_user)
    return made


def _cast(as_user: Callable[..., Client]) -> Cast:
    from lingjun.accounts.models import Appointment, User

    places = organizations()
    made: dict[str, Any] = {}
    for number, (key, (name, role, place)) in enumerate(PEOPLE.items(), 1):
        made[key] = User.objects.create_user(
            key, PASSWORD, name=name, phone=f"139000000{number:02d}", email=f"{key}@example.org",
            must_change_password=False,
        )  # fmt: skip
        if role:
            Appointment.objects.create(
                user=made[key], organization=places[str(place)], role=role, started_on=datetime.date(2012, 1, 1)
            )
    return Cast(**places, **made, as_user=as_user)


def expert(cast: Cast) -> Any:
    """Sees only what was assigned: nothing yet."""
    from lingjun.accounts.models import Appointment, User

    user = User.objects.create_user("expert", PASSWORD, name="评审专家示例", must_change_password=False)
    Appointment.objects.create(
        user=user, organization=cast.city, role="expert", started_on=datetime.date(2012, 1, 1)
    )  # fmt: skip
    return user


def word_form() -> bytes:
    """A form a unit filled in in Word."""
    return (Path(__file__).resolve().parent.parent / "data/forms/example-1-harbour-crane.docx").read_bytes()


def scan(case: Any) -> bytes:
    """A white page with the code of the case's present version, as a scanner would give it."""
    from lingjun.cases.marks import payload
    from lingjun.documents.printing.qr import qr_png

    code = Image.open(io.BytesIO(qr_png(payload(case.number, case.version, case.submissions.all()[0].digest))))
    page = Image.new("L", (1000, 1400), 255)
    page.paste(code.convert("L").resize((200, 200)), (760, 1150))
    stream = io.BytesIO()
    page.save(stream, "PNG")
    return stream.getvalue()


def picture() -> bytes:
    """A small white PNG."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(stream, "PNG")
    return stream.getvalue()
