"""Addresses of the yearly appraisal."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.routes.guard import ABOVE, CITY, EVERYBODY, FEDERATION, GRID, LINE, PORT, UNIONS, Route, act, view
from tests.routes.world import picture, scan

OVERSEES: Final = CITY | {"industry_officer"}
READS: Final = FEDERATION | UNIONS | PORT | GRID
ROUND: Final = {"round_id": "kh_round"}
STATES: Final = ("kh_draft", "kh_unit", "kh_union", "kh_city", "kh_held", "kh_open", "kh_reported", "kh_failed")


def prepare(world: Any) -> None:
    """One round a state: a studio has one case in each."""
    from lingjun.appraisal import actions
    from lingjun.appraisal.models import Appraisal, WrittenAppraisal
    from lingjun.cases.actions import approve, attach_stamped_copy, publish_together
    from lingjun.cases.marks import payload
    from lingjun.cases.models import Case
    from lingjun.core.files import store_upload

    cast = world.cast
    for place, name in enumerate(STATES):
        round_ = _round(world, f"考核示例{place}")
        appraisal = actions.open_one(actor=cast.city_officer, round_id=round_.pk, studio_id=world.ids["studio"])
        case = appraisal.case
        if place >= 1:
            _report(world, case)
        if place >= 2:
            approve(actor=cast.port_chair, case_id=case.pk, text="活动正常，作用发挥较好。")
        if place >= 3:
            approve(actor=cast.industry_officer, case_id=case.pk, text="情况属实。")
        if place >= 4:
            actions.grade(actor=cast.city_colleague, case_id=case.pk, grade="rectify", demands="补齐制度。")
        if place >= 5:
            publish_together(
                actor=cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕30号",
                decided_on=timezone.localdate(),
            )  # fmt: skip
        if place >= 6:
            row = Appraisal.objects.get(case=case).rectification
            actions.report_rectification(actor=cast.port_clerk, rectification_id=row.pk, report="已补齐。")
        if place == 7:
            actions.check_rectification(
                actor=cast.industry_officer, rectification_id=row.pk, passed=False, finding="制度没有上墙。"
            )
        world.cases[name] = case = Case.objects.get(pk=case.pk)
        world.ids |= {name: case.number, f"{name}_round": round_.pk}
    world.ids["kh_round"] = world.ids["kh_city_round"]
    world.ids["kh_empty_round"] = _round(world, "考核示例空").pk
    case = world.cases["kh_union"]
    upload = SimpleUploadedFile("盖章件.png", picture(), content_type="image/png")
    copy = attach_stamped_copy(
        actor=cast.port_chair, case_id=case.pk, file=store_upload(upload=upload, purpose="stamped", owner_id=None),
        marks=[payload(case.number, case.version, case.submissions.all()[0].digest)],
    )  # fmt: skip
    world.ids["kh_copy"] = copy.pk
    for name in ("written", "written_gone"):
        row = WrittenAppraisal.objects.create(
            studio_id=world.ids["studio"], year=2012, dated_on=datetime.date(2013, 1, 8), conclusion="作用发挥较好。",
            removed_at=timezone.now() if name == "written_gone" else None,
        )  # fmt: skip
        world.ids[name] = row.pk


def more(world: Any, number: int) -> None:
    """More rounds and cases, of which some wait, some are held and some are over; more papers of a studio."""
    from lingjun.appraisal import actions
    from lingjun.appraisal.models import WrittenAppraisal
    from lingjun.cases.actions import approve, publish_together
    from lingjun.notices.models import Round
    from lingjun.studios.models import Studio

    cast = world.cast
    studio = Studio.objects.order_by("-id").filter(unit=cast.port, status="active")[0]
    for name in ("kh_city", "kh_held", "kh_open"):
        round_ = Round.objects.get(pk=world.ids[f"{name}_round"])
        appraisal = actions.open_one(actor=cast.city_officer, round_id=round_.pk, studio_id=studio.pk)
        if appraisal is None:
            continue
        case = appraisal.case
        _report(world, case)
        approve(actor=cast.port_chair, case_id=case.pk, text="活动正常。")
        approve(actor=cast.industry_officer, case_id=case.pk, text="情况属实。")
        if name != "kh_city":
            actions.grade(actor=cast.city_colleague, case_id=case.pk, grade="rectify", demands="补齐制度。")
        if name == "kh_open":
            publish_together(
                actor=cast.city_officer, case_ids=[case.pk], decision_number=f"厦工〔2026〕3{number}号",
                decided_on=timezone.localdate(),
            )  # fmt: skip
    round_ = _round(world, f"考核增加{number}")
    actions.open_one(actor=cast.city_officer, round_id=round_.pk, studio_id=world.ids["studio"])
    WrittenAppraisal.objects.create(
        studio_id=world.ids["studio"],
        year=2012 + number,
        dated_on=datetime.date(2013 + number, 1, 8),
        conclusion="好。",
    )


def _round(world: Any, name: str) -> Any:
    from lingjun.notices.actions import open_round

    now = timezone.now()
    return open_round(
        actor=world.cast.city_officer, notice_version=world.filing.version, kind="appraisal",
        organizer=world.cast.city, name=name, year=timezone.localdate().year, opens_at=now - datetime.timedelta(days=2),
        closes_at=now + datetime.timedelta(days=20),
    )  # fmt: skip


def _report(world: Any, case: Any) -> None:
    from lingjun.appraisal import actions

    values = {
        "report": "全年围绕岸桥防摇攻关，完成两项改造，带徒两人，组织培训十二次，二百余人次参加。",
        "next_year": "推广。",
    }
    actions.save_report(actor=world.cast.port_clerk, case_id=case.pk, values=values)
    actions.submit_report(actor=world.cast.port_clerk, case_id=case.pk)


def _answer(case: str, **fields: Any) -> Any:
    def data(world: Any) -> dict[str, Any]:
        row = world.cases[case]
        return {"seen_state": row.state, "seen_version": row.version, **fields}

    return data


def _whole_report(world: Any) -> dict[str, Any]:
    row = world.cases["kh_draft"]
    return {
        "report": "全年围绕岸桥防摇攻关，完成两项改造，带徒两人，组织培训十二次。", "problems": "无",
        "next_year": "推广。",
        "seen_state": row.state, "seen_version": row.version, "confirmed": "1",
    }  # fmt: skip


def _grades(world: Any) -> dict[str, Any]:
    row = world.cases["kh_city"]
    return {"pick": [f"{row.pk}:{row.state}:{row.version}:"], "grade": "qualified"}


def _again(world: Any) -> dict[str, Any]:
    return {"demands": "制度上墙。", "due_on": timezone.localdate() + datetime.timedelta(days=30), "seen": "failed"}


def _publish(world: Any) -> dict[str, Any]:
    row = world.cases["kh_held"]
    grade = row.opinions.get(is_published=False).extra["grade"]
    return {
        "case": [f"{row.pk}:{grade}"], "decision_number": "厦工〔2026〕31号",
        "decided_on": timezone.localdate().isoformat(),
    }  # fmt: skip


WRITTEN: Final = {"studio_id": "studio", "line_id": "written"}
GONE: Final = {"studio_id": "studio", "line_id": "written_gone"}
LINE_WORDS: Final = {"year": "2012", "dated_on": "2013-01-08", "conclusion": "作用发挥较好。"}

APPRAISAL: Final[list[Route]] = [
    view("appraisal:list", sees=EVERYBODY),
    view("appraisal:rectifications", sees=EVERYBODY),
    view("appraisal:desk", ROUND, sees=EVERYBODY - {"stranger"}),
    act("appraisal:open", {"round_id": "kh_empty_round"}, may=CITY, told=EVERYBODY - {"stranger"} - CITY),
    act("appraisal:remind", {"round_id": "kh_draft_round"}, may=CITY | UNIONS,
        told=EVERYBODY - {"stranger"} - CITY - UNIONS),
    act("appraisal:grade", ROUND, may=CITY, told=EVERYBODY - {"stranger"} - CITY, data=_grades),
    view("appraisal:publish", {"round_id": "kh_held_round"}, sees=CITY, told=EVERYBODY - {"stranger"} - CITY),
    act("appraisal:publish", {"round_id": "kh_held_round"}, may=CITY, told=EVERYBODY - {"stranger"} - CITY,
        data=_publish),
    view("appraisal:studio", {"studio_id": "studio"}, sees=LINE),
    view("appraisal:written_new", {"studio_id": "studio"}, sees=PORT, told=ABOVE),
    act("appraisal:written_new", {"studio_id": "studio"}, may=PORT, told=ABOVE, data=LINE_WORDS),
    view("appraisal:written_edit", WRITTEN, sees=PORT, told=ABOVE),
    act("appraisal:written_edit", WRITTEN, may=PORT, told=ABOVE, data=LINE_WORDS),
    act("appraisal:written_remove", WRITTEN, may=PORT, told=ABOVE),
    act("appraisal:written_restore", GONE, may=PORT, told=ABOVE),
    *(view("appraisal:case", {"number": name}, sees=LINE) for name in STATES),
    *(view("appraisal:fill", {"number": name}, sees=LINE) for name in ("kh_draft", "kh_union")),
    act("appraisal:save", {"number": "kh_draft"}, may=PORT, told=ABOVE, data={"report": "今年示例。"}),
    act("appraisal:save", {"number": "kh_city"}, may=set(), told=LINE, data={"report": "今年示例。"}),
    act("appraisal:submit", {"number": "kh_draft"}, may=PORT, told=ABOVE, data=_whole_report),
    act("appraisal:decide", {"number": "kh_unit", "verdict": "=approve"}, may={"port_chair"},
        told=LINE - {"port_chair"}, data=_answer("kh_unit", text="活动正常。")),
    act("appraisal:decide", {"number": "kh_union", "verdict": "=return"}, may={"industry_officer"},
        told=LINE - {"industry_officer"}, data=_answer("kh_union", reason="请补写作用发挥情况。")),
    act("appraisal:decide", {"number": "kh_city", "verdict": "=grade"}, may=CITY, told=LINE - CITY,
        data=_answer("kh_city", grade="qualified")),
    view("appraisal:print", {"number": "kh_draft", "form_format": "=pdf"}, sees=LINE),
    view("appraisal:print", {"number": "kh_open", "form_format": "=docx"}, sees=LINE),
    act("appraisal:stamp", {"number": "kh_union"}, may=OVERSEES | PORT, told={"administrator", "auditor"},
        data=lambda world: {"file": SimpleUploadedFile("盖章件.png", scan(world.cases["kh_union"]))}),
    view("appraisal:stamped_copy", {"number": "kh_union", "copy_id": "kh_copy"}, sees=LINE),
    view("appraisal:stamped_preview", {"number": "kh_union", "copy_id": "kh_copy"}, sees=LINE),
    act("appraisal:stamped_remove", {"number": "kh_union", "copy_id": "kh_copy"}, may={"port_chair"},
        told=LINE - {"port_chair"}),
    *(view("appraisal:rectification", {"number": name}, sees=LINE) for name in ("kh_open", "kh_reported", "kh_failed")),
    act("appraisal:rectification_report", {"number": "kh_open"}, may=PORT, told=ABOVE,
        data={"report": "制度已补齐。", "seen": "open"}),
    act("appraisal:rectification_check", {"number": "kh_reported", "result": "=passed"}, may=OVERSEES,
        told=LINE - OVERSEES, data={"finding": "现场看过，齐全。", "seen": "reported"}),
    act("appraisal:rectification_again", {"number": "kh_failed"}, may=CITY, told=LINE - CITY, data=_again),
]  # fmt: skip
