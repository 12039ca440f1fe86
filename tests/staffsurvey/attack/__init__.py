"""An attack on the anonymity of the staff survey, with everything but the passphrase.

`site` serves the survey for real, `people` answers it, `loot` takes what an attacker can
get, `evidence` finds in it what may tell somebody apart, `attacker` tries to link people
and answers with it, and `chance` says whether the links are more than luck. `product` is
the survey as it ships; `control_designs` are designs that must be caught by the same attack.
"""
