"""Which network addresses may be asked: an editor's link must not make this server knock inside its own house."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

Resolve = Callable[..., list[Any]]

NAT64 = ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address at their end (RFC 6052)."""


class InternalAddress(Exception):
    """The name leads to an address that is not of the public internet."""


def is_public(text: str) -> bool:
    """Whether an IP address is reached over the public internet, also where it wraps an IPv4 address."""
    address = ip_address(text.partition("%")[0])
    inner = _wrapped(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def addresses_of(host: str, port: int, *, allow_private: bool, resolve: Resolve = socket.getaddrinfo) -> list[str]:
    """Return the IP addresses of a host. Raises InternalAddress where one of them is not public, OSError."""
    found = list(dict.fromkeys(str(entry[4][0]) for entry in resolve(host, port, type=socket.SOCK_STREAM)))
    if not allow_private and not all(is_public(address) for address in found):
        raise InternalAddress(host)
    return found
