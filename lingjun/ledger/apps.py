from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "lingjun.ledger"
    label = "ledger"
