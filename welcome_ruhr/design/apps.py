from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Base pages, components, tokens, icons and the one stylesheet; no models."""

    name = "welcome_ruhr.design"
    label = "design"
    verbose_name = "Design"
