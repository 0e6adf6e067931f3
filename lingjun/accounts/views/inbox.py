"""Messages to a person."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts import actions
from lingjun.accounts.queries import notifications_of
from lingjun.accounts.views.request import SignedInRequest


@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """Newest first; `?unread=1` shows only what was not read."""
    only_unread = request.GET.get("unread") == "1"
    lines = notifications_of(request.user)
    if only_unread:
        lines = lines.filter(read_at__isnull=True)
    page = Paginator(lines, 25).get_page(request.GET.get("page"))
    context = {"page": page, "only_unread": only_unread}
    return render(request, "accounts/inbox.html", context)


@require_POST
def mark_read(request: SignedInRequest, notification_id: int | None = None) -> HttpResponse:
    """Mark one as read and go where it points, or all and stay. Somebody else's message is a 404."""
    if notification_id is None:
        actions.mark_read(user=request.user)
        return redirect("accounts:inbox")
    line = notifications_of(request.user).filter(pk=notification_id).first()
    if line is None:
        raise Http404
    actions.mark_read(user=request.user, notification_id=line.pk)
    if line.url and url_has_allowed_host_and_scheme(line.url, {request.get_host()}, require_https=request.is_secure()):
        return redirect(line.url)
    return redirect("accounts:inbox")
