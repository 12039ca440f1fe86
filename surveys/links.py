"""What stands behind the link of a channel, asked at every request of the public form."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404

from surveys.models import Channel, Questionnaire

# By hand: with its joins, the ORM needs five times as long to write this question as the
# database to answer it, and that twice for every form that is sent.
_USABLE_CHANNEL = """
SELECT channel.*,
       questionnaire.changed_at AS questionnaire_changed_at,
       process.changed_at AS process_changed_at
FROM surveys_channel AS channel
JOIN surveys_questionnaire AS questionnaire ON questionnaire.id = channel.questionnaire_id
JOIN core_process AS process ON process.id = questionnaire.process_id
WHERE channel.code = %s AND channel.revoked_on IS NULL
"""


def usable_channel(code: str) -> Channel:
    """The channel with that code, its questionnaire and process at hand, or 404."""
    for channel in Channel.objects.raw(_USABLE_CHANNEL, [code]):
        channel.questionnaire = _read_questionnaire(
            channel.questionnaire_id,
            channel.questionnaire_changed_at,  # type: ignore[attr-defined]
            channel.process_changed_at,  # type: ignore[attr-defined]
        )
        return channel
    raise Http404("no usable channel")


# The times of the last changes are part of the key: no worker shows an old state.
@lru_cache(maxsize=16)
def _read_questionnaire(pk: int, *_changed_at: object) -> Questionnaire:
    return Questionnaire.objects.select_related("process").get(pk=pk)
