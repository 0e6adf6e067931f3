"""Addresses: activities."""

from django.urls import URLPattern

activity_urls: list[URLPattern] = []
