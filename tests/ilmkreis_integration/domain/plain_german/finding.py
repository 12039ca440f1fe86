"""What the tests of all rules need."""

from ilmkreis_integration.domain.plain_german import check


def found(text, *rules):
    """Marked text and message of each remark by one of these rules."""
    return [
        (text[remark.start : remark.end], remark.message)
        for remark in check(text)
        if remark.rule in rules
    ]


def marked(text, *rules):
    return [span for span, _message in found(text, *rules)]
