from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    name = "welcome_ruhr.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .vault_keys import note_keys

        # From here on there are tables in which something may be sealed.
        post_migrate.connect(note_keys, sender=self, dispatch_uid="note_keys")
