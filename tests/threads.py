"""Several people at once, each with a connection to the database of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def at_once(people, act):
    """Have as many people do `act(0)`, `act(1)` … at the same time; list the results.

    What somebody's `act` raises is their result.
    """
    barrier = Barrier(people)

    def run(number):
        barrier.wait()
        try:
            return act(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(run, range(people)))
