"""Creation cases: those of the studios named lately, and those under way."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from lingjun.cases.enums import Rest
from lingjun.cases.models import Case, CaseStep, Event, Opinion, Submission
from lingjun.core.pinyin import search_text
from lingjun.creation.content import Content, HonourRow, LeaderPart, ProjectRow, RosterRow, UnitPart
from lingjun.creation.models import Application
from lingjun.notices.models import Round
from lingjun.notices.schema.content import Step
from lingjun.seed import words
from lingjun.seed.team import SUFFIX, Place
from lingjun.seed.world import World

PREFIX: Final = "CJ"
UNDER_WAY: Final = (
    Rest.DRAFT, "unit_opinion", "recommendation", "recommendation", "city_decision", "city_decision", Rest.RETURNED,
    Rest.REJECTED, Rest.WITHDRAWN,
)  # fmt: skip


class Cases:
    """Rows of cases with steps, submission, opinions and history."""

    def __init__(self, world: World, steps: tuple[Step, ...]) -> None:
        self.world = world
        self.steps = [step for step in steps if not step.optional]
        table = world.store.table
        self.rounds = table(
            Round, "notice_version_id kind name year organizer_id opens_at closes_at legal_basis quotas materials"
        )
        self.cases = table(
            Case,
            "number kind round_id subject_name unit_id recommender_id federation_id unit_path state state_label version"
            " due_at search_key opened_at submitted_at changed_at finished_at",
        )
        self.rows = table(
            CaseStep,
            "case_id position key kind level organization_id waiting_label done_label action_label title opinion_box"
            " days verbs",
        )
        self.applications = table(Application, "case_id content revision leader_name updated_at")
        self.submissions = table(Submission, "case_id version content digest submitted_by_name submitted_at")
        self.opinions = table(
            Opinion, "case_id step_id version verdict text signer_name organization_name dated_on decided_at"
        )
        self.events = table(Event, "case_id verb text step_title actor_name organization_name version at")

    def round(self, version_id: int, organizer_id: int, year: int, *, opens: int, closes: int, number: str) -> int:
        """A creation round of a federation."""
        world = self.world
        return self.rounds.add(
            version_id, "creation", f"{year}年创建申报", year, organizer_id, world.stamp(opens), world.stamp(closes),
            number, "{}", "[]",
        )  # fmt: skip

    def named(self, place: Place, round_id: int, leader: str, named: int, decision: str) -> int:
        """The finished case of a studio about to be opened; gives its id."""
        return self._case(place, round_id, leader, state=Rest.NAMED, day=named, decision=decision)

    def under_way(self, place: Place, round_id: int, leader: str) -> int:
        """A case at some step, opened in the last weeks."""
        world = self.world
        day = world.today - world.between(0, 20)
        return self._case(place, round_id, leader, state=world.pick(UNDER_WAY), day=day, decision="")

    def _case(self, place: Place, round_id: int, leader: str, *, state: str, day: int, decision: str) -> int:
        world = self.world
        year, stamp = world.year(day), world.stamp(day)
        number = f"{PREFIX}-{year}-{world.number(f'{PREFIX}-{year}'):04d}"
        name = f"{leader}{SUFFIX}"
        keys = [step.key for step in self.steps]
        at = keys.index(state) if state in keys else len(keys) if state == Rest.NAMED else -1
        label = self.steps[at].waiting_label if 0 <= at < len(keys) else Rest(state).label
        opened = world.stamp(day - 40)
        submitted = None if state == Rest.DRAFT else world.stamp(day - 30)
        final = state in {Rest.NAMED, Rest.REJECTED, Rest.WITHDRAWN}
        pk = self.cases.add(
            number, "creation", round_id, name, place.unit_id, place.recommender_id, place.federation_id, place.path,
            state, label, 0 if submitted is None else 1, world.stamp(day + world.between(-5, 25)),
            search_text(number, name, place.name)[:300], opened, submitted, stamp, stamp if final else None,
        )  # fmt: skip
        content = self._content(place, name, leader)
        form = content.to_dict()
        self.applications.add(pk, json.dumps(form), 3, leader, opened)
        at_level = {"unit": place.unit_id, "recommender": place.recommender_id, "federation": place.federation_id}
        for position, step in enumerate(self.steps, 1):
            row = self.rows.add(
                pk, position, step.key, step.kind, step.level, at_level[step.level], step.waiting_label,
                step.done_label, step.action_label, step.name, step.opinion_box, step.days or 5,
                json.dumps(list(step.actions)),
            )  # fmt: skip
            if position <= at and step.kind != "naming":
                words_ = world.pick(step.phrases) if step.phrases else "同意。"
                dated = day - 30 + position * 5
                by = place.contact or "工会经办人"
                self.opinions.add(pk, row, 1, "approve", words_, by, place.name, world.iso(dated), world.stamp(dated))
                self.events.add(pk, "approve", words_, step.name, by, "", 1, world.stamp(dated))
        self.events.add(pk, "open", "", "", place.contact or "单位经办人", place.name, 0, opened)
        if submitted:
            paper = content.paper(organization="").to_dict()
            data: dict[str, Any] = {"form": form, "paper": paper, "evidence": []}
            text = json.dumps([number, 1, paper], ensure_ascii=False, sort_keys=True)
            digest = hashlib.sha256(text.encode()).hexdigest()[:12].upper()
            self.submissions.add(pk, 1, json.dumps(data), digest, place.contact or "单位经办人", submitted)
            self.events.add(pk, "submit", "", "", place.contact or "单位经办人", place.name, 1, submitted)
        if state == Rest.NAMED:
            self.events.add(pk, "name", decision, "命名授牌", "市总工会经办人", "", 1, stamp)
        return pk

    def _content(self, place: Place, name: str, leader: str) -> Content:
        """What the unit wrote into the form."""
        world, trade = self.world, place.trade
        text, level, body = world.pick(words.HONOURS)
        return Content(
            unit=UnitPart(unit_name=place.name, studio_name=name, chair_name="林志远"),
            leader=LeaderPart(
                name=leader, gender="男", birth=f"{world.between(1966, 1986)}-05", political_status="中共党员",
                education="大学本科", post=world.pick(trade.posts), title="高级技师",
                honours=[HonourRow(text, level, str(world.between(2010, 2024)), body)],
            ),
            roster=[_row(world) for _ in range(4)],
            projects=[ProjectRow(f"{world.pick(trade.things)}{world.pick(words.WAYS)}", "technical") for _ in range(2)],
        )  # fmt: skip


def _row(world: World) -> RosterRow:
    return RosterRow(
        name=world.pick(words.SURNAMES) + world.pick(words.MEN), gender="男", birth=f"{world.between(1970, 1999)}-03",
        political_status="群众", education="大专", skill_grade="高级工",
    )  # fmt: skip
