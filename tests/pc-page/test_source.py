# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said of the PC page without a browser: its words are complete, and nothing in it needs more
than the strict content policy allows."""
import json
import re
import unittest
from html.parser import HTMLParser
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / 'ui' / 'pc-page'
ASSETS = PAGE / 'assets'
SCRIPTS = sorted(ASSETS.glob('*.js'))
SHEETS = sorted(ASSETS.glob('*.css'))
PAGES = sorted(PAGE.glob('*.html'))


def dictionary():
    text = (ASSETS / 'dictionary.js').read_text()

    def once(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), f'twice: {sorted(k for k in keys if keys.count(k) > 1)}'
        return dict(pairs)
    return json.loads(text[text.index('{'):text.rindex('}') + 1], object_pairs_hook=once)


class Elements(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.found = []
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes), ''))

    def handle_data(self, data):
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)


class Words(unittest.TestCase):
    words = dictionary()
    code = '\n'.join(path.read_text() for path in SCRIPTS if path.name != 'dictionary.js')

    def test_both_languages_have_the_same_words(self):
        self.assertEqual(list(self.words['zh']), list(self.words['en']))

    def test_no_word_is_empty_and_places_to_fill_agree(self):
        def places(text):
            return sorted(set(re.findall(r'\{(\w+)\}', text)))
        for key, zh in self.words['zh'].items():
            en = self.words['en'][key]
            self.assertTrue(zh.strip() and en.strip(), key)
            self.assertEqual(places(zh), places(en), key)

    def test_english_words_are_not_chinese_and_the_other_way_round(self):
        han = re.compile(r'[\u4e00-\u9fff]')
        for key in self.words['en']:
            if key in ('page.language', 'facts.time', 'facts.count', 'result.progress', 'algorithm.p256-sha256'):
                continue
            self.assertFalse(han.search(self.words['en'][key]), key)
            self.assertTrue(han.search(self.words['zh'][key]), key)

    def test_every_word_asked_for_exists(self):
        asked = set(re.findall(r"\bt\('([\w.-]+)'", self.code)) | set(re.findall(r"'((?:prepare|how|purpose)\.[\w-]+)'", self.code))
        self.assertGreater(len(asked), 80)
        self.assertEqual(sorted(asked - set(self.words['zh'])), [])

    def test_every_word_is_asked_for(self):
        literal = set(re.findall(r"'([a-z0-9]+(?:[.-][\w-]+)+)'", self.code))
        bare = re.sub(r'\$\{[^}]*\}', '${}', self.code)
        made = {re.escape(text).replace(r'\$\{\}', r'[\w-]+') for text in re.findall(r'`([a-z$][^`\s]*\.[^`\s]*)`', bare)}
        pages = ''.join(path.read_text() for path in PAGES)
        for key in self.words['zh']:
            used = key in literal or f'"{key}"' in pages or any(re.fullmatch(pattern, key) for pattern in made)
            self.assertTrue(used, key)

    def test_words_of_the_html_are_those_of_the_dictionary(self):
        keyed = [(a['data-i18n'], text) for tag, a, text in Elements(PAGE / 'index.html').found if 'data-i18n' in a]
        keyed += [(a['data-i18n-label'], a['aria-label']) for tag, a, _ in Elements(PAGE / 'index.html').found if 'data-i18n-label' in a]
        self.assertGreater(len(keyed), 10)
        for key, text in keyed:
            self.assertEqual(text.strip(), self.words['zh'][key], key)

    def test_labels_are_those_of_the_guide(self):
        zh = ' '.join(self.words['zh'].values())
        for label in ('粤企签', '【扫码用证】', '已连接', '断开连接', '请选择证书并签名', '机构证书', '员工证书', '统一社会信用代码', 'PIN 码', '演示', '临时取消'):
            self.assertIn(label, zh)


class Policy(unittest.TestCase):
    def test_pages_have_no_inline_script_style_or_handler(self):
        for path in PAGES:
            for tag, attributes, text in Elements(path).found:
                self.assertNotEqual(tag, 'style', path)
                self.assertNotIn('style', attributes, path)
                self.assertFalse([name for name in attributes if name.startswith('on')], path)
                if tag == 'script':
                    self.assertTrue(attributes['src'].startswith('/assets/'), path)
                    self.assertEqual(text.strip(), '', path)

    def test_nothing_comes_from_elsewhere(self):
        for path in PAGES + SCRIPTS + SHEETS:
            text = path.read_text().replace('http://www.w3.org/2000/svg', '')
            self.assertFalse(re.search(r'''["'(](?:https?:)?//''', text), path)
            self.assertNotIn('@import', text, path)
        for path in PAGES:
            for tag, attributes, _ in Elements(path).found:
                for name in ('src', 'href'):
                    self.assertRegex(attributes.get(name, '#'), r'^(#|/assets/)', path)

    def test_scripts_make_no_markup_and_no_code_out_of_text(self):
        for path in SCRIPTS:
            self.assertFalse(re.search(r'innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function', path.read_text()), path)

    def test_every_file_referred_to_is_there(self):
        for path in PAGES:
            for tag, attributes, _ in Elements(path).found:
                for name in ('src', 'href'):
                    if attributes.get(name, '').startswith('/assets/'):
                        self.assertTrue((PAGE / attributes[name].lstrip('/')).is_file(), attributes[name])
        for path in SCRIPTS:
            for name in re.findall(r"(?:from|new URL\() ?'\./([\w.-]+)'", path.read_text()):
                self.assertTrue((ASSETS / name).is_file(), f'{path.name}: {name}')

    def test_every_name_imported_is_exported_and_used(self):
        for path in SCRIPTS:
            text = path.read_text()
            for names, source in re.findall(r"import \{ ([^}]+) \} from '\./([\w.-]+)'", text):
                exported = (ASSETS / source).read_text()
                for name in names.split(', '):
                    self.assertRegex(exported, rf'export (async )?(function|const|class) {name}\b', f'{path.name}: {name}')
                    self.assertGreater(len(re.findall(rf'\b{name}\b', text)), 1, f'{path.name}: {name}')


class House(unittest.TestCase):
    def test_every_file_says_its_licence_and_what_it_is(self):
        for path in SCRIPTS + SHEETS:
            first, second = path.read_text().split('\n')[:2]
            self.assertEqual(first, '/* SPDX-License-Identifier: GPL-3.0-or-later */', path)
            self.assertTrue(second.startswith('/* '), path)

    def test_files_stay_small(self):
        for path in SCRIPTS + SHEETS:
            if path.name != 'dictionary.js':
                self.assertLess(len(path.read_text().split('\n')), 281, path)


if __name__ == '__main__':
    unittest.main()
