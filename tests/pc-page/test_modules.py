# SPDX-License-Identifier: GPL-3.0-or-later
"""The page's own algorithms, run in the browser against published vectors and against Python's."""
import base64
import hashlib
import io
import random
import unittest
import zipfile

from browser import Browser
from stand_in import StandIn, fake_cms

# GB/T 32905-2016 A.1 and A.2
SM3 = {b'abc': '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
       b'abcd' * 16: 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'}
# FIPS 180-2 B.1, B.2 and B.3
SHA256 = {b'abc': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
          b'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq':
          '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
          b'a' * 1000000: 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'}

DIGEST = '''
const [name, type, pieces] = given;
const hash = new (await import(`/assets/${name}.js`))[type]();
for (const piece of pieces) hash.update(Uint8Array.from(atob(piece), (c) => c.charCodeAt(0)));
return [...hash.finish()].map((b) => b.toString(16).padStart(2, '0')).join('');
'''


class Modules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = StandIn()
        cls.browser = Browser()
        cls.browser.open(cls.server.origin + '/')

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.server.stop()

    def run_module(self, body, *arguments):
        answer = self.browser.asynchronous(body, *arguments)
        self.assertNotIn('error', answer, answer.get('error'))
        return answer['value']

    def digest(self, name, message, cuts=()):
        bounds = [0, *sorted(cuts), len(message)]
        pieces = [base64.b64encode(message[a:b]).decode() for a, b in zip(bounds, bounds[1:])]
        return self.run_module(DIGEST, name, name.capitalize(), pieces)

    def test_sm3_gives_the_published_digests(self):
        for message, digest in SM3.items():
            self.assertEqual(self.digest('sm3', message), digest)

    def test_sha256_gives_the_published_digests(self):
        for message, digest in SHA256.items():
            self.assertEqual(self.digest('sha256', message), digest)

    def test_every_length_round_a_block_and_every_cut_gives_the_same(self):
        chance = random.Random(7)
        for length in [*range(0, 130, 3), 55, 56, 63, 64, 65, 119, 120, 127, 128, 4097]:
            message = chance.randbytes(length)
            cuts = [chance.randrange(length + 1) for _ in range(3)]
            self.assertEqual(self.digest('sm3', message, cuts), hashlib.new('sm3', message).hexdigest(), length)
            self.assertEqual(self.digest('sha256', message, cuts), hashlib.sha256(message).hexdigest(), length)

    def test_a_file_is_digested_beside_the_page_with_progress(self):
        for size in (0, 3_000_000, 33 << 20):  # nothing; the browser's own SHA-256; ours
            parts, sm3, sha256, hidden = self.run_module('''
                const { digestFile } = await import('/assets/digests.js');
                const { toHex } = await import('/assets/encoding.js');
                const block = new Uint8Array(65536).map((_, i) => i * 7 + (i >> 8));
                const file = new Blob(Array(Math.ceil(given[0] / 65536)).fill(block)).slice(0, given[0]);
                const parts = [];
                const digests = await digestFile(file, { onProgress: (part) => parts.push(part) });
                return [parts, toHex(digests.sm3), toHex(digests.sha256), file.size];
            ''', size)
            block = bytes((i * 7 + (i >> 8)) & 255 for i in range(65536))
            message = (block * (size // 65536 + 1))[:size]
            self.assertEqual(sha256, hashlib.sha256(message).hexdigest())
            self.assertEqual(sm3, hashlib.new('sm3', message).hexdigest())
            self.assertEqual(parts, sorted(parts))
            self.assertTrue(size == 0 or (len(parts) > 1 and parts[-1] == 1))

    def test_digesting_stops_when_it_is_not_wanted_any_more(self):
        words = self.run_module('''
            const { digestFile } = await import('/assets/digests.js');
            const abort = new AbortController();
            const file = new Blob(Array(512).fill(new Uint8Array(1 << 18)));
            const work = digestFile(file, { signal: abort.signal, onProgress: () => abort.abort(new Error('removed')) });
            return work.then(() => 'finished', (error) => error.message);
        ''')
        self.assertEqual(words, 'removed')

    def test_a_zip_of_signatures_is_one_that_others_open(self):
        packed = self.run_module('''
            const { zip } = await import('/assets/zip.js');
            const { toBase64 } = await import('/assets/encoding.js');
            const files = [{ name: '合同 一.pdf.p7s', bytes: new Uint8Array([1, 2, 3]) }, { name: 'b.p7s', bytes: new Uint8Array(5000).fill(9) }];
            return toBase64(new Uint8Array(await zip(files).arrayBuffer()));
        ''')
        archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(packed)))
        self.assertIsNone(archive.testzip())
        self.assertEqual(archive.namelist(), ['合同 一.pdf.p7s', 'b.p7s'])
        self.assertEqual(archive.read('合同 一.pdf.p7s'), b'\1\2\3')
        self.assertEqual(archive.read('b.p7s'), b'\t' * 5000)

    def peek(self, bytes_):
        return self.run_module('''
            const { peekDigest, signatureBytes } = await import('/assets/cms-peek.js');
            const der = signatureBytes(Uint8Array.from(atob(given[0]), (c) => c.charCodeAt(0)));
            return der && peekDigest(der);
        ''', base64.b64encode(bytes_).decode())

    def test_a_signature_tells_its_digest_in_der_and_in_pem(self):
        for algorithm, digest in (('sm2-sm3', 'sm3'), ('p256-sha256', 'sha256')):
            der = fake_cms(algorithm)
            pem = b'-----BEGIN PKCS7-----\n' + base64.encodebytes(der) + b'-----END PKCS7-----\n'
            self.assertEqual(self.peek(der), digest)
            self.assertEqual(self.peek(pem), digest)

    def test_what_is_no_signature_is_not_taken_for_one(self):
        der = fake_cms('sm2-sm3')
        for other in (b'', b'%PDF-1.7', b'\x30', b'\x30\x80\0\0', der[:20], der[:-1], b'\x30\x84\xff\xff\xff\xff' + der, b'-----BEGIN X-----',
                      b'-----BEGIN PKCS7-----\n!!!\n-----END PKCS7-----', bytes(65537), der.replace(b'\x2a\x81\x1c', b'\x2a\x81\x1d')):
            self.assertIsNone(self.peek(other), other[:24])

    def events(self, text, size):
        return self.run_module('''
            const { EventStreamReader } = await import('/assets/event-stream.js');
            const reader = new EventStreamReader();
            const bytes = new TextEncoder().encode(given[0]);
            const events = [];
            for (let at = 0; at < bytes.length; at += given[1]) events.push(...reader.push(bytes.slice(at, at + given[1])));
            return events;
        ''', text, size)

    def test_events_are_read_whatever_the_pieces_they_come_in(self):
        text = (': hello\n\nid: 1\nevent: state\ndata: {"seq":1,"state":"已连接"}\n\n: still here\r\n\r\n'
                'data:{"seq":2,\r\ndata: "a":"b:c"}\r\nid: 2\r\n\r\ndata: {"seq":3}\n')
        expected = [{'id': '1', 'data': {'seq': 1, 'state': '已连接'}}, {'id': '2', 'data': {'seq': 2, 'a': 'b:c'}}]
        for size in (1, 2, 3, 7, 1000):
            self.assertEqual(self.events(text, size), expected, size)

    def test_an_endless_event_is_given_up(self):
        answer = self.browser.asynchronous('''
            const { EventStreamReader } = await import('/assets/event-stream.js');
            new EventStreamReader().push(new TextEncoder().encode('data: ' + 'x'.repeat(70000)));
        ''')
        self.assertIn('too large', answer['error'])

    def test_only_an_address_of_ours_becomes_a_link(self):
        def link(address):
            return self.run_module("const { linkOf } = await import('/assets/code-link.js'); return linkOf(given[0], 'https://sign.example.cn');", address)
        self.assertEqual(link('HTTPS://SIGN.EXAMPLE.CN/S/1.MFRGG.AAAQ.NBSWY3DP'), 'yqq:1.MFRGG.AAAQ.NBSWY3DP?a=https%3A%2F%2Fsign.example.cn')
        self.assertEqual(link('https://sign.example.cn/s/1.mfrgg.aaaq.nbswy3dp'), 'yqq:1.MFRGG.AAAQ.NBSWY3DP?a=https%3A%2F%2Fsign.example.cn')
        for other in (None, '', 'https://x/S/', 'https://x/S/2.A.B.C', 'https://x/S/1.A.B', 'https://x/S/1.A.B.C?d', 'javascript:/S/1.A.B.C', 'https://x/S/1.A.B.1'):
            self.assertIsNone(link(other), other)

    def test_names_that_cannot_be_shown_or_are_too_long_are_mended(self):
        def name(text, count):
            return self.run_module("const { documentName } = await import('/assets/document-name.js'); return documentName(given[0], given[1]);", text, count)
        self.assertEqual(name('合同 一.pdf', 1), '合同 一.pdf')
        self.assertEqual(name('a\u202etxt.exe\n\t', 1), 'a_txt.exe__')
        self.assertEqual(name('甲' * 200, 8), '甲' * 200)
        for count, limit in ((8, 200), (9, 50)):
            short = name('甲' * 300 + '.pdf', count)
            self.assertEqual(len(short), limit)
            self.assertTrue(short.endswith('甲.pdf') and '…' in short)

    def test_what_comes_after_the_end_changes_nothing(self):
        state = self.run_module('''
            const { applyEvent, newSessionState } = await import('/assets/session-state.js');
            const events = [{ type: 'state', state: 'closed', reason: 'idle' }, { type: 'state', state: 'connected' }, { type: 'unheard-of' }];
            return events.reduce(applyEvent, newSessionState());
        ''')
        self.assertEqual((state['state'], state['reason']), ('closed', 'idle'))


if __name__ == '__main__':
    unittest.main()
