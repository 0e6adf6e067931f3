"""组织机构: charter, leader, team at year's end; plaque, premises, regulations (clauses 二.1 to 二.3, 二.5, 二.6)."""

from __future__ import annotations

from django.db.models import Q

from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS, SKILL_GRADES, TITLES
from lingjun.dossier.papers.yearbook.book import Block, Column, Heading, Part, Table, Text, facts
from lingjun.dossier.papers.yearbook.words import dash, day, dotted, yuan
from lingjun.dossier.papers.yearbook.year import Year, labels
from lingjun.studios.composition import LINES, compute, format_average
from lingjun.studios.models import Charter, Equipment, Member, MemberRole, Plaque, Premises, Regulation

ROLES = {MemberRole.LEADER: 0, MemberRole.LIAISON: 1, MemberRole.BACKBONE: 2, MemberRole.MEMBER: 3}


def organization(year: Year) -> Part:
    """Charter, honours of the leader, composition and roster."""
    blocks = [*_charter(year), *_leader(year), *_team(year)]
    return Part("组织机构", tuple(blocks))


def _charter(year: Year) -> list[Block]:
    charter = Charter.standing.filter(studio=year.studio, since__lte=year.on).order_by("-since", "-id").first()
    if charter is None:
        return [Heading("组织机构、总体目标、工作职责"), Text("没有登记。", quiet=True)]
    year.line(charter, "01", charter.since, "组织机构、目标、职责")
    blocks: list[Block] = []
    for title, text in (("组织机构", charter.structure), ("总体目标", charter.goal), ("工作职责", charter.duties)):
        blocks += [Heading(title), Text(text) if text else Text("没有写。", quiet=True)]
    return blocks


def _leader(year: Year) -> list[Block]:
    studio = year.studio
    leader = year.tenure.leader if year.tenure else studio.leader
    year.know([leader])
    person = year.person(leader)
    honours = leader.honours.filter(Q(year=None) | Q(year__lte=year.year))
    words = "；".join(
        f"{row.text}（{row.year}年）" if row.year and str(row.year) not in row.text else row.text for row in honours
    )
    former = [row for row in year.tenures if row.since <= year.on and row is not year.tenure]
    return [
        Heading("领衔人"),
        facts(
            ("姓名", person.name),
            ("岗位（工种）", person.post),
            ("职称、技能等级", _title(person.title, person.skill_grade)),
            ("荣誉称号", words),
            ("所在单位", year.tenure.unit_name if year.tenure else studio.unit.name),
            ("推荐工会", studio.recommender.name),
            ("命名", f"{day(studio.named_on)}，{studio.decision_number}"),
            *(("曾用名称", f"{row.name}（{day(row.since)}起）") for row in former if row.name != year.name),
        ),
    ]


def _team(year: Year) -> list[Block]:
    rows = Member.objects.filter(studio=year.studio, joined_on__lte=year.on)
    rows = rows.filter(Q(left_on=None) | Q(left_on__gt=year.on)).select_related("worker")
    members = sorted(rows, key=lambda row: (ROLES.get(MemberRole(row.role), 9), row.position, row.pk))
    year.know(row.worker for row in members)
    people = [year.person(row.worker) for row in members]
    result = compute(people, year.on)
    head: list[Block] = [Heading("成员构成")]
    if not members:
        return [*head, Text("没有成员名单。", quiet=True)]
    average = format_average(result.average_age)
    said = f"截至{day(year.on)}，共 {result.total} 人{f'，平均年龄 {average} 岁' if average else ''}。"
    sums = {line.key: line for line in result.lines}
    counted = tuple(
        (label, "，".join(f"{words} {result.counts[box]} 人" for box, words in boxes.items()), sums[key].words)
        for key, label, boxes in LINES
    )
    table = tuple(
        (
            str(place),
            person.name,
            MemberRole(row.role).label,
            GENDER.label(person.gender),
            person.birth[:4] or "—",
            POLITICAL_STATUS.label(person.political_status),
            EDUCATION.label(person.education),
            dash(_title(person.title, person.skill_grade)),
            dash(person.post),
        )
        for place, (row, person) in enumerate(zip(members, people, strict=True), start=1)
    )
    return [
        *head,
        Text(said),
        Table((Column("项目", 16), Column("人数", 64), Column("核对", 20)), counted),
        Heading("成员名单"),
        Table(
            (
                Column("序号", 7, "center"), Column("姓名", 9), Column("角色", 9), Column("性别", 7, "center"),
                Column("出生年", 9, "center"), Column("政治面貌", 13), Column("文化程度", 13),
                Column("职称、技能等级", 18), Column("岗位（工种）", 18),
            ),
            table,
        ),
    ]  # fmt: skip


def _title(title: str, grade: str) -> str:
    return "、".join(filter(None, (TITLES.label(title), SKILL_GRADES.label(grade))))


def holdings(year: Year) -> Part:
    """牌匾、场所、设施、制度 as they stood at the end of the year."""
    blocks = [*_plaques(year), *_premises(year), *_equipment(year), *_regulations(year)]
    return Part("牌匾、场所与制度", tuple(blocks))


def _plaques(year: Year) -> list[Block]:
    found = Plaque.objects.filter(studio=year.studio, issued_on__lte=year.on)
    blocks: list[Block] = [Heading("牌匾")]
    for plaque in found.order_by("issued_on", "id"):
        year.line(plaque, "09", plaque.issued_on, f"牌匾 {plaque.number}")
        recalled = plaque.recalled_on if plaque.recalled_on and plaque.recalled_on <= year.on else None
        blocks.append(
            facts(
                ("编号", plaque.number),
                ("匾文", plaque.text),
                ("授牌", f"{day(plaque.issued_on)}，{plaque.decision_number}"),
                ("悬挂", f"{plaque.hung_at}{f'，{day(plaque.hung_on)}' if plaque.hung_on else ''}"),
                ("收回", day(recalled)),
            )
        )
        blocks += year.photos(plaque, most=4)
    return blocks if len(blocks) > 1 else [*blocks, Text("没有牌匾登记。", quiet=True)]


def _premises(year: Year) -> list[Block]:
    rows = list(Premises.standing.filter(year.in_force("since", "until"), studio=year.studio))
    blocks: list[Block] = [Heading("场所")]
    if not rows:
        return [*blocks, Text("没有登记场所。", quiet=True)]
    for row in rows:
        year.line(row, "08", row.since, row.address)
    table = tuple(
        (row.address, dash(row.use), f"{row.area.normalize():f}", "固定" if row.is_fixed else "不固定",
         dotted(row.since))
        for row in rows
    )  # fmt: skip
    columns = (
        Column("地址", 40), Column("用途", 20), Column("面积（平方米）", 14, "right"), Column("是否固定", 11, "center"),
        Column("启用", 15, "center"),
    )  # fmt: skip
    blocks.append(Table(columns, table))
    for row in rows:
        blocks += year.photos(row, most=8)
    return blocks


def _equipment(year: Year) -> list[Block]:
    kinds = labels(year.content.facilities)
    order = {key: place for place, key in enumerate(kinds)}
    rows = sorted(
        Equipment.standing.filter(year.in_force("since", "until"), studio=year.studio),
        key=lambda row: (order.get(row.kind, 99), row.since, row.pk),
    )
    if not rows:
        return [Heading("设施"), Text("没有登记设施。", quiet=True)]
    for row in rows:
        year.line(row, "08", row.since, row.name)
    lacking = [label for key, label in kinds.items() if key not in {row.kind for row in rows}]
    table = tuple(
        (kinds.get(row.kind, row.kind), row.name, dash(row.model), str(row.quantity), yuan(row.value),
         dash(row.location))
        for row in rows
    )  # fmt: skip
    columns = (
        Column("种类", 13), Column("名称", 24), Column("型号", 18), Column("数量", 8, "right"),
        Column("原值（元）", 16, "right"), Column("存放地点", 21),
    )  # fmt: skip
    note: list[Block] = [Text(f"五种设施中还没有：{'、'.join(lacking)}。", quiet=True)] if lacking else []
    return [Heading("设施"), Table(columns, table), *note]


def _regulations(year: Year) -> list[Block]:
    kinds = labels(year.content.regulations)
    rows = Regulation.standing.filter(studio=year.studio, effective_on__lte=year.on)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=year.on)).order_by("kind", "-effective_on", "-id")
    current: dict[str, Regulation] = {}
    for row in rows:
        current.setdefault(row.kind, row)
    for kind in kinds:
        if kind in current:
            row = current[kind]
            year.line(row, "08", row.effective_on, row.title)
    table = tuple(
        (label, row.title, f"第 {row.version} 版", dotted(row.effective_on), dash(row.issued_by))
        for kind, label in kinds.items()
        if (row := current.get(kind))
    )
    lacking = [label for kind, label in kinds.items() if kind not in current]
    columns = (
        Column("种类", 14), Column("名称", 36), Column("版次", 11, "center"), Column("施行日期", 15, "center"),
        Column("发布单位", 25),
    )  # fmt: skip
    blocks: list[Block] = [Heading("制度")]
    if table:
        blocks.append(Table(columns, table))
    if lacking:
        blocks.append(Text(f"六项制度中还没有：{'、'.join(lacking)}。", quiet=True))
    return blocks
