"""Addresses: achievements, benefits, adoptions."""

from django.urls import URLPattern

achievement_urls: list[URLPattern] = []
