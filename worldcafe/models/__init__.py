from worldcafe.models.cafes import Cafe, Closing, Round, Table
from worldcafe.models.imports import NoteImport, NoteImportFile
from worldcafe.models.notes import Mark, Note, NoteRevision
from worldcafe.models.photos import Photo, PhotoRegion
from worldcafe.models.setup import GuidingQuestion, Subgroup, TargetGroup
from worldcafe.models.sittings import Sitting, SubgroupCount

__all__ = [
    "Cafe",
    "Closing",
    "GuidingQuestion",
    "Mark",
    "Note",
    "NoteImport",
    "NoteImportFile",
    "NoteRevision",
    "Photo",
    "PhotoRegion",
    "Round",
    "Sitting",
    "Subgroup",
    "SubgroupCount",
    "Table",
    "TargetGroup",
]
