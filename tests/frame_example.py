"""A small directory's frame, shared by the tests of the shell and of the browser."""

from __future__ import annotations

from pathlib import Path

from hereabouts.settings import Changes, HelpLine, Publisher, Settings

CONFIG = Path(__file__).resolve().parent.parent / "mkdocs.yml"
SETTINGS = Settings(
    name="Eastbrook & District <Directory>",
    id_namespace="0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11",
    url="https://directory.eastbrook.example/help",
    license="CC-BY-4.0",
    languages=("en", "cy"),
    example=True,
    publisher=Publisher("Eastbrook Voluntary Action", website="https://eastbrook.example"),
    help_lines=(
        HelpLine("Emergency", "999", "day and night", when="crisis"),
        HelpLine("Samaritans", "116 123", "day and night", "To talk about anything.", when="crisis"),
        HelpLine("Eastbrook Advice", "01632 960123", "Monday to Friday 9am to 5pm"),
    ),
    changes=Changes("directory@eastbrook.example", "01632 960456", "weekdays", "https://code.example/eastbrook"),
)
