from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "welcome_ruhr.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from . import findable, freshness, queries, receivers, tokens  # noqa: F401 — receivers connect themselves
        from .models import PortalPage

        PortalPage.context_source = staticmethod(queries.page_context)
        tokens.register()
        freshness.connect()
        findable.connect()
