from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfcheckConfig(AppConfig):
    name = "welcome_ruhr.selfcheck"
    label = "selfcheck"
    verbose_name = _("Self-check")

    def ready(self) -> None:
        from . import findable

        findable.connect()
