# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera in front of which somebody does what the test says (tests/face/camera-player.c):

    camera = FaceCamera(session)          # nobody is there
    Application(session, camera=camera.path)
    camera.play("turn-left")"""

import os
import subprocess

from session import build_directory, wait_until

PLAYER = "tests/face/camera-player"


class FaceCamera:
    def __init__(self, session):
        env = {**session.env, "TMPDIR": session.directory}
        self.session, self.playing = session, None
        self.process = session.start([os.path.join(build_directory(), PLAYER)], env=env, stdin=subprocess.PIPE)

    @property
    def path(self):
        """Its file, as soon as there is something to play."""
        def told():
            output = self.session.output_of(self.process)
            assert self.process.poll() is None, f"the camera's player has ended:\n{output}"
            return next((line for line in output.splitlines() if line.endswith(".png")), None)
        return wait_until(told, "the camera's file", 120)

    def play(self, what):
        """The same again changes nothing."""
        if what != self.playing:
            self.process.stdin.write(f"{what}\n".encode())
            self.process.stdin.flush()
        self.playing = what
