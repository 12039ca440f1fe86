"""What the staff wrote, after the box was opened. No row leads to another of its kind."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.searching import contains
from staffsurvey.models.instrument import FocusArea, StaffSurvey, Topic


class HeldCommentQuerySet(models.QuerySet["HeldComment"]):
    def in_survey(self, survey: StaffSurvey) -> HeldCommentQuerySet:
        return self.filter(focus_area__topic__survey=survey)

    def waiting(self) -> HeldCommentQuerySet:
        """Those on which nobody, or only one of two people, has decided."""
        return self.filter(is_withheld=False)

    def withheld(self) -> HeldCommentQuerySet:
        return self.filter(is_withheld=True)

    def proposed_by(self, user: User) -> HeldCommentQuerySet:
        return self.exclude(proposal=HeldComment.Decision.NONE).filter(proposed_by=user)


class HeldComment(models.Model):
    """A text that is out of the box and not released yet (Kommentar vor der Freigabe).

    Whoever evaluates does not get to see it: it becomes a `Contribution` only when it is
    released, and this row goes. What is masked is overwritten; no earlier wording is kept.
    """

    class Decision(models.TextChoices):
        NONE = "", _("offen")
        RELEASE = "release", _("freigeben")
        WITHHOLD = "withhold", _("zurückhalten")
        # Of what is withheld already; RELEASE puts it back into the queue.
        DESTROY = "destroy", _("endgültig löschen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.PROTECT, related_name="held_comments"
    )
    text = models.TextField(_("Wortlaut"))
    is_masked = models.BooleanField(_("Stellen unkenntlich gemacht"), default=False)
    may_be_quoted = models.BooleanField(
        _("darf wörtlich zitiert werden"),
        default=False,
        help_text=_("Sonst geben öffentliche Berichte ihn nur sinngemäß wieder."),
    )
    # What the first of two people would do; empty where nobody has looked at it.
    proposal = models.CharField(
        _("Vorschlag"),
        max_length=10,
        choices=Decision.choices,
        blank=True,
        default=Decision.NONE,
    )
    proposed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_withheld = models.BooleanField(_("zurückgehalten"), default=False)

    objects = HeldCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar vor der Freigabe")
        verbose_name_plural = _("Kommentare vor der Freigabe")
        ordering = ["pk"]  # random, so it tells nothing
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="held_comment_says_something"
            ),
            models.CheckConstraint(
                condition=Q(proposal__in=["", "release", "withhold", "destroy"]),
                name="held_comment_proposal_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:50]


class CommentQuerySet(models.QuerySet["Comment"]):
    def on_topic(self, topic: Topic) -> CommentQuerySet:
        return self.filter(focus_area__topic=topic)

    def containing(self, words: str) -> CommentQuerySet:
        return self.filter(
            contains("contribution__text", words)
            | contains("contribution__code", words)
        )

    def for_reading(self) -> CommentQuerySet:
        """With their texts and where they were before, in the order of their codes."""
        ways = PassingOn.objects.select_related("from_area__topic", "to_area__topic")
        return (
            self.select_related("contribution")
            .prefetch_related(models.Prefetch("passings_on", queryset=ways))
            .order_by("contribution__code")
        )


class Comment(models.Model):
    """One released text of somebody on the staff, tied to nothing else (Kommentar)."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="comment"
    )
    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.PROTECT, related_name="comments"
    )
    is_masked = models.BooleanField(_("Stellen unkenntlich gemacht"), default=False)
    may_be_quoted = models.BooleanField(
        _("darf wörtlich zitiert werden"), default=False
    )
    # Names and not accounts: they stay true when the accounts are gone.
    released_by = models.CharField(_("freigegeben von"), max_length=630, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")

    def __str__(self) -> str:
        return str(self.contribution)


class PassingOnQuerySet(models.QuerySet["PassingOn"]):
    def away_from(self, topic: Topic) -> PassingOnQuerySet:
        """Those of comments that are elsewhere now."""
        return self.filter(from_area__topic=topic).exclude(
            comment__focus_area__topic=topic
        )


class PassingOn(models.Model):
    """A comment that belongs to another topic was passed on to it (Weitergabe)."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="passings_on"
    )
    from_area = models.ForeignKey(FocusArea, on_delete=models.PROTECT, related_name="+")
    to_area = models.ForeignKey(FocusArea, on_delete=models.PROTECT, related_name="+")
    passed_on = models.DateField(_("weitergegeben am"))
    passed_by = models.CharField(_("weitergegeben von"), max_length=310)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    objects = PassingOnQuerySet.as_manager()

    class Meta:
        verbose_name = _("Weitergabe")
        verbose_name_plural = _("Weitergaben")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_area=F("to_area")),
                name="passing_on_goes_to_another_focus_area",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_area} → {self.to_area}"

    @property
    def is_where_it_went(self) -> bool:
        """Whether nobody has passed the comment on since."""
        return self.comment.focus_area_id == self.to_area_id
