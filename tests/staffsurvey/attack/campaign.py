"""From the first slip to the loot: a survey, or a control, is held and robbed."""

from functools import partial

from tests.staffsurvey.attack import product
from tests.staffsurvey.attack.loot import Loot
from tests.staffsurvey.attack.people import crowd, send_all
from tests.staffsurvey.attack.site import CONTROLS, PRODUCT

SEED = 2017


def hold_survey(site, *, people):
    """The survey as it ships."""
    printed = site.call("product.prepare", people)
    (box,) = site.query("SELECT public_key FROM staffsurvey_ballotbox")
    request = partial(product.request, public_key=bytes(box["public_key"]))
    loot = _hold(site, printed, PRODUCT, request, "product.end_and_open")
    assert len(loot.before[-1].rows["staffsurvey_envelope"]) == people
    return loot


def hold_control(site, design, *, people):
    printed = site.call("control_designs.prepare", design, people)

    def request(person):
        fields = {"umschlag": person.envelope_id, "code": person.code}
        return f"/{design}/", fields | {"text": person.texts}

    end = "control_designs.open_unpadded" if design == "unpadded" else None
    return _hold(site, printed, CONTROLS, request, end)


def _hold(site, printed, application, request, end):
    digests = site.call("product.digests", printed)
    loot = Loot(site, crowd(printed, seed=SEED), printed, digests)
    quarter = iter(["a quarter sent", "half sent", "three quarters sent"])
    with site.serve(application) as server:
        loot.proxy = send_all(
            loot.people,
            server.port,
            request,
            seed=SEED,
            at_quarter=lambda: loot.take(next(quarter)),
        )
        loot.take("all sent")
        if end:
            site.call(end)
        loot.take("in the end")
    return loot
