"""待我办理: everything that waits for one person as lines with a deadline, sorted by urgency."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Final

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.rules import holds_any
from lingjun.appraisal.models import RectificationState
from lingjun.appraisal.queries import open_rectifications
from lingjun.cases.enums import Rest
from lingjun.cases.kinds import get as get_kind
from lingjun.cases.kinds import kind_of
from lingjun.cases.rules import open_step
from lingjun.core.templatetags.dates import SOON, is_late, workdays_left
from lingjun.notices.enums import Level
from lingjun.workbench.queries import home
from lingjun.workbench.tables import whose

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.notices.models import Round

FIRST, WEEK, LATER = "先办", "本周", "以后"
LEVELS: Final = (Level.UNIT, Level.RECOMMENDER, Level.FEDERATION)
SHOWN: Final = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Todo:
    """One line. `post_url`: the button sends a form there (a reminder); `late_who`: whose delay, "" for one's own."""

    due: datetime.datetime | None
    title: str
    line: str
    url: str
    button: str
    late_who: str = ""
    post_url: str = ""
    eg: bool = False

    @property
    def group(self) -> str:
        """先办: overdue or at most two working days left; 本周: until Sunday; 以后: the rest, or no deadline."""
        if self.due is None:
            return LATER
        if is_late(self.due) or workdays_left(self.due) <= SOON:
            return FIRST
        today = timezone.localdate()
        sunday = today + datetime.timedelta(days=6 - today.weekday())
        return WEEK if timezone.localtime(self.due).date() <= sunday else LATER


@dataclasses.dataclass(frozen=True, slots=True)
class TodoList:
    """Lines in order; `groups` are the first SHOWN of them under their headings."""

    items: tuple[Todo, ...]

    @property
    def groups(self) -> list[tuple[str, list[Todo]]]:
        shown = self.items[:SHOWN]
        found = [(name, [item for item in shown if item.group == name]) for name in (FIRST, WEEK, LATER)]
        return [(name, items) for name, items in found if items]

    @property
    def first(self) -> Todo | None:
        """The line whose button is the page's primary one."""
        return next((item for item in self.items if not item.post_url), None)

    @property
    def urgent(self) -> int:
        return sum(item.group == FIRST for item in self.items)

    @property
    def late(self) -> int:
        return sum(item.due is not None and is_late(item.due) for item in self.items)

    @property
    def this_week(self) -> int:
        """Due until Sunday, not yet overdue."""
        sunday = timezone.localdate() + datetime.timedelta(days=6 - timezone.localdate().weekday())
        return sum(
            item.due is not None and not is_late(item.due) and timezone.localtime(item.due).date() <= sunday
            for item in self.items
        )

    def greeting(self, name: str) -> str:
        """ "王静宜，有 3 件请先办"."""
        if self.urgent:
            return f"{name}，有 {self.urgent} 件请先办"
        return f"{name}，有 {len(self.items)} 件待办" if self.items else f"{name}，现在没有待办"


def todo_list(user: User, opened: list[Round] | None = None) -> TodoList:
    """At most eight queries, the same for one case and for a hundred; `opened` rounds where they are known."""
    officer = holds_any(user, Role.CITY_OFFICER) or holds_any(user, Role.DISTRICT_OFFICER)
    waiting = home.to_decide(user)
    late, count = home.overdue_of_others(user) if officer else ([], 0)
    home.load_steps([*waiting, *late])
    lines = _decisions(waiting)
    lines += [_fill(case) for case in home.to_fill(user)]
    lines += _rectify(user)
    lines += _enter(user)
    if officer:
        lines += _held(user) + _closing(user, home.opened_rounds(user) if opened is None else opened)
        lines += _overdue(user, late, count)
    order = (FIRST, WEEK, LATER)
    far = timezone.now() + datetime.timedelta(days=36_500)
    return TodoList(tuple(sorted(lines, key=lambda item: (order.index(item.group), item.due or far))))


def _decisions(cases: list[Case]) -> list[Todo]:
    """One line a case; where the federation decides a round side by side, one line a round."""
    lines: list[Todo] = []
    desks: dict[str, list[Case]] = {}
    for case in cases:
        step = open_step(case)
        desk = kind_of(case).desk_url(case.round_id) if step and step.level == Level.FEDERATION else ""
        if desk:
            desks.setdefault(desk, []).append(case)
        else:
            lines.append(_decide(case))
    return lines + [_desk(url, waiting) for url, waiting in desks.items()]


def _desk(url: str, waiting: list[Case]) -> Todo:
    case = waiting[0]
    verb, button = kind_of(case).words.todo[-1]
    many = f"{len(waiting)} 件" + ("以上" if len(waiting) == home.MOST else "")
    due = min((row.due_at for row in waiting if row.due_at), default=None)
    return Todo(due, f"{verb}：{case.round.name}", f"{many}已经报到本会，逐件或成批办理", url, button)


def _decide(case: Case) -> Todo:
    step = open_step(case)
    level = Level(step.level) if step else Level.FEDERATION
    verb, button = kind_of(case).words.todo[LEVELS.index(level)]
    by = f"{case.recommender.label}推荐，{case.unit.name}" if level == Level.FEDERATION else case.unit.name
    again = f"，第 {case.version} 次提交" if case.version > 1 else ""
    line = f"{by}{again}"
    if getattr(case, "filled", False):
        button, line = "去看", f"{line}。您参与了填写，请由本会另一位负责人办理"
    return Todo(case.due_at, f"{verb}：{case.subject_name}", line, kind_of(case).url(case), button, eg=True)


def _fill(case: Case) -> Todo:
    late = case.due_at is not None and is_late(case.due_at)
    url = kind_of(case).fill_url(case)
    if case.state == Rest.RETURNED:
        line = f"{getattr(case, 'returned_by', '') or '上级工会'}退回：{getattr(case, 'returned_for', '') or ''}"
        return Todo(case.due_at, f"改好再报：{case.subject_name}", line, url, "去修改", eg=True)
    noun = kind_of(case).words.noun
    if case.due_at is None:
        line = f"{case.round.name}，填完提交后才开始办理"
    else:
        line = f"{noun}已截止，确有原因的请联系推荐工会延期" if late else f"{case.round.name}，截止前填完提交"
    return Todo(case.due_at, f"继续填写：{case.subject_name}", line, url, "继续填写", eg=True)


def _rectify(user: User) -> list[Todo]:
    """整改 to report, reports to look at again."""
    lines = []
    for row in open_rectifications(user)[: home.MOST]:
        url = reverse("appraisal:rectification", args=[row.appraisal.case.number])
        day = timezone.make_aware(datetime.datetime.combine(row.due_on, datetime.time(17, 0)))
        if row.state == RectificationState.OPEN:
            lines.append(Todo(day, f"报整改：{row.studio.name}", row.demands[:60], url, "去报整改", eg=True))
        else:
            line = f"{row.studio.unit.name}已报整改"
            lines.append(Todo(day, f"复查整改：{row.studio.name}", line, url, "去复查", eg=True))
    return lines


def _enter(user: User) -> list[Todo]:
    url = address("creation:list")
    return [
        Todo(
            round_.closes_at,
            f"可以申报：{round_.name}",
            "传一份填好的 Word，或者在网上填；成员名单可以从 Excel 贴进来",
            url,
            "去申报",
        )
        for round_ in home.rounds_to_enter(user)
        if url
    ]


def _held(user: User) -> list[Todo]:
    return [
        Todo(
            row["round__city_closes_at"],
            f"办理{get_kind(row['kind']).words.publish}：{row['round__name']} {row['n']} 件已定",
            "还没有公布，单位和推荐工会看到的仍是公布以前的；可以逐件公布，也可以一并发文",
            get_kind(row["kind"]).publish_url(row["round"]),
            "去公布",
        )
        for row in home.held_by_round(user)
    ]


def _closing(user: User, opened: list[Round]) -> list[Todo]:
    return [
        Todo(
            round_.closes_at,
            f"将截止{get_kind(round_.kind).words.noun}：{round_.name}",
            f"还有 {drafts} 份没有提交",
            f"{reverse('workbench:cases')}?round={round_.pk}&state={Rest.DRAFT}",
            "看名单",
        )
        for round_, drafts in home.closing_rounds(user, opened)
    ]


def _overdue(user: User, cases: list[Case], count: int) -> list[Todo]:
    lines = [_remind(user, case, again=case.reminded) for case in cases]  # type: ignore[attr-defined]
    if count > len(cases):
        words = f"催办：还有 {count - len(cases)} 件逾期"
        url = f"{reverse('workbench:cases')}?late=on"
        lines.append(Todo(cases[-1].due_at, words, "都在办件列表里，可以一次勾选催办", url, "看名单"))
    return lines


def _remind(user: User, case: Case, *, again: bool) -> Todo:
    return Todo(
        case.due_at,
        f"催办：{case.subject_name}",
        f"{case.unit.name}，{case.state_label}" + ("；4 小时内已经催过" if again else ""),
        kind_of(case).url(case),
        "去看" if again else "催一次",
        late_who=whose(user, case, open_step(case)),
        post_url="" if again else reverse("cases:verb", args=[case.number, "remind"]),
        eg=True,
    )


def address(name: str, *args: object) -> str:
    """The address of a page, "" while nothing answers there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
