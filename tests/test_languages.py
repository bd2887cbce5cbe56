"""The language of a text, so that others can be left out of the English coding visibly."""

import json
from pathlib import Path

import pytest

from toolkit.languages import detect_language

REAL = Path(__file__).parent.parent.parent / "shared" / "statements" / "development.jsonl"
TEXTS = {
    "en": "Units of the Ardenian armed forces opened fire on our positions near Hallin and Tresk last night.",
    "ru": "Прошлой ночью подразделения вооружённых сил открыли огонь по нашим позициям вблизи села.",
    "uk": "Минулої ночі підрозділи збройних сил відкрили вогонь по наших позиціях поблизу села.",
    "fr": "La nuit dernière, des unités des forces armées ont ouvert le feu sur nos positions près du village.",
    "de": "In der vergangenen Nacht eröffneten Einheiten der Streitkräfte das Feuer auf unsere Stellungen beim Dorf.",
    "tr": "Dün gece silahlı kuvvetlere bağlı birlikler köy yakınlarındaki mevzilerimize ateş açtı.",
    "ar": "فتحت وحدات من القوات المسلحة النار على مواقعنا بالقرب من القرية الليلة الماضية.",
    "hy": "Անցած գիշեր զինված ուժերի ստորաբաժանումները կրակ են բացել մեր դիրքերի ուղղությամբ։",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_enough(language):
    assert detect_language(TEXTS[language]) == language


def test_english_full_of_foreign_names_stays_english():
    words = "Örjan Kœstrý, Rövşən Tąlbaj and Vüsal Ðæliyev of the Dorn Free Corps were detained near Şarnhöld by the "
    assert detect_language(words + "border guard, the ministry said in its statement on the matter.") == "en"


@pytest.mark.parametrize("text", ["", "OK", "12:30", "🔴🔴🔴", "https://example.org/a/long/address/that/says/nothing"])
def test_too_short_to_tell(text):
    assert detect_language(text) == "und"


@pytest.mark.skipif(not REAL.exists(), reason="the real statements are not on this machine")
def test_english_collection_is_english():
    found = [detect_language(json.loads(line)["text"]) for line in REAL.read_bytes().splitlines()]
    assert set(found) <= {"en", "und"}
    assert found.count("und") <= 3
