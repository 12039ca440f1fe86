"""A server that answers late and in pieces: what a test does not wait for shows itself."""

import time

from django.contrib.staticfiles.handlers import StaticFilesHandler

DELAY = 0.2  # seconds; before each answer, and again in its midst


def slow_down(patch):
    """Delay every page, script and style sheet of `live_server`."""
    answer = StaticFilesHandler.__call__

    def answer_late(handler, environ, start_response):
        time.sleep(DELAY)
        return in_pieces(answer(handler, environ, start_response))

    patch.setattr(StaticFilesHandler, "__call__", answer_late)


def in_pieces(response):
    content = b"".join(response)
    response.close()
    middle = len(content) // 3
    yield content[:middle]
    time.sleep(DELAY)
    yield content[middle:]
