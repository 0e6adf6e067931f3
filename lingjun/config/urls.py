"""All addresses, grouped by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("lingjun.workbench.urls")),
    path("", include("lingjun.core.urls")),
    path("", include("lingjun.accounts.urls")),
    path("organizations/", include("lingjun.accounts.organization_urls")),
    path("notices/", include("lingjun.notices.urls")),
    path("cases/", include("lingjun.cases.urls")),
    path("creation/", include("lingjun.creation.urls")),
    path("studios/", include("lingjun.studios.urls")),
    path("studios/", include("lingjun.dossier.urls")),
    path("ledger/", include("lingjun.ledger.urls")),
    path("appraisal/", include("lingjun.appraisal.urls")),
    path("changes/", include("lingjun.changes.urls")),
    path("audit/", include("lingjun.audit.urls")),
]

handler400 = "lingjun.core.views.bad_request"
handler403 = "lingjun.core.views.forbidden"
handler404 = "lingjun.core.views.not_found"
handler500 = "lingjun.core.views.server_error"
