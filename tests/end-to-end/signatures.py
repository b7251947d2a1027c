# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures looked at with tools that are not ours: OpenSSL's command line, and for SM2, which its cms
command cannot verify with the right identity, tests/support/sm2_verify.py."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request

from session import build_directory

HERE = os.path.dirname(os.path.abspath(__file__))
SM2_VERIFY = os.path.join(HERE, os.pardir, "support", "sm2_verify.py")
SM2_WITH_SM3 = "1.2.156.10197.1.501"
KINDS = ("sm2-sm3", "p256-sha256")


def run(*argv):
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"{' '.join(argv)}: {done.returncode}\n{done.stdout}"
    return done.stdout


def algorithm_of(certificate):
    """certificate: a PEM file."""
    text = run("openssl", "x509", "-in", certificate, "-noout", "-text")
    return "sm2-sm3" if "SM2-with-SM3" in text or SM2_WITH_SM3 in text else "p256-sha256"


def write_pem(path, blocks):
    with open(path, "w", encoding="ascii") as file:
        file.writelines(blocks)


def split_pem(text):
    end = "-----END CERTIFICATE-----\n"
    return [block[block.index("-----BEGIN"):] + end for block in text.split(end)[:-1]]


def fetch_roots(origin, folder):
    """roots.pem and one file of each algorithm, as the authority publishes them."""
    with urllib.request.urlopen(f"{origin}/v1/authority", timeout=10) as answer:
        roots = [root if root.endswith("\n") else root + "\n" for root in json.load(answer)["roots"]]
    write_pem(f"{folder}/roots.pem", roots)
    for root in roots:
        write_pem(f"{folder}/.root.pem", [root])
        os.replace(f"{folder}/.root.pem", f"{folder}/root-{algorithm_of(f'{folder}/.root.pem')}.pem")


def write_certificates(signature, folder):
    """signer-ALGORITHM.pem and chain-ALGORITHM.pem out of a signature; gives the algorithm."""
    found = split_pem(run("openssl", "pkcs7", "-inform", "DER", "-in", signature, "-print_certs"))
    assert len(found) >= 2, f"{signature} holds {len(found)} certificates"
    leaf = f"{folder}/.leaf.pem"
    leaves = []
    for one in found:
        write_pem(leaf, [one])
        if "CA:TRUE" not in run("openssl", "x509", "-in", leaf, "-noout", "-text"):
            leaves.append(one)
    assert len(leaves) == 1, f"{signature} holds {len(leaves)} signers"
    write_pem(leaf, leaves)
    algorithm = algorithm_of(leaf)
    os.replace(leaf, f"{folder}/signer-{algorithm}.pem")
    write_pem(f"{folder}/chain-{algorithm}.pem", [one for one in found if one not in leaves])
    return algorithm


def verify_elsewhere(algorithm, signature, file, folder):
    """Fails unless a tool of somebody else's finds the signature good, and bad over another content."""
    root = f"{folder}/root-{algorithm}.pem"
    if algorithm == "sm2-sm3":
        command = lambda content: [sys.executable, SM2_VERIFY, signature, content, root]
    else:
        command = lambda content: ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature,
                                   "-content", content, "-CAfile", root, "-purpose", "any", "-out", os.devnull]
    run(*command(file))
    changed = f"{folder}/.changed"
    shutil.copyfile(file, changed)
    with open(changed, "ab") as content:
        content.write(b"!")
    assert subprocess.run(command(changed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0, \
        f"{signature} is good over another content"
    os.remove(changed)


def verify_with_yqq(signature, file, folder, env):
    """With our own command line, where it was built; gives what it says."""
    yqq = os.path.join(build_directory(), "src/cli/yqq")
    if not os.path.exists(yqq):
        return None
    done = subprocess.run([yqq, "verify", "--root", f"{folder}/roots.pem", signature, file], env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"yqq verify: {done.returncode}\n{done.stdout}"
    return done.stdout.strip()
