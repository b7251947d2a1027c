# SPDX-License-Identifier: GPL-3.0-or-later
"""An enterprise looked after in a terminal: yqq grant, transfer and history against the real authority."""

import csv
import io
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

from pc import document
from session import Session
from tap import run_tests
from terminal import connect, log_in, run, sign, start_authority

PIN = b"830517\n"
CREDIT_CODE = "91440101YQDEM0017N"
HERE = ("--enterprise", CREDIT_CODE)
ACT = (*HERE, "--yes", "--pin-fd", "30")
HEADER = "姓名,证件类型,证件号码,手机号码,有效年数,权限\r\n"


def resident_id(sequence):
    """A number that passes every check and belongs to no one: born in January 1900."""
    digits = f"44010019000101{sequence:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11]


def become_administrator(session, role="administrator"):
    """Logged in with the certificate of the enterprise that the tests are about."""
    pc, authority = start_authority(session)
    log_in(session, pc, role)
    for line in run(session, "certificate", "list", "--json")[0].splitlines():
        grant = json.loads(line)
        if grant["credit_code"] == CREDIT_CODE:
            run(session, "certificate", "install", grant["code"], "--pin-fd", "30", pin=PIN)
            return pc, authority
    raise AssertionError("no certificate of the enterprise")


def act(session, *argv, expected=0):
    return run(session, *argv, *ACT, pin=PIN, expected=expected)


def list_users(session):
    lines = run(session, "grant", "list", "--json", *HERE)[0].splitlines()
    return {user["name"]: user for user in map(json.loads, lines)}


def add(session, name, sequence, *more, expected=0):
    return act(session, "grant", "add", "--name", name, "--id-number", resident_id(sequence),
               "--phone", f"1990001{sequence:04}", "--years", "1", *more, expected=expected)


def people_are_added_changed_and_cancelled():
    with Session() as session:
        become_administrator(session)
        before = list_users(session)
        out, told = add(session, "赵一", 501)
        assert "已完成" in out and "将占用 1 个额度" in told, (out, told)
        user = list_users(session)["赵一"]
        assert user["state"] == "pending-install" and user["permissions"] == ["enterprise-certificate"], user
        assert user["id_number_masked"].startswith("4401**********"), user
        assert user["code"] not in [other["code"] for other in before.values()]

        act(session, "grant", "suspend", user["code"])
        assert list_users(session)["赵一"]["state"] == "suspended"
        act(session, "grant", "resume", user["code"])
        assert list_users(session)["赵一"]["permissions"] == ["enterprise-certificate"]
        _, said = act(session, "grant", "modify", user["code"], "--permission", "seal:none", expected=1)
        out, _ = run(session, "grant", "show", user["code"], *HERE)
        assert "赵一" in out and resident_id(501) not in out, out

        run(session, "grant", "reveal", user["code"], *ACT, pin=b"000000\n", expected=4)
        out, _ = act(session, "grant", "reveal", user["code"])
        assert resident_id(501) in out, out
        run(session, "grant", "cancel", user["code"], *ACT, pin=PIN, expected=2)  # no reason
        act(session, "grant", "cancel", user["code"], "--reason", "left")
        assert list_users(session)["赵一"]["state"] == "cancelled"
        out, _ = act(session, "grant", "cancel", user["code"], "--reason", "left", expected=1)
        assert "注销" in out, out


def mistakes_are_told_before_anything_is_done():
    with Session() as session:
        become_administrator(session)
        add(session, "钱二", 502)
        _, said = add(session, "钱二", 502, expected=1)
        assert "该人员已授权" in said, said
        _, said = add(session, "", 503, expected=2)
        assert "--name: 缺少姓名" in said, said
        _, said = act(session, "grant", "add", "--name", "孙三", "--id-number", "440100190001015039",
                      "--phone", "123", "--years", "11", expected=2)
        for word in ("--id-number", "--phone", "--years"):
            assert word in said, said
        _, said = add(session, "孙三", 503, "--permission", "seal:s1", expected=1)
        assert "印章" in said, said
        own = next(user for user in list_users(session).values() if user["me"])
        for command in (("suspend",), ("cancel", "--reason", "left")):
            out, _ = act(session, "grant", command[0], own["code"], *command[1:], expected=1)
            assert "转让管理员" in out, out
        assert "孙三" not in list_users(session)


def nothing_is_done_without_an_answer_or_with_a_wrong_pin():
    with Session() as session:
        become_administrator(session)
        details = ("--name", "李四", "--id-number", resident_id(504), "--phone", "19900010504", "--years", "1")
        _, said = run(session, "grant", "add", *details, *HERE, "--pin-fd", "30", pin=PIN, expected=1)
        assert "--yes" in said, said
        _, said = run(session, "grant", "add", *details, *ACT, pin=b"194628\n", expected=4)
        assert "还可尝试 4 次" in said, said
        assert "李四" not in list_users(session)
        _, said = run(session, "grant", "list", expected=2)
        assert CREDIT_CODE in said, said
        _, said = run(session, "grant", "list", "--enterprise", "nobody", expected=1)


def a_sheet_with_mistakes_changes_nothing_and_a_good_one_everything():
    with Session() as session, tempfile.TemporaryDirectory() as directory:
        become_administrator(session)
        template, _ = run(session, "grant", "template")
        assert template.startswith("\ufeff姓名,证件类型"), template
        path = os.path.join(directory, "名单.csv")
        rows = [f"周五,居民身份证,'{resident_id(505)},19900010505,1,机构证书",
                f"吴六,身份证,{resident_id(506)},1990001050,1,可稍后设置",
                "郑七,居民身份证,4.40100190001015E+17,19900010507,1,",
                f"王八,居民身份证,{resident_id(505)},19900010508,9,合同专用章"]
        open(path, "w", encoding="gb18030", newline="").write(HEADER + "\r\n".join(rows) + "\r\n")
        out, said = act(session, "grant", "import", path, expected=1)
        lines = out.splitlines()
        assert len(lines) == 3, out
        assert lines[0].startswith("第 3 行，吴六") and "手机号码" in lines[0], out
        assert lines[1].startswith("第 4 行，郑七") and "表格软件" in lines[1], out
        for word in ("与前面的行重复", "机构证书的有效期", "没有该印章"):
            assert word in lines[2], out
        assert "未执行" in said, said
        assert "周五" not in list_users(session)

        out, _ = act(session, "grant", "import", path, "--dry-run", "--good-only")
        assert "已完成" not in out and "周五" not in list_users(session), out
        dry, _ = run(session, "grant", "import", path, "--dry-run", "--json", *HERE, expected=1)
        faults = [json.loads(line)["faults"] for line in dry.splitlines()]
        assert faults[0] == {} and faults[1] == {"phone": "invalid"}, faults

        good = [f"周五,居民身份证,{resident_id(505)},19900010505,1,机构证书",
                f"吴六,居民身份证,{resident_id(506)},19900010506,1,可稍后设置"]
        open(path, "w", encoding="utf-8-sig", newline="").write(HEADER + "\r\n".join(good))
        _, said = run(session, "grant", "import", path, "--dry-run", *HERE)
        assert "将占用 2 个额度" in said, said
        assert "周五" not in list_users(session)
        out, _ = act(session, "grant", "import", path)
        assert out.count("已完成") == 2, out
        users = list_users(session)
        assert users["周五"]["state"] == "pending-install" and users["吴六"]["state"] == "suspended", users

        out, said = act(session, "grant", "import", path, expected=1)
        assert out.count("该人员已授权") == 2, out
        exported, _ = run(session, "grant", "export", *HERE)
        table = list(csv.reader(io.StringIO(exported.removeprefix("\ufeff"))))
        assert any(row[1] == "周五" and "*" in row[3] for row in table), table
        assert resident_id(505) not in exported


def files_that_are_no_sheets_are_refused():
    with Session() as session, tempfile.TemporaryDirectory() as directory:
        become_administrator(session)
        path = os.path.join(directory, "x.csv")
        for content, word in ((b"PK\x03\x04\x00", "GB18030"), ("姓名,备注\n".encode(), "手机号码"), (b"", "空"),
                              (HEADER.encode(), "没有人员"), (HEADER.encode() + b'"', "line 2"),
                              (b"x" * (5 << 20), "4 MB")):
            open(path, "wb").write(content)
            _, said = run(session, "grant", "import", path, *HERE, expected=1)
            assert word in said, (content[:10], said)
        _, said = run(session, "grant", "import", "/nowhere/x.csv", *HERE, expected=1)


def become_another(session, pc, role):
    """Somebody else logs in on the same device, with a certificate of their own."""
    run(session, "log-out")
    log_in(session, pc, role)
    grant = next(line for line in map(json.loads, run(session, "certificate", "list", "--json")[0].splitlines())
                 if line["credit_code"] == CREDIT_CODE)
    run(session, "certificate", "install", grant["code"], "--pin-fd", "30", pin=PIN)
    return grant["code"]


def list_offers(session):
    return [json.loads(line) for line in run(session, "transfer", "show", "--json", *HERE)[0].splitlines()]


def the_office_is_offered_taken_back_refused_and_accepted():
    with Session() as session:
        pc, _ = become_administrator(session)
        receiver = list_users(session)["演示员工黄敏"]["code"]
        own = next(user["code"] for user in list_users(session).values() if user["me"])
        _, said = act(session, "transfer", "offer", own, expected=1)
        assert "不能成为管理员" in said, said
        out, said = act(session, "transfer", "offer", receiver)
        assert "已发起转让" in out and "72 小时" in said, (out, said)
        _, said = act(session, "transfer", "offer", receiver, expected=1)
        assert "尚未答复" in said, said
        _, said = act(session, "transfer", "accept", expected=1)
        assert "没有待处理的该转让" in said, said
        act(session, "transfer", "withdraw")
        act(session, "transfer", "offer", receiver)
        assert [offer["state"] for offer in list_offers(session)] == ["waiting", "withdrawn"]

        become_another(session, pc, "employee")
        act(session, "transfer", "refuse")
        run(session, "grant", "list", *HERE, expected=1)
        become_another(session, pc, "administrator")
        act(session, "transfer", "offer", receiver)
        become_another(session, pc, "employee")
        act(session, "transfer", "accept")
        assert list_offers(session)[0]["state"] == "accepted"
        assert any(user["me"] and "administrator" in user["roles"] for user in list_users(session).values())

        run(session, "log-out")
        log_in(session, pc, "administrator")
        _, said = run(session, "grant", "list", *HERE, expected=1)


def the_legal_representative_takes_the_office_at_once():
    with Session() as session:
        become_administrator(session, "legal-representative")
        users = list_users(session)
        own = next(user["code"] for user in users.values() if user["me"])
        _, said = add(session, "冯九", 509, expected=1)
        assert "角色" in said, said
        act(session, "transfer", "offer", own)
        assert any(user["me"] and "administrator" in user["roles"] for user in list_users(session).values())
        add(session, "冯九", 509)


def what_was_signed_is_listed_exported_and_verified():
    content = "合同正文\n".encode()
    with Session() as session, tempfile.TemporaryDirectory() as directory:
        pc, _ = start_authority(session)
        log_in(session, pc)
        code = json.loads(run(session, "certificate", "list", "--json")[0].splitlines()[0])["code"]
        run(session, "certificate", "install", code, "--pin-fd", "30", pin=PIN)
        path = os.path.join(directory, "合同.txt")
        open(path, "wb").write(content)
        run(session, "history", "verify", path, expected=1)
        pc.open([document(content)], "合同签署")
        pc.call("GET", pc.path + "/events?after=0&wait=0")
        process = connect(session, pc, PIN)
        sign(pc, pc.call("GET", pc.path + "/certificates")["certificates"][0], "sm2-sm3", content)
        pc.frame(type="close", reason="done")
        assert process.wait(20) == 0, session.output_of(process)

        record = json.loads(run(session, "history", "list", "--json")[0])
        assert record["purpose"] == "合同签署" and record["algorithm"] == "sm2-sm3", record
        listed, _ = run(session, "history", "list")
        assert "合同签署" in listed and record["signer"] in listed, listed
        exported, _ = run(session, "history", "export")
        table = list(csv.reader(io.StringIO(exported.removeprefix("\ufeff"))))
        assert len(table) == 2 and record["certificate"] in table[1], table
        out, _ = run(session, "history", "verify", path)
        assert "签名有效" in out, out
        open(path, "ab").write(b"!")
        _, said = run(session, "history", "verify", path, expected=1)
        assert "没有对该文件的签名" in said, said
        run(session, "history", "list", "--all", expected=1)


def an_employee_may_not_look_at_the_others():
    with Session() as session:
        become_administrator(session, "employee")
        _, said = run(session, "grant", "list", expected=1)
        assert "管理员" in said, said
        _, said = run(session, "grant", "list", *HERE, expected=1)
        assert "角色" in said, said


if __name__ == "__main__":
    run_tests("/end-to-end/cli-administration", [
        people_are_added_changed_and_cancelled, mistakes_are_told_before_anything_is_done,
        nothing_is_done_without_an_answer_or_with_a_wrong_pin,
        a_sheet_with_mistakes_changes_nothing_and_a_good_one_everything, files_that_are_no_sheets_are_refused,
        the_office_is_offered_taken_back_refused_and_accepted, the_legal_representative_takes_the_office_at_once,
        what_was_signed_is_listed_exported_and_verified,
        an_employee_may_not_look_at_the_others])
