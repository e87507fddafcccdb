"""Page types, one subject per module, and the records kept about them."""

from .articles import ArticlePage, AskPage, StandardPage
from .base import KeptPage, PortalPage
from .cities import CityIndexPage
from .desk import CheckedLink, LinkUse, MissedAddress
from .doors import AudiencePage, DoorPage, HomePage, PhasePage, TopicPage
from .feedback import PageFeedback
from .films import Film
from .journeys import JourneyIndexPage, JourneyPage
from .news import EventPage, NewsIndexPage, NewsPage
from .notices import Notice
from .records import ContentRecord, PublishedText, Translation

PAGE_MODELS: dict[str, type[PortalPage]] = {
    str(model._meta.model_name): model
    for model in (
        ArticlePage, AskPage, AudiencePage, CityIndexPage, EventPage, HomePage, JourneyIndexPage, JourneyPage,
        NewsIndexPage, NewsPage, PhasePage, StandardPage, TopicPage,
    )
}  # fmt: skip
"""Every page type by its name in the tree of pages."""

__all__ = [
    "PAGE_MODELS",
    "ArticlePage",
    "AskPage",
    "AudiencePage",
    "CheckedLink",
    "CityIndexPage",
    "ContentRecord",
    "DoorPage",
    "EventPage",
    "Film",
    "HomePage",
    "JourneyIndexPage",
    "JourneyPage",
    "KeptPage",
    "LinkUse",
    "MissedAddress",
    "NewsIndexPage",
    "NewsPage",
    "Notice",
    "PageFeedback",
    "PhasePage",
    "PortalPage",
    "PublishedText",
    "StandardPage",
    "TopicPage",
    "Translation",
]
