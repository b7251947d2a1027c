# SPDX-License-Identifier: GPL-3.0-or-later
"""A private D-Bus session with a home of its own and a real keyring in a wanted state.

    with Session(keyring="unlocked") as session:
        session.start(["program", "argument"])

Nothing of the person at the machine is touched: the bus activates only the services named, the XDG
directories are new, the "system bus" is the same private bus. Everything started inside carries a mark in
its environment, and stop() ends by process id whatever carries it."""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

MARK = "YQQ_SESSION_DIRECTORY"
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
KEYRING_STATES = ("unlocked", "locked", "absent", "no-bus")
DROPPED = ("DBUS_", "XDG_", "GTK_", "GDK_", "GSK_", "WAYLAND_", "AT_SPI_", "GNOME_", "SECRET_", "LC_", MARK)

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={directory}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{directory}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class TimedOut(AssertionError):
    pass


def wait_until(condition, what, seconds=20, every=0.05):
    """The first true value of condition(); TimedOut says what was awaited. Rests as long as it looked, for who
    looks all the time takes the processor from what it waits for."""
    end = time.monotonic() + seconds
    while True:
        begin = time.monotonic()
        value = condition()
        if value:
            return value
        now = time.monotonic()
        if now >= end:
            raise TimedOut(f"waited {seconds} s in vain: {what}")
        time.sleep(max(every, min(now - begin, 0.5)))


def accepts_connections(path):
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


def build_directory():
    return os.environ.get("YQQ_BUILD_DIR") or os.environ.get("MESON_BUILD_ROOT")


class Session:
    """keyring: unlocked, locked (made, then locked: a prompt finds nobody), absent (a bus without Secret
    Service) or no-bus. services: further {bus name: command line} that the bus may activate.
    language: what gettext speaks."""

    def __init__(self, keyring="unlocked", services=None, language="zh_CN"):
        assert keyring in KEYRING_STATES
        self.keyring = keyring
        self.services = services or {}
        self.language = language
        self.keyring_password = secrets.token_hex(16)
        self.directory = None
        self.env = {}
        self.processes = []

    def __enter__(self):
        self.directory = tempfile.mkdtemp(prefix="yqq-", dir="/tmp")  # short: sockets live here
        self._old_handler = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        # What the bus activates loses its parent and becomes our child, so that we can bury it.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        try:
            self.env = self._environment()
            self.set_up()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind, value, trace):
        self.stop()

    def set_up(self):
        """What must run before the test does; a subclass adds to it."""
        if self.keyring != "no-bus":
            self._start_bus()
        if self.keyring in ("unlocked", "locked"):
            self.start_keyring()

    # --- processes -------------------------------------------------------------------------------

    def start(self, argv, **options):
        """Starts a program of this session; it dies with this process. Its output goes to the file
        `.log` of the process it gives back, unless options say otherwise."""
        log = os.path.join(self.directory, f"{len(self.processes)}-{os.path.basename(argv[0])}.log")
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("env", self.env)
        with open(log, "wb") as output:
            options.setdefault("stdout", output)
            options.setdefault("stderr", subprocess.STDOUT)
            process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *argv], **options)
        process.log = log
        self.processes.append(process)
        return process

    def output_of(self, process):
        with open(process.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def end(self, process, seconds=5):
        """Asks a program to end, then makes it; gives its exit code."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return process.returncode

    def marked_processes(self):
        """Ids of the processes that were started inside this session, by whomever."""
        wanted = f"{MARK}={self.directory}".encode()
        found = []
        for name in os.listdir("/proc"):
            if not name.isdigit() or int(name) == os.getpid():
                continue
            try:
                with open(f"/proc/{name}/environ", "rb") as file:
                    if wanted in file.read().split(b"\0"):
                        found.append(int(name))
            except OSError:
                continue
        return found

    def stop(self):
        if self.directory is None:
            return
        for process in reversed(self.processes):
            self.end(process)
        for sent in (signal.SIGTERM, signal.SIGKILL):
            self._end_marked(sent, seconds=2)
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory = None
        signal.signal(signal.SIGTERM, self._old_handler or signal.SIG_DFL)

    def _end_marked(self, sent, seconds):
        marked = self.marked_processes()
        for pid in marked:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sent)
        end = time.monotonic() + seconds
        while self.marked_processes() and time.monotonic() < end:
            time.sleep(0.02)
        for pid in marked:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)

    # --- parts -----------------------------------------------------------------------------------

    def _environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith(DROPPED) and k != "DISPLAY"}
        for name in ("home", "home/data", "home/config", "home/cache", "home/state", "run", "services"):
            os.mkdir(os.path.join(self.directory, name), 0o700)
        home = os.path.join(self.directory, "home")
        bus = f"unix:path={self.directory}/bus"
        env.update({
            MARK: self.directory,
            "HOME": home,
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_CACHE_HOME": f"{home}/cache",
            "XDG_STATE_HOME": f"{home}/state",
            "XDG_RUNTIME_DIR": f"{self.directory}/run",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "DBUS_SYSTEM_BUS_ADDRESS": bus,
            "LANG": "C.UTF-8",
            "LANGUAGE": self.language,
            "GSETTINGS_BACKEND": "memory",
        })
        env.update(programs_environment(build_directory()))
        return env

    def _start_bus(self):
        for name, command in self.services.items():
            with open(f"{self.directory}/services/{name}.service", "w", encoding="utf-8") as file:
                file.write(f"[D-BUS Service]\nName={name}\nExec={command}\n")
        config = f"{self.directory}/bus.conf"
        with open(config, "w", encoding="utf-8") as file:
            file.write(BUS_CONFIG.format(directory=self.directory))
        self.start(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        wait_until(lambda: accepts_connections(f"{self.directory}/bus"), "the bus")

    def start_keyring(self):
        # gnome-keyring reads the throwaway password from its input up to the end of file. It warns now and
        # then when an item is replaced; a test that makes warnings fatal does not mean the daemon's.
        env = {name: value for name, value in self.env.items() if name != "G_DEBUG"}
        daemon = self.start(["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
                            stdin=subprocess.PIPE, env=env)
        daemon.stdin.write(self.keyring_password.encode())
        daemon.stdin.close()
        wait_until(lambda: self.has_bus_name("org.freedesktop.secrets"), "the keyring")
        if self.keyring == "locked":
            self.lock_keyring()

    def lock_keyring(self):
        self.call("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
                  "[objectpath '/org/freedesktop/secrets/collection/login']")

    def has_bus_name(self, name):
        return "true" in self.call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus.NameHasOwner", f"'{name}'")

    def call(self, destination, path, method, *arguments):
        """One D-Bus call on the private bus, arguments and answer in GVariant's text form."""
        return subprocess.run(["gdbus", "call", "--session", "--dest", destination, "--object-path", path,
                               "--method", method, *arguments], env=self.env, check=True, timeout=30,
                              stdout=subprocess.PIPE, text=True).stdout

    def emit(self, path, signal_name, *arguments):
        """One D-Bus signal, as another program of the desktop sends it."""
        subprocess.run(["gdbus", "emit", "--session", "--object-path", path, "--signal", signal_name, *arguments],
                       env=self.env, check=True, timeout=30)


def programs_environment(build):
    """How the programs of a build directory find each other and their data without being installed."""
    if not build:
        return {}
    folders = [os.path.join(build, "src", name) for name in ("app", "cli", "authority")]
    data_directories = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share")
    return {
        "XDG_DATA_DIRS": os.pathsep.join([os.path.join(SOURCE, "data"), data_directories]),
        "YQQ_BUILD_DIR": build,
        "YQQ_AUTHORITY_PROGRAM": os.path.join(build, "src/authority/yqq-authority"),
        "YQQ_LOCALEDIR": os.path.join(build, "po"),
        "GSETTINGS_SCHEMA_DIR": os.path.join(build, "data"),
        "PATH": os.pathsep.join([*folders, os.environ.get("PATH", "/usr/bin:/bin")]),
    }
