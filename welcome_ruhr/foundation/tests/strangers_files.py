"""Small files of every kind, as bytes: `DOCX`, `PNG` … and what only poses as one."""

import struct
import zipfile
from io import BytesIO

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0" + b"\0" * 24
GIF = b"GIF89a\1\0\1\0\0\0\0;"
BMP = b"BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\1\0\1\0\1\0\x18\0\0\0\0\0"
EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 64
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
RTF = rb"{\rtf1\ansi Hallo}"
TXT = "Guten Tag, ich ziehe im März um.\r\n\tمرحبا 👋\n".encode()


def heif(brand, *others):
    brands = b"".join((brand, b"\0\0\0\0", *others))
    return struct.pack("!L", 8 + len(brands)) + b"ftyp" + brands + b"\0" * 32


def archive(*names, **options):
    """Return a zip archive of these files, each of a few words."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"some words")
        file.comment = options.get("comment", b"")
    return target.getvalue()


def saying(count, data):
    """Return the archive with another number of files at its end."""
    return data[:-14] + struct.pack("<2H", count, count) + data[-10:]


def odt(*more_names, kind=b"application/vnd.oasis.opendocument.text"):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name in ("content.xml", "META-INF/manifest.xml", *more_names):
            file.writestr(name, b"some words")
    return target.getvalue()


def bomb():
    """Return a document of 50 kB that holds 48 MB."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr("[Content_Types].xml", b"")
        file.writestr("word/document.xml", b"\0" * 48 * 1024**2)
    return target.getvalue()


WORD = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
DOCX = archive(*WORD)
ODT = odt()
HEIC = heif(b"heic", b"mif1")
