"""One settings file, read from the environment; every variable is explained in docs/settings.md."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import environment as env
from .production import problems
from .release import release
from .secret import kept_secret

ROOT = Path(__file__).resolve().parents[2]
CONTENT_DIR = env.path("CONTENT_DIR", ROOT / "content")
DATA_DIR = env.path("DATA_DIR", ROOT / "data")

# --- who we are -------------------------------------------------------------------------------
PRODUCTION = env.flag("PRODUCTION")
DEMO = env.flag("DEMO", default=not PRODUCTION)
DEBUG = env.flag("DEBUG")
PORT = env.number("PORT", 8000)
LISTEN_HOST = env.text("LISTEN_HOST", "127.0.0.1")
SERVER_PROCESSES = env.number("SERVER_PROCESSES", 1)
SERVER_THREADS = env.number("SERVER_THREADS", 4)
BASE_URL = env.text("BASE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else kept_secret(DATA_DIR / "secret_key"))
SITE_NAME = "welcome.RUHR"
IMPRINT = {
    name: env.text(f"IMPRINT_{name.upper()}") for name in ("representative", "email", "phone", "vat_id", "editor")
}

if PRODUCTION:
    _found = problems(secret_key=SECRET_KEY, debug=DEBUG, demo=DEMO, allowed_hosts=ALLOWED_HOSTS, imprint=IMPRINT)
    if _found:
        raise ImproperlyConfigured("The portal does not start in production:\n- " + "\n- ".join(_found))

# --- rooms ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    # our rooms, highest first (DESIGN.md)
    "welcome_ruhr.config.apps.ConfigConfig",
    "welcome_ruhr.enquiries.apps.EnquiriesConfig",
    "welcome_ruhr.selfcheck.apps.SelfcheckConfig",
    "welcome_ruhr.portal.apps.PortalConfig",
    "welcome_ruhr.directory.apps.DirectoryConfig",
    "welcome_ruhr.facts.apps.FactsConfig",
    "welcome_ruhr.vocabulary.apps.VocabularyConfig",
    "welcome_ruhr.delivery.apps.DeliveryConfig",
    "welcome_ruhr.search.apps.SearchConfig",
    "welcome_ruhr.accounts.apps.AccountsConfig",
    "welcome_ruhr.design.apps.DesignConfig",
    "welcome_ruhr.foundation.apps.FoundationConfig",
    # Wagtail
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    # sign-in
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    # background tasks, safety, Django
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "welcome_ruhr.config.middleware.Compression",
    "welcome_ruhr.foundation.pieces.Pieces",
    "welcome_ruhr.delivery.middleware.StoredPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "welcome_ruhr.config.middleware.ContentSecurityPolicy",
    "welcome_ruhr.config.middleware.BrowserLimits",
    "welcome_ruhr.portal.desk.noting.MissedAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "welcome_ruhr.config.middleware.LanguagesInSmallLetters",
    "welcome_ruhr.config.middleware.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "welcome_ruhr.accounts.middleware.SecondFactorRequired",
    "welcome_ruhr.portal.redirecting.OldAddresses",
]

ROOT_URLCONF = "welcome_ruhr.config.urls"
WSGI_APPLICATION = "welcome_ruhr.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "welcome_ruhr.design.loaders.WithoutIndentation"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- data -------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL")
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL or f"sqlite:///{DATA_DIR / 'welcome.sqlite3'}", conn_max_age=60)
}
SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if SQLITE:
    # WAL lets visitors read while an editor writes; IMMEDIATE makes writers wait for each other instead of failing.
    # What is deleted is overwritten: of an erased person nothing stays in the file.
    # The log is copied back by the worker (foundation.write_ahead); at 80 MB, should there be none, by a commit.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-4000; PRAGMA wal_autocheckpoint=20000; PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Counts failed sign-ins for all server processes together, so it cannot live in one process's memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
    },
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "welcome_ruhr.design.finders.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page needs ours
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor sends one field per part of a page

# --- what is sealed -------------------------------------------------------------------------------
VAULT_KEY_FILE = env.path("VAULT_KEY_FILE", DATA_DIR / "vault.key")
SEALED_FILES_DIR = DATA_DIR / "sealed"
CLAMD_URL = env.address("CLAMD_URL", "tcp", "unix")

# --- stored pages ---------------------------------------------------------------------------------
PAGE_STORE = env.flag("PAGE_STORE", default=True)
PAGES_DIR = DATA_DIR / "pages"
SEVERAL_MACHINES = env.flag("SEVERAL_MACHINES")

# --- languages --------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", _("German")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("fr", _("French")),
    ("pl", _("Polish")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("de-simple", _("Easy language")),
]
NEVER_STORED = (
    *("/admin/", "/account/", "/workspace/", "/static/", "/media/", "/documents/", "/gallery/", "/films/"),
    # Pages of one person: no two who ask for their address wait for each other's answer.
    *(f"/{code}/{page}/" for code, _name in LANGUAGES for page in ("ask", "my-enquiry", "no-mail", "office-answer")),
)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "welcome_ruhr" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- sign-in ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["welcome_ruhr.accounts.backends.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "welcome_ruhr.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "welcome_ruhr.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people who have no account
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# django-allauth's own generator keeps a second copy of the address, which would outlive a change of it.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 — a class, no secret
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_FORMS = {"login": "welcome_ruhr.accounts.forms.SignInForm"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "20/10m/ip,5/10m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "welcome_ruhr.accounts.adapters.MFAAdapter"
MFA_FORMS = {"add_webauthn": "welcome_ruhr.accounts.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
OIDC_NAME = env.text("OIDC_NAME", "Single sign-on")
OIDC_SERVER_URL = env.text("OIDC_SERVER_URL")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": OIDC_NAME,
                    "client_id": OIDC_CLIENT_ID,
                    "secret": OIDC_CLIENT_SECRET,
                    "settings": {"server_url": OIDC_SERVER_URL},
                }
            ],
        }
    }
    if OIDC_SERVER_URL
    else {}
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # an embed would send readers' addresses to third parties
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every document is saved, none is opened inside the portal's origin
WAGTAILDOCS_DOCUMENT_FORM_BASE = "welcome_ruhr.portal.editing.uploads.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "welcome_ruhr.portal.editing.uploads.ImageForm"
# Editors find pages and files by any part of their titles. An index of its own cost a third of a second with every
# publishing of a site of 20,000 pages; readers have the room `search`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
TAGGIT_CASE_INSENSITIVE = True

# --- tasks ------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TASK_LEASE_SECONDS = env.number("TASK_LEASE_SECONDS", 60)
TASK_MAX_ATTEMPTS = env.number("TASK_MAX_ATTEMPTS", 5)
CHECK_LINKS = env.flag("CHECK_LINKS", default=True)

# --- mail -------------------------------------------------------------------------------------
EMAIL_URL = env.text("EMAIL_URL")
EMAIL_CONFIG = urlsplit(EMAIL_URL)
EMAIL_BACKEND = f"welcome_ruhr.foundation.{'mail.smtp' if EMAIL_URL else 'local_mailbox'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = EMAIL_CONFIG.hostname or "localhost"
EMAIL_PORT = EMAIL_CONFIG.port or 25
EMAIL_HOST_USER = unquote(EMAIL_CONFIG.username or "")
EMAIL_HOST_PASSWORD = unquote(EMAIL_CONFIG.password or "")
EMAIL_USE_TLS = EMAIL_CONFIG.scheme == "smtp+tls"
EMAIL_USE_SSL = EMAIL_CONFIG.scheme == "smtps"
EMAIL_TIMEOUT = 10
MAILBOX_URL = env.address("MAILBOX_URL", "imaps", "imap+tls")
MAILBOX_ADDRESS = env.text("MAILBOX_ADDRESS")
MAILBOX_TAKES_TAGS = env.flag("MAILBOX_TAKES_TAGS")
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", "welcome.RUHR <noreply@localhost>")

# --- backup -----------------------------------------------------------------------------------
BACKUP_PASSPHRASE = env.text("BACKUP_PASSPHRASE")
# What is taken beside the database, by its name in the backup, which is also its name in a restored data folder.
BACKED_UP = {
    "media": MEDIA_ROOT,
    "sealed": SEALED_FILES_DIR,
    "vault.key": VAULT_KEY_FILE,
    "secret_key": DATA_DIR / "secret_key",
}
# What a start makes anew, and what a demonstration writes instead of sending it.
NOT_BACKED_UP = (STATIC_ROOT, PAGES_DIR, EMAIL_FILE_PATH)

# --- safety -----------------------------------------------------------------------------------
HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "welcome_ruhr.config.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's editor places styles and small scripts in the page itself and shows previews in frames.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "script-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django would write to ADMINS what was sent when something went wrong: what somebody asked, and their code.
    "loggers": {"welcome_ruhr": {"level": "INFO"}, "django": {"handlers": []}},
}

# Pages that were stored by another release, or under other settings, are not given out: so it comes after all of them.
RELEASE = release([ROOT / "welcome_ruhr", ROOT / "requirements"], env.values())

TESTING = "pytest" in sys.modules
if TESTING:
    from .testing import *  # noqa: F403 — the few settings that make tests quick and closed to the network
