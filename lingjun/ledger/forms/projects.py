"""Projects, their milestones, and one form for each step of their course."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar, Final, cast

from django import forms
from django.utils import timezone

from lingjun.ledger import actions
from lingjun.ledger.forms.people import PeopleField, WorkerField
from lingjun.ledger.models import Milestone, Project, ProjectSource, ProjectStatus
from lingjun.ledger.models.projects import UNFINISHED
from lingjun.ledger.queries.people import pickable
from lingjun.studios.forms.records import RecordForm

STEP_FIELDS: Final = (
    "approved_on", "approved_by", "started_on", "trial_on", "accepted_on", "accepted_by", "verdict", "applied_on",
    "stopped_on", "stop_reason",
)  # fmt: skip
"""Set by the steps; the project's own form shows those that are set, so that a slip of the pen can be mended."""


class ProjectForm(RecordForm):
    """A project. A new one may be approved and begun already: its days say where it stands."""

    lead = WorkerField(label="负责人", required=False)
    people = PeopleField(label="参加人员")

    class Meta:
        model = Project
        fields = (
            "title", "direction", "source", "problem", "lead", "people", "budget", "approved_on", "approved_by",
            "started_on", "due_on", "stage", "trial_on", "accepted_on", "accepted_by", "verdict", "applied_on",
            "result", "stopped_on", "stop_reason",
        )  # fmt: skip
        widgets: ClassVar = {"problem": forms.Textarea(attrs={"rows": 3}), "result": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "people"):
            self.fields[name].queryset = pickable(self.studio)  # type: ignore[attr-defined]
        self.fields["direction"].required = True
        self._keep_sources()
        for name in self._later():
            del self.fields[name]

    def _keep_sources(self) -> None:
        """创建申报表 is the source of carried-over projects only."""
        field = self.fields["source"]
        if self.instance.source != ProjectSource.FORM:
            field.choices = [one for one in field.choices if one[0] != ProjectSource.FORM]  # type: ignore[attr-defined]

    def _later(self) -> list[str]:
        """Fields of steps that were not taken yet: the steps ask for them."""
        if self.instance.pk:
            return [name for name in STEP_FIELDS if not getattr(self.instance, name)]
        return [*(name for name in STEP_FIELDS if name not in {"approved_on", "approved_by", "started_on"}), "result"]


class ProjectSheetForm(ProjectForm):
    """A project as a row of an Excel list, in whatever state it is."""

    def _later(self) -> list[str]:
        return []


class MilestoneForm(RecordForm):
    """节点."""

    project = forms.ModelChoiceField(Project.objects.none(), widget=forms.HiddenInput, label="项目")

    class Meta:
        model = Milestone
        fields = ("project", "title", "due_on", "done_on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.standing.filter(studio=self.studio)  # type: ignore[attr-defined]


class StepForm(RecordForm):
    """What one step asks; subclasses name `required` fields. Days start at today."""

    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = True
        first = self._meta.fields[0]  # type: ignore[index]
        if not getattr(self.instance, first):
            self.initial[first] = timezone.localdate()


def _form(*names: str, needed: tuple[str, ...] = ()) -> type[StepForm]:
    widgets: dict[str, type[forms.Widget] | forms.Widget] = {}
    if "result" in names:
        widgets["result"] = forms.Textarea(attrs={"rows": 3})
    made = cast("type[StepForm]", forms.modelform_factory(Project, form=StepForm, fields=names, widgets=widgets))
    made.needed = needed or names
    return made


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A step of the course. `title` names the page, `yes` the button, `said` the result, `will` what follows."""

    key: str
    label: str
    froms: frozenset[str]
    form: type[StepForm]
    act: Callable[..., Project]
    will: str
    danger: bool = False


STEPS: Final = {
    step.key: step
    for step in (
        Step(
            "approve", "立项", frozenset({ProjectStatus.PROPOSED}), _form("approved_on", "approved_by"),
            actions.approve, "进展改为“已立项”，可以开始攻关。",
        ),
        Step(
            "start", "开始", frozenset({ProjectStatus.APPROVED}),
            _form("started_on", "due_on", needed=("started_on",)), actions.start, "进展改为“在研”。",
        ),
        Step(
            "trial", "试运行", frozenset({ProjectStatus.UNDER_WAY}), _form("trial_on", "stage", needed=("trial_on",)),
            actions.trial, "进展改为“试运行”。",
        ),
        Step(
            "accept", "验收", frozenset({ProjectStatus.UNDER_WAY, ProjectStatus.TRIAL}),
            _form(
                "accepted_on", "accepted_by", "verdict", "result", needed=("accepted_on", "accepted_by", "verdict")
            ),
            actions.accept, "进展改为“已验收”，计入当年完成的项目。",
        ),
        Step(
            "apply", "推广应用", frozenset({ProjectStatus.ACCEPTED}), _form("applied_on", "result"),
            actions.apply, "进展改为“已推广应用”。",
        ),
        Step(
            "stop", "中止", frozenset(UNFINISHED), _form("stopped_on", "stop_reason"), actions.stop,
            "进展改为“已中止”，不再算在研；记录都保留，也可以退回这一步。", danger=True,
        ),
    )
}  # fmt: skip


def next_steps(project: Project) -> list[Step]:
    """Steps that begin where the project stands, in the order of its course."""
    return [step for step in STEPS.values() if project.status in step.froms]
