"""Loading and editing notices: versions, rights, the trail; the command refuses like the page."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lingjun.audit.models import Entry
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.notices.actions import edit_notice, load_content, load_notice, open_round
from lingjun.notices.models import Notice, NoticeVersion
from lingjun.notices.queries import in_force, versions_visible_to
from lingjun.notices.schema import NoticeMistake, parse, shift_years
from tests.notices.conftest import DATA

pytestmark = pytest.mark.django_db
TEAM_SIZE = "criteria.4.checks.1.minimum"


def test_loading_makes_a_version_with_its_entry(cast: Any, version: NoticeVersion) -> None:
    assert (version.version, version.loaded_by) == (1, "王静宜")
    assert version.notice.number == "厦工〔2012〕80号"
    assert version.notice.issuer == cast.city
    entry = Entry.objects.get(verb="notice.load")
    assert (entry.actor_name, entry.new["version"], entry.new["digest"]) == ("王静宜", 1, version.digest)


def test_same_decisions_make_no_new_version(cast: Any, version: NoticeVersion, text: str) -> None:
    again = load_notice(text=text + "\n# 备注\n", actor=cast.city_colleague, organization=cast.city)
    assert again == version
    assert NoticeVersion.objects.count() == 1
    assert Entry.objects.filter(verb="notice.load").count() == 1


def test_other_decisions_make_the_next_version(cast: Any, version: NoticeVersion, text: str) -> None:
    fresh = load_notice(text=text.replace("maximum = 10", "maximum = 12"), actor=None, organization=cast.city)
    assert (fresh.notice, fresh.version, fresh.loaded_by) == (version.notice, 2, "系统")
    assert version.parsed.targets[1].maximum == 10
    assert fresh.parsed.targets[1].maximum == 12


@pytest.mark.parametrize("who", ["district_officer", "port_chair", "administrator", "auditor", "stranger"])
def test_only_the_city_officer_loads(cast: Any, text: str, who: str) -> None:
    with pytest.raises(NotYours):
        load_notice(text=text, actor=getattr(cast, who), organization=cast.city)
    assert not Notice.objects.exists()


def test_wrong_file_changes_nothing(cast: Any, version: NoticeVersion, text: str) -> None:
    with pytest.raises(NoticeMistake):
        load_notice(text=text.replace("maximum = 10", "maximum = 1"), actor=cast.city_officer, organization=cast.city)
    assert NoticeVersion.objects.get() == version


def test_a_district_issues_no_notice(cast: Any, text: str) -> None:
    with pytest.raises(Invalid):
        load_notice(text=text, actor=None, organization=cast.district)


def test_notice_of_another_federation_is_not_taken_over(cast: Any, version: NoticeVersion, text: str) -> None:
    from lingjun.organizations.actions import create

    other = create(actor=None, parent=None, kind="federation", name="示例市总工会")
    with pytest.raises(Invalid, match="厦门市总工会"):
        load_notice(text=text, actor=None, organization=other)
    assert Notice.objects.get().issuer == cast.city


def test_editing_makes_a_version_and_open_rounds_keep_theirs(cast: Any, version: NoticeVersion, minutes: Any) -> None:
    round_ = open_round(
        notice_version=version, kind="creation", name="2013年创建申报", year=2013, organizer=cast.city,
        opens_at=minutes(-1), closes_at=minutes(10), actor=cast.city_officer,
    )  # fmt: skip
    fresh = edit_notice(
        version=version,
        changes={TEAM_SIZE: 5, "targets.1.deadline": "2014-12-31", "wording.naming_verb": "认定"},
        actor=cast.city_officer,
    )
    assert fresh.version == 2
    assert fresh.parsed.criterion("team").check("team_size").minimum == 5
    round_.refresh_from_db()
    assert round_.notice_version == version
    assert round_.content.criterion("team").check("team_size").minimum == 3
    entry = Entry.objects.get(verb="notice.edit")
    assert (entry.old[TEAM_SIZE], entry.new[TEAM_SIZE]) == (3, 5)
    assert set(entry.new) == {"version", TEAM_SIZE, "targets.1.deadline", "wording.naming_verb"}


def test_editing_nothing_makes_no_version(cast: Any, version: NoticeVersion) -> None:
    assert edit_notice(version=version, changes={TEAM_SIZE: 3}, actor=cast.city_officer) == version
    assert not Entry.objects.filter(verb="notice.edit").exists()


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (TEAM_SIZE, -1, "不能小于 0"),
        (TEAM_SIZE, "五", "应是整数"),
        ("targets.1.maximum", 2, "上限 2 小于下限 5"),
        ("targets.1.deadline", "2013-02-30", "应是日期"),
        ("wording.name_suffix", "", "不能为空"),
    ],
)
def test_mistakes_of_an_edit_come_back_at_their_place(
    cast: Any, version: NoticeVersion, path: str, value: Any, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        edit_notice(version=version, changes={path: value}, actor=cast.city_officer)
    assert words in refused.value.errors[path]
    assert NoticeVersion.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["heading.number", "clauses.0.text", "criteria.0.key", "imprint.issued_on", "targets.9.minimum", "nothing"]
)
def test_official_text_and_codes_are_not_edited_on_screen(cast: Any, version: NoticeVersion, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit_notice(version=version, changes={path: "x"}, actor=cast.city_officer)
    assert set(refused.value.errors) == {path}


def test_an_older_version_is_not_edited(cast: Any, version: NoticeVersion) -> None:
    edit_notice(version=version, changes={TEAM_SIZE: 4}, actor=cast.city_colleague)
    with pytest.raises(MovedOn, match="李建华"):
        edit_notice(version=version, changes={TEAM_SIZE: 5}, actor=cast.city_officer)


def test_editing_is_the_city_officers(cast: Any, version: NoticeVersion) -> None:
    with pytest.raises(NotYours):
        edit_notice(version=version, changes={TEAM_SIZE: 5}, actor=cast.district_officer)


def test_notice_in_force_by_day(cast: Any, version: NoticeVersion, demo_text: str) -> None:
    from datetime import date

    later = load_content(content=parse(demo_text), actor=None, organization=cast.city)
    assert in_force(cast.city, date(2012, 6, 28)) == version
    assert in_force(cast.city, date(2026, 12, 31)) == version
    assert in_force(cast.city, date(2027, 1, 1)) == later
    newer = edit_notice(version=version, changes={TEAM_SIZE: 4}, actor=None)
    assert in_force(cast.city, date(2013, 1, 1)) == newer
    with pytest.raises(Closed):
        in_force(cast.city, date(2012, 6, 27))


def test_shifted_notice_is_loaded_like_any_other(cast: Any, demo_text: str) -> None:
    version = load_content(content=shift_years(parse(demo_text), 2), actor=None, organization=cast.city)
    assert version.parsed.heading.number == version.notice.number == "示工〔2028〕1号"


def test_notices_are_seen_inside_the_federation_only(cast: Any, version: NoticeVersion) -> None:
    for who in ("city_officer", "district_officer", "port_chair", "port_liaison", "auditor"):
        assert set(versions_visible_to(getattr(cast, who))) == {version}, who
    assert not versions_visible_to(cast.stranger).exists()


def test_stored_version_is_decoded_once(cast: Any, version: NoticeVersion) -> None:
    first, second = (NoticeVersion.objects.get(pk=version.pk) for _ in range(2))
    assert first.parsed is second.parsed


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_notice", *arguments, stdout=out)
    return out.getvalue()


def test_command_loads_once(cast: Any) -> None:
    path = str(DATA / "xiamen-2012-80.toml")
    assert "已载入 厦工〔2012〕80号 第 1 版" in run(path, "--organization", "厦门市总工会")
    assert "没有变化" in run(path, "--organization", "厦门市总工会")
    assert NoticeVersion.objects.count() == 1


def test_command_names_file_line_and_reason(cast: Any, text: str, tmp_path: Path) -> None:
    wrong = text.replace("maximum = 10", "maximum = 1")
    path = tmp_path / "wrong.toml"
    path.write_text(wrong, "utf-8")
    line = wrong.splitlines().index("maximum = 1") + 1
    with pytest.raises(CommandError) as refused:
        run(str(path), "--organization", "厦门市总工会")
    assert str(refused.value) == f"wrong.toml 第 {line} 行：上限 1 小于下限 5"
    assert refused.value.returncode == 2


@pytest.mark.parametrize(("data", "words"), [(b"\xff\xfe\xfa", "UTF-8"), (b" " * 1_000_001, "1 MB"), (None, "打不开")])
def test_command_refuses_what_is_no_text(cast: Any, tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "odd.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=words):
        run(str(path), "--organization", "厦门市总工会")


def test_command_wants_a_federation(cast: Any) -> None:
    with pytest.raises(CommandError, match="没有代码或名称"):
        run(str(DATA / "xiamen-2012-80.toml"), "--organization", "350203")
