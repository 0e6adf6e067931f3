"""Addresses of changes, revocation and recall."""

from django.urls import URLPattern, URLResolver, path

from lingjun.changes.views import deciding, filing, revoking

app_name = "changes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("studio/<int:studio_id>/", filing.history, name="history"),
    path("studio/<int:studio_id>/new/<str:kind>/", filing.new, name="new"),
    path("revocations/", revoking.propose, name="propose"),
    path("revocations/<int:batch_id>/", revoking.batch, name="batch"),
    path("revocations/<int:batch_id>/decision.docx", revoking.batch_letter, name="batch_letter"),
    path("revocations/<int:batch_id>/decide/", revoking.decide_batch, name="batch_decide"),
    path("revocations/<int:batch_id>/drop/", revoking.drop_batch, name="batch_drop"),
    path("recalls/", revoking.recalls, name="recalls"),
    path("recalls/<int:recall_id>/", revoking.receive, name="receive"),
    path("recalls/<int:recall_id>/receipt.docx", revoking.receipt, name="receipt"),
    path("<case:number>/", deciding.case_page, name="case"),
    path("<case:number>/decision.docx", deciding.letter, name="letter"),
    path("<case:number>/edit/", filing.edit, name="edit"),
    path("<case:number>/submit/", filing.submit, name="submit"),
    path("<case:number>/decide/<str:verdict>/", deciding.decide, name="decide"),
]
