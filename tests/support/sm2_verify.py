#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifies a detached SM2 CMS signature with nothing but Python's integers.

sm2_verify.py SIGNATURE.p7s FILE ROOT.pem...

SM3 (GB/T 32905), SM2 (GB/T 32918.2, 32918.5), DER and the chain up to one of the roots are all written
out here, so that a mistake of the product's library can't hide. Dates are not looked at. Exit status 0:
good; 1: bad, with the reason; 2: wrong usage.
"""
import base64
import re
import sys

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
USER_ID = b"1234567812345678"

OID_DATA = "1.2.840.113549.1.7.1"
OID_SIGNED_DATA = "1.2.840.113549.1.7.2"
OID_CONTENT_TYPE = "1.2.840.113549.1.9.3"
OID_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
OID_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
OID_SM3 = "1.2.156.10197.1.401"
OID_SM2_WITH_SM3 = "1.2.156.10197.1.501"
OID_EC_KEY = "1.2.840.10045.2.1"
OID_SM2_CURVE = "1.2.156.10197.1.301"
OID_BASIC_CONSTRAINTS = "2.5.29.19"
OID_KEY_USAGE = "2.5.29.15"


class Bad(Exception):
    """The signature is not good, and why."""


def need(condition, reason):
    if not condition:
        raise Bad(reason)


# SM3

def rotate(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def compress(state, block):
    w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
        w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        t = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = rotate((rotate(a, 12) + e + rotate(t, j)) & 0xFFFFFFFF, 7)
        ss2 = ss1 ^ rotate(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
        tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d = tt1, a, rotate(b, 9), c
        e, f, g, h = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g
    return [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def sm3(message):
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
             0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + bytes(-(len(message) + 9) % 64) + (8 * len(message)).to_bytes(8, "big")
    for i in range(0, len(padded), 64):
        state = compress(state, padded[i:i + 64])
    return b"".join(x.to_bytes(4, "big") for x in state)


# The curve

def add(p, q):
    if p is None:
        return q
    if q is None:
        return p
    if p[0] == q[0] and (p[1] + q[1]) % P == 0:
        return None
    if p == q:
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def multiply(k, p):
    result = None
    for bit in bin(k)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, p)
    return result


def to_bytes(x):
    return x.to_bytes(32, "big")


def user_digest(key):
    """ZA, GB/T 32918.2 5.5."""
    numbers = (A, B, *G, *key)
    return sm3((8 * len(USER_ID)).to_bytes(2, "big") + USER_ID + b"".join(map(to_bytes, numbers)))


def verify(key, message, r, s):
    """GB/T 32918.2 7.1."""
    if not (1 <= r < N and 1 <= s < N) or (r + s) % N == 0:
        return False
    e = int.from_bytes(sm3(user_digest(key) + message), "big")
    point = add(multiply(s, G), multiply((r + s) % N, key))
    return point is not None and (e + point[0]) % N == r


# DER

class Node:
    """One DER value: its tag, its content, and the bytes of the whole."""

    def __init__(self, data, start, end):
        need(end - start >= 2, "DER ends within a value")
        self.tag = data[start]
        need(self.tag & 0x1F != 0x1F, "DER with a long tag")
        length, body = data[start + 1], start + 2
        if length & 0x80:
            count = length & 0x7F
            need(1 <= count <= 4 and body + count <= end, "DER with an unusable length")
            length = int.from_bytes(data[body:body + count], "big")
            body += count
        need(body + length <= end, "DER ends within a value")
        self.content = data[body:body + length]
        self.whole = data[start:body + length]
        self.end = body + length

    def __iter__(self):
        need(self.tag & 0x20, "DER value without parts where parts are needed")
        position = 0
        while position < len(self.content):
            part = Node(self.content, position, len(self.content))
            position = part.end
            yield part

    def parts(self):
        return list(self)

    def expect(self, tag, what):
        need(self.tag == tag, what)
        return self


def parse(data):
    node = Node(data, 0, len(data))
    need(node.end == len(data), "bytes behind the end")
    return node


def integer(node):
    node.expect(0x02, "no INTEGER where one is needed")
    return int.from_bytes(node.content, "big", signed=True)


def oid(node):
    node.expect(0x06, "no OBJECT IDENTIFIER where one is needed")
    numbers, value = [], 0
    for byte in node.content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first] + numbers[1:]))


def bits(node):
    node.expect(0x03, "no BIT STRING where one is needed")
    need(node.content[:1] == b"\0", "BIT STRING that ends within a byte")
    return node.content[1:]


def signature(data):
    parts = parse(data).expect(0x30, "the signature is no SEQUENCE").parts()
    need(len(parts) == 2, "the signature is not r and s")
    return integer(parts[0]), integer(parts[1])


# Certificates

class Certificate:
    def __init__(self, node):
        self.der = node.whole
        tbs, algorithm, value = node.expect(0x30, "a certificate is no SEQUENCE").parts()
        need(oid(algorithm.parts()[0]) == OID_SM2_WITH_SM3, "a certificate is not signed with SM2")
        self.tbs = tbs.whole
        self.signature = signature(bits(value))
        fields = tbs.parts()
        need(fields[0].tag == 0xA0, "a certificate is not of version 3")
        self.serial = fields[1].whole
        self.issuer = fields[3].whole
        self.subject = fields[5].whole
        self.key = self.read_key(fields[6])
        self.extensions = self.read_extensions(fields)

    @staticmethod
    def read_key(node):
        algorithm, value = node.parts()
        kind, curve = algorithm.parts()
        need(oid(kind) == OID_EC_KEY and oid(curve) == OID_SM2_CURVE, "a key is not of SM2")
        point = bits(value)
        need(len(point) == 65 and point[0] == 4, "a key is no uncompressed point")
        x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
        need(x < P and y < P and (y * y - x * x * x - A * x - B) % P == 0, "a key is off the curve")
        return x, y

    @staticmethod
    def read_extensions(fields):
        extensions = {}
        for field in fields[7:]:
            if field.tag == 0xA3:
                for extension in field.parts()[0]:
                    parts = extension.parts()
                    extensions[oid(parts[0])] = parse(parts[-1].content)
        return extensions

    def may_issue(self):
        constraints = self.extensions.get(OID_BASIC_CONSTRAINTS)
        flags = constraints.parts() if constraints is not None else []
        usage = self.extensions.get(OID_KEY_USAGE)
        return (bool(flags) and flags[0].tag == 0x01 and flags[0].content != b"\0"
                and usage is not None and usage.content[1] & 0x04 != 0)

    def may_sign(self):
        usage = self.extensions.get(OID_KEY_USAGE)
        return not self.may_issue() and (usage is None or usage.content[1] & 0xC0 != 0)

    def issued(self, other):
        return (self.may_issue() and other.issuer == self.subject
                and verify(self.key, other.tbs, *other.signature))


def read_pem(path):
    with open(path, encoding="ascii") as file:
        blocks = re.findall("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", file.read(), re.S)
    need(blocks, path + " holds no certificate")
    return [parse(base64.b64decode(block)) for block in blocks]


def check_chain(certificate, others, roots):
    for _ in range(8):
        if any(root.issued(certificate) for root in roots):
            return
        issuers = [other for other in others if other.issued(certificate)]
        need(issuers and issuers[0] is not certificate, "the chain does not lead to a root")
        certificate = issuers[0]
    raise Bad("the chain is too long")


# CMS (RFC 5652)

def read_attributes(node):
    attributes = {}
    for attribute in node:
        name, values = attribute.parts()
        values = values.parts()
        need(oid(name) not in attributes and len(values) == 1, "an attribute is there twice")
        attributes[oid(name)] = values[0]
    return attributes


def check_attributes(attributes, content, signer):
    need(OID_CONTENT_TYPE in attributes and oid(attributes[OID_CONTENT_TYPE]) == OID_DATA,
         "the content type is not signed")
    need(OID_MESSAGE_DIGEST in attributes, "the digest is not signed")
    digest = attributes[OID_MESSAGE_DIGEST].expect(0x04, "the digest is no OCTET STRING").content
    need(digest == sm3(content), "the file is not the one that was signed")
    need(OID_SIGNING_CERTIFICATE_V2 in attributes, "the certificate is not signed (CAdES-BES)")
    parts = attributes[OID_SIGNING_CERTIFICATE_V2].parts()[0].parts()[0].parts()
    need(oid(parts[0].parts()[0]) == OID_SM3, "the certificate is not referred to by SM3")
    need(parts[1].content == sm3(signer.der), "the certificate is not the one the signer meant")


def find_signer(certificates, identifier):
    issuer, serial = identifier.parts()
    for certificate in certificates:
        if certificate.issuer == issuer.whole and certificate.serial == serial.whole:
            return certificate
    raise Bad("the signer's certificate is not there")


def check(cms, content, roots):
    kind, wrapped = parse(cms).expect(0x30, "not a CMS message").parts()
    need(oid(kind) == OID_SIGNED_DATA, "not SignedData")
    fields = wrapped.parts()[0].parts()
    need(len(fields[2].parts()) == 1 and oid(fields[2].parts()[0]) == OID_DATA, "not detached")
    need(fields[3].tag == 0xA0, "no certificates in the signature")
    certificates = [Certificate(node) for node in fields[3]]
    signers = fields[-1].expect(0x31, "no signers").parts()
    need(len(signers) == 1, "not exactly one signer")
    _, identifier, digest, attributes, algorithm, value = signers[0].parts()[:6]
    need(oid(digest.parts()[0]) == OID_SM3, "the digest is not SM3")
    need(oid(algorithm.parts()[0]) == OID_SM2_WITH_SM3, "the signature is not SM2 with SM3")
    need(attributes.tag == 0xA0, "no signed attributes")
    signer = find_signer(certificates, identifier)
    need(signer.may_sign(), "the certificate is not for signing")
    check_attributes(read_attributes(attributes), content, signer)
    encoded = b"\x31" + attributes.whole[1:]  # RFC 5652 5.4: as a SET
    parts = [part.whole for part in attributes]
    need(parts == sorted(parts), "the signed attributes are not in DER's order")
    need(verify(signer.key, encoded, *signature(value.content)), "the signature is not the signer's")
    check_chain(signer, certificates, roots)


def self_test():
    """The examples of GB/T 32905 A.1 and GB/T 32918.5 A.2."""
    need(sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", "SM3")
    key = multiply(0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8, G)
    need(verify(key, b"message digest",
                0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
                0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA), "SM2")


def main(arguments):
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        self_test()
        with open(arguments[0], "rb") as file:
            cms = file.read()
        with open(arguments[1], "rb") as file:
            content = file.read()
        roots = [Certificate(node) for path in arguments[2:] for node in read_pem(path)]
        check(cms, content, roots)
    except Bad as reason:
        print(f"bad: {reason}")
        return 1
    except (ValueError, IndexError, TypeError) as reason:
        print(f"bad: malformed ({reason})")
        return 1
    print("good")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
