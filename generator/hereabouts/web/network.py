"""Which machines are inside somebody's own network, where a feed has no business sending its readers."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

_NAT64 = IPv6Network("64:ff9b::/96")


def is_private(address: str) -> bool:
    """Tell whether an IP address is not on the open internet: own machine, own network, link, metadata service.

    An IPv4 address inside an IPv6 one is judged as itself. What can't be read as an address counts as private.
    """
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return not found.is_global or found.is_multicast


def leads_inside(url: httpx.URL) -> bool:
    """Tell whether the host of an address is, by any of its addresses, inside a private network.

    A name that can't be looked up leads nowhere: asking it will say so.
    """
    try:
        found = socket.getaddrinfo(url.host, url.port or 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(is_private(str(address[4][0])) for address in found)
