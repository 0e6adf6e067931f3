"""The seven criteria as they stand today, kept so that a table of all studios costs one read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from lingjun.organizations.models import Organization
from lingjun.studios.models.studio import Studio


class Standing(models.IntegerChoices):
    """How far a criterion is met."""

    MISSING = 0, "缺"
    PARTIAL = 1, "缺几项"
    MET = 2, "达到"


SEVEN = ("plaque", "premises", "regulations", "funds", "team", "ledger", "results")


class CriteriaSheet(models.Model):
    """七个有 of one studio, written again by every action that touches its file and by time (`due_on`).

    `detail` holds per criterion the words, evidence and missing pieces; `lacks` what a row of the table shows of those
    not met: key to [words, missing pieces]; `counts` how many lines each tab has.
    `recommender`, `named_on` and `is_active` repeat the studio's, for filters and order without a join. The indexes
    hold all that the table filters by, so that counting and turning pages never reads the wide rows.
    """

    studio = models.OneToOneField(Studio, models.CASCADE, primary_key=True, related_name="sheet")
    recommender = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    named_on = models.DateField()
    is_active = models.BooleanField(default=True)
    plaque = models.PositiveSmallIntegerField("有牌匾", choices=Standing.choices, default=Standing.MISSING)
    premises = models.PositiveSmallIntegerField("有场所", choices=Standing.choices, default=Standing.MISSING)
    regulations = models.PositiveSmallIntegerField("有制度", choices=Standing.choices, default=Standing.MISSING)
    funds = models.PositiveSmallIntegerField("有经费", choices=Standing.choices, default=Standing.MISSING)
    team = models.PositiveSmallIntegerField("有团队", choices=Standing.choices, default=Standing.MISSING)
    ledger = models.PositiveSmallIntegerField("有台账", choices=Standing.choices, default=Standing.MISSING)
    results = models.PositiveSmallIntegerField("有成果", choices=Standing.choices, default=Standing.MISSING)
    met = models.PositiveSmallIntegerField("达到几个", default=0)
    detail: models.JSONField[Any, Any] = models.JSONField(default=list)
    lacks: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    last_entry_on = models.DateField("最近一条台账", null=True, blank=True)
    due_on = models.DateField("最迟何时重算", null=True, blank=True)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "七个有"
        indexes: ClassVar = [
            models.Index(fields=["-named_on", "-studio", "is_active", "met", *SEVEN], name="sheet_recent"),
            models.Index(fields=["recommender", "-named_on", "-studio", "is_active"], name="sheet_recommender"),
            models.Index(fields=["due_on"], name="sheet_due"),
            models.Index(fields=["met", "named_on", "studio", "is_active"], name="sheet_met"),
            *(
                models.Index(
                    fields=["-named_on", "-studio", "is_active", key],
                    condition=models.Q(**{f"{key}__lt": 2}),
                    name=f"sheet_lacks_{key}",
                )
                for key in SEVEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.studio_id}: {self.met}/7"
