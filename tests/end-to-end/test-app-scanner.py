# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scanner says of a picture, a link or a camera that does not lead to a session, each by itself;
pictures and links come as from another program: by the command line, the clipboard and by drag and drop."""

import os
import subprocess

from desktop import TimedOut, wait_until
from pc import Pc
from session import SOURCE
from tap import run_tests
from terminal import run, withdraw
from workplace import Workplace

OTHER_PROGRAM = os.path.join(SOURCE, "tests", "support", "other-program.py")
PORTAL = os.path.join(SOURCE, "tests", "support", "portal.py")
OTHER_PLACE = (1020, 100)


def picture(name, *texts):
    """A picture with these codes beside each other."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(os.path.join(place.directory, f"{name}-{number}.png"))
        run(place, "qr", "-o", paths[-1] + ".svg", text)
        subprocess.run(["rsvg-convert", "-w", "300", "-o", paths[-1], paths[-1] + ".svg"], check=True, timeout=30)
    whole = os.path.join(place.directory, f"{name}.png")
    subprocess.run(["convert", *(paths or ["-size", "300x300", "plasma:"]), "+append", whole], check=True, timeout=30)
    return whole


def code_of(link):
    """The text of a QR code from the link that says the same."""
    body, origin = link[len("yqq:"):].split("?a=")
    return f"{origin.replace('%3A', ':').replace('%2F', '/').upper()}/S/{body}"


class OtherProgram:
    """Has something on the clipboard and in its window, until the with-block ends."""

    def __init__(self, kind, what):
        self.command = ["/usr/bin/python3", OTHER_PROGRAM, kind, what]

    def __enter__(self):
        self.process = place.start(self.command)
        window = place.xdotool("search", "--sync", "--onlyvisible", "--name", "Other program").split()[0]
        place.xdotool("windowmove", "--sync", window, *OTHER_PLACE)
        return self

    def __exit__(self, kind, value, trace):
        place.end(self.process)

    def drag_to_scanner(self):
        x, y = OTHER_PLACE[0] + 80, OTHER_PLACE[1] + 80
        place.xdotool("mousemove", x, y, "mousedown", 1)
        step = 0

        def over():
            nonlocal step
            step += 1
            place.xdotool("mousemove", x - 20 * step if step < 4 else 600 + step % 2, y + step % 2)
            return step > 4 and place.look("label", place.app.words("Drop the picture or link here"), on_screen=False)
        wait_until(over, "the scanner's answer to the drag", 20)
        place.xdotool("mouseup", 1)


def open_scanner():
    if place.title != place.app.words("Scan to sign"):
        place.go_home()
        place.app.press_containing("Scan to sign")
        place.app.see("Is the code on this very screen, in a picture or in a message?")


def fresh_link():
    place.ask()
    return place.pc.link()


def paste_until(title):
    """Again where the other program did not have the clipboard yet."""
    def pasted():
        place.app.press("Paste")
        try:
            return place.app.see(title, seconds=3)
        except TimedOut:
            return None
    wait_until(pasted, f"what is said of the paste: {title}", 30)


def says(title, remedy):
    place.app.see(title, seconds=20)
    place.app.see(remedy)


def a_picture_without_a_code_says_so():
    place.open_link(picture("empty"))
    says("No QR code found", "Make the code larger, or choose another picture.")


def a_file_that_is_no_picture_says_so():
    path = os.path.join(place.directory, "letter.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("not a picture\n")
    place.open_link(path)
    says("This is not a picture", "Choose a PNG or JPEG picture.")


def a_code_for_something_else_says_so():
    open_scanner()
    with OtherProgram("picture", picture("strange", "HTTPS://EXAMPLE.CN/MENU")):
        paste_until("Not one of our codes")
        says("Not one of our codes", "Scan the code on the page that asks you to sign.")


def several_codes_ask_which_and_open_the_chosen_one():
    first = fresh_link()
    first_pc, place.pc = place.pc, Pc(place.app.origin)
    open_scanner()
    with OtherProgram("picture", picture("two", code_of(first), code_of(fresh_link()))):
        paste_until("Several codes")
    place.press("push button", containing=place.app.words("Code %u · %s").split("%u")[0] + "2")
    place.app.see("This web system asks for your signature", seconds=20)
    states = {pc.call("GET", pc.path)["state"] for pc in (first_pc, place.pc)}
    assert states == {"created", "scanned"}, states


def a_dropped_link_opens_its_request():
    open_scanner()
    with OtherProgram("text", fresh_link()) as other:
        other.drag_to_scanner()
        place.app.see("Type these digits on the PC page", seconds=20)


def a_code_that_was_used_says_so():
    place.go_home()
    link = fresh_link()
    place.open_link(link)
    place.app.see("Type these digits on the PC page", seconds=20)
    place.go_home()
    place.open_link(link)
    says("This QR code was used already",
         "If that was not you on another device, tell the web system. Then let the PC show a new code.")


def a_code_that_is_too_old_says_so():
    place.open_link(old_link)
    says("The QR code is too old", "Scan the code that the PC shows now, or let it show a new one.")


def a_forged_code_warns_of_its_page():
    link = fresh_link()
    body, origin = link.split("?")
    letter = body[-2]
    place.open_link(f"{body[:-2]}{'A' if letter != 'A' else 'B'}{body[-1]}?{origin}")
    says("This QR code is forged", "Do not use the page that showed it. Open the web system from its own address.")


def a_code_of_no_session_says_so():
    version, sid, step, mac = old_link.split("?")[0].split(".")
    place.open_link(f"{version}.{'B' * (len(sid) - 1)}A.{step}.{mac}?{old_link.split('?')[1]}")
    says("The authority does not know this code", "Let the PC show a new QR code and scan that.")


def a_code_of_another_authority_says_so():
    place.open_link(old_link.split("?")[0] + "?a=https%3A%2F%2Fsign.example.cn")
    says("The code is another authority's", "Connect to that authority and log in there to use this code.")


def rubbish_links_have_sentences_of_their_own():
    place.open_link("yqq:rubbish")
    says("The code is damaged", "Let the PC show a new QR code and scan that.")
    place.open_link("yqq:2.AAAA.BBBB?a=https%3A%2F%2Fsign.example.cn")
    says("The code is newer than this program", "Update this program.")
    place.open_link("yqq:1." + "A" * 600)
    says("Not one of our codes", "Scan the code on the page that asks you to sign.")


def a_web_system_withdrawn_from_the_register_opens_nothing():
    place.ask()
    link = place.pc.link()  # afterwards there is none any more
    withdraw(place)
    place.open_link(link)
    says("The web system is not registered", "Do not sign there. Ask the operator of the web system.")
    assert place.pc.call("GET", place.pc.path, wanted=(200, 410))["reason"] == "relying-party-withdrawn"


def restart(**env):
    """The application with another camera."""
    place.end(place.app.process, 20)
    place.app.start(env=env)
    place.pc = Pc(place.app.origin)
    place.wait_ready()
    place.app.press_containing("Scan to sign")


def without_a_camera_the_other_ways_are_offered():
    restart(YQQ_CAMERA_FILE=None)
    says("No camera", "Use the screen, a picture or the clipboard instead, or plug a camera in.")
    place.find("push button", place.app.words("Paste"))


def a_camera_that_gives_no_picture_is_tried_again():
    camera = os.path.join(place.directory, "held-camera.png")
    with open(camera, "wb") as file:
        file.write(b"another program has it")
    restart(YQQ_CAMERA_FILE=camera)
    says("The camera is in use", "Close the other program and try again, or choose another camera.")
    place.show_to_camera(picture("free-again", code_of(fresh_link())), camera)
    place.app.press("Try the camera again")
    place.app.see("This web system asks for your signature", seconds=20)


def start_portal(*chosen):
    portal = place.start(["/usr/bin/python3", PORTAL, *chosen])
    wait_until(lambda: place.has_bus_name("org.freedesktop.portal.Desktop"), "the portal", 20)
    return portal


def choose_picture(*chosen):
    """By the desktop's portal, as in a sandbox."""
    portal = start_portal(*chosen)
    place.app.press("Choose a picture")
    wait_until(lambda: "OpenFile" in place.output_of(portal), "the question for a file", 20)
    return portal


def a_picture_is_chosen_where_the_desktop_asks_for_files():
    restart(GDK_DEBUG="gl-disable,portals")
    portal = choose_picture(picture("chosen", code_of(fresh_link())))
    place.app.see("Type these digits on the PC page", seconds=20)
    place.app.press("Refuse")
    place.app.see("You have refused. The PC was told, and nothing was signed.")
    place.end(portal)


def who_chooses_no_picture_is_still_at_the_scanner():
    restart(GDK_DEBUG="gl-disable,portals")
    portal = choose_picture()
    place.app.press("Choose a picture")
    wait_until(lambda: place.output_of(portal).count("OpenFile") == 2, "the question asked again", 20)
    place.end(portal)


def a_camera_that_is_not_allowed_says_so():
    portal = start_portal()
    restart(YQQ_CAMERA_FILE=None, SNAP="/snap/yueqiqian/1")
    says("The camera is not allowed",
         "Allow it in the system's privacy settings, or use the screen, a picture or the clipboard.")
    place.end(portal)


if __name__ == "__main__":
    with Workplace(width=1280) as place:
        old_link = fresh_link()
        run_tests("/end-to-end/app-scanner", [
            a_picture_without_a_code_says_so,
            a_file_that_is_no_picture_says_so,
            a_code_for_something_else_says_so,
            several_codes_ask_which_and_open_the_chosen_one,
            a_dropped_link_opens_its_request,
            a_code_that_was_used_says_so,
            a_code_that_is_too_old_says_so,
            a_forged_code_warns_of_its_page,
            a_code_of_no_session_says_so,
            a_code_of_another_authority_says_so,
            rubbish_links_have_sentences_of_their_own,
            without_a_camera_the_other_ways_are_offered,
            a_camera_that_gives_no_picture_is_tried_again,
            a_picture_is_chosen_where_the_desktop_asks_for_files,
            who_chooses_no_picture_is_still_at_the_scanner,
            a_camera_that_is_not_allowed_says_so,
            a_web_system_withdrawn_from_the_register_opens_nothing,
        ])
