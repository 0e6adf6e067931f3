"""Projects carried over from the creation form: their source is a code now."""

from django.db import migrations


def as_code(apps, schema_editor):
    apps.get_model("ledger", "Project").objects.filter(source="创建申报表").update(source="form")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_living_studio")]
    operations = [migrations.RunPython(as_code, migrations.RunPython.noop)]
