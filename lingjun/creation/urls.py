"""Addresses of the creation form: filling in, reading, printing; then review, stamped copies."""

from django.urls import URLPattern, URLResolver, path

from lingjun.creation.views import (
    fill,
    fill_files,
    fill_save,
    fill_start,
    fill_submit,
    naming,
    naming_letter,
    printing,
    reading,
    review,
    roster,
    stamped,
)

app_name = "creation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", fill_start.index, name="list"),
    path("start/", fill_start.begin, name="start"),
    path("batch/", reading.batch, name="batch"),
    path("roster-template.xlsx", roster.blank, name="roster_template"),
    path("<case:number>/fill/<str:section>/", fill.fill, name="fill"),
    path("<case:number>/fill/<str:section>/save/", fill_save.save, name="save"),
    path("<case:number>/paper/", fill.paper, name="paper"),
    path("<case:number>/read/", reading.read, name="read"),
    path("<case:number>/remarks/", fill_save.dismiss, name="dismiss"),
    path("<case:number>/roster/trial/", roster.trial, name="roster_trial"),
    path("<case:number>/roster/take/", roster.take, name="roster_take"),
    path("<case:number>/roster/paste/", roster.paste, name="roster_paste"),
    path("<case:number>/roster.xlsx", roster.download, name="roster_export"),
    path("<case:number>/evidence/", fill_files.add, name="evidence"),
    path("<case:number>/evidence/<int:attachment_id>/remove/", fill_files.remove, name="evidence_remove"),
    path("<case:number>/files/<uuid:file_id>/", fill_files.serve, name="file"),
    path("<case:number>/submit/", fill_submit.submit, name="submit"),
    path("<case:number>/form.<str:form_format>", printing.form, name="print"),
    path("naming/<int:round_id>/", naming.naming, name="naming"),
    path("naming/<int:round_id>/decision.docx", naming_letter.naming_letter, name="naming_letter"),
    path("<case:number>/", review.review, name="review"),
    path("<case:number>/decide/<str:verdict>/", review.decide, name="decide"),
    path("<case:number>/stamped/", stamped.upload, name="stamp"),
    path("<case:number>/stamped/<int:copy_id>/", stamped.show, name="stamped_copy"),
    path("<case:number>/stamped/<int:copy_id>/preview/", stamped.preview, name="stamped_preview"),
    path("<case:number>/stamped/<int:copy_id>/remove/", stamped.remove, name="stamped_remove"),
]
