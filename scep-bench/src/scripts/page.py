"""The page of scepclient run, as a browser that accepts its certificate sees it."""

import http.client
import socket
import ssl
import sys
import time

tls = ssl.create_default_context()
tls.check_hostname = False
tls.verify_mode = ssl.CERT_NONE


class Page:
    """A browser on one connection, which it reopens every ten requests."""

    def __init__(self, port):
        self.port = port
        self.cookie = ""
        self.count = 0
        self.connection = None

    def get(self, path):
        if self.count % 10 == 0:
            self.connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=tls, timeout=20)
        self.count += 1
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        body = answer.read()
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).split(";")[0]
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
        return body


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def first_page(port):
    while True:
        try:
            Page(port).get("/login")
            return
        except OSError:
            time.sleep(0.002)
