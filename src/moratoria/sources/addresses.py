"""Which web addresses may be asked: a secure scheme, a plain name, and a place on the open internet."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from moratoria.errors import EndpointError, InputError

MAX_ADDRESS = 2_000
_PORTS = {"https": 443, "http": 80}
_NAT64 = IPv6Network("64:ff9b::/96")
_UNWRITTEN = re.compile(r"[\s\x00-\x20\x7f\\]")

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and port to the numeric addresses it stands for."""


@dataclass(frozen=True)
class Place:
    """A web address taken apart; `host` is lower case and in ASCII, `path` has the query and no fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """`host:port`, the port always written."""
        return f"{self.bracketed}:{self.port}"

    @property
    def bracketed(self) -> str:
        """The host as a web address writes it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def origin(self) -> str:
        """Scheme, host and port, as short as it is usually written."""
        return f"{self.scheme}://{self.named}"

    @property
    def named(self) -> str:
        """What the Host header says (RFC 9110, clause 7.2)."""
        return self.bracketed if self.port == _PORTS[self.scheme] else self.authority

    @property
    def address(self) -> str:
        """The whole address without a fragment."""
        return f"{self.origin}{self.path}"


def read_address(address: str) -> Place:
    """An http(s) address taken apart. Raises InputError for anything else, a user name in it included."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        # the dots that IDNA takes for dots become dots here; a numeric IPv6 host has nothing to translate
        name = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except ValueError as error:  # UnicodeError is one
        raise _no_address(address, "is no web address") from error
    if parts.scheme not in _PORTS:
        raise _no_address(address, f"is no https address (its scheme is {parts.scheme or 'missing'})")
    if not name or port == 0 or len(address) > MAX_ADDRESS or _UNWRITTEN.search(address):
        raise _no_address(address, "is no web address")
    if "@" in parts.netloc:
        raise _no_address(address, "carries a user name", "leave out what stands before the @")
    query = f"?{parts.query}" if parts.query else ""
    return Place(parts.scheme, name, port or _PORTS[parts.scheme], (parts.path or "/") + query)


def find_numbers(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host, as the system resolves it. Raises EndpointError when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        remedy = "check its spelling, and that you are online"
        raise EndpointError("has no address", where=host, remedy=remedy) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_public(place: Place, resolve: Resolve, allowed: Container[str] = ()) -> Sequence[str]:
    """The numeric addresses of a place, all of them on the open internet.

    Raises InputError when one is not, or when the scheme is not https: a name that stands for a public and a private
    address at once is refused whole. Places named in `allowed` (`host:port`) are let through.
    """
    if place.authority not in allowed and place.scheme != "https":
        raise _no_address(place.address, "is no https address", "give the https address of the page")
    numbers = resolve(place.host, place.port)
    if place.authority not in allowed and not (numbers and all(is_public(number) for number in numbers)):
        raise _no_address(
            place.address, "leads into a private network", "give a public page, or save the page as a file"
        )
    return numbers


def is_public(number: str) -> bool:
    """Whether a numeric address is on the open internet, also the one inside a tunnelled or mapped address.

    >>> [is_public(n) for n in ("93.184.215.14", "127.0.0.1", "::ffff:10.0.0.1", "224.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    try:
        found = ip_address(number)
    except ValueError:
        return False
    inner = _inner(found) if isinstance(found, IPv6Address) else None
    return all(number.is_global and not number.is_multicast for number in (found, inner or found))


def _inner(number: IPv6Address) -> IPv4Address | None:
    if number.ipv4_mapped:
        return number.ipv4_mapped
    if number.teredo:
        return number.teredo[1]
    return number.sixtofour or (IPv4Address(int(number) & 0xFFFFFFFF) if number in _NAT64 else None)


def _no_address(address: str, what: str, remedy: str = "give the https address of a page") -> InputError:
    shown = "".join(char for char in address[:200] if char.isprintable())
    return InputError(what, where=shown or "the address", remedy=remedy)
