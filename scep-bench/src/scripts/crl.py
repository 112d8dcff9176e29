"""A CRL of a million entries: scepclient crl, compared with openssl crl.

Arguments: HOME ENTRIES ROUNDS, in a scratch directory.
"""

import datetime
import http.server
import subprocess
import sys
import threading

from measure import Command, table

home, entries, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def openssl(*words, data=None):
    return subprocess.run(("openssl", *words), check=True, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def der(tag, *parts):
    content = b"".join(parts)
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def time(hours):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    return der(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())


def name(common_name):
    attribute = der(0x30, b"\x06\x03\x55\x04\x03", der(0x0C, common_name.encode()))
    return der(0x30, der(0x31, attribute))


def crl():
    """Makes a CRL signed by key.pem; its entries have serial numbers of 16 bytes and no reasons."""
    algorithm = bytes.fromhex("300d06092a864886f70d01010b0500")
    now = time(-1)
    listed = (der(0x30, der(0x02, (1 << 126 | i * 7919).to_bytes(16, "big")), now) for i in range(entries))
    signed = der(0x30, b"\x02\x01\x01", algorithm, name("Bench CA"), now, time(24), der(0x30, *listed))
    signature = openssl("dgst", "-sha256", "-sign", "key.pem", data=signed)
    return der(0x30, signed, algorithm, der(0x03, b"\0", signature))


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


openssl("genrsa", "-out", "key.pem", "2048")
openssl("req", "-x509", "-new", "-utf8", "-key", "key.pem", "-subj", "/CN=Bench CA", "-out", "ca.pem", "-days", "2",
        "-addext", "keyUsage=critical,keyCertSign,cRLSign")
openssl("req", "-new", "-key", "key.pem", "-subj", "/CN=device", "-out", "device.csr")
openssl("x509", "-req", "-in", "device.csr", "-CA", "ca.pem", "-CAkey", "key.pem", "-set_serial", "77", "-out", "cert.pem")
body = crl()
with open("in.crl", "wb") as file:
    file.write(body)
print(f"{entries} entries, {len(body)} bytes")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_address[1]}/ca.crl"
verify = "openssl crl -CAfile, from a file"
table(
    [
        Command(verify, ["openssl", "crl", "-inform", "DER", "-in", "in.crl", "-CAfile", "ca.pem", "-noout"]),
        Command(
            "the same and openssl verify -crl_check",
            ["openssl", "crl", "-inform", "DER", "-in", "in.crl", "-CAfile", "ca.pem", "-out", "checked.pem"],
            ["openssl", "verify", "-crl_check", "-CAfile", "ca.pem", "-CRLfile", "checked.pem", "cert.pem"],
        ),
        Command(
            "scepclient crl, by HTTP",
            [home + "/bin/scepclient", "crl", "--cert", "cert.pem", "--ca", "ca.pem", "--from", url, "--out", "out.crl"],
        ),
    ],
    rounds,
    verify,
)
