"""Codes that were read without fault and refused all the same, by network address.

A slip of the finger is not one of them, because the check character tells it.
"""

from ilmkreis_integration.attempts import Attempts

# Many colleagues may share the address of their office.
MOST_REFUSED = 30

refused_codes = Attempts(most=MOST_REFUSED)
