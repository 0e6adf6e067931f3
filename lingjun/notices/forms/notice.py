"""The editable part of a notice as a form made from the notice itself; and the upload of a notice file."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from django import forms
from django.forms import BoundField

from lingjun.core.errors import Invalid
from lingjun.notices.paths import get_at
from lingjun.notices.schema import NoticeContent, to_data

LIMIT: Final = 1_000_000
"""Bytes of a notice file."""

_WORDING: Final = {
    "programme": "工作名称",
    "name_suffix": "工作室名称后缀",
    "naming_verb": "命名用词",
    "plaque_verb": "授牌用词",
    "decision_title": "决定标题",
    "leader_title": "带头人称呼",
}
_STATUSES: Final = {
    "draft": "还没提交",
    "returned": "退回",
    "in_review": "评审",
    "in_publicity": "公示",
    "named": "已命名",
    "refused": "不予命名",
    "withdrawn": "撤回",
}
_STEP: Final = {
    "name": "环节名称",
    "waiting_label": "等待时的状态",
    "applicant_label": "申报方看到",
    "done_label": "办完后",
    "action_label": "按钮",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One thing with its fields, e.g. a check with minimum and required."""

    title: str
    note: str
    names: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A fold of the page. `ident` is its anchor, `clause` as people cite it."""

    ident: str
    title: str
    clause: str
    rows: tuple[Row, ...]


class NoticeForm(forms.Form):
    """Fields are named by path with "-" for ".": targets-1-maximum. `sections` tells how they stand on the page."""

    def __init__(self, data: Any = None, *, content: NoticeContent) -> None:
        super().__init__(data)
        self._plain = to_data(content)
        self._marks = {clause.key: clause.mark for clause in content.clauses}
        self.sections = [
            self._wording(content),
            self._statuses(content),
            *self._criteria(content),
            self._targets(content),
            *self._flows(content),
            self._parameters(content),
        ]

    def changes(self) -> dict[str, Any]:
        """Dotted path to value, of everything on the form: what `actions.edit_notice` takes."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            path = name.replace("-", ".")
            if isinstance(self.fields[name].widget, forms.Textarea):
                found[path] = [line.strip() for line in value.splitlines() if line.strip()]
            else:
                found[path] = value.isoformat() if hasattr(value, "isoformat") else value
        return found

    def show(self, refused: Invalid) -> None:
        """Each mistake beside its field; the rest on top."""
        for path, reason in refused.errors.items():
            name = path.replace(".", "-")
            self.add_error(name if name in self.fields else None, f"{reason}。")

    def bound(self, row: Row) -> list[BoundField]:
        """The fields of a row."""
        return [self[name] for name in row.names]

    @property
    def folds(self) -> list[tuple[Section, list[tuple[Row, list[BoundField]]], int]]:
        """Sections, their rows with fields, and how many errors each holds."""
        folds = []
        for section in self.sections:
            rows = [(row, self.bound(row)) for row in section.rows]
            wrong = sum(len(field.errors) for _, fields in rows for field in fields) if self.is_bound else 0
            folds.append((section, rows, wrong))
        return folds

    def _wording(self, content: NoticeContent) -> Section:
        names = tuple(self._text(f"wording.{key}", label) for key, label in _WORDING.items())
        return Section("wording", "用词", self._marks[content.wording.clause], (Row("", "", names),))

    def _statuses(self, content: NoticeContent) -> Section:
        names = tuple(self._text(f"statuses.{key}", label) for key, label in _STATUSES.items())
        return Section("statuses", "办件状态", self._marks[content.statuses.clause], (Row("", "", names),))

    def _criteria(self, content: NoticeContent) -> list[Section]:
        sections = []
        for place, criterion in enumerate(content.criteria):
            rows: list[Row] = []
            for number, check in enumerate(criterion.checks):
                path = f"criteria.{place}.checks.{number}"
                note = "通知没有定数" if check.open else "通知定的，改了只管以后的批次"
                names = [self._whole(f"{path}.minimum", f"下限（{check.unit}）")]
                if check.period_days:
                    names.append(self._whole(f"{path}.period_days", "往回看（天）"))
                names.append(self._flag(f"{path}.required", "达不到就不算有"))
                rows.append(Row(check.label, note, tuple(names)))
            for number, rule in enumerate(criterion.evidence):
                flag = self._flag(f"criteria.{place}.evidence.{number}.required", "不交不能提交")
                rows.append(Row(f"材料：{rule.label}", "申报时交", (flag,)))
            sections.append(
                Section(f"criterion-{criterion.key}", criterion.label, self._marks[criterion.clause], tuple(rows))
            )
        return sections

    def _targets(self, content: NoticeContent) -> Section:
        rows = []
        for number, target in enumerate(content.targets):
            path = f"targets.{number}"
            names = (
                self._text(f"{path}.label", "说法"),
                self._whole(f"{path}.minimum", "下限（个）"),
                self._whole(f"{path}.maximum", "上限（个）", optional=True),
                self._day(f"{path}.deadline", "期限"),
            )
            rows.append(Row(target.label, "每个区、每个产业", names))
        clause = self._marks[content.targets[0].clause] if content.targets else ""
        return Section("targets", "创建目标", clause, tuple(rows))

    def _flows(self, content: NoticeContent) -> list[Section]:
        sections = []
        for place, flow in enumerate(content.flows):
            rows = []
            for number, step in enumerate(flow.steps):
                path = f"flows.{place}.steps.{number}"
                names = [self._text(f"{path}.{key}", label) for key, label in _STEP.items()]
                names.append(self._whole(f"{path}.days", "办理期限（工作日，0 为不限）"))
                names.append(self._list(f"{path}.phrases", "常用意见（一行一句）"))
                names.append(self._list(f"{path}.return_phrases", "常用退回原因（一行一句）"))
                rows.append(Row(f"第 {number + 1} 步　{step.name}", "", tuple(names)))
            sections.append(Section(f"flow-{flow.kind}", f"环节：{flow.label}", self._marks[flow.clause], tuple(rows)))
        return sections

    def _parameters(self, content: NoticeContent) -> Section:
        rows = []
        for number, parameter in enumerate(content.parameters):
            name = self._whole(f"parameters.{number}.value", f"{parameter.label}（{parameter.unit}）")
            rows.append(Row("", parameter.basis, (name,)))
        return Section("parameters", "参数", "", tuple(rows))

    def _add(self, path: str, field: forms.Field) -> str:
        name = path.replace(".", "-")
        value = get_at(self._plain, path)
        field.initial = "\n".join(value) if isinstance(value, list) else value
        self.fields[name] = field
        return name

    def _text(self, path: str, label: str) -> str:
        return self._add(path, forms.CharField(label=label, max_length=60, error_messages={"required": "不能为空。"}))

    def _whole(self, path: str, label: str, *, optional: bool = False) -> str:
        messages = {"required": "请填整数。", "invalid": "请填整数。", "min_value": "不能小于 0。"}
        field = forms.IntegerField(
            label=label, required=not optional, min_value=0, max_value=100_000_000, error_messages=messages
        )
        field.widget.attrs["inputmode"] = "numeric"
        return self._add(path, field)

    def _flag(self, path: str, label: str) -> str:
        return self._add(path, forms.BooleanField(label=label, required=False))

    def _day(self, path: str, label: str) -> str:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        messages = {"required": "请填日期。", "invalid": "日期不存在，请写成 2013-12-31。"}
        return self._add(path, forms.DateField(label=label, widget=widget, error_messages=messages))

    def _list(self, path: str, label: str) -> str:
        return self._add(path, forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 3})))


class LoadForm(forms.Form):
    """A notice file. `cleaned_data["file"]` is its text."""

    file = forms.FileField(
        label="通知文件",
        help_text="TOML 文件，UTF-8，1 MB 以内。写错了会说明哪一行、为什么，不会载入。",
        error_messages={"required": "请选一个文件。", "empty": "这个文件是空的。"},
        widget=forms.FileInput({"accept": ".toml", "data-max-mb": 1}),
    )

    def clean_file(self) -> str:
        upload = self.cleaned_data["file"]
        if upload.size > LIMIT:
            raise forms.ValidationError("这个文件超过 1 MB，不像通知文件。")
        try:
            return upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError("这个文件不是 UTF-8 文字，请另存为 UTF-8 再传。") from None
