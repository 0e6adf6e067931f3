"""Addresses: mentorships."""

from django.urls import URLPattern

mentorship_urls: list[URLPattern] = []
