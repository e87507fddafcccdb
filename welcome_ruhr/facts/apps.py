from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactsConfig(AppConfig):
    name = "welcome_ruhr.facts"
    label = "facts"
    verbose_name = _("Facts")

    def ready(self) -> None:
        from . import freshness, tokens

        tokens.register()
        freshness.connect()
