"""The studio file: studio, people, team, holdings, the seven criteria as kept."""

from lingjun.studios.models.base import StudioRecord
from lingjun.studios.models.holdings import (
    WAITING,
    Equipment,
    Expense,
    Grant,
    GrantSource,
    Material,
    Premises,
    Regulation,
    Use,
)
from lingjun.studios.models.people import Honour, Promotion, PromotionKind, Worker
from lingjun.studios.models.sheet import CriteriaSheet, Standing
from lingjun.studios.models.studio import Charter, ImportBatch, ImportState, Plaque, Studio, StudioStatus, Tenure
from lingjun.studios.models.team import Member, MemberRole, StudioAppointment

__all__ = [
    "WAITING",
    "Charter",
    "CriteriaSheet",
    "Equipment",
    "Expense",
    "Grant",
    "GrantSource",
    "Honour",
    "ImportBatch",
    "ImportState",
    "Material",
    "Member",
    "MemberRole",
    "Plaque",
    "Premises",
    "Promotion",
    "PromotionKind",
    "Regulation",
    "Standing",
    "Studio",
    "StudioAppointment",
    "StudioRecord",
    "StudioStatus",
    "Tenure",
    "Use",
    "Worker",
]
