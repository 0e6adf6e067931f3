"""The ledger of one studio: plans, projects, activities, achievements, mentorships."""

from __future__ import annotations

import json
from typing import Final

from lingjun.ledger.models import (
    Achievement,
    Activity,
    Adoption,
    Benefit,
    Mentorship,
    Milestone,
    Plan,
    PlanItem,
    Project,
    StageCheck,
)
from lingjun.seed import made, words
from lingjun.seed.team import LINE, MEAN_ENERGY, Life, Studios, new_year
from lingjun.seed.world import World

MEAN_YEARS: Final = 6.0
"""What `named_day` gives on average, for the shares below."""


class Ledger:
    """Rows of the ledger."""

    def __init__(self, world: World, studios: Studios) -> None:
        self.world = world
        self.studios = studios
        table = world.store.table
        self.plans = table(Plan, f"studio_id year goal adopted_on {LINE}")
        self.items = table(PlanItem, f"studio_id plan_id title due_month worker_id done_on position {LINE}")
        self.projects = table(
            Project,
            "studio_id title direction status stage source problem lead_id people budget approved_on approved_by"
            f" started_on due_on trial_on accepted_on accepted_by applied_on result position {LINE}",
        )
        self.milestones = table(Milestone, f"studio_id project_id title due_on done_on {LINE}")
        self.activities = table(
            Activity,
            "studio_id token kind held_on place title text attendees attendance guests project_id plan_item_id photos"
            f" {LINE}",
        )
        self.achievements = table(
            Achievement,
            "studio_id kind title status achieved_on project_id first_author co_authors authors details summary number"
            f" number_key title_key title_head title_tail {LINE}",
        )
        self.benefits = table(
            Benefit, f"studio_id achievement_id basis amount period_from period_to method certifier certified_on {LINE}"
        )
        self.adoptions = table(Adoption, f"studio_id achievement_id adopter since people effect contact {LINE}")
        self.mentorships = table(
            Mentorship,
            "studio_id number mentor_id apprentice_id trade started_on due_on ended_on goal target_grade allowance"
            f" outcome outcome_note {LINE}",
        )
        self.checks = table(StageCheck, f"studio_id mentorship_id on content mark comment {LINE}")

    def write(self, life: Life) -> None:
        """Everything of one studio. How much: by its energy and the time since it was named."""
        size, share = self.world.size, self.world.share
        part = life.energy / MEAN_ENERGY * max(life.end - life.start, 40) / 365.25 / MEAN_YEARS
        projects = self._projects(life, max(1, share("projects", size.projects * part)))
        done = self._plans(life)
        self._activities(life, max(len(done), share("activities", size.activities * part)), done, projects)
        self._achievements(life, share("achievements", size.achievements * part), projects)
        self._mentorships(life, share("mentorships", size.mentorships * part))

    def _projects(self, life: Life, count: int) -> list[int]:
        world, trade = self.world, life.place.trade
        pick, between, iso = world.pick, world.between, world.iso
        found = []
        for position in range(1, count + 1):
            start = between(life.start, max(life.start, life.end - 20))
            thing, problem = pick(trade.things), pick(trade.problems)
            management = world.chance(0.2)
            title = f"{thing}{pick(words.SERVICE) if management else pick(words.WAYS)}"
            age = world.today - start
            due = start + between(180, 540)
            trial = accepted = applied = None
            status = "under_way"
            if age > 150 and world.chance(0.8):
                trial, status = start + between(90, 140), "trial"
                if age > 420 and world.chance(0.85):
                    accepted, status = trial + between(60, 200), "accepted"
                    if world.chance(0.5):
                        applied, status = min(accepted + between(10, 90), world.today), "applied"
            lead = life.leader_id if world.chance(0.4) else pick(life.team)
            others = [pk for pk in life.team[:5] if pk != lead]
            stamp = world.stamp(start)
            project = self.projects.add(
                life.pk, title, "management" if management else "technical", status, "",
                pick(("unit", "studio", "city")),
                f"{thing}{problem}，影响生产，需要从根子上解决。", lead, str(others), between(2, 60) * 5000,
                iso(start - 15), life.place.name, iso(start), iso(due), trial and iso(trial),
                accepted and iso(accepted),
                life.place.name if accepted else "", applied and iso(applied),
                pick(words.RESULTS).format(p=problem) if trial else "", position, stamp, stamp,
            )  # fmt: skip
            found.append(project)
            if world.chance(0.5):
                middle = (start + due) // 2
                self.milestones.add(
                    life.pk, project, "方案评审", iso(start + 30), iso(start + 32) if age > 40 else None, stamp, stamp
                )
                self.milestones.add(
                    life.pk,
                    project,
                    "样机试制",
                    iso(middle),
                    iso(middle) if middle < world.today - 9 else None,
                    stamp,
                    stamp,
                )
        return found

    def _plans(self, life: Life) -> list[tuple[int, int]]:
        """Plans of the last years; gives (day, item) of the items that an activity fulfils."""
        world, trade = self.world, life.place.trade
        done: list[tuple[int, int]] = []
        last = world.year(life.end)
        for year in range(max(world.year(life.start), last - 2), last + 1):
            if life.energy < 1 and world.chance(0.35):
                continue
            adopted = max(life.start, min(life.end, new_year(year) + world.between(5, 60)))
            stamp = world.stamp(adopted)
            thing, problem = world.pick(trade.things), world.pick(trade.problems)
            goal = world.pick(words.GOALS).format(
                n=world.between(1, 4), m=world.between(3, 12), k=world.between(1, 4), t=thing, p=problem
            )
            plan = self.plans.add(life.pk, year, goal, world.iso(adopted), stamp, stamp)
            for position in range(1, world.between(3, 5) + 1):
                month = world.between(1, 12)
                title = world.pick(words.ITEMS).format(
                    t=world.pick(trade.things), w=world.pick(words.WAYS), m=world.between(2, 6)
                )
                day = new_year(year) + month * 30 - world.between(1, 28)
                held = world.chance(0.4 + life.energy * 0.3) and adopted <= day <= life.end
                item = self.items.add(
                    life.pk, plan, title, month, world.pick(life.team), world.iso(day) if held else None, position,
                    stamp, stamp,
                )  # fmt: skip
                if held:
                    done.append((day, item))
        return done

    def _activities(self, life: Life, count: int, done: list[tuple[int, int]], projects: list[int]) -> None:
        world, table, trade = self.world, self.activities, life.place.trade
        pick, roll, iso = world.pick, world.roll, world.iso
        span, full = life.end - life.start + 1, max(life.joined)
        founders, everybody = self._groups(life, life.start), self._groups(life, full)
        days: list[tuple[int, int | None]] = [(life.start + int(roll() * span), None) for _ in range(count - len(done))]
        days += done
        days.sort(key=lambda pair: pair[0])
        things, problems, pk = trade.things, trade.problems, life.pk
        for day, item in days:
            kind = pick(words.KINDS)
            title, text = words.ACTIVITIES[kind]
            thing, problem = pick(things), pick(problems)
            attendees, attendance = pick(everybody if day >= full else founders)
            place = table.last + 1
            date = iso(day)
            table.add(
                pk, f"{place:012x}7000{8000 + place % 1000:04d}{int(roll() * 0xFFFFFFFFFFFF):012x}", kind, date,
                pick(words.PLACES), title.format(t=thing), text.format(t=thing, p=problem), attendees, attendance,
                int(roll() * 4) if kind in {"exchange", "service"} else 0, pick(projects) if roll() < 0.5 else None,
                item, 0, f"{date} 09:00:00", f"{date} 09:00:00",
            )  # fmt: skip
        if days:
            row = table.rows[-1]
            place = table.columns.index("photos")
            table.rows[-1] = (*row[:place], 1, *row[place + 1 :])
            self.studios.file(life, "ledger.activity", table.last, "活动照片.jpg", days[-1][0])

    def _groups(self, life: Life, day: int) -> list[tuple[str, int]]:
        """A few groups of those in the team that day who come together: attendance as stored, and how many."""
        there = [pk for pk, joined in zip(life.team, life.joined, strict=True) if joined <= day]
        groups = []
        for _ in range(5):
            group = [life.leader_id, *(pk for pk in there[1:] if self.world.roll() < 0.7)]
            groups.append((str(group), len(group)))
        return groups

    def _achievements(self, life: Life, count: int, projects: list[int]) -> None:
        world, trade = self.world, life.place.trade
        pick, between, iso = world.pick, world.between, world.iso
        for _ in range(count):
            kind = pick(made.KINDS)
            day = between(life.start, life.end)
            thing, problem = pick(trade.things), pick(trade.problems)
            title = made.title(kind, thing, pick(words.WAYS), life.leader)
            number = made.number(world, kind, world.year(day))
            status = made.status(world, kind)
            stamp = world.stamp(day)
            pk = self.achievements.add(
                life.pk, kind, title, status, iso(day), pick(projects) if world.chance(0.6) else None,
                life.leader, "", f"[{life.leader_id}]", json.dumps(made.details(world, kind, iso(day), life.place)),
                pick(words.RESULTS).format(p=problem), *made.keys(kind, number, title), stamp, stamp,
            )  # fmt: skip
            if world.chance(0.25):
                year = world.year(day)
                until = min(new_year(year + 1) - 1, world.today)
                self.benefits.add(
                    life.pk, pk, pick(("cost", "cost", "cost", "profit", "loss", "sales")), between(2, 900) * 1000,
                    f"{year}-01-01", iso(until), f"按{thing}改进前后全年消耗的差额计算，单价取当年平均采购价。",
                    "财务部", iso(until), stamp, stamp,
                )  # fmt: skip
            if world.chance(0.2):
                since = between(day, world.today)
                when = world.stamp(since)
                self.adoptions.add(
                    life.pk, pk, f"{pick(made.NEIGHBOURS)}{trade.ending}", iso(since), between(5, 300),
                    f"应用后{problem}的情况明显减少。", "", when, when,
                )  # fmt: skip

    def _mentorships(self, life: Life, count: int) -> None:
        world = self.world
        pick, between, iso = world.pick, world.between, world.iso
        if len(life.team) < 2:
            return
        for number in range(1, count + 1):
            start = between(life.start, max(life.start, life.end - 10))
            due = start + pick((365, 730, 730, 1095))
            mentor = life.leader_id if world.chance(0.6) or not life.backbone else pick(life.backbone)
            apprentice = pick([pk for pk in life.team if pk != mentor])
            ended = due if due < world.today and world.chance(0.85) else None
            outcome = pick(("completed", "completed", "completed", "renewed")) if ended else ""
            stamp = world.stamp(start)
            pk = self.mentorships.add(
                life.pk, f"SD-{world.year(start)}-{life.pk}-{number}", mentor, apprentice, pick(life.place.trade.posts),
                iso(start), iso(due), ended and iso(ended), words.APPRENTICE,
                pick(words.GRADES[1:]), pick((None, 200, 300, 500)), outcome, "按协议完成，考核合格" if ended else "",
                stamp, stamp,
            )  # fmt: skip
            for middle in ((start + due) // 2, due - 20):
                if middle < min(world.today, ended or world.today) and world.chance(0.6):
                    when = world.stamp(middle)
                    self.checks.add(
                        life.pk,
                        pk,
                        iso(middle),
                        "理论问答和实际操作",
                        pick(("excellent", "passed", "passed")),
                        "",
                        when,
                        when,
                    )
