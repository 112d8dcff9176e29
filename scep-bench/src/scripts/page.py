"""The service with its page, and a client for it."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
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


class PageService:
    """``scepclient run`` with an enrolled certificate; with its page if ``with_page``."""

    def __init__(self, home, url, with_page=True):
        self.scepclient = home + "/bin/scepclient"
        self.port = free_port() if with_page else 0
        shutil.rmtree("data", ignore_errors=True)
        self.environment = dict(
            os.environ, SCEPCLIENT_DATA=os.path.abspath("data"), SCEPCLIENT_SETTINGS=os.path.abspath("settings")
        )
        with open("settings", "w") as settings:
            settings.write(f"MOD_SCEPCLIENT_ENABLED=1\nMOD_SCEPCLIENT_URL={url}\nMOD_SCEPCLIENT_SERIAL=bench\n")
            settings.write(f"MOD_SCEPCLIENT_WEB_ADDRESS='{f'127.0.0.1:{self.port}' if with_page else ''}'\n")
        # The first run generates the key and the certificate of the web interface.
        subprocess.run([self.scepclient, "check"], env=self.environment, check=True, stderr=subprocess.DEVNULL)
        self.start()
        if with_page:
            self.stop()
            self.start()

    def start(self):
        """Sets ``first_page`` to the time of the first complete response, in ms."""
        begin = time.perf_counter()
        self.process = subprocess.Popen([self.scepclient, "run"], env=self.environment, stderr=subprocess.DEVNULL)
        if self.port:
            first_page(self.port)
        self.first_page = (time.perf_counter() - begin) * 1000

    def stop(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def first_page(port):
    """Waits for the first complete response."""
    while True:
        try:
            Page(port).get("/login")
            return
        except OSError:
            time.sleep(0.002)
