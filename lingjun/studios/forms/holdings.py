"""What a studio has: places, equipment, regulations, its charter, plaque and money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lingjun.notices.schema.content import Option
from lingjun.studios.forms.records import RecordForm
from lingjun.studios.models import Charter, Equipment, Expense, Grant, Premises, Regulation, Use
from lingjun.studios.money import with_spent


def _kinds(options: tuple[Option, ...], present: str) -> list[tuple[str, str]]:
    """The notice's list; what the line has stays choosable after the notice changed."""
    known = [(option.key, option.label) for option in options]
    return [("", "请选"), *known, *([(present, present)] if present and present not in dict(known) else [])]


class PremisesForm(RecordForm):
    """A place."""

    class Meta:
        model = Premises
        fields = ("address", "use", "area", "is_fixed", "since", "until")
        help_texts = {"use": "如：攻关、实训、会议。", "until": "还在用的不填。"}


class EquipmentForm(RecordForm):
    """A facility of one of the notice's five kinds."""

    class Meta:
        model = Equipment
        fields = ("kind", "name", "model", "quantity", "value", "since", "location", "keeper", "until")
        help_texts = {"value": "全部件数合计。", "until": "还在用的不填。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label="种类", choices=_kinds(self.content.facilities, self.instance.kind)
        )  # fmt: skip


class RegulationForm(RecordForm):
    """One version of a regulation; its number is counted."""

    class Meta:
        model = Regulation
        fields = ("kind", "title", "issued_by", "effective_on", "is_posted", "text", "ended_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "text": "可以写在这里，也可以登记后上传盖章的文件。",
            "ended_on": "不再执行、又没有新版的才填；出新版时旧版自动结束。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label="种类", choices=_kinds(self.content.regulations, self.instance.kind)
        )  # fmt: skip
        if not self.instance.pk or self.instance.ends_by_itself:
            # The end is the next version's beginning: not typed, and found again when the day moves.
            self.instance.ended_on = None
            del self.fields["ended_on"]


class CharterForm(RecordForm):
    """组织机构、总体目标、工作职责 of a day on."""

    class Meta:
        model = Charter
        fields = ("since", "structure", "goal", "duties")
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in ("structure", "goal", "duties")}
        help_texts = {
            "since": "从这一天起按这一版，到下一版为止。",
            "structure": "领衔人、骨干、联络员怎么分工，设哪些小组。",
        }


class GrantForm(RecordForm):
    """Money that came in."""

    uses = forms.MultipleChoiceField(
        label="允许的用途", choices=Use.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="照拨款文件勾选；一项都不勾，表示没有限定。",
    )  # fmt: skip

    class Meta:
        model = Grant
        fields = ("year", "source", "amount", "received_on", "basis", "uses", "note")


class GrantChoice(forms.ModelChoiceField):
    """A grant with what is left of it."""

    def label_from_instance(self, obj: Grant) -> str:
        left = obj.amount - (getattr(obj, "spent", None) or Decimal(0))
        return f"{obj.sheet_label}　结余 {left:,.2f} 元"


class ExpenseForm(RecordForm):
    """Money that went out."""

    grant = GrantChoice(label="从哪笔经费", queryset=Grant.objects.none(), empty_label="请选")

    class Meta:
        model = Expense
        fields = ("on", "grant", "use", "what", "amount", "payee", "voucher")
        help_texts = {"what": "买了什么、办了什么。", "voucher": "记账凭证号或发票号。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grant"].queryset = self._grants()  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.fields["on"].initial = timezone.localdate

    def _grants(self) -> QuerySet[Grant]:
        return with_spent(Grant.standing.filter(studio=self.studio)).order_by("-year", "source", "-received_on")


class HangForm(forms.Form):
    """Where the plaque hangs; `seen` is what the page showed."""

    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    hung_at = forms.CharField(
        label="悬挂位置", max_length=200, help_text="通知要求挂在醒目位置，如：岸桥维修楼一层正门。"
    )
    hung_on = forms.DateField(
        label="悬挂日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip


class PlaqueForm(forms.Form):
    """The plaque of a studio that has none in the register."""

    number = forms.CharField(label="牌匾编号", max_length=20, help_text="照匾上的编号填，如 2011-007。")
    text = forms.CharField(label="匾文", max_length=100)
    issued_on = forms.DateField(
        label="授牌日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    decision_number = forms.CharField(label="文号", max_length=50)


class ReissueForm(forms.Form):
    """A new plaque in place of a lost or damaged one, or one with the old name."""

    number = forms.CharField(label="新牌匾编号", max_length=20)
    text = forms.CharField(label="匾文", max_length=100)
    issued_on = forms.DateField(
        label="补发日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    decision_number = forms.CharField(label="文号", max_length=50)
    reason = forms.CharField(label="缘由", max_length=200, help_text="如：原匾损坏、遗失，或工作室更名。")
