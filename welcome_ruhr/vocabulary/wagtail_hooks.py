"""Audiences, phases and topics in Wagtail's admin; the roles' rights leave them to administrators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Audience, Phase, Topic


class TermViewSet(SnippetViewSet):
    """What the three lists have in common."""

    icon = "tag"
    copy_view_enabled = False
    list_display = ["name", "key", "position"]


class AudienceViewSet(TermViewSet):
    model = Audience


class PhaseViewSet(TermViewSet):
    model = Phase


class TopicViewSet(TermViewSet):
    model = Topic


class VocabularyGroup(SnippetViewSetGroup):
    items = (AudienceViewSet, PhaseViewSet, TopicViewSet)
    menu_label = _("Vocabulary")
    menu_name = "vocabulary"
    menu_icon = "tag"
    menu_order = 150


register_snippet(VocabularyGroup)
