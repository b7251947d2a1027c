# SPDX-License-Identifier: GPL-3.0-or-later
"""The PC by hand: what the authority's own page asks and hears, without a browser."""

import base64
import hashlib
import http.client
import json
import re
import time


def document(content, name="合同.txt"):
    return {"id": "a", "name": name, "size": len(content),
            "digests": {"sha-256": encode(hashlib.sha256(content)), "sm3": encode(hashlib.new("sm3", content))}}


def encode(digest):
    return base64.b64encode(digest.digest()).decode()


class Pc:
    """A page of the authority's own relying party, by hand."""

    def __init__(self, origin):
        self.host = origin.split("//")[1]
        self.seq = 0
        self.heard = 0

    def call(self, method, path, body=None, wanted=(200, 201)):
        connection = http.client.HTTPConnection(self.host, timeout=40)
        headers = {"Authorization": f"Bearer {self.token}"} if hasattr(self, "token") else {}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        assert answer.status in wanted, f"{method} {path}: {answer.status} {text}"
        return json.loads(text)

    def open(self, documents, purpose="合同签署"):
        created = self.call("POST", "/pc/sessions", {"purpose": purpose, "documents": documents})
        self.token = created["session_token"]
        self.path = f"/v1/sessions/{created['session_id']}"
        self.seq = self.heard = 0

    def link(self):
        text = self.call("GET", self.path + "/code")["text"]
        scheme, host, body = re.match(r"(HTTPS?)://([^/]+)/S/(.*)", text).groups()
        return f"yqq:{body}?a={scheme.lower()}%3A%2F%2F{host.lower().replace(':', '%3A')}"

    def frame(self, wanted=(200,), **members):
        self.seq += 1
        return self.call("POST", self.path + "/frames", {"seq": self.seq, **members}, wanted)

    def wait_for(self, kind, where=lambda event: True, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in self.call("GET", f"{self.path}/events?after={self.heard}&wait=5")["events"]:
                self.heard = event["seq"]
                if event["type"] == kind and where(event):
                    return event
        raise AssertionError(f"no event {kind}")
