from surveys.models.channels import Channel, Device, SealingKey
from surveys.models.instrument import (
    Attribute,
    Edition,
    EditionIsLockedError,
    Option,
    Question,
    Questionnaire,
)
from surveys.models.responses import Answer, OptionCount, Response
from surveys.models.translations import Recording, Translation

__all__ = [
    "Answer",
    "Attribute",
    "Channel",
    "Device",
    "Edition",
    "EditionIsLockedError",
    "Option",
    "OptionCount",
    "Question",
    "Questionnaire",
    "Recording",
    "Response",
    "SealingKey",
    "Translation",
]
