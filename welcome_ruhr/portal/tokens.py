"""`{{ setting:imprint_email }}`: what the carrier of the portal enters once, printed wherever it is named."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcome_ruhr.design import tokens

PREFIX = "setting"
IMPRINT = "imprint_"


def register() -> None:
    tokens.register(PREFIX, tokens.TokenSource(as_html=as_html, as_text=as_text, problem=problem))


def as_html(key: str, language: str) -> SafeString:
    value = _value(key)
    if key == "imprint_email" and value:
        return format_html('<a href="mailto:{}"><bdi>{}</bdi></a>', value, value)
    if not value:
        return format_html('<em class="not-entered">{}</em>', as_text(key, language))
    return format_html("<bdi>{}</bdi>", value)


def as_text(key: str, language: str) -> str:
    with override(language):
        return _value(key) or _("[not yet entered in this installation]")


def problem(key: str) -> str:
    known = {IMPRINT + name for name in settings.IMPRINT}
    return "" if key in known else _("There is no setting with the name “%(key)s”.") % {"key": key}


def _value(key: str) -> str:
    return str(settings.IMPRINT.get(key.removeprefix(IMPRINT), ""))
