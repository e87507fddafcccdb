"""Page types, one subject per module, and the records kept about them."""

from .articles import ArticlePage, AskPage, StandardPage
from .base import KeptPage, PortalPage
from .cities import CityIndexPage
from .doors import AudiencePage, HomePage, PhasePage, TopicPage
from .feedback import PageFeedback
from .journeys import JourneyIndexPage, JourneyPage
from .news import EventPage, NewsIndexPage, NewsPage
from .records import ContentRecord, PublishedText, Translation

__all__ = [
    "ArticlePage",
    "AskPage",
    "AudiencePage",
    "CityIndexPage",
    "ContentRecord",
    "EventPage",
    "HomePage",
    "JourneyIndexPage",
    "JourneyPage",
    "KeptPage",
    "NewsIndexPage",
    "NewsPage",
    "PageFeedback",
    "PhasePage",
    "PortalPage",
    "PublishedText",
    "StandardPage",
    "TopicPage",
    "Translation",
]
