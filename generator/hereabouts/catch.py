"""What MkDocs is asked for and what is caught of it: all that `shell.py` and `plugin.py` say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from hereabouts.settings import Settings


@dataclass(frozen=True, slots=True)
class ShellRequest:
    """Which shell is wanted: one language of one directory."""

    language: str
    settings: Settings

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages of the directory, the one that records are written in first."""
        return self.settings.languages

    @property
    def is_first(self) -> bool:
        """Whether this is the language that records are written in."""
        return self.language == self.settings.language

    def facts(self) -> str:
        """Everything in the settings that the frame shows. What is not here does not make a shell anew."""
        said = self.settings
        shown = (said.name, said.description, said.url, said.license, said.publisher, said.languages, said.translations)
        return repr((self.language, shown, said.example, said.help_lines, said.changes))


@dataclass(slots=True)
class Catch:
    """What the plugin has caught of one run: HTML by kind, and by the path of its file."""

    kinds: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    exit: str = ""
