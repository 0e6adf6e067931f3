"""Addresses: projects."""

from django.urls import URLPattern

project_urls: list[URLPattern] = []
