"""Setting up: which Python, which packages, which browser, and what is said when one of them is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools import setup
from tools.setup import ROOT, SetupError

OLD = 'case "$2" in *print*) echo 3.9.18;; *) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; esac'


def program(folder: Path, name: str, script: str = "") -> Path:
    """A shell script that stands in for a program."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A PATH with nothing on it but what the scripts under test need from any system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "bash", "cat", "touch", "mkdir", "dirname", "mktemp", "rm", "tee", "grep", "tail", "find"):
        (folder / name).symlink_to(shutil.which(name) or pytest.fail(f"no {name} here"))
    return folder


# Which Python


def find_python(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(folder / "sh"), str(ROOT / "tools" / "find-python.sh")]
    return subprocess.run(
        command, env={"PATH": str(folder), **environment}, capture_output=True, text=True, check=False
    )


def test_the_newest_python_that_works_is_taken(bin_folder: Path) -> None:
    program(bin_folder, "python3.14", "exit 127")  # what pyenv leaves on the PATH for a Python that is not chosen
    program(bin_folder, "python3.12")
    program(bin_folder, "python3.11")
    program(bin_folder, "python3")
    assert find_python(bin_folder).stdout == "python3.12\n"


def test_a_python_that_can_make_an_environment_comes_before_a_newer_one_that_cannot(bin_folder: Path) -> None:
    program(bin_folder, "python3.13", WITHOUT_VENV)
    assert find_python(bin_folder).stdout == "python3.13\n"
    program(bin_folder, "python3")
    assert find_python(bin_folder).stdout == "python3\n"


def test_without_a_new_enough_python_the_command_to_type_is_named(bin_folder: Path) -> None:
    program(bin_folder, "python3", OLD)
    done = find_python(bin_folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Python 3.11 or newer" in done.stderr
    assert "python3 is 3.9.18" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_a_python_may_be_named(bin_folder: Path, tmp_path: Path) -> None:
    program(bin_folder, "python3.13")
    named = program(tmp_path / "else where", "python")
    assert find_python(bin_folder, PYTHON=str(named)).stdout == f"{named}\n"
    program(named.parent, "python", OLD)
    done = find_python(bin_folder, PYTHON=str(named))
    assert done.returncode == 1
    assert "is 3.9.18" in done.stderr


# Which packages


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout, in a path with a space, where making an environment makes only its folder."""
    root = tmp_path / "a check out"
    (root / "requirements").mkdir(parents=True)
    (root / ".venv").mkdir()
    (root / ".venv" / "pyvenv.cfg").write_text("version = 3.11.2\n")
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "requirements" / "site.txt").write_text(
        "one==1 \\\n    --hash=sha256:00\ntwo==2 \\\n    --hash=sha256:00\n"
    )
    monkeypatch.setattr(setup, "ensure_venv", lambda root: None)
    return root


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that setting up would run. They are noted and not run."""
    seen: list[list[str]] = []

    def note(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
        seen.append([str(word) for word in command])

    monkeypatch.setattr(setup, "run", note)
    return seen


def test_packages_come_by_hash_and_as_wheels_and_the_project_without_dependencies(
    checkout: Path, commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    setup.install_packages(checkout, "site")
    packages, project = commands
    assert {"--require-hashes", "--only-binary", str(checkout / "requirements" / "site.txt")} <= set(packages)
    assert project[-4:] == ["--no-deps", "--no-build-isolation", "-e", str(checkout)]
    assert "the 2 packages of requirements/site.txt" in capsys.readouterr().out


def test_what_is_installed_is_not_installed_again_until_the_lock_changes(
    checkout: Path, commands: list[list[str]]
) -> None:
    setup.install_packages(checkout, "site")
    setup.install_packages(checkout, "site")
    assert len(commands) == 2
    (checkout / "requirements" / "site.txt").write_text("one==1.1 \\\n    --hash=sha256:11\n")
    setup.install_packages(checkout, "site")
    assert len(commands) == 4


def test_an_installation_that_failed_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
        raise SetupError("no network")

    monkeypatch.setattr(setup, "run", fail)
    for _ in range(2):
        with pytest.raises(SetupError, match="no network"):
            setup.install_packages(checkout, "site")


def test_the_readers_own_settings_for_pip_stay_and_its_cache_is_ours(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Mapping[str, str]] = []
    monkeypatch.setattr(setup, "run", lambda command, environment: seen.append(environment))
    monkeypatch.delenv("PIP_CACHE_DIR", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    setup.pip(checkout, "nothing")
    assert seen[0]["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert seen[0]["PIP_CACHE_DIR"] == str(checkout / ".venv" / "cache" / "pip")
    monkeypatch.setenv("PIP_CACHE_DIR", "/somewhere")
    setup.pip(checkout, "nothing")
    assert seen[1]["PIP_CACHE_DIR"] == "/somewhere"


def test_an_environment_that_came_from_another_place_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(setup, "runs", lambda *_: True)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "where").write_text("/another/place\n")
    setup.ensure_venv(tmp_path)
    assert commands == [[sys.executable, "-m", "venv", "--clear", str(tmp_path / ".venv")]]
    setup.ensure_venv(tmp_path)
    assert len(commands) == 1


def test_a_failed_command_says_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetupError, match="out of paint") as raised:
        setup.run([sys.executable, "-c", "import sys; sys.exit('out of paint')"])
    assert "This command failed:" in str(raised.value)
    assert capsys.readouterr().out == ""


def test_a_python_without_venv_names_the_debian_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "runs", lambda *_: False)
    monkeypatch.setattr(setup, "may_use_apt", lambda: False)
    with pytest.raises(SetupError, match=rf"sudo apt-get install python3\.{sys.version_info.minor}-venv"):
        setup.ensure_ensurepip()


def test_an_unknown_set_of_packages_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(["packages", "nonsense"]) == 2
    assert "python tools/setup.py packages SET" in capsys.readouterr().err


# Which browser


def test_a_browser_on_the_path_is_taken_if_it_starts(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    program(folder, "chromium", "exit 1")  # Ubuntu's only says where to get the real one
    chrome = program(folder, "google-chrome")
    assert setup.find_browser({"PATH": str(folder)}) == str(chrome)
    chromium = program(folder, "chromium")
    assert setup.find_browser({"PATH": str(folder)}) == str(chromium)


def test_a_browser_may_be_named(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    assert setup.find_browser({"PATH": str(tmp_path), "HEREABOUTS_BROWSER": "/opt/mine"}) == "/opt/mine"


def test_root_on_debian_gets_debians_browser(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    folder = tmp_path / "bin"
    # As on a machine whose list of packages was never fetched: the first try fails.
    updated = tmp_path / "updated"
    script = f'[ "$1" = update ] && : > "{updated}" && exit; [ -e "{updated}" ] || exit 100; '
    program(
        folder, "apt-get", f'{script}printf "#!/bin/sh\\n" > "{folder}/chromium"; /bin/chmod +x "{folder}/chromium"'
    )
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (checkout / ".venv" / "ready").mkdir()
    program(checkout / ".venv" / "bin", "python")
    setup.install_browser(checkout)
    assert setup.browser_path(checkout, {"PATH": ""}) == str(folder / "chromium")
    assert commands == []  # nothing was downloaded


def test_without_a_browser_playwright_brings_one_and_else_the_command_is_named(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(setup, "MAC_BROWSER", "/nowhere")
    monkeypatch.setattr(setup, "may_use_apt", lambda: False)
    (checkout / ".venv" / "ready").mkdir()
    program(checkout / ".venv" / "bin", "python", 'case "$2" in playwright) exit 0;; *) exit 1;; esac')
    with pytest.raises(SetupError, match="install-deps chromium"):  # here it does not start
        setup.install_browser(checkout)
    assert commands[0][1:] == ["-m", "playwright", "install", "--only-shell", "chromium"]
    monkeypatch.setattr(setup, "runs", lambda *_: True)
    setup.install_browser(checkout)
    assert setup.browser_path(checkout, {"PATH": ""}) is None


def test_what_playwright_lacks_is_installed_or_named(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "libatomic"
    program(checkout / ".venv" / "bin", "python", f'[ -e "{library}" ]')
    folder = tmp_path / "bin"
    program(folder, "apt-get", f'[ "$4" = libatomic1 ] && : > "{library}"')
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="sudo apt-get install libatomic1 chromium "):
        setup.install_browser(checkout)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    setup.ensure_playwright(checkout)
    assert library.exists()


# Which nginx


def test_the_nginx_of_the_computer_is_taken(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / ".venv" / "ready").mkdir()
    own = program(tmp_path / "bin", "nginx")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    setup.install_nginx(checkout)
    assert setup.nginx_path(checkout, {"PATH": ""}) == str(own)


def test_debians_nginx_is_unpacked_and_not_installed(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / ".venv" / "ready").mkdir()
    folder = tmp_path / "bin"
    program(folder, "apt-get", '[ "$1" = download ] && : > nginx_1_amd64.deb')
    inside = "$3/usr/sbin/nginx"
    program(folder, "dpkg", f'mkdir -p "$3/usr/sbin" && printf "#!/bin/sh\\n" > "{inside}" && chmod +x "{inside}"')
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    monkeypatch.setattr(setup, "find_nginx", lambda _: None)
    setup.install_nginx(checkout)
    assert setup.nginx_path(checkout, {}) == str(checkout / ".venv" / "nginx" / "usr" / "sbin" / "nginx")


def test_without_any_nginx_the_tests_go_on(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / ".venv" / "ready").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup, "find_nginx", lambda _: None)
    setup.install_nginx(checkout)
    assert setup.nginx_path(checkout, {}) is None
    assert "the tests that need it will be skipped" in capsys.readouterr().out


# make


@pytest.fixture
def made(tmp_path: Path, bin_folder: Path) -> Path:
    """A checkout whose setting up only notes what it was asked for and leaves the stamp that make looks for."""
    root = tmp_path / "a check out"
    root.mkdir()
    shutil.copy(ROOT / "Makefile", root)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    shutil.copytree(ROOT / "tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "pyproject.toml").write_text("")
    stamp = 'mkdir -p .venv/ready && printf "%s\\n" "$PWD" > .venv/where && touch ".venv/ready/${3:-$2}"'
    program(bin_folder, "python3.11", f'[ "$1" = -c ] && exit; echo "$@" >> asked; {stamp}')
    for name in ("hereabouts", "python"):
        program(root / ".venv" / "bin", name, f'echo {name} "$@"')
    return root


def make(root: Path, folder: Path, target: str) -> tuple[str, str]:
    """What a target says, and what setting up was asked for meanwhile."""
    (root / "asked").unlink(missing_ok=True)
    command = [shutil.which("make") or pytest.fail("no make here"), target]
    done = subprocess.run(command, cwd=root, env={"PATH": str(folder)}, capture_output=True, text=True, check=True)
    return done.stdout, (root / "asked").read_text() if (root / "asked").exists() else ""


def test_make_site_sets_up_once_and_builds(made: Path, bin_folder: Path) -> None:
    assert make(made, bin_folder, "site") == ("hereabouts build\n", "tools/setup.py packages site\n")
    assert make(made, bin_folder, "site") == ("hereabouts build\n", "")
    later = (made / ".venv" / "ready" / "site").stat().st_mtime + 5
    os.utime(made / "requirements" / "site.txt", (later, later))
    assert make(made, bin_folder, "site")[1] == "tools/setup.py packages site\n"


def test_make_test_sets_up_the_browser_too(made: Path, bin_folder: Path) -> None:
    said, asked = make(made, bin_folder, "test")
    assert asked == "tools/setup.py packages test\ntools/setup.py browser\ntools/setup.py nginx\n"
    assert said.startswith("python -m pytest -n 2 ")


def test_a_folder_that_was_moved_is_set_up_anew(made: Path, bin_folder: Path) -> None:
    make(made, bin_folder, "site")
    moved = made.rename(made.with_name("else where"))
    assert make(moved, bin_folder, "site")[1] == "tools/setup.py packages site\n"


def test_make_clean_leaves_nothing_that_make_made(made: Path, bin_folder: Path) -> None:
    before = {path.relative_to(made) for path in made.rglob("*") if ".venv" not in path.parts}
    for folder in ("generator/hereabouts/__pycache__", "tests/__pycache__", "benchmarks", "site", ".hereabouts/site"):
        (made / folder).mkdir(parents=True)
        (made / folder / "left.pyc").touch()
    (made / "benchmarks" / "left.pyc").rename(made / "benchmarks" / "kept.py")
    make(made, bin_folder, "clean")
    after = {path.relative_to(made) for path in made.rglob("*")}
    assert after - before == {
        Path(name) for name in ("generator", "generator/hereabouts", "tests", "benchmarks", "benchmarks/kept.py")
    }


def test_make_alone_lists_what_there_is(made: Path, bin_folder: Path) -> None:
    listed = set(re.findall(r"^make (\w+)", make(made, bin_folder, "help")[0], re.MULTILINE))
    assert listed == {"site", "serve", "test", "lint", "soak", "bench", "lock", "clean"}
    for verb in listed:
        assert f"make {verb}" in (ROOT / "CONTRIBUTING.md").read_text()


# .ci/run


def ci(made: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    shutil.copytree(ROOT / ".ci", made / ".ci", dirs_exist_ok=True)
    command = [shutil.which("bash") or "bash", str(made / ".ci" / "run")]
    return subprocess.run(
        command, env={"PATH": str(folder), **environment}, capture_output=True, text=True, check=False
    )


def test_ci_runs_the_readmes_test_command_and_ends_with_pytests_closing_line(made: Path, bin_folder: Path) -> None:
    assert "make test" in (ROOT / "README.md").read_text()
    program(bin_folder, "make", '[ "$1" = test ] && echo "12 passed, 1 skipped in 3.21s"; exit 0')
    done = ci(made, bin_folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "12 passed, 1 skipped in 3.21s")


@pytest.mark.parametrize(
    "script",
    [
        '[ "$1" = test ] && echo "1 failed, 12 passed in 3.21s" && exit 1; exit 0',
        '[ "$1" = test ] && echo "12 passed in 3.21s" && exit 0; exit 1',
        "exit 0",
    ],
    ids=["a test fails", "lint fails", "no test ran"],
)
def test_ci_fails_when_anything_does(made: Path, bin_folder: Path, script: str) -> None:
    program(bin_folder, "make", script)
    assert ci(made, bin_folder).returncode == 1


def test_ci_needs_the_shared_folder(made: Path, bin_folder: Path) -> None:
    program(bin_folder, "make", 'echo "1 passed in 1.00s"')
    done = ci(made, bin_folder, CI="true")
    assert done.returncode == 1
    assert "../shared is missing" in done.stderr
    (made.parent / "shared").mkdir()
    assert ci(made, bin_folder, CI="true").returncode == 0


# The locks


def pins(name: str) -> dict[str, str]:
    """Package to version, as requirements/<name>.txt has them. Fails unless each has a hash."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", text):
        package, _, rest = entry.partition("==")
        assert "--hash=sha256:" in rest, package
        found[canonicalize_name(package)] = rest.split()[0]
    return found


@pytest.mark.parametrize("name", ["site", "test", "bench", "lock"])
def test_what_the_project_asks_for_is_locked(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = {"site": ["build"], "test": ["build", "test"], "bench": ["build", "bench"], "lock": ["lock"]}[name]
    wanted = [text for group in groups for text in project["dependency-groups"][group]]
    wanted += [] if name == "lock" else project["project"]["dependencies"]
    locked = pins(name)
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


def test_the_locks_agree_with_each_other() -> None:
    site = pins("site").items()
    assert site <= pins("test").items()
    assert site <= pins("bench").items()


def committed() -> Iterator[tuple[str, str]]:
    """Every text file that git keeps, with its words."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield name, content.decode(errors="replace")


def test_no_committed_file_names_a_registry() -> None:
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    ]
    hosts += [".".join(parts) for parts in (("yarnpkg", "com"), ("crates", "io"), ("rubygems", "org"))]
    assert [(name, host) for name, text in committed() for host in hosts if host in text] == []


def test_no_lock_says_where_packages_come_from() -> None:
    options = ("-index-url", "--find-links", "--trusted-host", "://")
    for path in sorted((ROOT / "requirements").iterdir()):
        assert [option for option in options if option in path.read_text()] == []
