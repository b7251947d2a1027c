# SPDX-License-Identifier: GPL-3.0-or-later
"""Each way a session can end or falter is told apart, says what was kept and what to do next."""
import time
import unittest

from page_test import PageTest
from stand_in import Problem

ENDS = {
    ('closed', 'user'): '签名人断开了连接', ('closed', 'pc'): '已断开连接', ('closed', 'idle'): '长时间无操作，连接已断开',
    ('closed', 'absolute'): '已到最长连接时间', ('closed', 'limit'): '签名次数已用完', ('closed', 'lost'): '与签名人的连接丢失',
    ('closed', 'grant-changed'): '签名人的证书授权已变更', ('closed', 'device-revoked'): '签名人的设备已退出登录',
    ('closed', 'pin-replaced'): '签名人设置了新的 PIN 码', ('closed', 'pin-changed'): '签名人修改了 PIN 码',
    ('closed', 'relying-party-withdrawn'): '本页的应用方登记已被撤销',
    ('closed', 'authority-restarted'): '签名服务重新启动，连接已结束', ('closed', 'locked'): '签名人的设备已锁屏',
    ('closed', 'suspended'): '签名人的设备进入了休眠', ('closed', 'exit'): '签名人退出了粤企签', ('closed', 'done'): '签名完成，连接已断开',
    ('expired', 'code'): '二维码已过期', ('expired', 'claim'): '等待确认超时',
    ('rejected', 'user'): '签名人拒绝了连接', ('rejected', 'check-code'): '校验码错误次数过多',
    ('closed', 'something-new'): '连接已结束',
}


class Ends(PageTest):
    def heading(self):
        return self.browser.text('main h1')

    def test_every_end_has_its_own_words_and_a_way_on(self):
        b = self.browser
        self.to_code()
        seen = []
        for (state, reason), title in ENDS.items():
            self.session.move(state, reason)
            b.wait_view('ended')
            self.assertEqual(self.heading(), title)
            b.wait_text('没有产生任何签名')
            self.assertEqual(b.script('return document.activeElement.tagName'), 'H1')
            b.wait_text(title, '#live')
            seen.append(b.text('main .lead'))
            b.click('main .primary')
            b.wait_view('code')
        self.assertEqual(len(set(seen)), len(ENDS))
        self.assertEqual(self.session.payload['purpose'], '合同签署')
        self.assertEqual(len(self.session.payload['documents']), 2)

    def test_a_scanned_session_that_nobody_confirms_expires(self):
        self.to_scanned()
        self.assertRegex(self.browser.text(), '请在 (2:00|1:5[0-9]) 内完成')
        self.session.move('expired', 'claim')
        self.browser.wait_text('等待确认超时')

    def test_three_wrong_check_codes_end_it(self):
        b = self.browser
        self.to_scanned('042')
        for left in (2, 1):
            b.keys('1', '1', '1')
            b.wait_text(f'还可尝试 {left} 次')
            b.wait(lambda: b.find('#digit-1').is_enabled(), 'the boxes are ready')
        b.keys('1', '1', '1')
        b.wait_view('ended')
        self.assertEqual(self.heading(), '校验码错误次数过多')

    def test_cancelling_tells_the_other_side(self):
        b = self.browser
        self.to_scanned()
        b.click('main .buttons button')
        b.wait_view('ended')
        self.assertEqual(self.heading(), '已断开连接')
        self.assertEqual((self.session.frames[-1]['type'], self.session.frames[-1]['reason']), ('close', 'user'))

    def test_a_refused_request_leaves_the_connection_and_can_be_repeated(self):
        b = self.browser
        self.to_connected()
        for reason, words in (('user', '签名人在粤企签中拒绝了这次签名'), ('limit', '签名次数已用完'), ('error', '设备没能完成签名')):
            self.ask()
            self.session.complete('refused', reason)
            b.wait_text(words)
            b.wait(lambda: b.find('form .primary').is_displayed(), 'signing is possible again')
        self.assertEqual(b.script('return document.getElementById("main").dataset.view'), 'connected')

    def test_a_request_half_signed_keeps_what_is_signed(self):
        b = self.browser
        self.to_connected()
        self.ask()
        self.session.sign(0)
        b.wait(lambda: b.find('.result-save button'), 'the first can be saved')
        self.session.move('closed', 'locked')
        b.wait_view('ended')
        b.wait_text('已签名 1 份')
        b.wait_text('签名完成前连接已结束，其余文件没有签名')
        self.assertEqual(len(b.all('.result-save button')), 1)

    def test_a_certificate_that_went_away_is_named_as_the_reason(self):
        b = self.browser
        self.to_connected()
        frame = type(self.session).frame

        def refuse(given):
            if given['type'] == 'sign':
                raise Problem('certificate-unusable', reason='suspended')
            return frame(self.session, given)
        self.session.frame = refuse
        b.all('.certificate label')[0].click()
        b.click('form .primary')
        b.wait_text('这张证书被临时取消、注销或已过期')
        self.assertTrue(b.find('form .primary').is_enabled())

    def test_suspended_is_a_wait_with_a_limit_and_goes_on_when_the_peer_is_back(self):
        b = self.browser
        self.to_connected()
        self.session.move('suspended', lasts=60)
        b.wait_text('正在重新连接……')
        b.wait_text('后仍未恢复，连接将结束')
        self.assertFalse(b.find('form .primary').is_enabled())
        self.assertTrue(b.find('#disconnect').is_enabled())
        self.session.move('connected')
        b.wait_text('已连接 · 陈**')
        self.assertTrue(b.find('form .primary').is_enabled())


class Connection(PageTest):
    def test_events_missed_while_the_stream_was_broken_are_caught_up(self):
        b = self.browser
        self.to_code()
        self.server.deaf = True
        b.wait_text('与签名服务的连接中断，正在重新连接', '#notice')
        b.wait_text('还会尝试 1:4', '#notice')
        self.session.scan()
        self.server.deaf = False
        b.wait_view('scanned-scanned')
        b.wait(lambda: not b.text('#notice'), 'the notice is gone')

    def test_where_no_stream_comes_through_polls_do(self):
        self.server.refuse_streams = True
        self.to_signed()
        self.assertTrue([path for path in self.server.seen if 'wait=' in path])

    def test_a_frame_whose_answer_was_lost_is_not_said_twice(self):
        b = self.browser
        self.to_connected()
        self.server.answer_lost = 1
        self.ask()
        self.session.sign_all()
        b.wait(lambda: len(b.all('.stamp')) == 2, 'signed')
        time.sleep(0.6)
        self.assertEqual([f['type'] for f in self.session.frames], ['sign'])
        b.click('#disconnect')
        b.wait_view('ended')
        self.assertEqual([f['seq'] for f in self.session.frames], [1, 2])

    def test_a_request_that_was_refused_without_an_answer_is_not_waited_for(self):
        b = self.browser
        self.to_connected()
        take = type(self.session).frame
        tries = []

        def refuse(frame):
            if tries:
                raise Problem('frame-replayed', last_seq=frame['seq'])
            tries.append(frame)
            raise ConnectionError
        self.session.frame = refuse
        b.all('.certificate label')[0].click()
        b.click('form .primary')
        b.wait_text('签名服务没有接受这次请求')
        self.session.frame = lambda frame: take(self.session, frame)
        self.ask()
        self.session.sign_all()
        b.wait(lambda: len(b.all('.stamp')) == 2, 'signed the second time')

    def test_a_restarted_authority_ends_the_session_with_that_reason(self):
        b = self.browser
        self.to_connected()
        session = self.session
        session.state, session.reason, session.forgotten = 'closed', 'authority-restarted', True
        b.wait_view('ended')
        b.wait_text('签名服务重新启动，连接已结束')

    def test_a_service_that_stays_away_is_given_up_with_a_way_on(self):
        b = self.browser
        hurry = b.command('Page.addScriptToEvaluateOnNewDocument', source='''
            const later = window.setTimeout;
            window.setTimeout = (act, ms, ...rest) => later(act, ms === 105000 ? 1500 : ms, ...rest);''')
        b.driver.refresh()
        self.to_code()
        b.command('Page.removeScriptToEvaluateOnNewDocument', identifier=hurry['identifier'])
        self.server.deaf = True
        b.wait_view('ended')
        self.assertEqual(b.text('main h1'), '无法连接签名服务')
        b.click('main .primary')
        b.wait_text('无法连接签名服务，没有做任何改动')
        self.server.deaf = False
        b.click('main .primary')
        b.wait_view('code')

    def test_ending_while_the_service_is_away_ends_here_at_least(self):
        b = self.browser
        self.to_scanned()
        self.server.deaf = True
        b.click('main .buttons button')
        b.wait_view('ended')


class Reload(PageTest):
    def reload(self):
        self.browser.driver.refresh()
        self.browser.wait(lambda: self.browser.find('main > *'), 'a view')

    def test_a_connected_session_goes_on_after_a_reload(self):
        b = self.browser
        self.to_signed()
        self.reload()
        b.wait_view('connected')
        b.wait_text('已连接 · 陈**')
        b.wait(lambda: b.find('.certificate'), 'certificates')
        self.assertEqual(len(b.all('.result-save button')), 2)
        frame = self.ask(1)
        self.assertEqual(frame['seq'], 2)
        self.session.sign_all()
        b.wait(lambda: len(b.all('.result-save button')) == 4, 'four signatures')

    def test_a_request_under_way_is_picked_up_after_a_reload(self):
        b = self.browser
        self.to_connected()
        self.ask()
        self.reload()
        b.wait_text('正在签名')
        self.session.sign_all()
        b.wait(lambda: len(b.all('.stamp')) == 2, 'both are signed')
        self.assertEqual(len(self.session.requests), 1)

    def test_what_happened_during_the_reload_is_known_after_it(self):
        b = self.browser
        self.to_connected()
        self.ask()
        b.driver.get('about:blank')
        self.session.sign_all()
        b.driver.back()
        b.wait(lambda: len(b.all('.stamp')) == 2, 'both are signed')

    def test_a_session_that_ended_meanwhile_says_so(self):
        b = self.browser
        self.to_code()
        b.driver.get('about:blank')
        self.session.move('expired', 'code')
        b.driver.back()
        b.wait_view('ended')
        b.wait_text('两分钟内没有人扫码')

    def test_a_session_nobody_knows_any_more_says_so(self):
        b = self.browser
        self.to_code()
        b.driver.get('about:blank')
        self.server.sessions.clear()
        b.driver.back()
        b.wait_view('ended')
        b.wait_text('这次连接已不存在')

    def test_the_code_is_shown_again_after_a_reload(self):
        self.to_code()
        self.reload()
        self.browser.wait_view('code')
        self.browser.wait(lambda: self.browser.find('.qr').is_displayed(), 'the code')

    def test_a_duplicated_tab_leaves_the_session_to_the_first(self):
        b = self.browser
        self.to_connected()
        first = b.driver.current_window_handle
        b.script('window.open(location.href)')
        b.wait(lambda: len(b.driver.window_handles) == 2, 'a second tab')
        b.driver.switch_to.window(next(one for one in b.driver.window_handles if one != first))
        try:
            b.wait_view('prepare')
            b.wait_text('原来的连接在另一个标签页中继续', '#notice')
            self.assertEqual(b.script('return sessionStorage.length'), 0)
        finally:
            b.driver.close()
            b.driver.switch_to.window(first)
        frame = self.ask()
        self.assertEqual(frame['seq'], 1)

    def test_an_ended_session_keeps_its_signatures_over_a_reload(self):
        b = self.browser
        self.to_signed()
        self.session.move('closed', 'user')
        b.wait_view('ended')
        self.reload()
        b.wait_view('ended')
        self.assertEqual(len(b.all('.result-save button')), 2)
        b.click('#save-all')


if __name__ == '__main__':
    unittest.main()
