from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "lingjun.appraisal"
    label = "appraisal"
