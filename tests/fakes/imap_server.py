"""A small IMAP server over TLS that holds a few messages, remembers what it was asked, and can misbehave.

It knows what a reader needs (LOGIN, EXAMINE, UID SEARCH, UID FETCH, LOGOUT) and refuses what a reader must not do.
"""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass
class HeldMessage:
    """A message as the server holds it; `internal_date` as IMAP writes it (« 04-May-2026 14:59:59 +0000 »)."""

    raw: bytes
    internal_date: str


@dataclass
class ImapServer:
    """Listens on loopback until closed. UIDs are `first_uid`, `first_uid + 1`, …"""

    context: ssl.SSLContext
    messages: list[HeldMessage]
    password: str = "open sesame"
    folder: str = "INBOX"
    first_uid: int = 11
    uidvalidity: int = 1
    expunged: set[int] = field(default_factory=set)  # UIDs that vanish between SEARCH and FETCH
    cut_in: int | None = None  # UID whose literal is cut half-way
    hangs_up_at_logout: bool = False
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._serve(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def get_request(self) -> tuple[Any, Any]:
                connection, address = self.socket.accept()
                return outer.context.wrap_socket(connection, server_side=True), address

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that leaves in the middle is part of the tests."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, reader: Any, writer: Any) -> None:
        writer.write(b"* OK ready\r\n")
        for line in iter(reader.readline, b""):
            tag, _, command = line.decode("utf-8").strip().partition(" ")
            self.asked.append(re.sub(r"^(LOGIN) .*", r"\1", command))
            if command.upper() == "LOGOUT":
                if not self.hangs_up_at_logout:
                    writer.write(f"* BYE see you\r\n{tag} OK done\r\n".encode())
                return
            if not self._answer(command, tag, writer):
                return
            writer.flush()

    def _answer(self, command: str, tag: str, writer: Any) -> bool:
        """Answer one command; False when the connection is to be cut."""
        upper = command.upper()
        if upper == "CAPABILITY":
            writer.write(f"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n".encode())
        elif upper.startswith("LOGIN "):
            right = self.password in command
            writer.write(f"{tag} {'OK welcome' if right else 'NO [AUTHENTICATIONFAILED] no'}\r\n".encode())
        elif upper.startswith("EXAMINE "):
            if self.folder not in command:
                writer.write(f"{tag} NO no such folder\r\n".encode())
            else:
                told = f"* {len(self.messages)} EXISTS\r\n* OK [UIDVALIDITY {self.uidvalidity}] here\r\n"
                writer.write(f"{told}{tag} OK [READ-ONLY] done\r\n".encode())
        elif upper.startswith("UID SEARCH"):
            uids = " ".join(str(self.first_uid + n) for n in range(len(self.messages)))
            writer.write(f"* SEARCH {uids}\r\n{tag} OK done\r\n".encode())
        elif upper.startswith("UID FETCH"):
            return self._fetch(command, tag, writer)
        else:
            writer.write(f"{tag} BAD a reader has no business with that\r\n".encode())
        return True

    def _fetch(self, command: str, tag: str, writer: Any) -> bool:
        for uid in map(int, command.split()[2].split(",")):
            n = uid - self.first_uid
            if "INTERNALDATE" in command:
                date = self.messages[n].internal_date
                writer.write(f'* {n + 1} FETCH (UID {uid} INTERNALDATE "{date}")\r\n'.encode())
            elif uid not in self.expunged:
                raw = self.messages[n].raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                writer.write(f"* {n + 1} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode())
                if uid == self.cut_in:
                    writer.write(raw[: len(raw) // 2])
                    writer.flush()
                    return False
                writer.write(raw + b")\r\n")
        writer.write(f"{tag} OK done\r\n".encode())
        return True
