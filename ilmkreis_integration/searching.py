"""Finding contributions and statements by words."""

from __future__ import annotations

from django.db.models import Q


def contains(field: str, words: str) -> Q:
    # SQLite folds the case of ASCII letters only, hence both cases of the first one.
    folded = {words, words[:1].upper() + words[1:], words[:1].lower() + words[1:]}
    condition = Q()
    for spelling in folded:
        condition |= Q(**{f"{field}__icontains": spelling})
    return condition


def wording_contains(words: str, *, of: str = "") -> Q:
    """Find `words` in text, translation or code; `of` leads to the contribution."""
    return (
        contains(f"{of}text", words)
        | contains(f"{of}translation__text", words)
        | contains(f"{of}code", words)
    )
