"""Read what the environment tells of the house around this server: names, proxies, address."""

from __future__ import annotations

import os
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

from geo.errors import SettingError
from geo.story.words import quote

HOSTS_VARIABLE: Final = "DATELINE_HOSTS"
"""Names under which browsers reach this server, with commas."""
PROXIES_VARIABLE: Final = "DATELINE_PROXIES"
"""Addresses or networks of the proxies whose forwarded headers count, with commas."""


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


def check() -> None:
    """Read every setting once, so that a wrong one is told at the start.

    Raises
    ------
    SettingError
        If one cannot be meant.
    """
    proxies()


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
