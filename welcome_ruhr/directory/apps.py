from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "welcome_ruhr.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from . import freshness, uses

        freshness.connect()
        uses.write_at_once()
