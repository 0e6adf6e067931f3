"""Components: what they draw, what they refuse, and that forms, lists and jobs say what people need."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone

from lingjun.core.models import Job, JobStatus
from lingjun.core.templatetags.icons import PATHS, svg
from tests.markup import problems

PACKAGE = Path(__file__).resolve().parents[2] / "lingjun"
NOW = datetime(2013, 5, 8, 2, 0, tzinfo=UTC)
"""Wednesday 2013-05-08, 10:00 in Xiamen: the prototype's day."""


def draw(source: str, **context: Any) -> str:
    """The template rendered, and well formed."""
    context.setdefault("request", RequestFactory().get("/list/", {"status": "open", "page": "3"}))
    text = Template("{% load lj %}" + source).render(Context(context))
    assert not problems(text), text
    return text


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


@pytest.fixture
def demo_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


# icons and marks


@pytest.mark.parametrize("name", sorted(PATHS))
def test_every_icon_is_a_picture(name: str) -> None:
    picture = ElementTree.fromstring(svg(name))  # noqa: S314  our own text
    assert picture.attrib == {"class": "icon", "viewBox": "0 0 24 24", "aria-hidden": "true"}
    assert len(picture)


def test_every_icon_named_in_a_template_was_drawn() -> None:
    used = {
        (path.name, name)
        for path in PACKAGE.rglob("templates/**/*.html")
        for name in re.findall(r'{%\s*icon\s+"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert used
    assert [(page, name) for page, name in sorted(used) if name not in PATHS] == []


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "unicorn" %}',
        '{% chip "已命名" "green" %}',
        '{% chip "已命名" colour="ok" %}',
        '{% state "达到" "now" %}',
        '{% stamp "同意" None "gold" %}',
        '{% note "好" "happy" %}',
        '{% empty "没有" url="/new/" %}',
        '{% empty "没有" picture="x" %}',
        '{% due day size="big" %}',
        "{% progress day bar=1 %}",
        '{% confirm "x" title="t" yes="y" style="z" %}w{% endconfirm %}',
        '{% crumbs "工作台" "/" %}',
        '{% sort_link "name" "名称" first="left" %}',
    ],
)
def test_unknown_attributes_and_values_are_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source, day=date(2013, 5, 8))


def test_a_mark_escapes_what_it_is_given() -> None:
    evil = '<b onclick="x">'
    text = draw("{% chip evil %}{% state evil 'ok' %}{% stamp evil %}{{ evil|eg:True }}{% note evil %}", evil=evil)
    assert "<b" not in text


def test_the_sample_mark_stands_only_in_the_demo_city(settings: Any) -> None:
    settings.MODE = "production"
    assert words(draw("{{ '许文龙'|eg }}{% eg %}{% demo_words %}")) == "许文龙"
    settings.MODE = "demo"
    assert draw("{{ '许文龙'|eg }}{% eg %}").count("示例") == 2
    assert draw("{{ '许文龙'|eg:False }}") == "许文龙"


@pytest.mark.parametrize(
    ("done", "pending", "total", "squares", "said"),
    [
        (6, 2, 10, "ddddddpp..", "思明区：已命名 6，在办 2"),
        (0, 0, 3, "...", "思明区：已命名 0，在办 0"),
        (13, 0, 10, None, "13 / 10"),
    ],
)
def test_tally_draws_one_square_for_each_thing_up_to_twelve(
    done: int, pending: int, total: int, squares: str | None, said: str
) -> None:
    text = draw("{% tally done pending total label='思明区' goal=True %}", done=done, pending=pending, total=total)
    drawn = "".join({'<i class="d">': "d", '<i class="p">': "p"}.get(tag, ".") for tag in re.findall(r"<i[^>]*>", text))
    assert (drawn or None) == squares
    assert said in (text if squares else words(text))


# dates


@pytest.mark.usefixtures("demo_day")
@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("cn_date", date(2013, 5, 8), "2013年5月8日"),
        ("cn_datetime", datetime(2013, 5, 7, 16, 5, tzinfo=UTC), "2013年5月8日 00:05"),
        ("cn_month", date(2012, 10, 26), "2012年10月"),
        ("cn_weekday", date(2013, 5, 8), "星期三"),
        ("short_date", date(2013, 5, 10), "5月10日"),
        ("short_date", date(2012, 5, 10), "2012年5月10日"),
        ("short_weekday", date(2013, 5, 10), "5月10日（星期五）"),
        ("short_datetime", NOW, "今天 10:00"),
        ("short_datetime", datetime(2013, 5, 7, 8, 20, tzinfo=UTC), "5月7日 16:20"),
        ("dot_date", date(2013, 5, 8), "2013.05.08"),
        ("dot_month", date(2013, 5, 8), "2013.05"),
        ("cn_date", None, ""),
        ("short_datetime", None, ""),
    ],
)
def test_dates_are_written_as_people_write_them(name: str, value: object, expected: str) -> None:
    assert draw(f"{{{{ value|{name} }}}}", value=value) == expected


@pytest.mark.usefixtures("demo_day")
@pytest.mark.parametrize(
    ("deadline", "options", "expected", "tone"),
    [
        (date(2013, 5, 10), "", "5月10日 剩 2 个工作日", " soon"),
        (date(2013, 5, 13), "", "5月13日 剩 3 个工作日", ""),
        (date(2013, 5, 8), "", "今天 今天到期", " soon"),
        (datetime(2013, 5, 8, 9, 0, tzinfo=UTC), "", "今天 17:00 还有 7 小时", " soon"),
        (datetime(2013, 5, 8, 2, 30, tzinfo=UTC), "", "今天 10:30 不到 1 小时", " soon"),
        (datetime(2013, 5, 10, 9, 0, tzinfo=UTC), "by=True", "5月10日 17:00 前办理 剩 2 个工作日", " soon"),
        (date(2013, 5, 3), 'who="对方"', "对方逾期 5 天 5月3日到期", " late"),
        (datetime(2013, 5, 8, 1, 0, tzinfo=UTC), "", "刚过期 今天 09:00到期", " late"),
        (date(2013, 5, 10), 'note="17:00 后可办"', "5月10日 17:00 后可办", " soon"),
        (None, "", "不限期", ""),
    ],
)
def test_a_deadline_says_what_is_left(deadline: object, options: str, expected: str, tone: str) -> None:
    text = draw(f"{{% due deadline {options} %}}", deadline=deadline)
    assert words(text) == expected
    assert f'class="due{tone}"' in text


# forms


class Sample(forms.Form):
    name = forms.CharField(label="姓名")
    phone = forms.CharField(
        label="手机号", help_text="不公开", min_length=11, error_messages={"min_length": "手机号少了几位。"}
    )
    politics = forms.ChoiceField(label="政治面貌", choices=[("", "请选"), ("party", "中共党员")])
    kind = forms.ChoiceField(label="活动", choices=[("a", "例会"), ("b", "培训")], widget=forms.RadioSelect)
    scan = forms.FileField(label="盖章件", required=False)
    agree = forms.BooleanField(label="我已核对")


def test_a_field_ties_label_hint_and_control_together() -> None:
    text = draw("{% field form.phone %}", form=Sample())
    assert '<label class="form-label" for="id_phone">手机号</label>' in text
    assert 'aria-describedby="id_phone-hint"' in text
    assert '<p class="form-hint" id="id_phone-hint">不公开</p>' in text
    assert "aria-invalid" not in text


def test_a_wrong_field_says_why_beside_it() -> None:
    text = draw("{% field form.phone %}", form=Sample({"phone": "123"}))
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_phone-hint id_phone-error"' in text
    assert 'id="id_phone-error"' in text
    assert "手机号少了几位。" in text


def test_what_may_stay_empty_is_said_and_nothing_else() -> None:
    assert "可不填" in draw("{% field form.scan %}", form=Sample())
    assert "可不填" not in draw("{% field form.name %}", form=Sample())
    assert "可不填" not in draw("{% field form.scan optional='' %}", form=Sample())


@pytest.mark.parametrize("look", ["", "pills", "row"])
def test_choices_are_a_group_with_a_name(look: str) -> None:
    text = draw("{% field form.kind look=look %}", form=Sample({"kind": "b"}), look=look)
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>活动</legend>", text)
    assert len(re.findall(r'type="radio"', text)) == 2
    assert len(re.findall("checked", text)) == 1


def test_a_look_that_was_not_drawn_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="look"):
        draw('{% field form.kind look="wheel" %}', form=Sample())


def test_the_summary_links_every_error_to_a_control_on_the_page() -> None:
    form = Sample({"phone": "123"})
    text = draw("{% error_summary form %}{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    summary, page = text.split("</ol>", 1)
    assert "还有 5 处要改" in summary
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 5
    assert all(f'id="{target}"' in page for target in targets)
    assert "请填姓名。" in summary
    assert "请选政治面貌。" in summary
    assert "请勾选“我已核对”。" in summary
    assert "手机号少了几位。" in summary


def test_the_summary_draws_nothing_without_errors() -> None:
    assert draw("{% error_summary form %}", form=Sample()).strip() == ""
    text = draw("{% error_summary errors=errors %}", errors={"roster-6-party": "请填许文龙的政治面貌。"})
    assert 'href="#id_roster-6-party"' in text


# lists


def test_addresses_keep_the_filters_and_go_back_to_page_one() -> None:
    assert draw("{% query_replace year=2013 %}") == "?status=open&amp;year=2013"
    assert draw("{% query_replace status=None %}") == "?"
    assert draw("{% query_replace page=2 %}") == "?status=open&amp;page=2"


def test_pager_marks_the_present_page_and_keeps_filters() -> None:
    page = Paginator(range(180), 12).get_page(3)
    text = draw("{% page_span page order='牌匾编号' %}{% pager page %}", page=page)
    assert "第 25 至 36 个，共 180 个；按牌匾编号排" in text
    assert re.findall(r'href="\?status=open&amp;page=(\d+)"', text) == ["2", "1", "2", "3", "4", "5", "15", "4"]
    assert text.count('aria-current="page"') == 1


def test_one_page_has_no_page_links() -> None:
    page = Paginator(range(3), 12).get_page(1)
    assert "<nav" not in draw("{% pager page %}", page=page)
    assert draw("{% page_span page %}", page=Paginator([], 12).get_page(1)) == "共 0 个"


@pytest.mark.parametrize(
    ("query", "target", "aria"),
    [({}, "-name", "ascending"), ({"sort": "-name"}, "name", "descending"), ({"sort": "date"}, "name", None)],
)
def test_a_heading_sorts_and_turns_round(query: dict[str, str], target: str, aria: str | None) -> None:
    request = RequestFactory().get("/list/", query)
    text = Template('{% load lj %}{% sort_th "name" "名称" default="name" %}').render(Context({"request": request}))
    assert f'href="?sort={target}"' in text
    assert re.findall(r'aria-sort="(\w+)"', text) == ([aria] if aria else [])


# jobs and questions


def job(status: JobStatus, **fields: Any) -> Job:
    return Job(kind="test", title="打包 18 份", owner_id=1, status=status, **fields)


def test_a_running_job_asks_again_and_can_be_cancelled() -> None:
    text = draw(
        "{% progress job url='/jobs/1/' cancel_url='/jobs/1/cancel/' %}",
        job=job(JobStatus.RUNNING, done=7, total=18),
        csrf_token="secret",
    )
    assert 'hx-get="/jobs/1/"' in text
    assert '<progress max="18" value="7"' in text
    assert "7 / 18" in text
    assert 'action="/jobs/1/cancel/"' in text
    assert 'name="csrfmiddlewaretoken" value="secret"' in text


@pytest.mark.parametrize(
    ("status", "said"), [(JobStatus.DONE, "已完成"), (JobStatus.FAILED, "没有完成"), (JobStatus.CANCELLED, "已取消")]
)
def test_a_final_job_stops_asking(status: JobStatus, said: str) -> None:
    text = draw("{% progress job url='/jobs/1/' cancel_url='/c/' file_url='/f/' %}", job=job(status, done=18, total=18))
    assert said in text
    assert "hx-get" not in text
    assert "<progress" not in text
    assert "/c/" not in text
    assert ("/f/" in text) == (status == JobStatus.DONE)


def test_the_dialog_names_the_consequence_and_sends_confirmed() -> None:
    text = draw(
        "<form>{% confirm 'ask' title='同意创建？' yes='同意创建' %}"
        "<p>公示 {{ days }} 个工作日。</p>{% endconfirm %}</form>",
        days=5,
    )
    assert 'aria-labelledby="ask-title"' in text
    assert "<p>公示 5 个工作日。</p>" in text
    assert '<button class="btn btn-primary" type="submit" name="confirmed" value="1">同意创建</button>' in text


def test_status_chip_reads_the_thing_itself() -> None:
    assert draw("{% status_chip case %}", case={"status_label": "公示中", "status_tone": "now"}) == (
        '<span class="chip now">公示中</span>'
    )
