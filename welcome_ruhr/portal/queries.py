"""What pages show: shaped for one reader's language, with a fallback where a page is missing in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from welcome_ruhr.design import tokens
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import MunicipalityType, OfficeKind
from welcome_ruhr.facts.models import Figure
from welcome_ruhr.foundation import clock, formats

from .models import (
    ArticlePage,
    AudiencePage,
    CityIndexPage,
    EventPage,
    HomePage,
    JourneyIndexPage,
    JourneyPage,
    KeptPage,
    NewsIndexPage,
    NewsPage,
    PhasePage,
    PortalPage,
    StandardPage,
    TopicPage,
)
from .site_tree import FALLBACKS, Node, SiteTree, site_tree
from .translations import translation_status

P = TypeVar("P", bound=PortalPage)
NEWS_ON_HOME = 3
FEW_RESULTS = 3


@dataclass(frozen=True)
class Entry:
    """A page as a list shows it, in the reader's best version; the names are what components take."""

    page: PortalPage
    href: str
    summary: str
    lang: str
    """Language of title and summary where it differs from the reader's, else empty."""
    icon: str = ""
    phase: str = ""
    illustration: str = ""
    meta: str = ""

    @property
    def title(self) -> str:
        return self.page.title


def entries(pages: Iterable[P], language: str) -> list[Entry]:
    """Choose each page's version for the reader and give its address; keeps the order of `pages`."""
    tree = site_tree()
    chosen: dict[str, P] = {}
    order = {code: rank for rank, code in enumerate(dict.fromkeys((language, *FALLBACKS)))}
    for page in pages:
        key = str(page.translation_key)
        if page.pk in tree.by_pk and (key not in chosen or _rank(page, order) < _rank(chosen[key], order)):
            chosen[key] = page
    return [entry(page, language, tree) for page in chosen.values()]


def entry(page: PortalPage, language: str, tree: SiteTree | None = None) -> Entry:
    tree = tree or site_tree()
    return Entry(
        page=page,
        href=tree.address(tree.by_pk[page.pk], language),
        summary=tokens.in_text(page.summary, page.language),
        lang=page.language if page.language != language else "",
        illustration=getattr(page, "illustration", ""),
    )


def _rank(page: PortalPage, order: dict[str, int]) -> int:
    return order.get(page.language, len(order))


def live(model: type[P]) -> QuerySet[P]:
    return model.objects.live().select_related("locale").defer_streamfields().order_by("path")


# --- what every page shows ---------------------------------------------------------------------


def page_context(page: PortalPage, language: str) -> dict[str, Any]:
    """Return all a page template needs for a reader of `language`."""
    tree = site_tree()
    node = tree.by_pk.get(page.pk)
    context = {
        "reader_language": language,
        "content_language": page.language,
        "content_direction": direction(page.language),
        "is_fallback": page.language != language,
        "description": tokens.in_text(page.summary, page.language),
        **navigation(language, tree),
        "shown_title": page.below[1] if page.below else page.seo_title or page.title,
        **addresses(node, language, tree, page.below),
        **special_context(page, language),
    }
    if isinstance(page, KeptPage):
        context["status"] = translation_status(page)
    context["json_ld"] = json_ld(page, context)
    return context


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def navigation(language: str, tree: SiteTree | None = None) -> dict[str, Any]:
    """Header, footer and help links, as every page (also search and 404) shows them."""
    tree = tree or site_tree()

    def links(*models: str) -> list[dict[str, str]]:
        return [link(node, language, tree) for model in models for node in tree.of_model(model, language)]

    topics, cities = links("topicpage"), links("cityindexpage")
    phases = [
        {"title": door.page.phase.name, "href": door.href, "group": door.phase}
        for door in doors(PhasePage, "phase", language)
    ]
    return {
        "home_href": f"/{language}/",
        "search_href": reverse("portal:search"),
        "nav_main": [*phases, *links("journeyindexpage"), *cities],
        "nav_more": [*topics, *links("audiencepage", "askpage")],
        "nav_topics": topics,
        "nav_news": links("newsindexpage"),
        "nav_cities": cities,
        "ask": next(iter(links("askpage")), None),
        "footer_groups": [
            {"heading": _("Topics"), "links": topics},
            {
                "heading": _("For you"),
                "links": links("audiencepage", "journeyindexpage", "cityindexpage", "newsindexpage"),
            },
            {"heading": _("About us"), "links": links("askpage", "standardpage")},
        ],
    }


def link(node: Node, language: str, tree: SiteTree) -> dict[str, str]:
    """A link as components take it; `lang` only where the title is not in the reader's language."""
    best = tree.best(node, language)
    return {
        "title": best.title,
        "href": tree.address(node, language),
        "lang": best.language if best.language != language else "",
        "key": best.translation_key,
    }


def addresses(node: Node | None, language: str, tree: SiteTree, below: tuple[str, str] | None = None) -> dict[str, Any]:
    """Breadcrumbs, language switch, canonical and alternate addresses of one page (none for an unsaved preview)."""
    if node is None:
        return {"breadcrumbs": [], "languages": language_switch({}, language), "canonical": "", "alternates": []}
    versions = tree.versions[node.translation_key]
    end = below[0] if below else ""
    own = {code: absolute(f"/{code}/{version.place}{end}") for code, version in versions.items()}
    switch = {code: (tree.address(node, code) + end, code in versions) for code, _label in settings.LANGUAGES}
    return {
        "breadcrumbs": breadcrumbs(node, language, tree, below),
        "languages": language_switch(switch, language),
        "canonical": own[node.language],
        "alternates": [*sorted(own.items()), ("x-default", own.get("en") or own[node.language])]
        if len(own) > 1
        else [],
    }


def breadcrumbs(node: Node, language: str, tree: SiteTree, below: tuple[str, str] | None) -> list[dict[str, str]]:
    """The way from the home page; the last step is the page itself, without an address. Home has none."""
    if node.is_home:
        return []
    home, *between = [link(above, language, tree) for above in tree.ancestors(node)]
    trail = [{**home, "title": _("Home")}, *between]
    if below:
        return [*trail, link(node, language, tree), {"title": below[1], "lang": "de"}]
    return [*trail, {"title": node.title, "lang": node.language if node.language != language else ""}]


def language_switch(places: dict[str, tuple[str, bool]], language: str) -> list[dict[str, Any]]:
    """Items of the language switch: the same page in each language, its name in that language."""
    items = []
    for code, _label in settings.LANGUAGES:
        href, available = places.get(code, (f"/{code}/", True))
        items.append(
            {
                "name": get_language_info(code)["name_local"].capitalize(),
                "lang": code,
                "href": href,
                "current": code == language,
                "available": available,
            }
        )
    return items


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def json_ld(page: PortalPage, context: dict[str, Any]) -> str:
    """Return the page's structured data (schema.org) as JSON that is safe inside a script element."""
    carrier = {"@type": "GovernmentOrganization", "name": "Regionalverband Ruhr", "url": "https://www.rvr.ruhr"}
    graph: list[dict[str, Any]] = []
    if isinstance(page, HomePage):
        graph.append(
            {
                "@type": "WebSite",
                "name": settings.SITE_NAME,
                "url": context["canonical"],
                "inLanguage": page.language,
                "publisher": carrier,
            }
        )
        graph.append(
            {
                "@type": "Organization",
                "name": settings.SITE_NAME,
                "url": settings.BASE_URL,
                "parentOrganization": carrier,
            }
        )
    else:
        crumbs = [_crumb(n, step) for n, step in enumerate(context["breadcrumbs"], 1)]
        graph.append({"@type": "BreadcrumbList", "itemListElement": crumbs})
    if isinstance(page, (ArticlePage, NewsPage, JourneyPage)):
        graph.append(_article_ld(page, context, carrier))
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).replace("<", "\\u003c")


def _crumb(position: int, step: dict[str, str]) -> dict[str, Any]:
    crumb: dict[str, Any] = {"@type": "ListItem", "position": position, "name": step["title"]}
    if step.get("href"):
        crumb["item"] = absolute(step["href"])
    return crumb


def _article_ld(page: KeptPage, context: dict[str, Any], carrier: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Article",
        "headline": page.title,
        "description": context["description"],
        "inLanguage": page.language,
        "url": context["canonical"],
        "image": absolute(static("design/og.png")),
        "publisher": carrier,
    }
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.date().isoformat()
    if page.checked_on:
        data["dateModified"] = page.checked_on.isoformat()
    return data


# --- what one page type shows ------------------------------------------------------------------


@singledispatch
def special_context(page: PortalPage, language: str) -> dict[str, Any]:
    return {}


@special_context.register
def _home(page: HomePage, language: str) -> dict[str, Any]:
    tasks = [task.value["page"] for task in page.top_tasks if task.value["page"]]
    nodes = [node for task in tasks if (node := site_tree().by_pk.get(task.pk))]
    topics = doors(TopicPage, "topic", language)
    icons = {door.page.translation_key: door.icon for door in topics}
    return {
        "top_tasks": [
            replace(task, icon=icons.get(task.page.translation_key, "arrow"))
            for task in entries(_specific_versions(nodes), language)
        ],
        "phases": doors(PhasePage, "phase", language),
        "audiences": doors(AudiencePage, "audience", language),
        "topics": topics,
        "news": news(language)[:NEWS_ON_HOME],
        "journeys": journeys(language),
        **places(language),
    }


@special_context.register
def _phase(page: PhasePage, language: str) -> dict[str, Any]:
    return {
        "phase": page.phase.key,
        "groups": by_topic(articles(language, phases=page.phase_id), language),
        "journeys": journeys(language, phases=page.phase_id),
    }


@special_context.register
def _audience(page: AudiencePage, language: str) -> dict[str, Any]:
    return {
        "groups": by_topic(articles(language, audiences=page.audience_id), language),
        "journeys": journeys(language, audiences=page.audience_id),
    }


@special_context.register
def _topic(page: TopicPage, language: str) -> dict[str, Any]:
    parents = [node.tree_path for node in site_tree().versions.get(str(page.translation_key), {}).values()]
    below = [found for found in articles(language) if found.page.path[: -Page.steplen] in parents]
    return {"groups": [{"title": "", "entries": below}] if below else []}


@special_context.register
def _article(page: ArticlePage, language: str) -> dict[str, Any]:
    chosen = [block.value for block in page.related if block.value]
    nodes = [node for other in chosen if (node := site_tree().by_pk.get(other.pk))]
    return {"related": entries(_specific_versions(nodes), language), "in_journeys": journeys_with(page, language)}


@special_context.register
def _journey(page: JourneyPage, language: str) -> dict[str, Any]:
    phase = page.phases.first()
    return {"phase": phase.key if phase else "", "steps": journey_steps(page, language)}


@special_context.register
def _journey_index(page: JourneyIndexPage, language: str) -> dict[str, Any]:
    return {"entries": journeys(language)}


@special_context.register
def _news_index(page: NewsIndexPage, language: str) -> dict[str, Any]:
    return {"news": news(language), "events": coming_events(language)}


@special_context.register
def _cities(page: CityIndexPage, language: str) -> dict[str, Any]:
    return places(language)


def doors(model: type[P], term_name: str, language: str) -> list[Entry]:
    """Door pages of one type in the order of the vocabulary, each with its icon or colour."""
    found = []
    for door in entries(live(model).select_related(term_name), language):
        term = getattr(door.page, term_name)
        found.append((term.position, replace(door, icon=term.icon, phase=term.key if term_name == "phase" else "")))
    return [door for _position, door in sorted(found, key=lambda pair: pair[0])]


def _specific_versions(nodes: Iterable[Node]) -> list[PortalPage]:
    """All languages of the given pages, in the order given."""
    tree = site_tree()
    keys = [pk for node in nodes for pk in (version.pk for version in tree.versions[node.translation_key].values())]
    found = {page.pk: page for page in Page.objects.filter(pk__in=keys).select_related("locale").specific(defer=False)}
    return [found[pk] for pk in keys if pk in found]


# --- lists --------------------------------------------------------------------------------------


def articles(language: str, **tagged: int) -> list[Entry]:
    """Articles tagged so, such as `audiences=3`, in the reader's best version and in tree order."""
    return entries(live(ArticlePage).filter(**tagged), language)


def by_topic(found: list[Entry], language: str) -> list[dict[str, Any]]:
    """Group articles under the topic pages they stand below."""
    tree = site_tree()
    groups: dict[str, dict[str, Any]] = {}
    for one in found:
        parent = tree.by_tree_path.get(one.page.path[: -Page.steplen])
        if parent:
            group = groups.setdefault(parent.translation_key, {**link(parent, language, tree), "entries": []})
            group["entries"].append(one)
    return list(groups.values())


def journeys(language: str, **tagged: int) -> list[Entry]:
    return entries(live(JourneyPage).filter(**tagged), language)


def journey_steps(page: JourneyPage, language: str) -> list[dict[str, Any]]:
    """The steps as the component takes them, with the article and the office they lead to."""
    tree = site_tree()
    steps = []
    for number, block in enumerate(page.steps, 1):
        step = block.value
        article = step["article"]
        node = tree.by_pk.get(article.pk) if article else None
        steps.append(
            {
                "id": f"step-{number}",
                "title": step["title"],
                "text": step["text"],
                "deadline": step["deadline"],
                "papers": list(step["papers"]),
                "article": link(node, language, tree) if node else None,
                "office": office_link(step["office"], language),
            }
        )
    return steps


def office_link(value: Any, language: str) -> dict[str, str] | None:
    """Where a reader finds the office: his town's page for a kind, the office's own website for one office."""
    if value["office"]:
        office = value["office"]
        return {"title": office.name, "href": office.website} if office.website else None
    if value["kind"]:
        kind = OfficeKind(value["kind"])
        return {"title": f"{_('Find your office')}: {kind.label}", "href": f"{cities_address(language)}#{kind}"}
    return None


def cities_address(language: str) -> str:
    tree = site_tree()
    node = tree.first_of_model("cityindexpage", language)
    return tree.address(node, language) if node else f"/{language}/"


def journeys_with(article: ArticlePage, language: str) -> list[dict[str, Any]]:
    """Journeys that lead through the article, each with the step before and after."""
    tree = site_tree()
    versions = {node.pk for node in tree.versions.get(str(article.translation_key), {}).values()}
    found = []
    for journey in entries(JourneyPage.objects.live().select_related("locale").order_by("path"), language):
        steps = [block.value for block in journey.page.steps]
        here = [n for n, step in enumerate(steps) if step["article"] and step["article"].pk in versions]
        if here:
            phase = journey.page.phases.first()
            found.append(
                {
                    "journey": journey,
                    "phase": phase.key if phase else "",
                    "position": here[0] + 1,
                    "total": len(steps),
                    "previous": _step_link(steps, here[0] - 1, journey, language, tree),
                    "next": _step_link(steps, here[-1] + 1, journey, language, tree),
                }
            )
    return found


def _step_link(steps: list[Any], index: int, journey: Entry, language: str, tree: SiteTree) -> dict[str, str] | None:
    if not 0 <= index < len(steps):
        return None
    article = steps[index]["article"]
    node = tree.by_pk.get(article.pk) if article else None
    href = tree.address(node, language) if node else f"{journey.href}#step-{index + 1}"
    return {"title": steps[index]["title"], "href": href}


def news(language: str) -> list[Entry]:
    found = entries(live(NewsPage).filter(published_on__lte=clock.today()), language)
    newest_first = sorted(found, key=lambda item: item.page.published_on, reverse=True)
    return [replace(item, meta=formats.day(item.page.published_on, language)) for item in newest_first]


def coming_events(language: str) -> list[Entry]:
    found = entries(live(EventPage).filter(starts_at__gte=clock.now()), language)
    soonest_first = sorted(found, key=lambda item: item.page.starts_at)
    return [replace(item, meta=formats.moment(localtime(item.page.starts_at), language)) for item in soonest_first]


def places(language: str) -> dict[str, Any]:
    """The 53 municipalities as tiles for the map and in groups for the list."""
    tiles = towns(language)
    groups: dict[str, list[dict[str, Any]]] = {}
    for tile in tiles:
        groups.setdefault(tile["district"], []).append(tile)
    independent = groups.pop("", [])
    listed = [{"title": _("Independent cities"), "towns": independent}]
    listed += [{"title": name, "towns": groups[name]} for name in sorted(groups)]
    return {"tiles": tiles, "town_groups": listed}


def towns(language: str) -> list[dict[str, Any]]:
    base = cities_address(language)
    return [
        {
            "name": town.name,
            "href": f"{base}{town.slug}/",
            "q": town.q,
            "r": town.r,
            "district": town.district,
            "strong": town.kind == MunicipalityType.INDEPENDENT_CITY,
        }
        for town in directory.municipalities()
    ]


def town_results(text: str, language: str) -> list[dict[str, str]]:
    names = {town.name for town in directory.municipalities_named(text)}
    found = [town for town in towns(language) if town["name"] in names]
    return [{"title": town["name"], "href": town["href"], "text": town["district"], "lang": "de"} for town in found]


def search(text: str, language: str) -> list[Entry]:
    """Pages that match `text` in the reader's language, then in English and German; each page once."""
    words = text.strip()[:200]
    if not words:
        return []
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    pages: dict[int, Page] = {}
    for code in dict.fromkeys((language, *FALLBACKS)):
        if code in locales:
            found = _search_in(locales[code], words)
            pages.update({page.pk: page for page in _titles_first(found, words) if page.pk not in pages})
    specific = {page.pk: page for page in Page.objects.filter(pk__in=pages).select_related("locale").specific()}
    return entries([specific[pk] for pk in pages if isinstance(specific.get(pk), PortalPage)], language)


def _search_in(locale: Locale, words: str) -> list[Page]:
    """All words first; where few pages have all of them, pages that have some, such as of a whole question."""
    public = Page.objects.live().filter(depth__gt=2, locale=locale)
    found = [*public.search(words, operator="and")[:30], *public.autocomplete(words, operator="and")[:30]]
    if len(found) < FEW_RESULTS:
        found += public.search(words, operator="or")[:10]
    return found


def _titles_first(pages: list[Page], words: str) -> list[Page]:
    wanted = {word for word in re.findall(r"\w+", words.lower()) if len(word) > 2}
    return sorted(pages, key=lambda page: -len(wanted & set(re.findall(r"\w+", page.title.lower()))))


def subject_of_feedback(key: str, language: str) -> dict[str, str] | None:
    """Return key, title and address of what a reader comments on: a page or an office; None when there is none."""
    kind, _colon, name = key.partition(":")
    if kind == "office":
        office = directory.office(name)
        return {"key": key, "title": office.name, "href": cities_address(language)} if office else None
    tree = site_tree()
    for model in (ArticlePage, JourneyPage, StandardPage, NewsPage):
        if model.kind == kind and (page := model.objects.live().filter(content_id=name).first()):
            node = tree.best(tree.by_pk[page.pk], language)
            return {"key": key, "title": node.title, "href": tree.address(node, language)}
    return None


# --- the editors' lists -------------------------------------------------------------------------


def pages_using(figure: Figure) -> list[PortalPage]:
    """Public pages, in every language, that print a figure."""
    from wagtail.models import ReferenceIndex

    ids = ReferenceIndex.get_references_to(figure).values_list("object_id", flat=True)
    numbers = {int(pk) for pk in ids if str(pk).isdigit()}
    return [
        page
        for page in Page.objects.filter(pk__in=numbers).select_related("locale").specific()
        if isinstance(page, PortalPage)
    ]


def pages_due() -> list[KeptPage]:
    """Source pages whose next check has come, the oldest first."""
    due = [
        page
        for model in (ArticlePage, JourneyPage)
        for page in model.objects.live().filter(next_check_on__lte=clock.today(), portal_translation__isnull=True)
    ]
    return sorted(due, key=lambda page: page.next_check_on)


def default_locale() -> Locale:
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)


def sitemap() -> list[dict[str, Any]]:
    """Every public address with its languages and the day it last changed, municipalities included."""
    tree = site_tree()
    changed = dict(Page.objects.live().values_list("pk", "last_published_at"))
    slugs = list(directory.municipalities().values_list("slug", flat=True))
    found = []
    for node in tree.nodes:
        versions = tree.versions[node.translation_key]
        for below in ["", *(f"{slug}/" for slug in slugs)] if node.model == "cityindexpage" else [""]:
            found.append(
                {
                    "location": absolute(f"/{node.language}/{node.place}{below}"),
                    "changed_at": changed.get(node.pk),
                    "alternates": [
                        (code, absolute(f"/{code}/{version.place}{below}"))
                        for code, version in sorted(versions.items())
                    ],
                }
            )
    return found
