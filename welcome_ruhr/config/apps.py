from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "welcome_ruhr.config"
    label = "config"
