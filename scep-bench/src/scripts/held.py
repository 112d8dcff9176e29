"""The page while 64 connections are held: how many of another client's requests are answered, and when the held ones end.

Arguments: HOME URL, in a scratch directory.

The connections come from one address (127.0.0.1) or from 64 (127.0.1.1 to 127.0.1.64), the other client from 127.0.2.1.
It requests the login page each 100 ms, on a new connection each time, until the service has ended every held connection.
"""

import os
import socket
import sys
import time

from measure import family, memory
from page import PageService, tls

home, url = sys.argv[1], sys.argv[2]
CONNECTIONS = 64
LIMIT = 40
PAUSE = 0.1
GET = b"GET /login HTTP/1.1\r\nHost: page\r\n\r\n"
POST = b"POST /login HTTP/1.1\r\nHost: page\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n"


class Held:
    """A connection that is not finished in some way."""

    def __init__(self, address, port):
        self.tcp = socket.socket()
        self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.tcp.settimeout(5)
        self.tcp.bind((address, 0))
        self.tcp.connect(("127.0.0.1", port))

    def encrypt(self):
        self.tcp = tls.wrap_socket(self.tcp, do_handshake_on_connect=True)

    def step(self):
        """Called again and again."""


class Silent(Held):
    """sends nothing"""


class HalfHello(Held):
    """sends half of a TLS hello"""

    def __init__(self, address, port):
        super().__init__(address, port)
        self.tcp.send(bytes.fromhex("160301020001000200030300"))


class Reader(Held):
    """requests pages and reads nothing"""

    def __init__(self, address, port):
        super().__init__(address, port)
        self.encrypt()
        self.tcp.send(GET * 50)


class Writer(Held):
    """sends a form at one byte a second"""

    def __init__(self, address, port):
        super().__init__(address, port)
        self.encrypt()
        self.tcp.send(POST)
        self.sent = time.monotonic()

    def step(self):
        if time.monotonic() - self.sent > 1:
            self.sent = time.monotonic()
            self.tcp.send(b"x")


def answered(port):
    """Requests the login page. Returns the time in ms, or None if there was no answer."""
    begin = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", port), 5, ("127.0.2.1", 0)) as tcp:
            with tls.wrap_socket(tcp) as client:
                client.sendall(GET)
                if not client.recv(100).startswith(b"HTTP/1.1 200"):
                    return None
    except OSError:
        return None
    return (time.monotonic() - begin) * 1000


def attack(kind, addresses):
    """Returns the number of requests, the times of those that were answered, and when the last held connection ended."""
    before = sockets(service.process.pid)
    held = []
    begin = time.monotonic()
    times = []
    for number in range(CONNECTIONS):
        try:
            held.append(kind(addresses(number), service.port))
        except OSError:
            pass  # refused at once
    open_ones = len(held)
    while open_ones > 0 and time.monotonic() - begin < LIMIT:
        times.append(answered(service.port))
        for connection in held:
            try:
                connection.step()
            except OSError:
                pass  # ended
        open_ones = sockets(service.process.pid) - before
        if sys.stderr.isatty():
            print(f"\r{kind.__doc__}: {open_ones} held  ", end="", file=sys.stderr)
        time.sleep(PAUSE)
    ended = f"{time.monotonic() - begin:.0f} s" if open_ones <= 0 else f"not within {LIMIT} s"
    for connection in held:
        connection.tcp.close()
    return len(times), [t for t in times if t is not None], ended


def sockets(pid):
    """The open sockets of a process and its running descendants."""
    count = 0
    for process in family(pid):
        for name in os.listdir(f"/proc/{process}/fd"):
            try:
                count += os.readlink(f"/proc/{process}/fd/{name}").startswith("socket:")
            except OSError:
                pass  # closed
    return count


service = PageService(home, url)
try:
    print("| 64 connections | from | requests answered | longest, ms | all held ones ended after |")
    print("|---|---|---|---|---|")
    for kind in (Silent, HalfHello, Reader, Writer):
        for name, addresses in (("one address", lambda n: "127.0.0.1"), ("64 addresses", lambda n: f"127.0.1.{n + 1}")):
            requests, times, ended = attack(kind, addresses)
            longest = f"{max(times):.0f}" if times else "-"
            if sys.stderr.isatty():
                print("\r\033[K", end="", file=sys.stderr)
            print(f"| each {kind.__doc__} | {name} | {len(times)} of {requests} | {longest} | {ended} |", flush=True)
    print(f"\nPeak memory of the page's process: {max(memory(process, 'VmHWM') for process in family(service.process.pid)):.0f} MB.")
finally:
    service.stop()
