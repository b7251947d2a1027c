# SPDX-License-Identifier: GPL-3.0-or-later
"""An authority for the PC page alone: speaks data/authority-api.md, and ends a session in each way the
real one takes minutes, a second machine or bad luck for. Nothing it signs or verifies is real."""
import base64
import hashlib
import json
import mimetypes
import re
import secrets
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / 'ui' / 'pc-page'
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
STATUS = {'not-found': 404, 'token-invalid': 401, 'frame-replayed': 409, 'session-closed': 410, 'state-conflict': 409,
          'check-code-wrong': 403, 'certificate-unknown': 404, 'certificate-unusable': 409, 'rate-limited': 429,
          'internal': 500, 'malformed': 400}
ENDED = ('closed', 'expired', 'rejected')


def moment(seconds=0.0):
    at = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    return at.isoformat(timespec='milliseconds').replace('+00:00', 'Z')


class Problem(Exception):
    def __init__(self, code, **members):
        super().__init__(code)
        self.code, self.members = code, members


def certificate(name, algorithm, kind='enterprise', code='91440101MA5CULYK08', person='陈雨桐', years=3):
    print_of = hashlib.sha256(f'{name}{algorithm}{kind}'.encode()).hexdigest()
    return {'fingerprint': print_of, 'algorithm': algorithm, 'kind': kind, 'enterprise': {'name': name, 'credit_code': code},
            'person': {'name': person}, 'not_after': moment(years * 365 * 86400), 'certificate': '', 'chain': []}


CERTIFICATES = [certificate('岭南示范科技有限公司', 'sm2-sm3'), certificate('岭南示范科技有限公司', 'p256-sha256'),
                certificate('珠江演示贸易（集团）股份有限公司广州分公司', 'sm2-sm3', 'employee', '91440300MA5EXAMP0X')]


def fake_cms(algorithm):
    """As much of a SignedData as says which digest it is over, and something to save."""
    oid = {'sm2-sm3': '06082a811ccf55018311', 'p256-sha256': '0609608648016503040201'}[algorithm]

    def der(tag, content):
        return bytes([tag]) + (bytes([len(content)]) if len(content) < 128 else bytes([0x82, len(content) >> 8, len(content) & 255])) + content
    signed = der(0x30, der(0x02, b'\1') + der(0x31, der(0x30, bytes.fromhex(oid))) + der(0x04, secrets.token_bytes(900)))
    return der(0x30, der(0x06, bytes.fromhex('2a864886f70d010702')) + der(0xa0, signed))


def verification(chosen, **over):
    return {'valid': True, 'signature': True, 'digest': True, 'chain': True, 'validity': True, 'signed_at': moment(),
            'signer': {'name': chosen['person']['name'], 'enterprise': chosen['enterprise']['name'],
                       'credit_code': chosen['enterprise']['credit_code'], 'serial': '5f3a9c01d2e84b7710aa45de98c3b216',
                       'fingerprint': chosen['fingerprint']}, **over}


class Session:
    def __init__(self, payload, code_every):
        self.id, self.token = base64.b32encode(secrets.token_bytes(16)).decode().rstrip('='), secrets.token_urlsafe(24)
        self.payload, self.state, self.reason = payload, 'created', None
        self.events, self.seq, self.last_frame = [], 0, 0
        self.changed = threading.Condition()
        self.check_code, self.tries, self.frames, self.requests, self.documents = None, 3, [], {}, {}
        self.signatures, self.person, self.step = 0, None, 0
        self.forgotten = False  # by an authority that was restarted: only how it ended is known
        self.expires_at = moment(120)
        self.idle_at, self.absolute_at = None, None
        threading.Thread(target=self.rotate, args=(code_every,), daemon=True).start()

    def emit(self, kind, **members):
        with self.changed:
            self.seq += 1
            self.events.append({'seq': self.seq, 'type': kind, 'at': moment(), **members})
            self.changed.notify_all()

    def move(self, state, reason=None, lasts=None):
        self.state, self.reason = state, reason
        self.expires_at = moment(lasts) if lasts else None
        self.emit('state', **self.limits())

    def limits(self):
        return {'state': self.state, 'reason': self.reason, 'expires_at': self.expires_at, 'idle_at': self.idle_at,
                'absolute_at': self.absolute_at, 'signatures': self.signatures, 'signature_limit': 100}

    def rotate(self, every):
        while self.state == 'created':
            self.step += 1
            self.emit('code', **self.code())
            time.sleep(every)

    def code(self):
        mac = base64.b32encode(hashlib.sha256(f'{self.id}{self.step}'.encode()).digest()[:8]).decode().rstrip('=')
        step = base64.b32encode(self.step.to_bytes(2, 'big')).decode().rstrip('=')
        return {'text': f'HTTP://127.0.0.1/S/1.{self.id}.{step}.{mac}', 'step': self.step, 'valid_until': moment(6)}

    # What a device would do.
    def scan(self, check_code=None, lasts=120):
        self.check_code = check_code
        self.move('scanned', lasts=lasts)
        self.emit('scanned', nonce='', check_code_required=check_code is not None, tries_left=self.tries)

    def confirm(self, lasts=60):
        self.move('confirmed', lasts=lasts)

    def connect(self, person='陈**'):
        self.person = person
        self.idle_at, self.absolute_at = moment(300), moment(1800)
        self.move('connected')
        self.emit('connected', person={'name_masked': person})

    def sign(self, document_index=0, request=None, **over):
        request = request or list(self.requests.values())[-1]
        document = request['frame']['documents'][document_index]
        chosen = next(c for c in CERTIFICATES if c['fingerprint'] == request['frame']['certificate'])
        result = {'document': document['id'], 'name': document['name'], 'verification': verification(chosen, **over),
                  'signature': base64.b64encode(fake_cms(chosen['algorithm'])).decode()}
        request['signatures'].append(result)
        self.signatures += 1
        self.idle_at = moment(300)
        self.emit('signed', request_id=request['id'], document=document['id'], verification=result['verification'])

    def complete(self, state='signed', reason=None):
        request = list(self.requests.values())[-1]
        request['state'], request['reason'] = state, reason
        self.emit('completed', request_id=request['id'], state=state, reason=reason)
        self.move('connected')

    def sign_all(self):
        for i in range(len(list(self.requests.values())[-1]['frame']['documents'])):
            self.sign(i)
        self.complete()

    # What the page says.
    def frame(self, frame):
        if self.state in ENDED:
            raise Problem('session-closed', state=self.state, reason=self.reason)
        if frame['seq'] <= self.last_frame:
            raise Problem('frame-replayed', last_seq=self.last_frame)
        self.last_frame = frame['seq']
        self.frames.append(frame)
        if frame['type'] == 'check-code':
            self.check(frame['code'])
        elif frame['type'] == 'sign':
            self.requests[frame['request_id']] = {'id': frame['request_id'], 'frame': frame, 'state': 'waiting', 'reason': None, 'signatures': []}
            self.move('signing')
        elif frame['type'] == 'close':
            self.move('closed', 'done' if frame.get('reason') == 'done' else 'pc')
        return {'state': self.state, 'seq': frame['seq']}

    def check(self, digits):
        if digits == self.check_code:
            self.emit('check-code', passed=True, tries_left=self.tries)
            return
        self.tries -= 1
        self.emit('check-code', passed=False, tries_left=self.tries)
        if self.tries == 0:
            self.move('rejected', 'check-code')
        raise Problem('check-code-wrong', tries_left=self.tries)

    def summary(self):
        return {'session_id': self.id, **self.limits(), 'person': {'name_masked': self.person} if self.person else None,
                'check_code_required': self.check_code is not None}


def qr_like(seed):
    """33 modules that look like a code and are none."""
    bits = hashlib.shake_256(str(seed).encode()).digest(33 * 33)
    dark = [(x, y) for y in range(33) for x in range(33) if bits[y * 33 + x] & 1 and not ((x < 8 or x > 24) and y < 8 or x < 8 and y > 24)]
    for ox, oy in ((0, 0), (26, 0), (0, 26)):
        dark += [(ox + x, oy + y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6) or (2 <= x <= 4 and 2 <= y <= 4)]
    path = ''.join(f'M{x + 4} {y + 4}h1v1h-1z' for x, y in dark)
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41" shape-rendering="crispEdges">'
            f'<rect width="41" height="41" fill="#fff"/><path fill="#000" d="{path}"/></svg>')


class StandIn(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, code_every=2.0):
        super().__init__(('127.0.0.1', 0), Handler)
        self.sessions, self.code_every = {}, code_every
        self.demonstration, self.certificates = True, CERTIFICATES
        self.refuse_streams = False   # as a proxy that knows no event streams
        self.deaf = False             # as a service nobody can reach
        self.answer_lost = 0          # so many frames are taken, but the answer never arrives
        self.begin_problem = None
        self.verdict, self.asked_to_verify = {}, []
        self.seen = []
        threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    @property
    def origin(self):
        return f'http://127.0.0.1:{self.server_port}'

    @property
    def session(self):
        return list(self.sessions.values())[-1]

    def stop(self):
        for session in self.sessions.values():
            session.state = 'closed'
            with session.changed:
                session.changed.notify_all()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, BrokenPipeError):
            pass

    def do_GET(self):
        self.answer('GET')

    def do_POST(self):
        self.answer('POST')

    def do_PUT(self):
        self.answer('PUT')

    def answer(self, method):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        self.server.seen.append(self.path)
        if self.server.deaf:
            self.close_connection = True
            self.connection.close()
            return
        try:
            self.route(method, self.path, body)
        except Problem as problem:
            status = STATUS.get(problem.code, 409)
            self.reply(status, {'type': f'urn:yqq:problem:{problem.code}', 'title': problem.code, 'status': status, **problem.members},
                       'application/problem+json')

    def reply(self, status, value, kind='application/json'):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.send_header('Content-Security-Policy', POLICY)
        self.send_header('Cache-Control', 'no-store')
        self.end_headers()
        self.wfile.write(body)

    def route(self, method, path, body):
        found = re.fullmatch(r'/v1/sessions/([A-Z2-7]+)(/[^?]*)?(?:\?(.*))?', path)
        if found:
            self.in_session(method, body, *found.groups())
        elif path == '/v1/authority':
            self.reply(200, {'name': '岭南示范签名服务', 'demonstration': self.server.demonstration, 'origin': self.server.origin,
                             'home_province': '44', 'time': moment(), 'roots': [], 'version': '0.1.0'})
        elif path == '/pc/sessions':
            self.begin(json.loads(body))
        elif path == '/v1/verify':
            self.verify(json.loads(body))
        else:
            self.file(path.split('?')[0])

    def file(self, path):
        name = 'index.html' if path == '/' else 'open.html' if path.lower().startswith('/s/') else path.lstrip('/')
        target = (PAGE / name).resolve()
        if not target.is_relative_to(PAGE) or not target.is_file():
            raise Problem('not-found')
        self.reply(200, target.read_bytes(), {'.js': 'text/javascript'}.get(target.suffix) or mimetypes.guess_type(name)[0])

    def begin(self, payload):
        if self.server.begin_problem:
            raise self.server.begin_problem
        session = Session(payload, self.server.code_every)
        self.server.sessions[session.id] = session
        self.reply(201, {'session_id': session.id, 'session_token': session.token, 'state': 'created', 'expires_at': session.expires_at,
                         'idle_seconds': 300, 'absolute_seconds': 1800, 'signature_limit': 100})

    def verify(self, asked):
        self.server.asked_to_verify.append(asked)
        if len(base64.b64decode(asked['digest'])) != 32:
            raise Problem('malformed')
        self.reply(200, verification(CERTIFICATES[0], **self.server.verdict))

    def in_session(self, method, body, sid, rest, query):
        session = self.server.sessions.get(sid)
        if not session:
            raise Problem('token-invalid')
        if self.headers.get('Authorization') != f'Bearer {session.token}':
            raise Problem('token-invalid')
        if session.forgotten:
            raise Problem('session-closed', state=session.state, reason=session.reason)
        if rest is None:
            self.reply(200, session.summary())
        elif rest == '/events' and query:
            self.poll(session, query)
        elif rest == '/events':
            self.stream(session)
        elif rest == '/code':
            self.reply(200, {**session.code(), 'svg': qr_like(session.step)})
        elif rest == '/certificates':
            self.reply(200, {'certificates': self.server.certificates})
        elif rest == '/frames':
            result = session.frame(json.loads(body))
            if self.server.answer_lost > 0:
                self.server.answer_lost -= 1
                self.close_connection = True
                self.connection.close()
                return
            self.reply(200, result)
        elif rest.startswith('/requests/'):
            request = session.requests.get(rest.split('/')[2])
            if not request:
                raise Problem('not-found')
            self.reply(200, {'request_id': request['id'], 'state': request['state'], 'reason': request['reason'], 'signatures': request['signatures']})
        elif rest.startswith('/documents/') and method == 'PUT':
            name = rest.split('/')[2]
            session.documents[name] = body
            declared = next(d for d in session.payload['documents'] if d['id'] == name)
            self.reply(200, {'id': name, 'size': len(body), 'digests': {'sm3': declared['digests']['sm3'],
                             'sha-256': base64.b64encode(hashlib.sha256(body).digest()).decode()}})
        else:
            raise Problem('not-found')

    def poll(self, session, query):
        asked = dict(pair.split('=') for pair in query.split('&'))
        after, end = int(asked['after']), time.monotonic() + min(float(asked['wait']), 25)
        with session.changed:
            while session.seq <= after and time.monotonic() < end:
                session.changed.wait(0.2)
            events = [e for e in session.events if e['seq'] > after]
        self.reply(200, {'events': events, 'state': session.state})

    def stream(self, session):
        if self.server.refuse_streams:
            self.reply(200, b'not a stream', 'text/html')
            return
        after = int(self.headers.get('Last-Event-ID') or 0)
        self.close_connection = True
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream')
        self.send_header('Cache-Control', 'no-store')
        self.end_headers()
        self.wfile.write(b': hello\n\n')
        self.wfile.flush()
        while not self.server.deaf:
            with session.changed:
                session.changed.wait_for(lambda: session.seq > after or self.server.deaf, 0.5)
                events = [e for e in session.events if e['seq'] > after]
            for event in events:
                after = event['seq']
                self.wfile.write(f'id: {after}\nevent: {event["type"]}\ndata: {json.dumps(event)}\n\n'.encode())
            self.wfile.flush()
            if session.forgotten or session.state in ENDED and not events:
                return
        self.connection.close()


if __name__ == '__main__':
    server = StandIn()
    print(server.origin, flush=True)
    threading.Event().wait()
