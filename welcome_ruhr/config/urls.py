from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from welcome_ruhr.accounts import urls as accounts_urls
from welcome_ruhr.enquiries import urls as enquiries_urls
from welcome_ruhr.portal import urls as portal_urls
from welcome_ruhr.selfcheck import urls as selfcheck_urls

from . import views

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("account/", include("welcome_ruhr.accounts.urls")),
    path("admin/", include(portal_urls.admin)),
    path("admin/", include(wagtailadmin_urls)),
    path("workspace/", include(accounts_urls.workspace)),
    path("workspace/enquiries/", include(enquiries_urls.workspace)),
    path("documents/", include(wagtaildocs_urls)),
    path("gallery/", include("welcome_ruhr.design.urls")),
    path("favicon.ico", views.favicon),
    path("api/v1/", include(selfcheck_urls.api)),
    path("", include(portal_urls.files)),
    # Documents and films have addresses of their own, which say how a browser is to take them.
    re_path(r"^media/(?P<path>(?:images|original_images)/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *i18n_patterns(
        path("", include(enquiries_urls.pages)),
        path("", include(selfcheck_urls.pages)),
        path("", include(portal_urls.pages)),
    ),
]

handler404 = "welcome_ruhr.portal.views.not_found"
handler500 = "welcome_ruhr.config.views.server_error"
