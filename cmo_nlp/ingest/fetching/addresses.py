"""Which web addresses may be asked: a host's addresses are looked up once, checked, and then connected to.

A page, a redirect or a name server of a stranger must not make this machine ask its own network for
something (server-side request forgery). The check is on what the name resolves to, so that decimal and
octal spellings of 127.0.0.1 and names that point there need no rules of their own.
"""

import ipaddress
import socket
from collections.abc import Iterator

__all__ = ["UnsafeAddressError", "is_public", "resolve"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_GLOBAL = (
    ipaddress.ip_network(
        "192.0.0.0/24"
    ),  # RFC 6890; some of it is global by the registry, none is a web server
    ipaddress.ip_network("64:ff9b:1::/48"),  # RFC 8215: NAT64 within one network
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = ipaddress.ip_network("::/96")  # IPv4 in IPv6 of old, RFC 4291, 2.5.5.1


class UnsafeAddressError(Exception):
    """A host is, or resolves to, an address that is not on the public internet."""


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Return the addresses of `host` in the order of the system's preference.

    Raises UnsafeAddressError if one of them is not public and `allow_private` is not set, and OSError or
    UnicodeError where there is no such host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(map(is_public, addresses)):
        msg = f"{host} stands for an address of a private network or of this machine"
        raise UnsafeAddressError(msg)
    return addresses


def is_public(written: str) -> bool:
    """Return whether an address is on the public internet, and so is the one that it carries inside.

    >>> [is_public(a) for a in ("93.184.215.14", "127.0.0.1", "::ffff:10.0.0.1", "224.0.0.1")]
    [True, False, False, False]
    """
    address = ipaddress.ip_address(written.partition("%")[0])
    return all(map(_is_global, (address, *_carried(address))))


def _is_global(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        return False
    apart = address.is_multicast or any(address in network for network in _NOT_GLOBAL)
    return address.is_global and not apart


def _carried(address: Address) -> Iterator[Address]:
    """Yield the IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    yield from (one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one)
    if address in _NAT64 or address in _COMPATIBLE:
        yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
