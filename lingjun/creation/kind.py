"""Creation as a kind of case: its flow from the notice, its snapshot, its checks, its effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from lingjun.cases.kinds import Finding, Kind, StepPlan, Words
from lingjun.cases.marks import digest_of
from lingjun.creation import checks
from lingjun.creation.content import SECTIONS, Content
from lingjun.creation.naming import open_studio
from lingjun.creation.papers.current import form_of
from lingjun.creation.papers.printing import form_docx, form_pdf, unprintable
from lingjun.creation.rules import may_read_form
from lingjun.documents.printing.fonts import FontsMissing, why_unprintable

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.notices.models import Round


class Creation(Kind):
    """创建申报: unit fills the attachment's form → unit's union → recommending union → federation → naming."""

    key = "creation"
    label = "创建申报"
    prefix = "CJ"
    sections = SECTIONS
    words = Words(
        noun="申报",
        paper="申报表",
        done="已命名",
        refused="不予命名",
        publish="命名",
        done_next="已经命名，成员、项目和材料已带入工作室档案，不用再填。",
        reject_asks="请写理由，对照“七个有”的哪一条。",
    )
    form_relation = "application"

    def steps(self, round: Round) -> list[StepPlan]:
        """The flow as the round's notice version orders it, with its own labels."""
        return [StepPlan.of(step) for step in round.content.creation_steps if not step.optional]

    def snapshot(self, case: Case) -> dict[str, Any]:
        """The form, the composition as printed, and the evidence by file digest."""
        content = Content.from_dict(case.application.content)
        paper = content.paper(organization=case.recommender.name)
        return {
            "form": content.to_dict(),
            "paper": paper.to_dict(),
            "evidence": [
                {"key": row.key, "name": row.file.name, "sha256": row.file.sha256, "file": str(row.file_id)}
                for row in case.attachments.filter(removed_at__isnull=True).select_related("file")
            ],
        }

    def digest(self, case: Case, content: dict[str, Any], version: int) -> str:
        return digest_of(case.number, version, content["paper"])

    def findings(self, case: Case) -> list[Finding]:
        """Two queries: the form and the evidence counts."""
        counts: dict[str, int] = {}
        for key in case.attachments.filter(removed_at__isnull=True).values_list("key", flat=True):
            counts[key] = counts.get(key, 0) + 1
        content = Content.from_dict(case.application.content)
        return [*checks.check(content, case.round.content, counts), *_letters(case, content)]

    def unprintable(self, text: str) -> str:
        """A character no font holds would stop printing and the archive: it is told while it can be changed."""
        return why_unprintable(text)

    def finish(self, case: Case, *, actor: User, decision_number: str, decided_on: datetime.date) -> None:
        open_studio(case=case, actor=actor, decision_number=decision_number, decided_on=decided_on)

    def url(self, case: Case) -> str:
        return reverse("creation:review", args=[case.number])

    def fill_url(self, case: Case) -> str:
        return reverse("creation:fill", args=[case.number, "unit"])

    def publish_url(self, round_id: int) -> str:
        return reverse("creation:naming", args=[round_id])

    def print_form(self, case: Case, form: str, *, held: bool) -> bytes:
        return (form_docx if form == "docx" else form_pdf)(*form_of(case, held=held))

    def may_read(self, user: User, case: Case) -> str | None:
        return may_read_form(user, case)


def _letters(case: Case, content: Content) -> list[Finding]:
    """Characters no installed font can print: said before submitting, never a silent box on paper."""
    try:
        problems = unprintable(content.paper(organization=case.recommender.name))
    except FontsMissing:
        return []
    return [checks.bad(*_place(problem.field), problem.message) for problem in problems]


def _place(path: str) -> tuple[str, str]:
    """(section, field) on the fill-in pages for a field path of the paper."""
    head, _, rest = path.partition(".")
    if head == "projects":
        return "projects", f"{int(rest) + 1}.title"
    return ("leader", rest) if head == "leader" else ("unit", head)


CREATION = Creation()
