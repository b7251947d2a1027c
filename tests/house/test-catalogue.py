# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string people read is in the catalogue and translated, and a catalogue that lacks one is caught."""

import os
import sys
import tempfile

import catalogue
from tap import run_tests

ROOT = sys.argv[1]
HEADER = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
HELLO = 'msgid "Hello"\nmsgstr "您好"\n\n'
SAYS_HELLO = 'const char *a (void) { return _("Hello"); }\n'


def make_tree(root, source=SAYS_HELLO, listed="src/app/a.c\n", po=HEADER + HELLO):
    for name, text in (("src/app/a.c", source), ("po/POTFILES", listed), ("po/zh_CN.po", po)):
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def faults(**tree):
    with tempfile.TemporaryDirectory() as root:
        make_tree(root, **tree)
        return catalogue.find_faults(root)


def the_chinese_catalogue_is_complete():
    found = catalogue.find_faults(ROOT)
    assert not found, "\n".join(found) + "\n./dev po brings new strings in; the translations are yours"


def a_complete_catalogue_is_not_reported():
    assert faults() == [], faults()


def a_string_not_in_the_catalogue_is_reported():
    assert len(faults(source='_("Hello"); _("New");')) == 1


def an_empty_translation_is_reported():
    assert len(faults(po=HEADER + 'msgid "Hello"\nmsgstr ""\n')) == 1


def a_fuzzy_translation_is_reported():
    assert len(faults(po=HEADER + "#, fuzzy\n" + HELLO)) == 1


def a_string_nobody_uses_is_reported():
    assert len(faults(po=HEADER + HELLO + 'msgid "Gone"\nmsgstr "没了"\n')) == 1


def a_string_that_is_there_twice_is_reported():
    assert len(faults(po=HEADER + HELLO + HELLO)) == 1


def a_broken_format_is_reported():
    assert len(faults(source='g_strdup_printf (_("%d left"), 1);',
                      po=HEADER + '#, c-format\nmsgid "%d left"\nmsgstr "剩余 %s"\n')) == 1


def a_file_missing_from_the_list_is_reported():
    assert len(faults(listed="")) == 1


def a_listed_file_without_strings_is_reported():
    assert "nothing to translate" in faults(source="int a;\n", po=HEADER)[0]


def an_update_keeps_translations_and_drops_what_is_gone():
    with tempfile.TemporaryDirectory() as root:
        make_tree(root, source='_("Hello"); C_("verb", "Sign");', listed="",
                  po=HEADER + 'msgid "Gone"\nmsgstr "没了"\n\n' + HELLO + HELLO)
        catalogue.update(root)
        assert catalogue.listed_files(root) == ["src/app/a.c"]
        assert catalogue.find_faults(root) == ['zh_CN: not translated: msgid "Sign"']
        with open(os.path.join(root, "po/zh_CN.po"), encoding="utf-8") as file:
            assert "您好" in file.read()


run_tests("/house/catalogue", [
    the_chinese_catalogue_is_complete,
    a_complete_catalogue_is_not_reported,
    a_string_not_in_the_catalogue_is_reported,
    an_empty_translation_is_reported,
    a_fuzzy_translation_is_reported,
    a_string_nobody_uses_is_reported,
    a_string_that_is_there_twice_is_reported,
    a_broken_format_is_reported,
    a_file_missing_from_the_list_is_reported,
    a_listed_file_without_strings_is_reported,
    an_update_keeps_translations_and_drops_what_is_gone,
])
