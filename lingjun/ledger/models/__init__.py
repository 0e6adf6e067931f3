"""The ledger (台账, clause 二.6): plan, projects, activities, achievements, mentorships."""

from lingjun.ledger.enums import AchievementKind, AchievementStatus
from lingjun.ledger.models.achievements import Achievement, Adoption, Benefit, BenefitBasis
from lingjun.ledger.models.activities import Activity, ActivityKind, StagedPhoto, team_on
from lingjun.ledger.models.mentorships import Mentorship, MentorshipOutcome, StageCheck, StageMark
from lingjun.ledger.models.plan import Plan, PlanItem
from lingjun.ledger.models.projects import Milestone, Project, ProjectDirection, ProjectSource, ProjectStatus

__all__ = [
    "Achievement",
    "AchievementKind",
    "AchievementStatus",
    "Activity",
    "ActivityKind",
    "Adoption",
    "Benefit",
    "BenefitBasis",
    "Mentorship",
    "MentorshipOutcome",
    "Milestone",
    "Plan",
    "PlanItem",
    "Project",
    "ProjectDirection",
    "ProjectSource",
    "ProjectStatus",
    "StageCheck",
    "StageMark",
    "StagedPhoto",
    "team_on",
]
