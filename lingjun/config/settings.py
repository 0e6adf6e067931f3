"""Settings, all from the environment (see environment.py for the names)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from lingjun.config import environment as env
from lingjun.config.database import database_settings

env.check_names()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
MODE = env.choice("LINGJUN_MODE", "demo", env.MODES)
PRODUCTION = MODE == "production"
LINGJUN_HOME = env.folder("LINGJUN_HOME", BASE_DIR / "var")
FONT_DIR = env.folder("LINGJUN_FONTS", LINGJUN_HOME / "fonts")
DEBUG = env.flag("LINGJUN_DEBUG")
if DEBUG and PRODUCTION:
    raise env.refuse("LINGJUN_DEBUG", "must not be set in production")
SECRET_KEY = env.secret_key(MODE)
SITE_URL = env.origin(
    "LINGJUN_SITE_URL", None if PRODUCTION else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}", secure=PRODUCTION
)
_hosts = env.text("LINGJUN_ALLOWED_HOSTS", None if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
ALLOWED_HOSTS: list[str] = [host.strip() for host in _hosts.split(",") if host.strip()]
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise env.refuse("LINGJUN_ALLOWED_HOSTS", "must name the hosts, not *")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "tree_queries",
    "lingjun.core",
    "lingjun.audit",
    "lingjun.organizations",
    "lingjun.accounts",
    "lingjun.notices",
    "lingjun.documents",
    "lingjun.cases",
    "lingjun.studios",
    "lingjun.ledger",
    "lingjun.creation",
    "lingjun.appraisal",
    "lingjun.changes",
    "lingjun.dossier",
    "lingjun.workbench",
    "lingjun.demo",
    "lingjun.seed",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lingjun.audit.middleware.AddressMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lingjun.core.middleware.PlainInputMiddleware",
    "lingjun.accounts.middleware.SignedInMiddleware",
    "lingjun.core.middleware.RefusedMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lingjun.config.urls"
WSGI_APPLICATION = "lingjun.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lingjun.accounts.context.signed_in",
            ],
        },
    },
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), LINGJUN_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "lingjun.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "lingjun.accounts.passwords.VarietyValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "workbench:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lingjun.accounts.views.locked_out"
AXES_SENSITIVE_PARAMETERS: list[str] = ["username", "password"]
AXES_CLIENT_IP_CALLABLE = "lingjun.audit.address.of_request"
AXES_USERNAME_CALLABLE = "lingjun.accounts.backends.counted_name"

IDLE_MINUTES = env.whole("LINGJUN_IDLE_MINUTES", 30, least=5, most=720)
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lingjun.core.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
BEHIND_PROXY = env.flag("LINGJUN_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = LINGJUN_HOME / "static_root"
MEDIA_ROOT = LINGJUN_HOME / "media"
ARCHIVE_ROOT = LINGJUN_HOME / "archive"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or MODE == "test"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FORM_RENDERER = "lingjun.core.renderer.WrittenWidgets"

MAIL = env.mail("LINGJUN_MAIL_URL", "consolemail://")
EMAIL_BACKEND = MAIL.get("EMAIL_BACKEND", "")
EMAIL_HOST, EMAIL_PORT = MAIL.get("EMAIL_HOST") or "localhost", MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_USER") or "", MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = bool(MAIL.get("EMAIL_USE_TLS")), bool(MAIL.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("LINGJUN_MAIL_FROM", "领军 <lingjun@localhost>")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LINGJUN_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {"axes": {"level": "ERROR"}, "bagit": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
