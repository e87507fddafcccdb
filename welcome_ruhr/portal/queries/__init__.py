"""What pages show: shaped for one reader's language, with a fallback where a page is missing in it."""

from .entries import Entry, entries, entry, link, live
from .feedback import subject_of_feedback
from .frame import absolute, addresses, breadcrumbs, language_switch, navigation
from .journeys import journey_steps, journeys, journeys_with
from .lists import articles, by_topic, coming_events, doors, news
from .notices import notices_on
from .page_types import page_context
from .review import KEPT_MODELS, pages_due, pages_using
from .searching import search
from .sitemap import sitemap
from .structured_data import json_ld
from .towns import cities_address, places, town_results, towns

__all__ = [
    "KEPT_MODELS",
    "Entry",
    "absolute",
    "addresses",
    "articles",
    "breadcrumbs",
    "by_topic",
    "cities_address",
    "coming_events",
    "doors",
    "entries",
    "entry",
    "journey_steps",
    "journeys",
    "journeys_with",
    "json_ld",
    "language_switch",
    "link",
    "live",
    "navigation",
    "news",
    "notices_on",
    "page_context",
    "pages_due",
    "pages_using",
    "places",
    "search",
    "sitemap",
    "subject_of_feedback",
    "town_results",
    "towns",
]
