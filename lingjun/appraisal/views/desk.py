"""A round side by side: open what is missing, remind, compare the figures, grade, publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.enums import Role
from lingjun.accounts.forms.errors import show
from lingjun.accounts.rules import holds_any
from lingjun.appraisal import actions, grading, queries, rules
from lingjun.appraisal.forms import GradeForm, PublishForm
from lingjun.appraisal.kind import APPRAISAL
from lingjun.appraisal.models import Grade
from lingjun.appraisal.views.access import visible_round
from lingjun.appraisal.views.parts import TONES, case_rows
from lingjun.cases.enums import EDITABLE_STATES, Rest
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.ids import row_id
from lingjun.core.listing import page_of
from lingjun.notices.enums import Level
from lingjun.organizations.models import Organization

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lingjun.accounts.models import User
    from lingjun.accounts.views.request import SignedInRequest
    from lingjun.cases.models import Case
    from lingjun.notices.models import Round

MOST = 100
"""Cases graded in one step."""
STATES = (
    ("", "全部"), ("waiting", "待评定"), ("held", "已评，待公布"), ("unit", "在单位"), ("review", "在复核"),
    ("done", "已公布"),
)  # fmt: skip


def filtered(user: User, round_: Round, *, union: int | None, state: str) -> QuerySet[Case]:
    """Cases of the round the user sees. Below the federation nobody can filter by what is not published."""
    cases = queries.visible_to(user).filter(round=round_)
    if union:
        cases = cases.filter(recommender=union)
    city = holds_any(user, Role.CITY_OFFICER)
    keys: dict[str, list[str]] = {}
    for step in APPRAISAL.steps(round_):
        keys.setdefault(step.level, []).append(step.key)
    if state == "waiting":
        cases = cases.filter(state__in=keys.get(Level.FEDERATION, []))
        cases = cases.filter(is_held=False) if city else cases
    elif state == "held" and city:
        cases = cases.filter(is_held=True)
    elif state == "unit":
        cases = cases.filter(state__in=[*EDITABLE_STATES, *keys.get(Level.UNIT, [])])
    elif state == "review":
        cases = cases.filter(state__in=keys.get(Level.RECOMMENDER, []))
    elif state == "done":
        cases = cases.filter(state=Rest.NAMED)
    return cases


@require_safe
def desk(request: SignedInRequest, round_id: int) -> HttpResponse:
    """The table of a round."""
    return _page(request, visible_round(request.user, round_id), GradeForm())


def _page(request: SignedInRequest, round_: Round, form: GradeForm, *, status: int = 200) -> HttpResponse:
    user = request.user
    union, state = row_id(request.GET.get("union", "")), request.GET.get("state", "")
    cases = filtered(user, round_, union=union, state=state)
    page = page_of(request, queries.with_row(cases).order_by("recommender__sort_order", "recommender_id", "id"),
                   counted=cases)  # fmt: skip
    city = rules.may_open(user, round_) is None
    officer = holds_any(user, Role.CITY_OFFICER) or holds_any(user, Role.DISTRICT_OFFICER)
    grades = grading.held_grades(round_.pk) if city else {}
    counts = queries.progress(user, [round_]).get(round_.pk, {})
    unions = Organization.objects.filter(
        pk__in=queries.visible_to(user).filter(round=round_).order_by().values("recommender")
    ).order_by("sort_order", "id")
    grade_keys = [step.key for step in APPRAISAL.steps(round_) if step.level == Level.FEDERATION]
    context: dict[str, Any] = {
        "round": round_,
        "page": page,
        "rows": case_rows(user, page.object_list, grades),
        "gradeable": city and any(case.state in grade_keys for case in page.object_list),
        "counts": counts,
        "missing": queries.missing(round_).count() if city and round_.state == "open" else 0,
        "in_force": queries.studios_in(round_).count() if city else 0,
        "may_grade": city,
        "held": len(grades),
        "share": grading.share_of(round_) if city else None,
        "may_remind": officer and bool(counts.get("filling")),
        "may_write": officer and bool(counts.get("filling") or counts.get("review")),
        "form": form,
        "unions": list(unions),
        "union": union,
        "state": state,
        "states": [pair for pair in STATES if city or pair[0] != "held"],
        "grade_keys": grade_keys,
        "picked": set(request.POST.getlist("pick")),
    }
    return render(request, "appraisal/desk.html", context, status=status)


@require_POST
def grade(request: SignedInRequest, round_id: int) -> HttpResponse:
    """The ticked cases get one grade; each row for itself."""
    round_ = visible_round(request.user, round_id)
    if reason := rules.may_open(request.user, round_):
        raise NotYours(reason.replace("统一开具", "评定等次"))
    form = GradeForm(request.POST)
    form.is_valid()
    picks = [pick for text in request.POST.getlist("pick")[:MOST] if (pick := _pick(text)) is not None]
    known = dict(
        queries.visible_to(request.user).filter(round=round_, pk__in=[pick[0] for pick in picks])
        .values_list("pk", "subject_name")
    )  # fmt: skip
    picks = [pick for pick in picks if pick[0] in known]
    if not picks:
        form.add_error(None, "请先勾选要评定的工作室。")
    if form.cleaned_data.get("grade") == Grade.RECTIFY and not form.cleaned_data.get("demands", "").strip():
        form.add_error("demands", "请写整改要求：改什么、改到什么样。")
    if form.errors:
        return _page(request, round_, form, status=422)
    results = actions.grade_each(actor=request.user, picks=picks, **form.cleaned_data)
    done = [one for one in results if one.ok]
    if done:
        messages.success(request, f"已评为{Grade(form.cleaned_data['grade']).label} {len(done)} 个，公布前单位看不到。")
    for one in [one for one in results if not one.ok][:10]:
        messages.error(request, f"{known[one.case_id]}：{one.text}")
    return _back(request, round_)


def _pick(text: str) -> tuple[int, tuple[str, int], str] | None:
    """ "17:grade:1:excellent": id, state, version and unpublished grade of the row as shown."""
    parts = text.split(":")
    if len(parts) != 4 or (pk := row_id(parts[0])) is None:
        return None
    version = row_id(parts[2])
    return pk, (parts[1], -1 if version is None else version), parts[3]


@require_POST
def open_all(request: SignedInRequest, round_id: int) -> HttpResponse:
    """为全部在册工作室开具综合鉴定: at once, or as a job when they are many."""
    round_ = visible_round(request.user, round_id)
    count, job = actions.open_for_all(actor=request.user, round=round_)
    if job is not None:
        messages.info(request, f"共 {job.total} 个工作室，正在后台开具，好了会通知您。")
        return redirect("core:job", job.pk)
    messages.success(
        request, f"已开具 {count} 件，单位和领衔人收到通知。" if count else "在册的工作室都已开具，没有要补的。"
    )
    return _back(request, round_)


@require_POST
def remind(request: SignedInRequest, round_id: int) -> HttpResponse:
    """催办 everybody whose report is not in."""
    round_ = visible_round(request.user, round_id)
    count, people = actions.remind_missing(actor=request.user, round_=round_)
    messages.success(
        request,
        f"已催办 {count} 件，{people} 人收到通知。" if count else "没有要催的：都已提交，或 4 小时内刚催过。",
    )
    return _back(request, round_)


def _back(request: HttpRequest, round_: Round) -> HttpResponseRedirect:
    query = request.GET.urlencode()
    url = reverse("appraisal:desk", args=[round_.pk])
    return HttpResponseRedirect(f"{url}?{query}" if query else url)


def _chosen(texts: list[str]) -> Iterator[tuple[int, str]]:
    """ "17:excellent": case and grade as shown."""
    for text in texts:
        case_id, _, grade = text.partition(":")
        if pk := row_id(case_id):
            yield pk, grade


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, round_id: int) -> HttpResponse:
    """The grades of a round become public under one number; 优秀 over the share is refused with the sum."""
    user = request.user
    round_ = visible_round(user, round_id)
    if rules.may_open(user, round_):
        raise NotYours(f"考核等次由{round_.organizer.name}公布。")
    cases = queries.visible_to(user).filter(round=round_)
    form = PublishForm(request.POST or None, initial={"decided_on": timezone.localdate().isoformat()})
    shown = dict(_chosen(request.POST.getlist("case")))
    if request.method == "POST" and form.is_valid():
        known = {pk: shown[pk] for pk in cases.filter(pk__in=shown).values_list("pk", flat=True)}
        try:
            done = actions.publish(actor=user, shown=known, **form.cleaned_data)
        except (Invalid, MovedOn) as refusal:
            show(form, refusal)
        else:
            messages.success(request, f"已公布 {len(done)} 个工作室的等次，单位和推荐工会已收到通知。")
            return redirect("appraisal:desk", round_.pk)
    held = queries.with_row(cases.filter(is_held=True)).order_by("recommender__sort_order", "recommender_id", "id")
    grades = grading.held_grades(round_.pk)
    waiting = cases.filter(is_held=False).exclude(state__in=[Rest.NAMED, Rest.WITHDRAWN]).count()
    context = {
        "round": round_,
        "form": form,
        "held": [
            (case, grades[case.pk], Grade(grades[case.pk]).label, TONES[Grade(grades[case.pk])])
            for case in held
            if case.pk in grades
        ],
        "chosen": set(shown) if request.method == "POST" else None,
        "share": grading.share_of(round_),
        "waiting": waiting,
    }
    return render(request, "appraisal/publish.html", context, status=422 if form.errors else 200)
