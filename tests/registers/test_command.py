"""Registers on the command line: one or all of a folder, as table and JSON, refused whole."""

from __future__ import annotations

import json

import pytest

from moratoria.cli.app import app
from moratoria.cli.registers import Wanted
from moratoria.errors import InputError

LAWS = "place,state,iso_3166_2,date_as_written,instrument_as_written,kind,subject,source_url\n"
ROW = 'Davis,California,US-CA,"March, 2018",Ban,ban,,https://x.example/{}\n'


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        app([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path):
    """A folder with files of two registers: one that loads, and one with too few rows."""
    path = tmp_path / "registers"
    path.mkdir()
    (path / "us_frt_laws_2021-05-03.csv").write_text(LAWS + ROW.format(1) * 20, encoding="utf-8")
    (path / "company_tickers.json").write_text('{"0": {"cik_str": 1, "ticker": "A", "title": "Acme"}}')
    return path


def test_all_registers_of_a_folder_are_loaded_each_whole_or_not_at_all(folder, tmp_path, capsys):
    dates = ("--published", "sec=2023-02", "--retrieved", "sec=2023-03-01", "--format", "json", "-q")
    code = run("load", "--register", "all", folder, "--store", tmp_path / "store", *dates)
    laws, sec = json.loads(capsys.readouterr().out)
    assert code == 5
    assert (laws["register"], laws["load"]["loaded"], laws["facts"]) == (
        "laws", ["iff-us-facial-recognition-laws"], {"legislation": 1, "events": 1},
    )  # fmt: skip
    assert laws["tables"][0]["merged"] == 19
    assert (sec["register"], sec["load"]["refused"]) == ("sec", ["sec"])
    assert [finding["code"] for finding in sec["load"]["findings"]] == ["register-shrunken"]


def test_a_refused_register_leaves_no_store_behind(folder, tmp_path, capsys):
    dates = ("--published", "2023-02", "--retrieved", "2023-03-01")
    assert run("load", "--register", "sec", folder, "--store", tmp_path / "store", *dates) == 5
    assert not (tmp_path / "store").exists()
    assert "ERROR register-shrunken: companies: 1 rows read, at least 10,000 were expected" in capsys.readouterr().err


def test_a_dry_run_tells_all_and_writes_nothing(folder, tmp_path, capsys):
    arguments = ("load", "--register", "laws", folder, "--store", tmp_path / "store", "--dry-run")
    assert run(*arguments) == 0
    ran = capsys.readouterr()
    assert "laws: 20 rows read, 20 loaded, 0 set aside\n" in ran.out
    assert ran.err.endswith("laws: nothing was written; 0 quads\n")
    assert not (tmp_path / "store").exists()


def test_a_date_for_no_register_is_refused():
    with pytest.raises(InputError, match="'=2023' names no register"):
        Wanted("sec", (), published=("=2023",)).date_of("published", "sec")


def test_a_date_with_a_name_goes_before_one_without():
    wanted = Wanted("all", (), published=("2022", "sec=2023-02"))
    assert [wanted.date_of("published", name) for name in ("sec", "aiid")] == ["2023-02", "2022"]
