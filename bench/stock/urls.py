"""The portal's addresses with Wagtail's own view where ours stands."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

from welcome_ruhr.config.urls import urlpatterns as ours
from welcome_ruhr.portal.urls import app_urls

urlpatterns = [*ours[:-1], *i18n_patterns(path("", include(app_urls)), path("", include(wagtail_urls)))]
