"""Films of a few hundred bytes: the boxes of an MP4 that say what it is, without a picture anybody could see."""

import struct

VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nWillkommen\n"


def box(name, *parts):
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), name) + content


def full(name, *parts):
    return box(name, bytes(4), *parts)


def mp4(*, width=640, height=360, frames_per_second=25, seconds=4, codec=b"avc1"):
    """Return an MP4 film; `seconds` × `frames_per_second` pictures of one byte each."""
    count, ticks = seconds * frames_per_second, 1000
    matrix = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    avcc = box(
        b"avcC", bytes([1, 66, 0, 30, 255, 225]), struct.pack(">H", 4), b"\x67\x42\x00\x1e", b"\x01\x00\x02\x68\xce"
    )
    picture = struct.pack(">6xH16xHHIIIH32sHh", 1, width, height, 0x480000, 0x480000, 0, 1, bytes(32), 24, -1)
    tables = box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), box(codec, picture, avcc)),
        full(b"stts", struct.pack(">III", 1, count, ticks // frames_per_second)),
        full(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
        full(b"stsz", struct.pack(">II", 1, count)),
        full(b"stco", struct.pack(">II", 1, 40)),
    )
    length = struct.pack(">II", ticks, seconds * ticks)
    media = box(
        b"mdia",
        full(b"mdhd", bytes(8), length, struct.pack(">HH", 0x55C4, 0)),
        full(b"hdlr", bytes(4), b"vide", bytes(12), b"film\x00"),
        box(b"minf", full(b"vmhd", bytes(8)), box(b"dinf", full(b"dref", struct.pack(">I", 1), full(b"url "))), tables),
    )
    head = full(b"tkhd", bytes(8), struct.pack(">III", 1, 0, seconds * ticks), bytes(16), matrix,
                struct.pack(">II", width << 16, height << 16))  # fmt: skip
    movie = full(
        b"mvhd", bytes(8), length, struct.pack(">IH10x", 0x10000, 0x100), matrix, bytes(24), struct.pack(">I", 2)
    )
    return (
        box(b"ftyp", b"isom", bytes(4), b"isommp42")
        + box(b"mdat", bytes(count))
        + box(b"moov", movie, box(b"trak", head, media))
    )
