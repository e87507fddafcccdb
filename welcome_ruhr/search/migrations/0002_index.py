from django.db import migrations

from welcome_ruhr.search.index import index


class Migration(migrations.Migration):
    """The index itself is a table of the database's own full-text search, which no model describes."""

    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(lambda apps, schema_editor: index().create(), lambda apps, schema_editor: index().drop()),
    ]
