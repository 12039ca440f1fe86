from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.models import Process
from reports.dashboard import dashboard_of


@requires(Role.READING)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    process = Process.objects.current()
    if process is None:
        return render(request, "reports/dashboard/empty.html")
    board = dashboard_of(process, on=timezone.localdate())
    context = {"process": process, "board": board}
    return render(request, "reports/dashboard/dashboard.html", context)
