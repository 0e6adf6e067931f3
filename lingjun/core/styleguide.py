"""What the style guide shows: a form in every state, jobs, a list with pages, every error page."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from lingjun.core.models import Job, JobStatus
from lingjun.core.refusals import PAGES, ErrorPage
from lingjun.core.templatetags.icons import PATHS

SPOKEN: Final = {
    403: "这件由湖里区总工会办理，您可以看，不能改。",
    409: "李建华 10:24 已经退回这件，您刚才写的意见已替您存为草稿。",
    422: "",
}


class SampleForm(forms.Form):
    """Every kind of control once."""

    name = forms.CharField(label="姓名", max_length=50)
    phone = forms.RegexField(
        r"^1\d{10}$",
        label="手机号",
        help_text="用于通知，不公开。",
        error_messages={"invalid": "手机号应为 11 位数字，以 1 开头。"},
    )
    joined = forms.DateField(label="入职日期", required=False)
    politics = forms.ChoiceField(
        label="政治面貌", choices=[("", "请选"), ("party", "中共党员"), ("league", "共青团员")]
    )
    opinion = forms.CharField(
        label="意见", widget=forms.Textarea(attrs={"rows": 2}), help_text="印入“市总工会意见”栏。"
    )
    kind = forms.ChoiceField(
        label="是什么活动", choices=[("meeting", "攻关例会"), ("training", "培训授课")], widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label="方向", choices=[("tech", "技术创新"), ("service", "服务创新")], widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label="要改的部分",
        choices=[("unit", "单位与工作室"), ("leader", "劳模本人"), ("roster", "成员名单")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="我已核对，内容属实")
    secret = forms.CharField(label="密码", widget=forms.PasswordInput({"autocomplete": "new-password"}), required=False)
    scan = forms.FileField(
        label="盖章件",
        required=False,
        help_text="JPG、PNG 或 PDF，20 MB 以内。",
        widget=forms.FileInput({"data-max-mb": 20}),
    )


def _job(status: str, done: int, message: str = "", *, cancel_asked: bool = False) -> Job:
    return Job(
        id=uuid.uuid5(uuid.NAMESPACE_OID, status + str(done) + str(cancel_asked)),
        kind="look",
        title="2013 年创建申报表打包",
        owner_id=0,
        status=status,
        done=done,
        total=0 if status == JobStatus.QUEUED else 18,
        message=message,
        cancel_asked=cancel_asked,
    )


def error_page(status: int) -> ErrorPage:
    """The page of a status with words as an action would give them."""
    page = PAGES[status]
    if status == 422:
        return replace(page, title="还有 2 处要改", errors={"phone": "手机号应为 11 位数字。", "name": "请填姓名。"})
    words = SPOKEN.get(status)
    return replace(page, lines=(words,), back_url="/") if words else page


def context(request: HttpRequest) -> dict[str, Any]:
    """All samples; no query."""
    now = timezone.localtime()
    wrong = SampleForm(
        {"name": "", "phone": "123", "opinion": "同意创建。", "politics": ""}, auto_id="wrong_%s", prefix=None
    )
    return {
        "form": SampleForm(initial={"name": "许文龙", "kind": "meeting", "parts": ["roster"], "direction": "tech"}),
        "wrong": wrong,
        "now": now,
        "today": now.replace(hour=23, minute=59),
        "soon": now.date() + timedelta(days=2),
        "far": now + timedelta(days=21),
        "past": now - timedelta(days=3),
        "page": Paginator(range(180), 12).get_page(request.GET.get("page")),
        "jobs": [
            _job(JobStatus.QUEUED, 0),
            _job(JobStatus.RUNNING, 7, "正在排版：黄秀兰劳模创新工作室"),
            _job(JobStatus.RUNNING, 9, cancel_asked=True),
            _job(JobStatus.DONE, 18, "18 份，共 3.2 MB"),
            _job(JobStatus.FAILED, 11, "第 12 份缺字体，已停下。装好字体后重新打包即可。"),
            _job(JobStatus.CANCELLED, 5),
        ],
        "errors": [error_page(status) for status in PAGES],
        "stat_rows": [("已命名工作室", 51, "个"), ("创新成果", 386, "项"), ("先进操作法", 73, "项")],
        "icons": sorted(PATHS),
        "tones": [
            ("", "待单位工会意见"),
            ("now", "待市总工会审核"),
            ("ok", "已命名"),
            ("warn", "退回修改"),
            ("bad", "不予命名"),
        ],
    }
