# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev run: the app on a demonstration enterprise: demonstration.py BUILD-DIRECTORY [app's arguments…]
On the person's own screen where there is one; else on a virtual one, whose picture goes to a file."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time

from session import programs_environment

PC_PAGE = "PC page: "


def say(text):
    print(text, flush=True)


def app_command(build, arguments):
    return [os.path.join(build, "src/app/yueqiqian"), "--demonstration", *arguments]


def show_pc_page(address):
    say(f"The PC page: {address}")
    if shutil.which("xdg-open"):
        subprocess.Popen(["xdg-open", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run_here(build, arguments):
    with subprocess.Popen(app_command(build, arguments), env={**os.environ, **programs_environment(build)},
                          stdout=subprocess.PIPE, text=True) as app:
        for line in app.stdout:
            if line.startswith(PC_PAGE):
                show_pc_page(line[len(PC_PAGE):].strip())
            else:
                print(line, end="", flush=True)
    return app.returncode


def tell_pc_page(desktop, app):
    """Waits for the app's line about its PC page; a thread, so that pictures come meanwhile."""
    while app.poll() is None:
        for line in desktop.output_of(app).splitlines():
            if line.startswith(PC_PAGE):
                say(f"The PC page: {line[len(PC_PAGE):].strip()} (open it in any browser on this machine)")
                return
        time.sleep(0.2)


def run_on_a_virtual_screen(build, arguments):
    from desktop import Desktop
    os.environ["YQQ_BUILD_DIR"] = build
    pictures = os.path.join(build, "run")
    os.makedirs(pictures, exist_ok=True)
    picture = os.path.join(pictures, "screen.png")
    with Desktop() as desktop:
        say("There is no display here: the app runs on a virtual one, with a keyring of its own that is gone afterwards.")
        say(f"What it shows, new every 3 seconds: {picture}    Its messages: {pictures}/app.log    Ctrl+C ends it.")
        with open(f"{pictures}/app.log", "wb") as log:
            app = desktop.start(app_command(build, arguments), stdout=log)
        app.log = log.name
        threading.Thread(target=tell_pc_page, args=(desktop, app), daemon=True).start()
        while app.poll() is None:
            desktop.screenshot(picture)
            with contextlib.suppress(subprocess.TimeoutExpired):
                app.wait(3)
        say(desktop.output_of(app))
        return app.returncode


def main(build, *arguments):
    build = os.path.abspath(build)
    if not os.path.exists(app_command(build, [])[0]):
        sys.exit("The app was not built: see the messages above")
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        return (run_here if has_display else run_on_a_virtual_screen)(build, arguments)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
