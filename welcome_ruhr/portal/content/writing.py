"""Pages back to the text of content files. The same page always gives the same text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

import yaml
from django.conf import settings
from markdownify import MarkdownConverter
from wagtail.models import Page

from welcome_ruhr.foundation.per_request import PerRequest
from welcome_ruhr.portal.models import PAGE_MODELS, HomePage, JourneyPage, PortalPage

PAGE_LINK = re.compile(r'linktype="page"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="page"')
FILM = re.compile(r"^::: film .*$", re.MULTILINE)


def page_text(page: PortalPage) -> str:
    """Return the page as its content file: front matter and body; for a journey, its language's part as YAML."""
    read_references(page.texts())
    front = {**_own_front(page), **_translation_front(page), **_shared_front(page)}
    if isinstance(page, JourneyPage):
        return _yaml({**front, "intro": body_text(page.body), "steps": [_step(block.value) for block in page.steps]})
    return f"---\n{_yaml(front)}---\n\n{body_text(page.body)}\n"


def translatable_text(page: PortalPage) -> str:
    """Return what a translator works on: no dates of checks, no tags, links by stable id."""
    read_references(page.texts())
    front = _own_front(page)
    front.pop("slug", None)
    steps = [_step(block.value) for block in page.steps] if isinstance(page, JourneyPage) else []
    # Which film is shown is no text: a film uploaded later does not put the translations behind.
    body = FILM.sub("::: film", body_text(page.body))
    return f"{_yaml(front)}{body}\n{_yaml(steps) if steps else ''}"


def body_text(body: Any) -> str:
    return "\n\n".join(PART_WRITERS[block.block_type](block.value).strip() for block in body)


def rich_text(value: Any) -> str:
    """Return rich text as Markdown; ids that the editor adds are dropped, page links become `article:…`."""
    return str(_converter().convert(getattr(value, "source", value) or "")).strip()


def journey_translation_text(page: JourneyPage) -> str:
    """Return the YAML file of one further language of a journey: its words, by the ids of the steps."""
    steps = {}
    for block in page.steps:
        step = _step(block.value)
        steps[step["id"]] = {name: part for name, part in step.items() if name not in ("id", "article", "office")}
    front = {**_own_front(page), **_translation_front(page), "intro": body_text(page.body)}
    return _yaml({**front, "steps": steps})


def journey_file_text(pages: list[JourneyPage]) -> str:
    """Return the YAML file that holds a journey's steps, in the languages of `pages`."""
    pages = sorted(pages, key=_is_translation)
    source = pages[0]
    data: dict[str, Any] = {"id": source.content_id, **_shared_front(source)}
    steps: dict[str, dict[str, Any]] = {}
    for page in pages:
        data[page.language] = {**_own_front(page), **_translation_front(page), "intro": body_text(page.body)}
        for block in page.steps:
            step = _step(block.value)
            common: dict[str, Any] = {name: step.pop(name) for name in ("id", "article", "office") if name in step}
            steps.setdefault(common["id"], common)[page.language] = step
    return _yaml({**data, "steps": list(steps.values())})


def default_path(page: PortalPage) -> str:
    """Return where the file of a page belongs that no file was imported for."""
    if page.kind == "journey":
        return f"journeys/{page.content_id}{f'.{page.language}' if _is_translation(page) else ''}.yaml"
    folders = {"page": "pages", "phase": "phases", "audience": "audiences", "topic": "topics"}
    folder = {**folders, "legal": "legal", "news": "news", "event": "events"}.get(page.kind, "")
    if page.kind == "article":
        folder = f"articles/{page.get_parent().specific.content_id}"
    return f"{folder}/{page.content_id}.{page.language}.md"


def media_path(thing: Any) -> str:
    """Return where the file of an image or document lies: under its title where that is a file name."""
    title = str(thing.title)
    named = PurePosixPath(title).suffix and "/" not in title
    return f"media/{title if named else PurePosixPath(thing.file.name).name}"


class _Converter(MarkdownConverter):
    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        if el.get("linktype") == "page":
            return f"[{text}]({reference(int(el['id']))})"
        return f"[{text}]({el.get('href', '')})"


def _converter() -> _Converter:
    return _Converter(heading_style="ATX", bullets="-", escape_underscores=False, escape_misc=False, wrap=False)


def reference(pk: int) -> str:
    """Return the stable id of a page, such as `article:eu-blue-card`; of a deleted one, where it was."""
    known = _references()
    if pk not in known:
        known |= _keys_of([pk])
    return known[pk]


def read_references(texts: Iterable[str]) -> None:
    """Read the ids of all pages to which these texts link, in one go."""
    known = _references()
    linked = {int(one or other) for text in texts for one, other in PAGE_LINK.findall(text)}
    if new := linked - known.keys():
        known |= _keys_of(new)


def _keys_of(pks: Collection[int]) -> dict[int, str]:
    """Read the ids of these pages: one query for their types, and one for each of these, which are few."""
    keys: dict[int, str] = {}
    types = dict(Page.objects.filter(pk__in=pks).values_list("pk", "content_type__model"))
    for name in set(types.values()) & PAGE_MODELS.keys():
        model = PAGE_MODELS[name]
        of_type = [pk for pk, its in types.items() if its == name]
        found = model._default_manager.filter(pk__in=of_type).values_list("pk", "content_id")
        keys |= {pk: f"{model.kind}:{content_id}" for pk, content_id in found}
    return {pk: keys.get(pk, f"page:missing-{pk}") for pk in pks}


_references: PerRequest[dict[int, str]] = PerRequest(dict)
"""Number of a page → its id; a portal's pages are full of links to each other."""


def _own_front(page: PortalPage) -> dict[str, Any]:
    front: dict[str, Any] = {"title": page.title, "slug": page.slug, "summary": page.summary}
    if isinstance(page, HomePage):
        front["lead"] = page.lead
    if page.german_term:
        front["german_term"] = page.german_term
    return front


def _shared_front(page: PortalPage) -> dict[str, Any]:
    """The fields that hold for every language; translations carry them in the database only."""
    if _is_translation(page):
        return {}
    names = [name for name in page.shared_fields if name not in TOLD_BY_THE_ID]
    return {name: value for name in names if (value := _plain(page, name)) not in ("", [], None)}


def _translation_front(page: PortalPage) -> dict[str, Any]:
    """What text a translation was made from, by whom, and who answers for it; of a source, that it is one."""
    if not _is_translation(page):
        return {} if page.language == settings.LANGUAGE_CODE else {"source": True}
    record = page.portal_translation
    front = {"translation": record.made_by, "released_by": record.released_by, "source_digest": record.source_digest}
    return {name: value for name, value in front.items() if value}


def _is_translation(page: PortalPage) -> bool:
    return hasattr(page, "portal_translation")


def _plain(page: PortalPage, name: str) -> Any:
    """Return a shared field as YAML holds it."""
    value = getattr(page, name)
    if name in _PLAIN:
        return _PLAIN[name](value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, date) else str(value or "")


def _keys(terms: Any) -> list[str]:
    return sorted(term.key for term in terms.all())


TOLD_BY_THE_ID = ("audience", "phase", "topic")


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "audiences": _keys,
    "phases": _keys,
    "legal_bases": _keys,
    "sources": lambda value: [dict(block.value) for block in value],
    "related": lambda value: [reference(block.value.pk).partition(":")[2] for block in value if block.value],
    "top_tasks": lambda value: [reference(block.value["page"].pk) for block in value if block.value["page"]],
}


def _step(value: Any) -> dict[str, Any]:
    office = value["office"]
    step = {
        "id": value["step_id"],
        "article": reference(value["article"].pk).partition(":")[2] if value["article"] else "",
        "office": office["office"].key if office["office"] else office["kind"] or "",
        "title": value["title"],
        "text": rich_text(value["text"]),
        "deadline": value["deadline"] or "",
        "papers": [str(paper) for paper in value["papers"]],
    }
    return {name: part for name, part in step.items() if part}


def _opening(name: str, argument: Any = "") -> str:
    return f"::: {name} {argument or ''}".rstrip()


def _steps(value: Any) -> str:
    lines = [
        f"{n}. **{step['title']}.** {_indented(step['text'])}".rstrip() for n, step in enumerate(value["items"], 1)
    ]
    return "\n".join([_opening("steps", value["heading"]), *lines, ":::"])


def _indented(text: Any) -> str:
    return rich_text(text).replace("\n", "\n   ")


def _checklist(value: Any) -> str:
    items = [f"- {_indented(item)}" for item in value["items"]]
    return "\n".join([_opening("checklist", value["heading"]), *items, ":::"])


def _notice(value: Any) -> str:
    until = f"/{value['until']}" if value.get("until") else ""
    argument = f"{value['date'] or ''}{until} {value['heading']}".strip()
    return "\n".join([_opening("notice", argument), rich_text(value["text"]), ":::"])


def _figures(value: Any) -> str:
    keys = [f"- {figure.key}" for figure in value["items"] if figure]
    return "\n".join([_opening("figures", value["heading"]), *keys, ":::"])


def _office(value: Any) -> str:
    return "\n".join([_opening("office", value["office"].key if value["office"] else value["kind"]), ":::"])


def _links(value: Any) -> str:
    items = [
        f"- [{link['title']}]({link['url']})" + (f": {link['text']}" if link["text"] else "") for link in value["items"]
    ]
    return "\n".join([_opening("links", value["heading"]), *items, ":::"])


def _questions(value: Any) -> str:
    items = [f"### {item['question']}\n{rich_text(item['answer'])}" for item in value["items"]]
    return "\n".join([_opening("faq", value["heading"]), "\n\n".join(items), ":::"])


def _picture(value: Any) -> str:
    caption = [value["caption"]] if value["caption"] else []
    return "\n".join([_opening("image", media_path(value["image"])), "\n\n".join([value["alt"], *caption]), ":::"])


def _download(value: Any) -> str:
    return "\n".join([_opening("download", media_path(value["document"])), value["title"], ":::"])


def _film(value: Any) -> str:
    path = media_path(value["film"]) if value["film"] else ""
    return "\n".join([_opening("film", path), value["title"], ":::"])


PART_WRITERS = {
    "text": rich_text,
    "steps": _steps,
    "checklist": _checklist,
    "notice": _notice,
    "figures": _figures,
    "office": _office,
    "links": _links,
    "questions": _questions,
    "picture": _picture,
    "download": _download,
    "film": _film,
}


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
