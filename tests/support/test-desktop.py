# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop harness on a window so small that a failure is the harness's own: test-desktop.py SAMPLE-WINDOW"""

import os
import subprocess
import sys
import tempfile

from browser import browse
from desktop import Desktop, TimedOut, wait_until, write_atomically
from tap import run_tests

SAMPLE = sys.argv[1]


def colours_in(picture):
    output = subprocess.run(["identify", "-format", "%k %w", picture], check=True, stdout=subprocess.PIPE, text=True)
    return tuple(map(int, output.stdout.split()))


def a_button_is_found_and_pressed_and_the_change_is_seen():
    desktop.find("label", "Waiting")
    desktop.press("push button", "Press here")
    desktop.find("label", "Pressed")
    desktop.wait_gone("label", "Waiting")


def an_insensitive_button_is_not_pressed():
    try:
        desktop.press("push button", "Press here", seconds=0.3)
    except TimedOut:
        return
    raise AssertionError("pressed what is grey")


def text_goes_into_an_entry_and_comes_back():
    entry = desktop.find("text")
    entry.set_text("粤企签")
    assert entry.text == "粤企签"


def what_is_on_a_page_not_shown_is_not_on_the_screen():
    desktop.find("label", "First page")
    assert desktop.look("label", "Second page") is None
    desktop.press("push button", "Turn the page")
    desktop.find("label", "Second page")
    desktop.wait_gone("label", "First page")
    assert desktop.look("label", "First page", on_screen=False) is not None


def what_never_comes_is_reported_with_the_tree():
    try:
        desktop.find("label", "Never", seconds=0.2)
    except TimedOut as error:
        assert "Never" in str(error) and "Second page" in str(error)
        return
    raise AssertionError("found what is not there")


def keys_reach_the_window_under_the_pointer():
    entry = desktop.find("text")
    entry.set_text("")
    desktop.xdotool("mousemove", 200, 100)
    desktop.keys("4", "2")
    wait_until(lambda: entry.text == "42", "the keys")


def a_screenshot_is_not_blank():
    with tempfile.TemporaryDirectory() as directory:
        picture = os.path.join(directory, "screen.png")
        desktop.screenshot(picture)
        colours, width = colours_in(picture)
        assert colours > 8 and width == 1280, (colours, width)


def a_window_takes_the_size_asked_for():
    desktop.resize(700, 500)
    window = desktop.xdotool("search", "--onlyvisible", "--name", "Sample").split()[0]
    wait_until(lambda: "700x500" in desktop.xdotool("getwindowgeometry", window), "the size")


def a_camera_frame_has_the_cameras_size():
    with tempfile.TemporaryDirectory() as directory:
        picture, frame = os.path.join(directory, "picture.png"), os.path.join(directory, "frame.png")
        desktop.screenshot(picture)
        desktop.show_to_camera(picture, frame)
        assert colours_in(frame)[1] == 1280
        assert os.listdir(directory) and not os.path.exists(frame + ".part")


def a_page_opens_in_chromium_and_nothing_leaves_the_machine():
    with browse(desktop) as page:
        page.get("data:text/html;charset=utf-8,<title>粤企签</title><p>page")
        assert page.title == "粤企签", page.title
        try:
            page.get("http://example.com/")
        except Exception as error:
            assert "ERR_NAME_NOT_RESOLVED" in str(error), error
            return
        raise AssertionError("a page outside was reached")


def what_a_program_leaves_running_is_ended_with_the_desktop():
    pid_file = os.path.join(desktop.directory, "pid")
    desktop.start(["sh", "-c", f"setsid sleep 600 & echo $! >{pid_file}"]).wait()
    with open(pid_file, encoding="ascii") as file:
        pid = int(file.read())
    # In the middle of its exec a process shows no environment.
    wait_until(lambda: pid in desktop.marked_processes(), "its mark")
    desktop.stop()
    assert not os.path.exists(f"/proc/{pid}/exe"), "still running"


def bytes_replace_a_file_at_once():
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "frame.png")
        write_atomically(path, b"old")
        write_atomically(path, b"new")
        with open(path, "rb") as file:
            assert file.read() == b"new"
        assert os.listdir(directory) == ["frame.png"]


with Desktop(language="en") as desktop:
    desktop.start([SAMPLE])
    run_tests("/support/desktop", [
        a_button_is_found_and_pressed_and_the_change_is_seen,
        an_insensitive_button_is_not_pressed,
        text_goes_into_an_entry_and_comes_back,
        what_is_on_a_page_not_shown_is_not_on_the_screen,
        what_never_comes_is_reported_with_the_tree,
        keys_reach_the_window_under_the_pointer,
        a_screenshot_is_not_blank,
        a_window_takes_the_size_asked_for,
        a_camera_frame_has_the_cameras_size,
        bytes_replace_a_file_at_once,
        a_page_opens_in_chromium_and_nothing_leaves_the_machine,
        what_a_program_leaves_running_is_ended_with_the_desktop,
    ])
