"""Addresses: the entry page of the ledger."""

from django.urls import URLPattern

home_urls: list[URLPattern] = []
