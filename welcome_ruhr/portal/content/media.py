"""Files that pages show: images, documents and films, out of the folder `media/` and back into it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from welcome_ruhr.portal import films, uploads
from welcome_ruhr.portal.models import Film, PortalPage

from .problems import BadFile
from .writing import media_path

MEDIA = {"picture": "image", "download": "document", "film": "film"}
"""Part of a page → the name in it under which the file stands."""


def check_image(file: File[bytes]) -> None:
    uploads.refuse_false_image(file, Path(str(file.name)).name, settings.WAGTAILIMAGES_EXTENSIONS)


def check_document(file: File[bytes]) -> None:
    uploads.refuse_false_document(file, Path(str(file.name)).name, settings.WAGTAILDOCS_EXTENSIONS)


def check_film(file: File[bytes]) -> None:
    films.read_film(file, str(file.name))


CHECKS = {"image": check_image, "document": check_document, "film": check_film}


def refuse_false(kind: str, path: Path, line: int) -> None:
    """Raise BadFile for a file that is not what its ending says; `kind` is image, document or film."""
    captions = path.with_suffix(".vtt")
    try:
        with path.open("rb") as file:
            CHECKS[kind](File(file, name=path.name))
        if kind == "film" and captions.exists():
            with captions.open("rb") as file:
                films.read_captions(File(file, name=captions.name))
    except ValidationError as error:
        raise BadFile(f"{path.name}: {' '.join(error.messages)}", line) from None


def stored_image(path: Path) -> Any:
    return _stored(get_image_model(), path)


def stored_document(path: Path) -> Any:
    return _stored(get_document_model(), path)


def stored_film(path: Path) -> Film:
    """Return the stored film of this file name, stored anew when its bytes differ; captions lie beside it."""
    film = Film.objects.filter(Q(title=path.name) | Q(file__endswith=f"/{path.name}")).first()
    captions = path.with_suffix(".vtt")
    same = film is not None and _same(film.file, path)
    same_captions = film is not None and (_same(film.captions, captions) if film.captions else not captions.exists())
    if film is not None and same and same_captions:
        return film
    film = film or Film(title=path.name)
    with path.open("rb") as file:
        film.read(File(file, name=path.name))
        film.file.save(path.name, File(file), save=False)
    if captions.exists():
        with captions.open("rb") as file:
            film.captions.save(captions.name, File(file), save=False)
    film.save()
    return film


def write_media(page: PortalPage, folder: Path) -> None:
    """Put the files that a page shows into `folder`, where an import of the page's file looks for them."""
    for block in page.body:
        thing = block.value[MEDIA[block.block_type]] if block.block_type in MEDIA else None
        if thing:
            _write(thing.file, folder / media_path(thing))
        if isinstance(thing, Film) and thing.captions:
            _write(thing.captions, (folder / media_path(thing)).with_suffix(".vtt"))


def _stored(model: Any, path: Path) -> Any:
    """Return the stored image or document of this file name, stored anew when its bytes differ."""
    stored = model.objects.filter(Q(title=path.name) | Q(file__endswith=f"/{path.name}")).first()
    if stored is None or stored.get_file_hash() != _hash_of(path):
        stored = stored or model(title=path.name)
        with path.open("rb") as file:
            stored.file = File(file, name=path.name)
            stored.save()
    return stored


def _write(stored: Any, path: Path) -> None:
    if not _same(stored, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with stored.open("rb") as file, path.open("wb") as written:
            for piece in file.chunks():
                written.write(piece)


def _same(stored: Any, path: Path) -> bool:
    if not path.exists() or not stored:
        return False
    with stored.open("rb") as file:
        return hashlib.file_digest(file, "sha1").hexdigest() == _hash_of(path)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha1").hexdigest()
