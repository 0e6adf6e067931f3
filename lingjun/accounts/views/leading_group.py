"""创建领导小组 of a recommending union, closing and reopening."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lingjun.accounts import actions, rules
from lingjun.accounts.forms.organizations import GroupFormSet
from lingjun.accounts.views.organizations import visible_organization
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core import confirm
from lingjun.core.errors import Invalid, NotYours


@require_http_methods(["GET", "HEAD", "POST"])
def leading_group(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Edit the whole list at once; an emptied row goes."""
    organization = visible_organization(request, organization_id)
    if not (organization.is_recommender and rules.may_keep_organization(request.user, organization)):
        raise NotYours(f"{organization.name}的领导小组不归您修改。")
    present = list(organization.leading_group.values("name", "post", "duty"))
    formset = GroupFormSet(request.POST if request.method == "POST" else None, initial=present, prefix="members")
    problems: dict[str, str] = {}
    if request.method == "POST" and formset.is_valid():
        rows = [
            (number, data) for number, data in enumerate(formset.cleaned_data) if data.get("name") or data.get("post")
        ]
        try:
            actions.keep_leading_group(
                actor=request.user, organization=organization, members=[data for _, data in rows]
            )  # fmt: skip
        except Invalid as refused:
            problems = _at_their_rows(refused.errors, [number for number, _ in rows])
        else:
            messages.success(request, f"已保存{organization.name}的领导小组，{len(rows)} 人。")
            return redirect("organizations:detail", organization.pk)
    context = {"organization": organization, "formset": formset, "problems": problems}
    return render(request, "organizations/leading_group.html", context)


def _at_their_rows(errors: dict[str, str], numbers: list[int]) -> dict[str, str]:
    """The action counts the rows it got; the page also has empty ones. `members.0.name` -> `members-2-name`."""
    placed: dict[str, str] = {}
    for path, message in errors.items():
        parts = path.split(".")
        placed["-".join(["members", str(numbers[int(parts[1])]), parts[2]]) if len(parts) == 3 else ""] = message
    return placed


@require_POST
def close(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Close an organization."""
    organization = visible_organization(request, organization_id)
    if not confirm.is_confirmed(request):
        return confirm.ask(
            request,
            confirm.Question(
                title=f"停用{organization.name}？",
                words="不能再新开办件和账号，已有的工作室、办件和记录都保留，可以随时恢复。",
                yes="停用",
                back_url=reverse("organizations:detail", args=[organization.pk]),
                danger=True,
            ),
        )
    actions.set_organization_active(
        actor=request.user, organization=organization, active=False, note=request.POST.get("note", "")
    )  # fmt: skip
    messages.success(request, f"已停用{organization.name}。")
    return redirect("organizations:detail", organization.pk)


@require_POST
def reopen(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Open a closed organization again."""
    organization = visible_organization(request, organization_id)
    actions.set_organization_active(actor=request.user, organization=organization, active=True)
    messages.success(request, f"已恢复{organization.name}。")
    return redirect("organizations:detail", organization.pk)
