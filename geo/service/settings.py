"""Know the house around this server: its names, its proxies, its address, and who may come."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from geo.errors import SettingError
from geo.errors.wording import quote

HOSTS_VARIABLE: Final = "DATELINE_HOSTS"
"""Names under which browsers reach this server, with commas."""
PROXIES_VARIABLE: Final = "DATELINE_PROXIES"
"""Addresses or networks of the proxies whose forwarded headers count, with commas."""

PUBLIC_VARIABLE: Final = "DATELINE_PUBLIC_URL"
"""The address of this server's first page as others know it, e.g. ``https://maps.example/desk``."""
OPEN_VARIABLE: Final = "DATELINE_OPEN"
"""``yes`` where others than this machine may come."""
MAY: Final = (
    "whoever reaches it can read all stories and drafts, change and delete drafts, make stories "
    "of them, and rename, order and delete stories; nobody is asked for a password."
)

_place: Final = {"root": "/"}


def hosts() -> frozenset[str]:
    """Return the names that were told, in small letters and without ports."""
    public = urlsplit(public_url()).hostname
    told = {name.lower() for name in _parts(HOSTS_VARIABLE)}
    return frozenset(told | ({public} if public else set()))


def put_under(prefix: str) -> None:
    """Have all addresses begin with a path, e.g. ``desk``; with none where it is empty."""
    _place["root"] = f"/{part}/" if (part := prefix.strip("/")) else "/"


def root() -> str:
    """Return the path below which everything lies, from slash to slash."""
    return _place["root"]


def local(path: str) -> str:
    """Return a request's path without what all have in common."""
    return f"/{path.removeprefix(root())}" if path.startswith(root()) else path


def public_url() -> str:
    """Return the address under which others know this server, with a slash at its end; or nothing.

    Raises
    ------
    SettingError
        If it is no such address.
    """
    told = os.environ.get(PUBLIC_VARIABLE, "").strip()
    return _public(told) if told else ""


def proxies() -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks of the proxies that were told.

    Raises
    ------
    SettingError
        If one is no address.
    """
    return tuple(map(_network, _parts(PROXIES_VARIABLE)))


def check(address: str | None) -> None:
    """Read every setting once, so that a wrong one is told at the start.

    Parameters
    ----------
    address
        On which the server listens; on all of the machine's where there is none.

    Raises
    ------
    SettingError
        If one cannot be meant, or others can reach the server and nobody said that this is meant.
    """
    proxies()
    public_url()
    if not _is_here(address) and os.environ.get(OPEN_VARIABLE, "").strip().lower() != "yes":
        raise SettingError(
            f"at {address or 'every address'} others could reach this server, and {MAY} If that "
            f"is meant, start it with --open-to-others, or with {OPEN_VARIABLE}=yes"
        )


def audience(address: str | None) -> str:
    """Return who can read and write what, in a sentence; nothing where it is this machine alone."""
    if not _is_here(address):
        return f"This server is open to others: {MAY}"
    if proxies():
        return f"Others can reach this server through a proxy, which says who may: {MAY}"
    return ""


def _is_here(address: str | None) -> bool:
    try:
        return address == "localhost" or ip_address(address or "").is_loopback
    except ValueError:
        return False


def _parts(variable: str) -> list[str]:
    told = os.environ.get(variable, "").split(",")
    return [part.strip() for part in told if part.strip()]


@lru_cache(maxsize=8)
def _public(text: str) -> str:
    try:
        parts = urlsplit(text)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if (
        not right
        or parts.query
        or parts.fragment
        or parts.username
        or re.search(r"[\s<>\"']", text)
    ):
        raise SettingError(
            f"{PUBLIC_VARIABLE} is {quote(text)}, which is no address of a page; give one as "
            "https://maps.example/desk"
        )
    return text.rstrip("/") + "/"


@lru_cache(maxsize=64)
def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise SettingError(
            f"{PROXIES_VARIABLE} names {quote(text)}, which is no address; "
            "give the proxies' addresses or networks, e.g. 127.0.0.1,10.0.0.0/8"
        ) from None
