"""What the doctor asks beside the sandbox: the mail server, where one is set."""

from __future__ import annotations

import socket
import socketserver
import threading
from pathlib import Path

import pytest

from unhorse.competition.doctor import mail

ANSWERS = {"EHLO": b"250 mail.test", "NOOP": b"250 here I am", "QUIT": b"221 bye"}


class Mail(socketserver.StreamRequestHandler):
    """A mail server as far as it is asked; it refuses to take a mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 mail.test\r\n")
        for line in self.rfile:
            self.wfile.write(ANSWERS.get(line.decode().split()[0].upper(), b"554 no") + b"\r\n")


def test_nothing_is_said_of_mail_where_none_is_set(tmp_path: Path) -> None:
    assert list(mail(tmp_path)) == []
    (tmp_path / "site.toml").write_text('link = "http://localhost"\nmail = ""\n')
    assert list(mail(tmp_path)) == []


def test_a_mail_server_that_answers_is_good_and_gets_no_mail(tmp_path: Path) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), Mail) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        (tmp_path / "site.toml").write_text(f'mail = "smtp://user@127.0.0.1:{server.server_address[1]}"\n')
        (found,) = mail(tmp_path)
    assert (found.level, found.what) == ("good", "127.0.0.1 answers 250 here I am")


@pytest.mark.parametrize("told", ['mail = "smtp://127.0.0.1:%d"', 'mail = "smtps://127.0.0.1:%d"', 'mail = "smtp://127.0.0.1:no"', "mail = "])
def test_a_mail_server_that_is_away_and_a_setting_that_is_none_fail(tmp_path: Path, told: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        (tmp_path / "site.toml").write_text(told % free.getsockname()[1] if "%d" in told else told)
        (found,) = mail(tmp_path)
    assert found.level == "fails"
    assert found.do
