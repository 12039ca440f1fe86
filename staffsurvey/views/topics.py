"""The released comments on the topics that somebody is responsible for."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.handover import WorkedOnError
from staffsurvey.access import topics_of
from staffsurvey.forms.topics import PassOnForm, SearchForm
from staffsurvey.models import Comment, FocusArea, PassingOn, Topic
from staffsurvey.services import passing_on
from staffsurvey.topic_comments import read_topic
from staffsurvey.topic_table import write_table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Role.TOPIC, Role.EVALUATION)
@require_safe
def topics(request: SignedInRequest) -> HttpResponse:
    comments = Count("focus_areas__comments")
    found = list(topics_of(request.user).annotate(comment_count=comments))
    if len(found) == 1:
        return redirect("staffsurvey-topics:topic", found[0].pk)
    return render(request, "staffsurvey/topics/list.html", {"topics": found})


@requires(Role.TOPIC, Role.EVALUATION)
@require_safe
def topic(request: SignedInRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    search = SearchForm(request.GET)
    context = {
        "topic": topic,
        "found": read_topic(topic, words=search.words),
        "search": search,
        "can_pass_on": _elsewhere(topic).exists(),
    }
    return render(request, "staffsurvey/topics/topic.html", context)


@requires(Role.TOPIC, Role.EVALUATION)
@require_safe
def table(request: SignedInRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    day = timezone.localdate().isoformat()
    name = f"kommentare-{slugify(topic.title) or topic.pk}-{day}.xlsx"
    return HttpResponse(
        write_table(read_topic(topic)),
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@requires(Role.TOPIC, Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: SignedInRequest, pk: int, comment_pk: UUID) -> HttpResponse:
    topic = _topic(request, pk)
    comment = _comment(topic, comment_pk)
    if comment is None:
        return _gone(request, topic)
    passing = PassingOn(comment=comment, from_area=comment.focus_area)
    form = PassOnForm(
        request.POST if request.method == "POST" else None,
        instance=passing,
        areas=_elsewhere(topic),
    )
    if request.method == "POST" and form.is_valid():
        to, reason = form.cleaned_data["to_area"], form.cleaned_data["reason"]
        return _try(
            request,
            topic,
            lambda: passing_on.pass_on(comment, to=to, by=request.user, reason=reason),
            _("Weitergegeben an „{}“.").format(to.topic),
        )
    context = {"topic": topic, "comment": comment, "form": form}
    return render(request, "staffsurvey/topics/pass_on.html", context)


@requires(Role.TOPIC, Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def pass_back(request: SignedInRequest, pk: int, passing_pk: int) -> HttpResponse:
    """Undo by those who gave the comment, or by those who got it."""
    topic = _topic(request, pk)
    rows = PassingOn.objects.select_related(
        "comment__contribution", "from_area__topic", "to_area__topic"
    ).filter(Q(from_area__topic=topic) | Q(to_area__topic=topic))
    passing = get_object_or_404(rows, pk=passing_pk)
    if not passing.is_where_it_went:
        return _gone(request, topic)
    if request.method == "POST":
        return _try(
            request,
            topic,
            lambda: passing_on.pass_back(passing, by=request.user),
            _("Der Kommentar steht wieder bei „{}“.").format(passing.from_area.topic),
        )
    context = {"topic": topic, "passing": passing}
    return render(request, "staffsurvey/topics/pass_back.html", context)


def _topic(request: SignedInRequest, pk: int) -> Topic:
    topics = topics_of(request.user).select_related("survey__process")
    return get_object_or_404(topics, pk=pk)


def _comment(topic: Topic, pk: UUID) -> Comment | None:
    """A comment on `topic`, or None where it was one and was passed on meanwhile."""
    rows = Comment.objects.select_related("focus_area", "contribution")
    comment = rows.on_topic(topic).filter(pk=pk).first()
    if comment is None:
        get_object_or_404(Comment, pk=pk, passings_on__from_area__topic=topic)
    return comment


def _elsewhere(topic: Topic) -> QuerySet[FocusArea]:
    """Where a comment on `topic` can be passed on to."""
    areas = FocusArea.objects.filter(topic__survey=topic.survey_id)
    others = areas.exclude(topic=topic).select_related("topic")
    return others.order_by("topic__position", "position")


def _try(
    request: HttpRequest, topic: Topic, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        act()
    except passing_on.PassedOnMeanwhileError:
        return _gone(request, topic)
    except WorkedOnError:
        text = _(
            "Dieser Kommentar ist in der Auswertung schon bearbeitet und bleibt, wo er "
            "ist. Wenn er woanders hingehört, bitten Sie die Auswertung, ihn zuerst "
            "„Zurück zu den offenen“ zu legen."
        )
        messages.warning(request, text)
    else:
        messages.success(request, done)
    return redirect(_url(topic))


def _gone(request: HttpRequest, topic: Topic) -> HttpResponse:
    text = _(
        "Diesen Kommentar hat inzwischen jemand anders weitergegeben. Ihre Eingabe wurde "
        "nicht gespeichert."
    )
    messages.warning(request, text)
    return redirect(_url(topic))


def _url(topic: Topic) -> str:
    return reverse("staffsurvey-topics:topic", args=[topic.pk])
