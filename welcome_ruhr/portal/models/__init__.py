"""Page types, one subject per module, and the records kept about them."""

from .articles import ArticlePage, AskPage, StandardPage
from .base import KeptPage, PortalPage
from .cities import CityIndexPage
from .desk import CheckedLink, FruitlessSearch, LinkUse, MissedAddress
from .doors import AudiencePage, HomePage, PhasePage, TopicPage
from .feedback import PageFeedback
from .films import Film
from .journeys import JourneyIndexPage, JourneyPage
from .news import EventPage, NewsIndexPage, NewsPage
from .notices import Notice
from .records import ContentRecord, PublishedText, Translation

__all__ = [
    "ArticlePage",
    "AskPage",
    "AudiencePage",
    "CheckedLink",
    "CityIndexPage",
    "ContentRecord",
    "EventPage",
    "Film",
    "FruitlessSearch",
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
