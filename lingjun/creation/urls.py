"""Addresses of the creation form: filling in, reading, printing; then review, stamped copies."""

from django.urls import URLPattern, URLResolver, path

from lingjun.creation.views import naming, review, stamped

app_name = "creation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("naming/<int:round_id>/", naming.naming, name="naming"),
    path("<str:number>/", review.review, name="review"),
    path("<str:number>/decide/<str:verdict>/", review.decide, name="decide"),
    path("<str:number>/stamped/", stamped.upload, name="stamp"),
    path("<str:number>/stamped/<int:copy_id>/", stamped.show, name="stamped_copy"),
    path("<str:number>/stamped/<int:copy_id>/preview/", stamped.preview, name="stamped_preview"),
    path("<str:number>/stamped/<int:copy_id>/remove/", stamped.remove, name="stamped_remove"),
]
