"""What follows when Wagtail publishes a page."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from .actions import note_published_text, share_fields
from .models import PortalPage


@receiver(page_published, dispatch_uid="portal.share_fields")
def share_after_publishing(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PortalPage):
        share_fields(page=instance)
        note_published_text(page=instance)
