from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    name = "welcome_ruhr.enquiries"
    label = "enquiries"
    verbose_name = _("Enquiries")

    def ready(self) -> None:
        from . import places, receivers, roles  # noqa: F401 — receivers are connected by being there

        roles.register()
        places.register()
