"""What pages show: shaped for one reader's language, with a fallback where a page is missing in it."""

from .entries import Entry, entries, entry, link, live
from .feedback import subject_of_feedback
from .frame import absolute, addresses, breadcrumbs, direction, language_switch, navigation
from .journeys import journey_steps, journeys, journeys_with
from .lists import articles, by_topic, coming_events, doors, news
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
    "direction",
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
