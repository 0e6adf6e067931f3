"""What every page of filling in knows: the case, the document, what is missing where, the paper with its marks."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from lingjun.cases import rules
from lingjun.cases.enums import Rest, Verdict
from lingjun.core.templatetags.dates import short_datetime, workdays_left
from lingjun.creation import checks
from lingjun.creation.actions import section_lock
from lingjun.creation.content import SECTIONS, Content
from lingjun.creation.kind import CREATION
from lingjun.creation.models import Application
from lingjun.creation.paper import CreationForm, PrintMark
from lingjun.creation.papers.current import draft_form, form_of
from lingjun.creation.queries import under_way, visible_to
from lingjun.creation.views.access import refuse_personal
from lingjun.studios.composition import LINES

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lingjun.accounts.models import User
    from lingjun.cases.kinds import Finding
    from lingjun.cases.models import Case, Opinion

PAGES: Final[dict[str, str]] = SECTIONS | {"check": "核对、打印", "stamped": "盖章件上传"}
ORDER: Final = ("unit", "leader", "roster", "projects", "evidence", "check", "stamped")
NUMERALS: Final = "一二三四五六七"
_MISSING = re.compile(r"^(?:第 \d+ 行：)?请填|没有填。$")
_ROSTER_LINES: Final = {
    "name": "total",
    "birth": "total",
    "gender": "gender",
    "political_status": "politics",
    "education": "education",
    "skill_grade": "skill",
}
COUNTED_LINES: Final = {key for key, _, _ in LINES}


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index."""

    key: str
    title: str
    url: str
    tone: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """One thing the Word reader could not settle, with the place to look at."""

    position: int
    field: str
    message: str
    original: str
    target: str


@dataclasses.dataclass(slots=True)
class Desk:
    """A case on somebody's desk. Costs five queries: case with document, appointments, evidence twice, namesakes."""

    user: User
    case: Case
    application: Application
    content: Content
    counts: Counter[str]
    findings: list[Finding]

    @property
    def refusal(self) -> str | None:
        """Why this person may not fill in now; None when they may."""
        return rules.may_fill(self.user, self.case)

    def lock(self, section: str) -> str | None:
        """Why this section cannot be changed now by this person; stamped copies and checks know their own rules."""
        if section not in SECTIONS or section == "stamped":
            return None
        return self.refusal or section_lock(self.case, section)

    def revision(self, section: str) -> int:
        return int(self.application.section_revisions.get(section, {}).get("revision", 0))

    def is_fresh(self, section: str) -> bool:
        """Nobody has saved this section yet: blanks are no mistakes there."""
        return self.revision(section) == 0

    def trouble(self, section: str = "") -> list[Finding]:
        """What stands in the way or needs a second look, in the order of the paper."""
        return [f for f in self.findings if f.tone != "ok" and section in {"", f.section}]

    def remarks(self, section: str = "") -> list[Remark]:
        rows = [_remark(position, entry) for position, entry in enumerate(self.application.reading)]
        return [row for place, row in rows if section in {"", place}]

    @property
    def saved_words(self) -> str:
        if not self.application.revision:
            return ""
        return f"已自动保存，{short_datetime(self.application.updated_at)}"

    @property
    def ready(self) -> bool:
        return not any(finding.tone == "bad" for finding in self.findings)


def is_missing(finding: Finding) -> bool:
    """A blank, as opposed to something wrong: not shown before anybody has been there."""
    return finding.tone == "bad" and bool(_MISSING.search(finding.message))


def load(request: HttpRequest, number: str) -> Desk:
    """The case for filling in or looking at; 404 for strangers and for a number that does not exist.

    Raises NotYours for those whom birth and telephone do not concern.
    """
    user: User = request.user  # type: ignore[assignment]
    case = (
        visible_to(user)
        .select_related("unit", "recommender", "federation", "round__notice_version", "application__updated_by")
        .filter(number=number)
        .first()
    )
    if case is None or not hasattr(case, "application"):
        raise Http404
    refuse_personal(user, case)
    return desk_of(user, case)


def desk_of(user: User, case: Case) -> Desk:
    """Three queries: evidence, its counts, and namesakes under way in the same round."""
    content = Content.from_dict(case.application.content)
    counts = Counter(case.attachments.filter(removed_at__isnull=True).values_list("key", flat=True))
    findings = CREATION.findings(case)
    return Desk(user, case, case.application, content, counts, [*findings, *_namesakes(case)])


def _namesakes(case: Case) -> list[Finding]:
    name = case.application.leader_name
    if not name:
        return []
    others = [f"{row.case.unit.name}（{row.case.number}）" for row in under_way(name, besides=case)[:3]]
    return [checks.warn("leader", "name", f"{'、'.join(others)}也以“{name}”为领衔人申报，请核对。")] if others else []


def index(desk: Desk) -> list[Entry]:
    """The seven pages with their state, in the order of the paper."""
    return [
        Entry(
            key,
            f"{NUMERALS[position]}、{PAGES[key]}",
            reverse("creation:fill", args=[desk.case.number, key]),
            *_state(desk, key),
        )
        for position, key in enumerate(ORDER)
    ]


def _state(desk: Desk, key: str) -> tuple[str, str]:
    if key == "check":
        return _check_state(desk)
    if key == "stamped":
        return ("todo", "提交、打印后可做") if not desk.case.version else ("ok", f"对第 {desk.case.version} 版")
    if key == "evidence":
        return _evidence_state(desk)
    bad = sum(f.section == key and f.tone == "bad" for f in desk.findings)
    count = _filled(desk, key)
    if bad and desk.is_fresh(key) and key != "unit":
        return "todo", "还没有填"
    if bad:
        return "warn", "，".join(filter(None, (count, f"{bad} 处待补")))
    return "ok", f"{count}已填完" if key != "roster" else f"{count}，已填完"


def _filled(desk: Desk, key: str) -> str:
    """How much there is: 4 项, 8 人; "" for nothing."""
    content = desk.content
    if key == "unit":
        return f"{sum(bool(getattr(content.unit, name)) for name in content.unit.__slots__)} 项"
    if key == "leader":
        fields = [name for name in content.leader.__slots__ if name not in {"honours", "honours_text"}]
        filled = sum(bool(getattr(content.leader, name)) for name in fields) + bool(content.leader.honours_printed)
        return f"{filled} 项" if filled else ""
    if key == "roster":
        total = len(content.people) or content.typed.total
        return f"{total} 人" if total else ""
    return f"{len(content.projects)} 项" if content.projects else ""


def _evidence_state(desk: Desk) -> tuple[str, str]:
    asked = [c for c in desk.case.round.content.criteria if c.before_naming and c.evidence]
    full = sum(all(desk.counts[rule.key] for rule in criterion.evidence if rule.required) for criterion in asked)
    if full == len(asked):
        return "ok", f"{full} 项齐了"
    return ("warn" if desk.counts else "todo"), f"{len(asked)} 项中齐了 {full} 项"


def _check_state(desk: Desk) -> tuple[str, str]:
    case = desk.case
    if not case.is_editable:
        return "ok", case.state_label
    return ("ok", "可以送单位工会") if desk.ready else ("todo", "补齐后可做")


def paper(desk: Desk) -> tuple[CreationForm, PrintMark]:
    """The form as it would print from what is saved now; once submitted, the submission with its opinions."""
    if desk.case.is_editable or not desk.case.version:
        return draft_form(desk.case)
    return form_of(desk.case, held=rules.sees_held(desk.user, desk.case))


def marks(desk: Desk) -> dict[str, str]:
    """Field path of the paper to live (computed from the roster) or gap (missing or wrong)."""
    found: dict[str, str] = {"composition": "live"} if desk.content.roster else {}
    for finding in desk.trouble():
        path = _paper_path(finding)
        if path and (finding.tone == "bad" or path.startswith("composition")):
            found[path] = "gap"
    return found


def _paper_path(finding: Finding) -> str:
    section, _, rest = finding.field.partition(".")
    if section == "unit":
        return rest
    if section == "leader":
        return f"leader.{rest.split('.')[0]}"
    if section == "roster":
        if finding.tone == "warn" and rest not in COUNTED_LINES:
            return ""
        field = rest.rpartition(".")[2]
        return f"composition.{_ROSTER_LINES.get(field, field)}"
    return "projects" if section == "projects" and finding.tone == "bad" else ""


def _remark(position: int, entry: dict[str, str]) -> tuple[str, Remark]:
    field = entry["field"]
    head = field.partition(".")[0]
    section, target = {
        "organization": ("unit", ""),
        "leader": ("leader", f"id_{'.'.join(field.split('.')[:2])}"),
        "composition": ("roster", "id_roster.total"),
        "projects": ("projects", "id_projects.1.title"),
        "unit_opinion": ("check", ""),
        "city_opinion": ("check", ""),
    }.get(head, ("unit", f"id_unit.{field}"))
    return section, Remark(position, field, entry["message"], entry.get("original", ""), target)


def last_return(desk: Desk) -> Opinion | None:
    """The opinion that sent the case back, while it is back. One query then."""
    if desk.case.state != Rest.RETURNED:
        return None
    return desk.case.opinions.filter(verdict=Verdict.RETURN).order_by("-id").first()


def deadline(desk: Desk) -> dict[str, Any]:
    """Until when the unit may fill in, with the working days left; {} while it is with somebody else."""
    due_at = desk.case.due_at
    if due_at is None or not desk.case.is_editable:
        return {}
    late = due_at < timezone.now()
    return {"at": due_at, "late": late, "days": 0 if late else workdays_left(due_at)}
