"""Connections that look at the address they are about to connect to, and that end when their time is up."""

from __future__ import annotations

import ipaddress
import socket
import threading

from urllib3.connection import HTTPConnection, HTTPSConnection

from toolkit.collecting.trouble import SILENT, Trouble

# Of a host with many addresses the first few are tried; each may take the whole time for connecting.
_ADDRESSES = 4

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not of this machine, this house, a provider's inside, or many at once.

    An IPv4 address inside an IPv6 one (mapped, or behind NAT64) is judged by itself; 6to4 and Teredo, out of use, are not public.

    >>> [is_public(a) for a in ("9.9.9.9", "127.0.0.1", "169.254.169.254", "100.64.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False, False]
    """
    ip = ipaddress.ip_address(address)
    if ip.version == 6:
        inner = ip.ipv4_mapped or (ipaddress.ip_address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _GLOBAL_UNICAST or ip.sixtofour or ip.teredo:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Deadline:
    """Ends a connection after so many seconds, however slowly the other side keeps it alive.

    A timeout of a socket begins anew with each byte; a server that sends one byte a second would be listened to for ever.
    """

    def __init__(self, seconds: float):
        self.seconds, self.passed = seconds, False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()

    def watch(self, sock: socket.socket) -> None:
        """End this connection too when the time is up."""
        with self._lock:
            # A copy of the handle: TLS takes the socket itself over and closes ours.
            self._sockets.append(sock.dup())
        if self.passed:
            self._end()

    def _end(self) -> None:
        self.passed = True
        with self._lock:
            for sock in self._sockets:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class _Checked:
    """Resolves a name, refuses addresses that are not public, and connects to the very address it looked at.

    The name is resolved once for check and connection: a name server that answers differently the second time (DNS rebinding)
    is not asked a second time. Host header and TLS still use the name.
    """

    def __init__(self, *args, private: bool, deadline: Deadline, **more):
        super().__init__(*args, **more)
        self._private, self._deadline = private, deadline

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        try:
            found = socket.getaddrinfo(name.strip("[]"), self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            words = getattr(error, "strerror", None) or error
            raise Trouble(f"The name {name} is not known ({words}).", runs=SILENT) from None
        usable = [place for place in found if self._private or is_public(place[4][0])]
        if not usable:
            raise Trouble(
                f"The name {name} leads to an address that is not public; set private = true if this is an archive in the house."
            )
        return self._connect(name, usable[:_ADDRESSES])

    def _connect(self, name: str, places: list) -> socket.socket:
        words = ""
        for family, kind, protocol, _, place in places:
            sock = None
            try:
                sock = socket.socket(family, kind, protocol)
                sock.settimeout(self.timeout)
                sock.connect(place)
                if not self._private and not is_public(sock.getpeername()[0]):
                    raise OSError("the address is not public")
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._deadline.watch(sock)
                return sock
            except OSError as error:
                words = words or error.strerror or str(error) or type(error).__name__
                if sock is not None:
                    sock.close()
        raise Trouble(f"{name} could not be connected to ({words}).", runs=SILENT)


class Plain(_Checked, HTTPConnection):
    """A checked connection over http."""


class Secure(_Checked, HTTPSConnection):
    """A checked connection over https; the certificate is verified against the system's authorities."""
