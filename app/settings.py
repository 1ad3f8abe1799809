"""Settings, read once from the environment (`OMP_…`) and an optional `.env`. A wrong name refuses to start."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "OMP_"


class Settings(BaseSettings):
    """Everything that may differ from one installation to the next. `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Path("data")
    database_url: str | None = Field(
        default=None, description="PostgreSQL address; empty means SQLite inside the data folder"
    )
    notice: str = "omp_charge_de_projet"
    public_url: str = "http://127.0.0.1:8000"
    secret_key: SecretStr | None = Field(
        default=None, description="signs forms and links; made and kept in the data folder when empty"
    )
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: str = Field(default="starttls", pattern="^(starttls|tls|none)$")
    mail_from: str = ""
    recall_seconds: int = Field(default=60, ge=0, le=3600, description="how long released letters can be called back")
    mailbox_password: SecretStr = Field(
        default=SecretStr(""), description="for import-mailbox imaps://…; asked at the terminal when empty"
    )
    trusted_proxies: str = ""
    metrics_token: SecretStr | None = None
    demonstration: bool = False
    log_json: bool = False
    readers: int = Field(default=1, ge=1, le=64, description="documents read at the same time")

    @model_validator(mode="after")
    def _no_plaintext_password(self) -> Settings:
        if self.smtp_security == "none" and self.smtp_password.get_secret_value():
            raise ValueError("OMP_SMTP_SECURITY=none would send the password in the clear")
        return self

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, given: str | None) -> str | None:
        if given and not given.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            raise ValueError("a PostgreSQL address begins with postgresql://; leave it empty for SQLite")
        return given

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as SQLAlchemy reads it."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'dossiers.sqlite3').resolve()}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def vault_dir(self) -> Path:
        """The folder of the files, by their SHA-256."""
        return self.data_dir / "vault"

    @property
    def pages_dir(self) -> Path:
        """The folder of the page images: a cache that may be emptied at any time."""
        return self.data_dir / "pages"

    @property
    def notice_path(self) -> Path:
        """The notice's file: a path as given, or the name of one that ships with the service."""
        given = Path(self.notice)
        if given.suffix == ".toml":
            return given
        return Path(__file__).parent / "posting" / "notices" / f"{self.notice}.toml"


def unknown_names(environment: dict[str, str] | os._Environ[str]) -> list[str]:
    """Names that begin with OMP_ and mean nothing: usually a typing error that would be ignored in silence."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    return sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)
