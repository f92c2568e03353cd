"""The guard against the network works: without this, every test that relies on it would prove nothing."""

import contextlib
import socket
import urllib.request

import pytest


def test_opening_a_socket_is_refused_and_remembered(no_network: list[str]) -> None:
    with pytest.raises(RuntimeError, match="must not use the network"):
        socket.socket()
    assert no_network == ["socket.__new__"]
    no_network.clear()  # seen and wanted: the guard need not fail this test


def test_a_look_up_is_remembered_even_where_the_refusal_is_swallowed(no_network: list[str]) -> None:
    with contextlib.suppress(Exception):
        urllib.request.urlopen("https://care-standards.invalid/")
    assert "socket.getaddrinfo" in no_network
    no_network.clear()
