"""Settings: one file, told apart only by the environment it starts in.

ONEDOOR_STATE, ONEDOOR_PACKS and DATABASE_URL say where; ONEDOOR_HOSTS says under which names the
installation answers, beside the hosts of its sites; ONEDOOR_HTTPS=1 says that browsers reach it
by https.
"""

import os

from onedoor.site import places
from onedoor.site.catalogues import compiled

ONEDOOR_STATE = places.state()
ONEDOOR_PACKS = places.packs()
ONEDOOR_PORTS = {
    "store": "onedoor.gateways.store_folder.FolderStore",
    "sealer": "onedoor.gateways.local_seal.LocalSealer",
    "ofd_sealer": "onedoor.gateways.local_ofd.LocalOfdSealer",
    "signer": "onedoor.gateways.local_signer.LocalSigner",
    "messenger": "onedoor.gateways.paper_messenger.PaperMessenger",
    "register": "onedoor.gateways.identity_register.HttpRegister",
    "rephraser": "onedoor.gateways.rephraser.HttpRephraser",
    "upstreams": "onedoor.gateways.upstreams.ConfiguredUpstreams",
    "back_channel": "onedoor.gateways.back_channel.HttpBackChannel",
    "site_reader": "onedoor.gateways.site_reader.HttpSiteReader",
}
# The register of persons (url, client, secret) and the providers people may sign in with; in a
# sample city both are paper twins (onedoor.site.twins).
ONEDOOR_REGISTER = places.register()
ONEDOOR_UPSTREAMS = places.upstreams()
# A machine that says quoted passages in plainer words (url, client, secret); optional.
ONEDOOR_REPHRASER = places.rephraser()
# The server that holds the keys of seals (url, client, secret); without one they lie here, sealed.
ONEDOOR_SIGNER = places.signer()
if ONEDOOR_SIGNER:
    ONEDOOR_PORTS["signer"] = "onedoor.gateways.remote_signer.RemoteSigner"
# How case numbers are made; see onedoor.kernel.codes.CaseNumberRule.
ONEDOOR_CASE_NUMBER = os.environ.get("ONEDOOR_CASE_NUMBER", "{item}{date:%Y%m%d}{seq:4}")
ONEDOOR_ADDRESS = os.environ.get("ONEDOOR_ADDRESS", "http://127.0.0.1:8000")

HTTPS = os.environ.get("ONEDOOR_HTTPS") == "1"
SECRET_KEY = os.environ.get("ONEDOOR_SECRET_KEY") or places.secret_key()
# What seals personal data at rest and finds it again (onedoor.kernel.secrecy).
ONEDOOR_DATA_KEYS = places.data_keys()
DEBUG = False
ONEDOOR_HOSTS = [
    name for name in os.environ.get("ONEDOOR_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if name
]
# Which hosts are ours is looked up, for sites come and go while we run: see the first middleware.
ALLOWED_HOSTS = ["*"]

ROOMS = [
    "onedoor.registers.people",
    "onedoor.registers.agencies",
    "onedoor.registers.sites",
    "onedoor.registers.seals",
    "onedoor.registers.mandates",
    "onedoor.registers.catalogue",
    "onedoor.registers.items",
    "onedoor.registers.finding",
    "onedoor.registers.publications",
    "onedoor.registers.subscriptions",
    "onedoor.registers.entitlements",
    "onedoor.registers.papers",
    "onedoor.registers.licences",
    "onedoor.registers.credentials",
    "onedoor.registers.systems",
    "onedoor.registers.showing",
    "onedoor.registers.transcripts",
    "onedoor.casework.forms",
    "onedoor.casework.cases",
    "onedoor.casework.bundles",
    "onedoor.oversight.feedback",
    "onedoor.oversight.letters",
    "onedoor.oversight.comments",
    "onedoor.oversight.assistant",
    "onedoor.oversight.results",
    "onedoor.oversight.supervision",
    "onedoor.oversight.assessment",
    "onedoor.oversight.figures",
    "onedoor.oversight.inspection",
    "onedoor.channels.look",
    "onedoor.channels.guarding",
    "onedoor.channels.notices",
    "onedoor.channels.portal",
    "onedoor.channels.desk",
    "onedoor.channels.api",
    "onedoor.channels.identity",
    "onedoor.channels.admin",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "procrastinate.contrib.django",
    # Accounts and single sign-on (docs/decisions/0010-one-identity.md).
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "onedoor.kernel",
    *ROOMS,
    "onedoor.site",
]
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    # Whose host this is; a stranger's ends here.
    "onedoor.channels.look.sites.SiteOfTheHost",
    # A page kept for everybody costs nothing of what follows.
    "onedoor.channels.portal.cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "onedoor.site.headers.strict_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Within what states the length of a page.
    "onedoor.channels.look.script.InTheReadersScript",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onedoor.channels.identity.sso_sessions.sign_ins_follow_sessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onedoor.channels.look.doors.SayNo",
]
ROOT_URLCONF = "onedoor.site.urls"
WSGI_APPLICATION = "onedoor.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            places.root_of(room) / "templates" for room in ROOMS if room.startswith("onedoor.ch")
        ],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "onedoor.channels.look.environment.environment"},
    },
]

DATABASES = {"default": places.database()}

# Shared by all web processes, for what must be counted and spent once. Not a cache of pages.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # The usual 300 would let a stranger push out what must be remembered as spent.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_ADAPTER = "onedoor.channels.identity.adapter.Accounts"
# Telephone and mailbox are read and found by ourselves, for they are sealed and indexed.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
MFA_ADAPTER = "onedoor.channels.identity.adapter.Keys"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "identity:sign-in"
# How many forwarders stand before us and tell truly for whom they ask; none unless said.
ONEDOOR_PROXIES = int(os.environ.get("ONEDOOR_PROXIES", "0"))

# Mail: written to <state>/mails until a server is named, smtp://user:password@host:587.
DEFAULT_FROM_EMAIL = os.environ.get("ONEDOOR_MAIL_FROM", "onedoor@localhost")
EMAIL_BACKEND, EMAIL = places.mail()
EMAIL_HOST, EMAIL_PORT = EMAIL.get("host", ""), EMAIL.get("port", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.get("user", ""), EMAIL.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.get("tls", False), EMAIL.get("ssl", False)
EMAIL_TIMEOUT = 10

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Scrypt costs a thief memory as well as time, and us a third less time than the others below;
# what those once hashed still opens, and is hashed anew when it does.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LANGUAGE_CODE = "zh-hans"
# Each in its own name (docs/decisions/0031-four-languages.md). Traditional is made from the page.
LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("en", "English"),
    ("ug", "ئۇيغۇرچە"),
]
LOCALE_PATHS = [compiled(ONEDOOR_STATE)]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [origin for origin in [os.environ.get("ONEDOOR_ORIGIN", "")] if origin]
# One machine may run several checkouts on several ports; browsers tell cookies apart by name only.
SESSION_COOKIE_NAME = "onedoor"
# Who signs in at one site is signed in there alone, unless a domain is named that all sites share.
SESSION_COOKIE_DOMAIN = os.environ.get("ONEDOOR_COOKIE_DOMAIN") or None
CSRF_COOKIE_NAME = "onedoor-form"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

# A form is small and a file goes to the disk while it is still coming in; the doors refuse a
# request longer than the largest document before they read it.
ONEDOOR_UPLOAD_LIMIT = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 30
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_HANDLERS = [
    "onedoor.site.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Tasks live in `kernel.jobs`, not in a module that procrastinate goes looking for in every room.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = ["onedoor.kernel.jobs"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["error"], "level": "WARNING"},
    "loggers": {
        "onedoor": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
        # When PostgreSQL restarts, its listener says so twice a second with a page of traceback.
        "procrastinate.utils": {"level": "CRITICAL"},
        "psycopg.pool": {"level": "ERROR"},
        # At DEBUG it writes whole addresses, and WeChat wants our secret in one.
        "urllib3": {"level": "INFO"},
    },
}
