from pathlib import Path

import numpy as np
import pytest

from tests.territory.registers import register
from werkveld.territory.addresscolumns import Asked
from werkveld.territory.addressfile import read_addresses
from werkveld.territory.crs import transformer
from werkveld.territory.refused import ImportRefused

X, Y = 72_300.0, 169_150.0
BEST = (
    "EPSG:31370_x,EPSG:31370_y,EPSG:4326_lat,EPSG:4326_lon,address_id,box_number,house_number,municipality_id,"
    "municipality_name_nl,postcode,street_id,streetname_fr,streetname_nl,status\n"
    "72300,169150,50.83,3.26,1,,54,34022,Kortrijk,8500,9,,Grote Markt,current\n"
    "72300,169150,50.83,3.26,2,0101,54,34022,Kortrijk,8500,9,,Grote Markt,current\n"
    "72310,169150,50.83,3.26,3,,56,34022,Kortrijk,8500,9,,Grote Markt,retired\n"
)


def test_best_is_recognised_and_boxes_fall_together(tmp_path: Path) -> None:
    file = tmp_path / "best.csv"
    file.write_text(BEST)
    found = read_addresses(file)
    [door] = found.doors
    assert door.street == ("Kortrijk", "Grote Markt", "9")
    assert (door.number, door.house, door.postcode) == ("54", 54, "8500")
    assert found.points.tolist() == [[X, Y]]
    assert sum(found.skipped.values()) == 2
    assert any("nog een bus" in sentence for sentence in found.sentences())


def test_flemish_register_is_recognised_with_semicolons_and_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    head = "ADRESID;STRAATNMID;STRAATNM;HUISNR;BUSNR;NISCODE;GEMEENTE;POSTCODE;X;Y"
    text = f"{head}\n1;77;Condédreef;3 A;;34022;;8500;72050,5;167900\n"
    file.write_bytes(text.encode("cp1252"))
    [door] = read_addresses(file).doors
    assert door.street == ("Kortrijk", "Condédreef", "77")
    assert (door.number, door.house) == ("3A", 3)


@pytest.mark.parametrize("crs", ["EPSG:3812", "EPSG:4326"])
def test_coordinates_are_recognised_by_their_size(tmp_path: Path, crs: str) -> None:
    east, north = transformer("EPSG:31370", crs).transform(X, Y)
    file = tmp_path / "a.csv"
    file.write_text(f"straat;huisnr;x;y\nGrote Markt;54;{east:.7f};{north:.7f}\n")
    found = read_addresses(file)
    assert found.crs == crs
    assert np.abs(found.points[0] - (X, Y)).max() < 0.2


def test_swapped_coordinates_are_asked_about(tmp_path: Path) -> None:
    file = register(tmp_path / "a.csv", [("Grote Markt", "54", 50.83, 3.26)])
    with pytest.raises(ImportRefused, match="omgewisseld"):
        read_addresses(file)


def test_columns_are_taken_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"STR|NO|OOST|NOORD\nGrote Markt|54|{X}|{Y}\n")
    with pytest.raises(ImportRefused, match=r"--x-column.*STR, NO, OOST, NOORD"):
        read_addresses(file)
    found = read_addresses(file, asked=Asked(street="str", number="NO", x="oost", y="Noord"), municipality="Dorp")
    assert found.doors[0].street == ("Dorp", "Grote Markt", "")
    with pytest.raises(ImportRefused, match="«bestaat_niet»"):
        read_addresses(file, asked=Asked(street="bestaat_niet"))


def test_door_counts_when_the_register_lacks_a_name_or_a_number(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        f"street_id;straat;huisnr;x;y\n7;;12;{X};{Y}\n8;Dolfijnkaai;;{X};{Y}\n;;3;{X};{Y}\n9;Ergens;4;0;0\n"
    )
    found = read_addresses(file)
    assert [(door.street[1], door.number) for door in found.doors] == [("zonder naam 7", "12"), ("Dolfijnkaai", "z.n.")]
    assert sum(found.skipped.values()) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is leeg"),
        (b"PK\x03\x04\0\0", "geen tekstbestand"),
        (b"straat;huisnr;x;y\n", "Geen enkel adres"),
        (b"straat;huisnr;x;y\nGrote Markt;1;geen;plaats\n", "geen plaats"),
        (b"straat;huisnr;x;y\nGrote Markt;1;900000;900000\n", "stelsel"),
        (b"a;b;c\n1;2;3\n", "coördinaten"),
        (b'straat;huisnr;x;y\n"' + b"x" * 200_000, "geen geldige CSV"),
    ],
)
def test_bad_register_is_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(ImportRefused, match=said) as refused:
        read_addresses(file)
    assert refused.value.advice
    with pytest.raises(ImportRefused, match="bestaat niet"):
        read_addresses(tmp_path / "weg.csv")


def test_unknown_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="9999"):
        read_addresses(tmp_path / "a.csv", crs="EPSG:9999")


def test_progress_is_told(tmp_path: Path) -> None:
    heard: list[float] = []
    file = register(tmp_path / "a.csv", [("Grote Markt", "54", X, Y)])
    read_addresses(file, progress=lambda _sentence, share: heard.append(share))
    assert heard[0] == 0
    assert heard[-1] == 1
