"""A change in words: what it was, what it becomes, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.changes.models import ChangeKind, ChangeOutcome
from lingjun.studios.queries import followers

if TYPE_CHECKING:
    from lingjun.accounts.models import Appointment
    from lingjun.changes.models import Change
    from lingjun.studios.models import Studio


STAYS = "留在团队，为成员"
LEAVES = "离开团队"


def as_it_is(studio: Studio) -> dict[str, str]:
    """What a change keeps of today: kept when it is filed, shown for good."""
    plaque = studio.plaques.filter(recalled_on__isnull=True).first()
    return {
        "工作室名称": studio.name,
        "领衔人": studio.leader.name,
        "所在单位": studio.unit.name,
        "牌匾编号": plaque.number if plaque else "",
    }


def becomes(change: Change) -> dict[str, str]:
    """The lines that change: label → new words."""
    lines: dict[str, str] = {}
    if change.new_leader is not None and not revokes(change):
        label = "负责人" if change.outcome == ChangeOutcome.KEEP_NAME else "领衔人"
        lines[label] = change.new_leader.name
    if (name := name_given(change)) and name != change.before.get("工作室名称"):
        lines["工作室名称"] = name
        lines["牌匾编号"] = "换发新牌匾，决定时给新编号"
    if change.new_unit is not None:
        lines["所在单位"] = change.new_unit.name
    if change.new_unit_name:
        lines["所在单位"] = change.new_unit_name
    if revokes(change):
        lines["状态"] = "撤销，收回牌匾和证书"
    return lines


def name_given(change: Change) -> str:
    """The name it will bear; "" where it stays. One typed before another outcome was chosen says nothing."""
    kept = change.kind == ChangeKind.LEADER and change.outcome != ChangeOutcome.SUCCEED
    return "" if kept or revokes(change) else change.new_name


def revokes(change: Change) -> bool:
    """Whether the name ends."""
    return change.kind == ChangeKind.REVOKE or change.outcome == ChangeOutcome.REVOKE


def hands_back(change: Change) -> bool:
    """Whether its decision calls a plaque back: the name ends, or another one takes its place."""
    return revokes(change) or "牌匾编号" in becomes(change)


def facts(change: Change) -> dict[str, str]:
    """The change as one list of label → words, as it is submitted and compared."""
    lines = {
        "工作室": change.before.get("工作室名称", change.studio.name),
        "变更": change.get_kind_display(),
        "缘由": change.get_reason_display(),
        "情况说明": change.reason_text,
        "处理": change.get_outcome_display(),
        "生效日期": change.effective_on.isoformat() if change.effective_on else "",
    }
    if change.kind == ChangeKind.LEADER and not revokes(change):
        lines["原领衔人"] = STAYS if change.former_stays else LEAVES
    lines |= {f"改为：{label}": words for label, words in becomes(change).items()}
    return {label: words for label, words in lines.items() if words}


def consequences(change: Change) -> list[str]:
    """What pressing the last button will do, one line each."""
    studio = change.studio
    if revokes(change):
        return [f"“{studio.name}”从在册名单撤下，档案保留，只供查阅", "牌匾和证书列入收回清单，等单位交回"]
    lines = []
    if change.kind == ChangeKind.LEADER and change.new_leader is not None:
        lines.append(f"{change.new_leader.name}接替{studio.leader.name}，成员名册同日更新")
        lines.append(f"{studio.leader.name}{STAYS if change.former_stays else LEAVES}")
    name = name_given(change)
    if name and name != studio.name:
        lines += [f"改名为“{name}”，发新牌匾、新编号", "旧牌匾列入收回清单"]
    elif change.kind == ChangeKind.LEADER:
        lines.append("名称和牌匾不变")
    if change.new_unit is not None:
        lines.append(f"工作室和成员转到{change.new_unit.name}，没办完的年度综合鉴定由它接着办")
        lines += _accounts(studio, change.new_unit.name)
    if change.new_unit_name:
        lines.append(f"单位改称{change.new_unit_name}，本单位其他工作室一并更新")
    lines.append("以前的名称、领衔人、单位和表格都照原样保留")
    return lines


def _accounts(studio: Studio, unit: str) -> list[str]:
    """Who goes on keeping its file. One query."""
    posts = list(followers(studio))
    moved = [_post(post) for post in posts if not post.stays]  # type: ignore[attr-defined]
    both = [_post(post) for post in posts if post.stays]  # type: ignore[attr-defined]
    lines = []
    if moved:
        lines.append(f"{'、'.join(moved)}的任职同日从{studio.unit.name}转到{unit}，接着填写档案")
    if both:
        lines.append(f"{'、'.join(both)}还填写{studio.unit.name}的其他工作室，两个单位都任职")
    if not posts:
        lines.append(f"没有领衔人、联络员的账号随同转去，由{unit}工会主席任命")
    lines.append(f"{studio.unit.name}的工会主席、经办人不随同转去")
    return lines


def _post(post: Appointment) -> str:
    return f"{post.get_role_display()}{post.user.name}"
