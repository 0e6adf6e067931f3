"""The organization tree and one organization."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lingjun.accounts import actions, rules
from lingjun.accounts.enums import Role
from lingjun.accounts.forms.errors import show
from lingjun.accounts.forms.organizations import MoveForm, NewOrganizationForm, OrganizationForm
from lingjun.accounts.queries import open_condition, organizations_visible_to, scope_paths
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.codes import AREAS, INDUSTRY
from lingjun.core.errors import NotYours, Refused
from lingjun.core.ids import row_id
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import ancestors, path_ids, search, with_children
from lingjun.organizations.rules import kinds_under

LONGEST = 60
"""Characters of a search: each word costs five conditions, and a database takes only so many."""


def visible_organization(request: SignedInRequest, organization_id: int) -> Organization:
    """The organization, if it lies in the reader's scope; 404 for strangers."""
    organization = organizations_visible_to(request.user).select_related("parent").filter(pk=organization_id).first()
    if organization is None:
        raise Http404
    return organization


@require_safe
def tree(request: SignedInRequest) -> HttpResponse:
    """One level of the tree, or what a search finds. `?under=ID` opens a level; a page holds 50 rows."""
    visible = organizations_visible_to(request.user)
    words = request.GET.get("q", "").strip()[:LONGEST]
    under = row_id(request.GET.get("under", ""))
    parent: Organization | None = None
    if words:
        rows = search(visible, words).select_related("parent").order_by("path")
    elif under is not None:
        parent = visible_organization(request, under)
        rows = visible.filter(parent=parent)
    else:
        roots = [path_ids(path)[-1] for path in scope_paths(request.user)]
        parent = visible.filter(pk=roots[0]).first() if len(roots) == 1 else None
        rows = visible.filter(parent=parent) if parent else visible.filter(pk__in=roots)
    page = Paginator(with_children(rows).order_by("-is_active", "kind", "sort_order", "id"), 50).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "parent": parent,
        "crumbs": list(visible.filter(pk__in=path_ids(parent.path)).order_by("path"))[:-1] if parent else [],
        "words": words,
        "may_add": parent is not None and rules.may_add_under(request.user, parent),
    }
    return render(request, "organizations/tree.html", context)


@require_safe
def detail(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Data, people in post, leading group, and what the reader may do."""
    organization = visible_organization(request, organization_id)
    user = request.user
    people = (
        organization.appointments.filter(open_condition(), user__is_active=True)
        .select_related("user")
        .order_by("role", "id")[:100]
    )
    may_keep = rules.may_keep_organization(user, organization)
    context = {
        "organization": organization,
        "crumbs": list(ancestors(organization))[:-1],
        "industry": INDUSTRY.label(organization.industry),
        "area": AREAS.label(organization.area_code),
        "people": people,
        "group": list(organization.leading_group.all()) if organization.is_recommender else [],
        "children": organization.children.filter(is_active=True).count(),
        "may_keep": may_keep,
        "may_edit": may_keep or rules.may_contact(user, organization),
        "may_close": may_keep and not rules.officer_of(user, organization),
        "may_add": rules.may_add_under(user, organization),
        "may_move": organization.parent_id is not None and rules.is_city_officer(user, organization),
        "may_see_people": bool(rules.roles_to_appoint(user)),
        "role_to_give": next(
            (role for role in Role.values if rules.may_appoint(user, role, organization)), ""
        ),
    }  # fmt: skip
    return render(request, "organizations/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Correct data; a unit's own people only its contacts."""
    organization = visible_organization(request, organization_id)
    may_keep = rules.may_keep_organization(request.user, organization)
    if not may_keep and not rules.may_contact(request.user, organization):
        raise NotYours(f"{organization.name}的资料不归您修改。")
    form = OrganizationForm(
        request.POST if request.method == "POST" else None,
        kind=organization.kind,
        contacts_only=not may_keep,
        initial={name: getattr(organization, name) for name in OrganizationForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_organization(actor=request.user, organization=organization, changes=form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已保存{organization.name}的资料。")
            return redirect("organizations:detail", organization.pk)
    return render(request, "organizations/edit.html", {"form": form, "organization": organization})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Open an organization below this one."""
    parent = visible_organization(request, organization_id)
    if not rules.may_add_under(request.user, parent):
        raise NotYours(f"您不能在{parent.name}下面新设组织。")
    form = NewOrganizationForm(request.POST if request.method == "POST" else None, kinds=kinds_under(parent.kind))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_organization(actor=request.user, parent=parent, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已新设{made.name}。请接着填写它的资料。")
            return redirect("organizations:edit", made.pk)
    return render(request, "organizations/new.html", {"form": form, "parent": parent})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedInRequest, organization_id: int) -> HttpResponse:
    """Put it, with all below, under another union."""
    organization = visible_organization(request, organization_id)
    if not rules.is_city_officer(request.user, organization):
        raise NotYours("调整隶属由市总工会办理。")
    form = MoveForm(request.user, organization, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_organization(actor=request.user, organization=organization, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已把{organization.name}移到{form.cleaned_data['parent']}。")
            return redirect("organizations:detail", organization.pk)
    return render(request, "organizations/move.html", {"form": form, "organization": organization})
