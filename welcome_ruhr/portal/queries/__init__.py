"""What pages show: shaped for one reader's language, with a fallback where a page is missing in it."""

from .doors import doors
from .entries import Entry, entries, entry, link
from .feedback import subject_of_feedback
from .feeds import feed
from .frame import absolute, addresses, breadcrumbs, language_switch, navigation
from .journeys import journey_steps, journeys, journeys_with
from .lists import articles_below, articles_tagged, by_topic, coming_events, news
from .notices import notices_on
from .page_types import page_context
from .reading import laws_of, page_at, read_page, status_of
from .review import KEPT_MODELS, pages_due, pages_using
from .searching import NARROWING, facets_of, narrowing, search_page, suggestions, top_tasks
from .sitemap import sitemap_file, sitemap_index
from .structured_data import json_ld
from .towns import cities_address, places, towns

__all__ = [
    "KEPT_MODELS",
    "NARROWING",
    "Entry",
    "absolute",
    "addresses",
    "articles_below",
    "articles_tagged",
    "breadcrumbs",
    "by_topic",
    "cities_address",
    "coming_events",
    "doors",
    "entries",
    "entry",
    "facets_of",
    "feed",
    "journey_steps",
    "journeys",
    "journeys_with",
    "json_ld",
    "language_switch",
    "laws_of",
    "link",
    "narrowing",
    "navigation",
    "news",
    "notices_on",
    "page_at",
    "page_context",
    "pages_due",
    "pages_using",
    "places",
    "read_page",
    "search_page",
    "sitemap_file",
    "sitemap_index",
    "status_of",
    "subject_of_feedback",
    "suggestions",
    "top_tasks",
    "towns",
]
