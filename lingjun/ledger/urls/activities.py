"""Addresses: activities."""

from django.urls import URLPattern, path

from lingjun.ledger.views import activities, activity_entry, activity_photos

ONE = "<int:studio_id>/activities/<int:activity_id>"

activity_urls: list[URLPattern] = [
    path("<int:studio_id>/activities/", activities.activity_list, name="activities"),
    path("<int:studio_id>/activities/new/", activity_entry.activity_new, name="activity_new"),
    path("<int:studio_id>/activities/photos/<uuid:token>/", activity_photos.activity_photos, name="activity_photos"),
    path("<int:studio_id>/activities/staged/<int:photo_id>/", activity_photos.activity_staged, name="activity_staged"),
    path(f"{ONE}/", activities.activity_page, name="activity"),
    path(f"{ONE}/change/", activity_entry.activity_edit, name="activity_edit"),
    path(f"{ONE}/remove/", activities.activity_remove, name="activity_remove"),
    path(f"{ONE}/restore/", activities.activity_restore, name="activity_restore"),
    path(f"{ONE}/photos/<int:photo_id>/", activity_photos.activity_photo, name="activity_photo"),
    path(f"{ONE}/photos/<int:photo_id>/remove/", activity_photos.activity_photo_remove, name="activity_photo_remove"),
    path(
        f"{ONE}/photos/<int:photo_id>/restore/", activity_photos.activity_photo_restore, name="activity_photo_restore"
    ),
]
