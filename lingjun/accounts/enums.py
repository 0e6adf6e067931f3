"""Roles: what an appointment gives (design section 1)."""

from django.db import models


class Role(models.TextChoices):
    """Business roles act on cases; administrator and auditor never do and are separate people."""

    CITY_OFFICER = "city_officer", "市总工会经办人"
    DISTRICT_OFFICER = "district_officer", "区/产业工会经办人"
    UNIT_CHAIR = "unit_chair", "单位工会主席"
    UNIT_CLERK = "unit_clerk", "单位工会经办人"
    LEADER = "leader", "领衔人"
    LIAISON = "liaison", "联络员"
    EXPERT = "expert", "评审专家"
    ADMINISTRATOR = "administrator", "系统管理员"
    AUDITOR = "auditor", "审计员"


FILLING_ROLES = frozenset({Role.UNIT_CHAIR, Role.UNIT_CLERK, Role.LEADER, Role.LIAISON})
"""Roles of a unit that may fill in a form."""
