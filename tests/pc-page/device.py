# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's device, written from data/authority-api.md alone with nothing but the openssl command line: an
independent peer for the real authority. P-256 only."""
import base64
import hashlib
import http.client
import json
import re
import secrets
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlparse


def b64(data):
    return base64.b64encode(data).decode()


def openssl(*arguments, data=b''):
    done = subprocess.run(['openssl', *map(str, arguments)], input=data, capture_output=True, check=False)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def raw_signature(der):
    """r and s of 32 bytes each out of an ECDSA-Sig-Value."""
    def integer(at):
        assert der[at] == 2
        end = at + 2 + der[at + 1]
        return int.from_bytes(der[at + 2:end], 'big').to_bytes(32, 'big'), end
    r, at = integer(2)
    return r + integer(at)[0]


class Key:
    def __init__(self, folder, name):
        self.path = Path(folder) / f'{name}.pem'
        openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', self.path)
        self.public = openssl('pkey', '-in', self.path, '-pubout', '-outform', 'DER')

    def sign(self, message):
        return raw_signature(openssl('dgst', '-sha256', '-sign', self.path, data=message))

    @property
    def thumbprint(self):
        return base64.urlsafe_b64encode(hashlib.sha256(self.public).digest()).decode().rstrip('=')


class Refused(Exception):
    def __init__(self, status, problem):
        super().__init__(f'{status} {problem}')
        self.code = problem.get('type', '').removeprefix('urn:yqq:problem:')
        self.problem = problem


class Device:
    """Logged in as somebody of the demonstration, with a PIN and one certificate."""

    def __init__(self, origin):
        self.where = urlparse(origin)
        self.folder = tempfile.TemporaryDirectory(prefix='yqq-device-')
        self.key, self.gate, self.signing = (Key(self.folder.name, name) for name in ('device', 'gate', 'signing'))
        self.seq = self.seen = 0
        self.log_in()
        self.call('PUT', '/v1/pin', {'verifier_key': b64(self.gate.public), 'salt': b64(secrets.token_bytes(16))})
        self.install()

    def close(self):
        self.folder.cleanup()

    def headers(self, method, path, body):
        path, _, query = path.partition('?')
        digest = f'sha-256=:{b64(hashlib.sha256(body).digest())}:'
        nonce = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip('=')
        parameters = (f'("@method" "@path" "@query" "content-digest");created={int(time.time())};'
                      f'keyid="{self.key.thumbprint}";nonce="{nonce}"')
        base = (f'"@method": {method}\n"@path": {path}\n"@query": ?{query}\n"content-digest": {digest}\n'
                f'"@signature-params": {parameters}')
        return {'Content-Digest': digest, 'Signature-Input': f'yqq={parameters}',
                'Signature': f'yqq=:{b64(self.key.sign(base.encode()))}:', 'Content-Type': 'application/json'}

    def call(self, method, path, message=None, signed=True):
        body = b'' if message is None else json.dumps(message).encode()
        connection = http.client.HTTPConnection(self.where.hostname, self.where.port, timeout=40)
        try:
            connection.request(method, path, body, self.headers(method, path, body) if signed else {'Content-Type': 'application/json'})
            answer = connection.getresponse()
            content = json.loads(answer.read() or b'{}')
        finally:
            connection.close()
        if answer.status >= 400:
            raise Refused(answer.status, content)
        return content

    def log_in(self):
        people = self.call('GET', '/v1/demonstration', signed=False)['people']
        person = next(one for one in people if one['role'] == 'administrator')
        challenge = self.call('POST', '/v1/identity/challenges', {'purpose': 'log-in'}, signed=False)
        self.call('POST', '/v1/devices', {
            'challenge_id': challenge['challenge_id'], 'name': person['name'], 'id_type': person['id_type'], 'id_number': person['id_number'],
            'method': 'staff-code', 'evidence': {'code': person['staff_code']}, 'public_key': b64(self.key.public), 'label': 'test'})

    def confirm_pin(self, purpose, subject):
        challenge = base64.b64decode(self.call('POST', '/v1/pin/challenges', {'purpose': purpose, 'subject': subject})['challenge'])
        proof = self.gate.sign(f'yqq-pin-gate-v1\n{purpose}\n{subject}\n'.encode() + challenge)
        self.call('POST', '/v1/pin/open', {'challenge': b64(challenge), 'signature': b64(proof)})

    def install(self):
        grant = self.call('GET', '/v1/me/grants')['grants'][0]['id']
        self.confirm_pin('install', grant)
        request = openssl('req', '-new', '-key', self.signing.path, '-subj', '/CN=device', '-outform', 'DER')
        answer = self.call('POST', f'/v1/grants/{grant}/certificates', {'request': b64(request), 'algorithm': 'p256-sha256'})
        self.fingerprint = answer['fingerprint']
        for name, der in (('leaf', answer['certificate']), ('issuing', answer['chain'][0])):
            openssl('x509', '-inform', 'DER', '-out', Path(self.folder.name) / f'{name}.pem', data=base64.b64decode(der))

    def claim(self, text, via='camera'):
        sid, step, mac = re.search(r'1\.([A-Z2-7]+)\.([A-Z2-7]+)\.([A-Z2-7]+)', text).groups()

        def decode(part):
            return base64.b32decode(part + '=' * (-len(part) % 8))
        self.sid, self.seq, self.seen = sid, 0, 0
        return self.call('POST', f'/v1/sessions/{sid}/claim', {
            'step': int.from_bytes(decode(step), 'big'), 'mac': b64(decode(mac)), 'nonce': b64(secrets.token_bytes(16)), 'via': via})

    def frame(self, kind, **members):
        self.seq += 1
        return self.call('POST', f'/v1/sessions/{self.sid}/frames', {'seq': self.seq, 'type': kind, **members})

    def wait_for(self, kind, seconds=20, **members):
        """The next event of that kind, by long polls."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in self.call('GET', f'/v1/sessions/{self.sid}/events?after={self.seen}&wait=5')['events']:
                self.seen = event['seq']
                if event['type'] == kind and all(event.get(name) == value for name, value in members.items()):
                    return event
        raise AssertionError(f'no event {kind} within {seconds} s')

    def confirm(self):
        self.confirm_pin('session', self.sid)
        self.frame('confirm', certificates=[self.fingerprint])

    def cms(self, content):
        here = Path(self.folder.name)
        (here / 'content').write_bytes(content)
        return openssl('cms', '-sign', '-binary', '-nosmimecap', '-cades', '-md', 'sha256', '-signer', here / 'leaf.pem',
                       '-inkey', self.signing.path, '-certfile', here / 'issuing.pem', '-outform', 'DER', '-in', here / 'content')

    def sign(self, contents):
        """Answers the next sign request; contents by document name. Gives the event."""
        event = self.wait_for('sign')
        for document in event['documents']:
            content = contents[document['name']]
            assert document['digest'] == b64(hashlib.sha256(content).digest()), document
            self.frame('signed', request_id=event['request_id'], signatures=[{'document': document['id'], 'signature': b64(self.cms(content))}])
        return event
