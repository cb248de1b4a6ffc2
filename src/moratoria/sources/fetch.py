"""The door to the web: one bounded exchange over HTTP.

It goes only to numeric addresses that were checked before, so that a name that changes its address in between
leads nowhere; it has a deadline for everything, and a cap that counts bytes after they are inflated.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ssl import SSLContext

import httpx

from moratoria.errors import EndpointError, MoratoriaError, TooLarge
from moratoria.settings import program_version
from moratoria.sources.addresses import Place

PROGRAM = "moratoria"
_ERROR_BYTES = 4_000
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


@dataclass(frozen=True)
class Bounds:
    """What an exchange may take: `deadline` is a moment of time.monotonic, `read_seconds` the longest silence."""

    deadline: float
    read_seconds: float
    content_bytes: int


@dataclass(frozen=True)
class Request:
    """One request; `numbers` gives the numeric addresses it may go to, in the order to try them."""

    method: str
    place: Place
    numbers: Callable[[], Sequence[str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Response:
    """What came back; `headers` go by any case; of a failure the content is only the start, of a redirect none."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def header(self, name: str) -> str:
        """A header's value, empty when it was not sent."""
        return self.headers.get(name, "").strip()


def user_agent() -> str:
    """How the program names itself to those it asks."""
    return f"{PROGRAM}/{program_version()} (+https://w3id.org/moratoria)"


def usual_tls() -> SSLContext:
    """Trust in the usual certificates; those of SSL_CERT_FILE or SSL_CERT_DIR where they are set."""
    return httpx.create_ssl_context()


def exchange(request: Request, bounds: Bounds, tls: SSLContext) -> Response:
    """The response to a request, whole and within its bounds. No redirect is followed.

    Raises TooLarge over the byte cap, EndpointError when it fails or is late, and what `numbers` raises.
    """
    box: list[Response | Exception] = []

    def work() -> None:
        try:
            box.append(_exchange(request, bounds, tls))
        except Exception as error:  # handed to the caller's thread, which raises it with its place
            box.append(error)

    # neither name resolution nor headers that drip can be bounded from within, so that the caller waits outside
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(max(0.0, bounds.deadline - time.monotonic()))
    if not box:
        raise late(request.place)
    if isinstance(box[0], MoratoriaError):
        raise box[0]
    if isinstance(box[0], Exception):
        raise _explained(box[0], request.place) from box[0]
    return box[0]


def _exchange(request: Request, bounds: Bounds, tls: SSLContext) -> Response:
    failure: Exception = EndpointError("has no address", where=request.place.host, remedy="check its spelling")
    for number in request.numbers():
        left = bounds.deadline - time.monotonic()
        if left <= 0:
            raise late(request.place)
        timeout = httpx.Timeout(min(bounds.read_seconds, left)).as_dict()
        # the transport alone: a client would look at redirects, cookies and the environment's proxies
        with httpx.HTTPTransport(verify=tls, trust_env=False) as transport:
            try:
                return _send(transport, _addressed(request, number, timeout), request.place, bounds)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
    raise failure


def _addressed(request: Request, number: str, timeout: Mapping[str, float | None]) -> httpx.Request:
    """The request to a numeric address; the certificate is still checked against the name."""
    place = request.place
    host = f"[{number}]" if ":" in number else number
    usual = {"User-Agent": user_agent(), "Accept-Encoding": "gzip", "Connection": "close"}
    return httpx.Request(
        request.method, f"{place.scheme}://{host}:{place.port}{place.path}",
        headers={**usual, **request.headers, "Host": place.named}, content=request.body or None,
        extensions={"sni_hostname": place.host, "timeout": timeout},
    )  # fmt: skip


def _send(transport: httpx.HTTPTransport, request: httpx.Request, place: Place, bounds: Bounds) -> Response:
    limit = bounds.content_bytes
    response = transport.handle_request(request)
    try:
        chunks = _timely(response.iter_raw(), bounds.deadline, place)
        if not response.is_success:
            return Response(response.status_code, response.headers, _start(chunks) if response.is_error else b"")
        chunks = _inflated(chunks, response.headers.get("Content-Encoding", ""), place, limit)
        return Response(response.status_code, response.headers, b"".join(_capped(chunks, limit, place)))
    finally:
        response.close()


def _timely(chunks: Iterable[bytes], deadline: float, place: Place) -> Iterator[bytes]:
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise late(place)
        yield chunk


def _start(chunks: Iterable[bytes]) -> bytes:
    content = b""
    for chunk in chunks:
        content += chunk
        if len(content) >= _ERROR_BYTES:
            break
    return content[:_ERROR_BYTES]


def _capped(chunks: Iterable[bytes], limit: int, place: Place) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            what = f"answers more than {limit:,} bytes"
            raise TooLarge(what, where=place.address, remedy="save what matters as a file")
        yield chunk


def _inflated(chunks: Iterable[bytes], encoding: str, place: Place, limit: int) -> Iterator[bytes]:
    """The content as it was before it was compressed, in pieces just over the limit at most."""
    if encoding.strip().lower() in ("", "identity"):
        yield from chunks
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        what = f"answers compressed as {encoding[:40]!r}, which was not asked for"
        raise EndpointError(what, where=place.address, remedy="save the page as a file")
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater.eof:
                inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            yield inflater.decompress(rest, limit + 1)
            rest = inflater.unconsumed_tail or inflater.unused_data
    if not inflater.eof:
        raise _broken_off(place)


def late(place: Place) -> EndpointError:
    """That a place gave no answer before the deadline."""
    return EndpointError("gave no whole answer in time", where=place.address, remedy="try again later")


def _broken_off(place: Place) -> EndpointError:
    return EndpointError("broke off in mid answer", where=place.address, remedy="try again")


def _explained(error: Exception, place: Place) -> MoratoriaError:
    """What a failure of the client means, in words."""
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return late(place)
    if isinstance(error, zlib.error):
        return EndpointError("answers with broken compression", where=place.address, remedy="try again")
    if isinstance(error, httpx.ReadError):
        return _broken_off(place)
    if isinstance(error, httpx.RemoteProtocolError):
        incomplete = "incomplete" in str(error) or "without sending complete" in str(error)
        return _broken_off(place) if incomplete else EndpointError(
            "does not answer in HTTP", where=place.address, remedy="check the address"
        )  # fmt: skip
    word = printable(str(error)) or type(error).__name__
    what = f"cannot be reached ({word})"
    return EndpointError(what, where=place.address, remedy="check the address, and that it is up")


def printable(text: str) -> str:
    """The start of what somebody else wrote, as one line that can be shown.

    >>> printable("bad\\x1b[31m\\n  thing")
    'bad[31m thing'
    """
    return "".join(char for char in " ".join(text[:2_000].split()) if char.isprintable())[:200]
