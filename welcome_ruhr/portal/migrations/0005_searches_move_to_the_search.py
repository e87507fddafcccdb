from typing import Any

from django.db import migrations


def hand_over(apps: Any, schema_editor: Any) -> None:
    """What was searched for in vain goes on being counted by the room `search`."""
    asked = apps.get_model("search", "Asked")
    asked.objects.bulk_create(
        asked(
            month=old.month,
            language=old.language,
            words=old.words,
            times=old.times,
            in_vain=old.times,
            last_on=old.last_on,
        )
        for old in apps.get_model("portal", "FruitlessSearch").objects.all()
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_notices_and_films"), ("search", "0001_initial")]

    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="FruitlessSearch"),
    ]
