"""Addresses of the yearly appraisal."""

from django.urls import URLPattern, URLResolver, path, re_path

from lingjun.appraisal.views import desk, fill, lists, rectify, review, stamped, studio

app_name = "appraisal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.index, name="list"),
    path("rectifications/", lists.rectifications, name="rectifications"),
    path("rounds/<int:round_id>/", desk.desk, name="desk"),
    path("rounds/<int:round_id>/open/", desk.open_all, name="open"),
    path("rounds/<int:round_id>/remind/", desk.remind, name="remind"),
    path("rounds/<int:round_id>/grade/", desk.grade, name="grade"),
    path("rounds/<int:round_id>/publish/", desk.publish, name="publish"),
    path("studios/<int:studio_id>/", studio.years, name="studio"),
    *studio.WRITTEN.urls(),
    path("<case:number>/", review.case_page, name="case"),
    path("<case:number>/fill/", fill.fill, name="fill"),
    path("<case:number>/save/", fill.save, name="save"),
    path("<case:number>/submit/", fill.submit, name="submit"),
    path("<case:number>/decide/<str:verdict>/", review.decide, name="decide"),
    path("<case:number>/form.<str:form_format>", review.print_form, name="print"),
    path("<case:number>/stamped/", stamped.upload, name="stamp"),
    path("<case:number>/stamped/<int:copy_id>/", stamped.show, name="stamped_copy"),
    path("<case:number>/stamped/<int:copy_id>/preview/", stamped.preview, name="stamped_preview"),
    path("<case:number>/stamped/<int:copy_id>/remove/", stamped.remove, name="stamped_remove"),
    path("<case:number>/rectification/", rectify.page, name="rectification"),
    path("<case:number>/rectification/report/", rectify.report, name="rectification_report"),
    path("<case:number>/rectification/again/", rectify.again, name="rectification_again"),
    re_path(
        r"^(?P<number>[A-Z]{2,8}-\d{4}-\d{1,9})/rectification/(?P<result>passed|failed)/$", rectify.check,
        name="rectification_check",
    ),
]  # fmt: skip
