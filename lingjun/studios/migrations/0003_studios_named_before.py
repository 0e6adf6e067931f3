"""Studios named before this release: their first tenure, and a sheet of the criteria to be computed today."""

from django.db import migrations
from django.utils import timezone

CHUNK = 500


def fill(apps, schema_editor):
    Studio = apps.get_model("studios", "Studio")
    Tenure = apps.get_model("studios", "Tenure")
    Sheet = apps.get_model("studios", "CriteriaSheet")
    without = Studio.objects.filter(tenures__isnull=True).select_related("unit").order_by("pk")
    Tenure.objects.bulk_create(
        (
            Tenure(
                studio=studio, name=studio.name, leader_id=studio.leader_id, unit_id=studio.unit_id,
                unit_name=studio.unit.name, since=studio.named_on, decision_number=studio.decision_number, reason="命名",
            )
            for studio in without.iterator(CHUNK)
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    Sheet.objects.bulk_create(
        (
            Sheet(
                studio=studio, recommender_id=studio.recommender_id, named_on=studio.named_on,
                is_active=studio.status == "active", due_on=timezone.localdate(),
            )
            for studio in Studio.objects.filter(sheet__isnull=True).order_by("pk").iterator(CHUNK)
        ),
        batch_size=CHUNK,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("studios", "0002_living_studio")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
