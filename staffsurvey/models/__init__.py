from staffsurvey.models.box import BallotBox, Code, Envelope, Opening, SlipPrint
from staffsurvey.models.comments import Comment, HeldComment, PassingOn
from staffsurvey.models.course import Event, EventKind
from staffsurvey.models.imports import CommentImport, ImportColumn
from staffsurvey.models.instrument import FocusArea, Phase, StaffSurvey, Topic
from staffsurvey.models.preparation import Opinion, Party, Version, VersionDocument

__all__ = [
    "BallotBox",
    "Code",
    "Comment",
    "CommentImport",
    "Envelope",
    "Event",
    "EventKind",
    "FocusArea",
    "HeldComment",
    "ImportColumn",
    "Opening",
    "Opinion",
    "Party",
    "PassingOn",
    "Phase",
    "SlipPrint",
    "StaffSurvey",
    "Topic",
    "Version",
    "VersionDocument",
]
