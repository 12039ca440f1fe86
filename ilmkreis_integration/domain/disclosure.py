"""Small numbers never leave the system.

Everything that shows, draws or exports a count of people or forms passes through here.
"""

# A process may raise the threshold, never lower it.
SMALLEST_ALLOWED = 5
