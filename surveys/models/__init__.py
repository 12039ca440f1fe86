from surveys.models.channels import Channel, Device, SealingKey
from surveys.models.field_time import Extension, Reference, ReferenceCount
from surveys.models.imports import Import, ImportFile
from surveys.models.instrument import (
    Attribute,
    Edition,
    EditionIsLockedError,
    Option,
    Question,
    Questionnaire,
)
from surveys.models.responses import Answer, OptionCount, Response
from surveys.models.second_entries import SecondEntry
from surveys.models.translations import Recording, Translation

__all__ = [
    "Answer",
    "Attribute",
    "Channel",
    "Device",
    "Edition",
    "EditionIsLockedError",
    "Extension",
    "Import",
    "ImportFile",
    "Option",
    "OptionCount",
    "Question",
    "Questionnaire",
    "Recording",
    "Reference",
    "ReferenceCount",
    "Response",
    "SealingKey",
    "SecondEntry",
    "Translation",
]
