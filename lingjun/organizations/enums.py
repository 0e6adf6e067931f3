"""Codes of organizations."""

from django.db import models


class OrganizationKind(models.TextChoices):
    """Place in the union tree. Districts and industries are the two parallel recommending lines of the notice."""

    FEDERATION = "federation", "总工会"
    DISTRICT_UNION = "district_union", "区工会"
    INDUSTRIAL_UNION = "industrial_union", "产业工会"
    UNIT = "unit", "单位"


class UnitNature(models.TextChoices):
    """Clause 三 of 厦工〔2012〕80号: enterprises first; institutions and government bodies may follow the standard."""

    STATE_ENTERPRISE = "state_enterprise", "国有企业"
    PRIVATE_ENTERPRISE = "private_enterprise", "民营企业"
    FOREIGN_ENTERPRISE = "foreign_enterprise", "外商及港澳台企业"
    INSTITUTION = "institution", "事业单位"
    GOVERNMENT = "government", "机关"
