"""The portal's own settings with stock Wagtail's view of an article in place of ours.

It answers through the same WSGI application and the same middleware.
"""

from welcome_ruhr.config.settings import *  # noqa: F403
from welcome_ruhr.config.settings import INSTALLED_APPS, ROOT, TEMPLATES

ROOT_URLCONF = "bench.stock.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "bench.stock"]
# The template of the one part that asks the portal's site map, as a site without that map has it.
TEMPLATES[0]["DIRS"] = [ROOT / "bench" / "templates"]
# Wagtail reads the addresses of its sites from the cache for each link: in memory, as a stock site would.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
