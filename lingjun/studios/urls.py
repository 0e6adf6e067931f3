"""Addresses of studios."""

from django.urls import URLPattern, URLResolver, path

from lingjun.studios import file_urls, team_urls
from lingjun.studios.views import archive, carried, criteria, criteria_table, materials, register, sheets

app_name = "studios"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", register.studio_list, name="list"),
    path("columns/", register.choose_columns, name="columns"),
    path("export/", register.export, name="export"),
    path("criteria/", criteria_table.table, name="criteria_table"),
    path("criteria/export/", criteria_table.export, name="criteria_export"),
    path("<int:studio_id>/criteria/", criteria.criteria_page, name="criteria"),
    path("<int:studio_id>/archive/", archive.archive, name="archive"),
    path("<int:studio_id>/materials/", materials.add, name="material_add"),
    path("materials/<int:material_id>/", materials.material, name="material"),
    path("materials/<int:material_id>/remove/", materials.remove, name="material_remove"),
    path("materials/<int:material_id>/restore/", materials.restore, name="material_restore"),
    path("<int:studio_id>/from-form/", carried.carried, name="carried"),
    path("materials/<int:material_id>/put/", carried.put, name="material_put"),
    path("<int:studio_id>/excel/<slug:key>/", sheets.reading, name="sheet_import"),
    path("<int:studio_id>/excel/<slug:key>/template/", sheets.template, name="sheet_template"),
    path("<int:studio_id>/excel/<slug:key>/export/", sheets.export, name="sheet_export"),
    *team_urls.urlpatterns,
    *file_urls.urlpatterns,
]
