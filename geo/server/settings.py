"""Read what the environment tells of the house around this server: names, proxies, who may come."""

from __future__ import annotations

import os
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

from geo.errors import SettingError
from geo.story.words import quote

HOSTS_VARIABLE: Final = "DATELINE_HOSTS"
"""Names under which browsers reach this server, with commas."""
PROXIES_VARIABLE: Final = "DATELINE_PROXIES"
"""Addresses or networks of the proxies whose forwarded headers count, with commas."""

OPEN_VARIABLE: Final = "DATELINE_OPEN"
"""``yes`` where others than this machine may come."""
MAY: Final = (
    "whoever reaches it can read all stories and drafts, change and delete drafts, and make "
    "stories of them; nobody is asked for a password."
)


def hosts() -> frozenset[str]:
    """Return the names that were told, in small letters and without ports."""
    return frozenset(name.lower() for name in _parts(HOSTS_VARIABLE))


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


@lru_cache(maxsize=64)
def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise SettingError(
            f"{PROXIES_VARIABLE} names {quote(text)}, which is no address; "
            "give the proxies' addresses or networks, e.g. 127.0.0.1,10.0.0.0/8"
        ) from None
