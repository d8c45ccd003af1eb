"""Show that sentences are cut where they end, and by whose word each stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.english.sentences import find_sentences
from geo.english.speech.speakers import find_speaker

TOLD = [
    # behind what was said
    ("The road will open in June, Pezeshkian said.", "Pezeshkian"),
    ("The road will open in June, officials in Baku said.", "officials in Baku"),
    ("The road will open in June, Iran's foreign ministry said on Monday.",
     "Iran's foreign ministry"),
    ("“We want progress,” Pezeshkian said.", "Pezeshkian"),
    ("“We want progress,” he said last week.", "he"),
    ("“We want progress,” said Ilham Aliyev, the president of Azerbaijan.", "Ilham Aliyev"),
    ("“We want progress,” the minister told reporters in Tehran.", "the minister"),
    ("“We want progress”, added the spokeswoman on Friday.", "the spokeswoman"),
    ('"We want progress," a diplomat said, "and we want it soon."', "a diplomat"),
    ("‘We want progress,’ the envoy said.", "the envoy"),
    ("«We want progress», the envoy said.", "the envoy"),
    ("The talks went well, AFP reported.", "AFP"),
    ("The talks went well, the state news agency IRNA reported on Sunday.",
     "the state news agency IRNA"),
    ("The talks went well, said a senior official who asked not to be named.",
     "a senior official"),
    ("The talks would go on, said Ali Asadov.", "Ali Asadov"),
    ("Growers prayed for rain, but hail came instead, breaking vines, said Murat Demir, a grower.",
     "Murat Demir"),
    ("The flames spread fast, jumping the river, said Jan Novak.", "Jan Novak"),
    ("Roads were lost, said Police Brig. Gen. Ana Cruz, the regional head.",
     "Police Brig. Gen. Ana Cruz"),
    ("The pier sank, said Chief Engr. Ben Ali, who built it.", "Chief Engr. Ben Ali"),
    ("“We saw smoke,” said local fisherman Marko Horvat.", "local fisherman Marko Horvat"),
    ("“We saw smoke,” said their guide, Marko Horvat.", "Marko Horvat"),
    ("The smoke was seen from afar, said the warden, Lea Stone, on Monday.", "Lea Stone"),
    # before it
    ("The board, which runs the port of Bari, the oldest there, said it would stay open.",
     "The board"),
    ("Although the union said the pit was safe, miners in Oruro told the radio it was not.",
     "miners in Oruro"),
    ("As engineers said on Monday, the bridge is closed.", "engineers"),
    ("A keeper called the lamp “a toy”.", "A keeper"),
    ("The wind turned and firefighters said the town was safe.", "firefighters"),
    ("Lt. Col. Sato of the coast guard said the ship had sunk.",
     "Lt. Col. Sato of the coast guard"),
    ("Aliyev, speaking in Ganja, said the road would open.", "Aliyev, speaking in Ganja"),
    ("Pezeshkian said that the road will open.", "Pezeshkian"),
    ("The president told AFP that the road will open.", "The president"),
    ("Iran has said it opposes the road.", "Iran"),
    ("Tehran denied the report.", "Tehran"),
    ("But Baku insists the road is needed.", "Baku"),
    ("On Monday, the ministry announced a vote.", "the ministry"),
    ("Aliyev, the president of Azerbaijan, said Iran would be told.",
     "Aliyev, the president of Azerbaijan"),
    ("The guard, who was wounded, said he saw one man.", "The guard, who was wounded"),
    ("The court later confirmed the sentence.", "The court"),
    ("The minister noted that trade had grown.", "The minister"),
    ("The envoy wrote: “We shall return.”", "The envoy"),
    ("While Iran objects, Azerbaijan said it would build.", "Azerbaijan"),
    ("As the agency reported, nobody was hurt.", "the agency"),
    ("Local media reported a fire.", "Local media"),
    ("It said the vote was fair.", "It"),
    ("It was, in what their leader said was terror, the third arrest.", "their leader"),
    # what resembles a deed
    ("The army denied having shelled the port.", "The army"),
    ("The firm admitted dumping oil in the bay.", "The firm"),
    ("Rebels claimed responsibility for the blast.", "Rebels"),
    ("Survivors of the flood said the dam had burst.", "Survivors of the flood"),
    ("The harbour master said nothing was lost.", "The harbour master"),
    ("The witness testified at length that the road was open.", "The witness"),
    ("“It was dark,” the guard testified on Monday.", "the guard"),
    # according to
    ("The navies trained together, according to Iranian media.", "Iranian media"),
    ("According to the defence ministry, two ships sailed.", "the defence ministry"),
    ("About ten million people live there, according to estimates from 2020.",
     "estimates from 2020"),
    ("Two ships sank, the paper wrote, according to police in Rasht on Friday.",
     "the paper"),
    ("Tasnim quoted the commander as saying two ships sailed.", "the commander"),
    ("The commander was quoted as saying two ships sailed.", "The commander"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words"), TOLD, ids=[told[0] for told in TOLD])
def test_speaker_is_found(sentence: str, words: str) -> None:
    found = find_speaker(sentence)
    assert found is not None
    assert found.text == words
    assert sentence[found.start : found.end] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "The embassy reopened in mid-2024.",
        "The attack was reported in January.",
        "He is said to be in Baku.",
        "The reported attack shook the town.",
        "Iran added two ships to its fleet.",
        "The claimed territory is small.",
        "The road, the longest in the country, runs along the river.",
        "“They said it and told us so.”",
        "Its stated aim is peace.",
        "Trade and notes of debt fell.",
        "Baku and Tehran told diplomats of the other to leave.",
        "The case was found in the town and confirmed in the capital.",
        "All 15 confirmed cases were mild.",
        "She went public with claims that money was lost.",
        "They will be sorted according to size and other factors.",
        # what was done, by a word perhaps
        "A magistrate denied the fishermen's request for their boats.",
        "The ferry company has denied entry to forty lorries.",
        "The clinic in the camp admitted 60 children on Monday.",
        "The blaze claimed nine lives in the mill.",
        "The island declared war on rats in 1950.",
        "Parliament confirmed its new governor.",
        "The priest told a story about the well.",
        "The two brothers argued with the guard at the gate.",
        "A landslide warned nobody.",
        # who is told, warned or missed
        "A clerk warned by friends left the town.",
        "A bishop told to leave the town has gone.",
        "A sailor confirmed dead on Monday was 40.",
        "The mill that an inspector declared unsafe stands empty.",
        # nobody has spoken yet
        "The ministry will say on Friday whether the road opens.",
        "The mayor did not say where the wells are.",
        "Nobody told the divers where the cable lies.",
        # it only tells when the rest was, or of something beside it
        "He left the town after officials said the road was shut.",
        "The bridge reopened once the inspectors said it was sound.",
        "Flights stopped, hours before the airline said its fleet was safe.",
        "The bridge closed as engineers said it might fall.",
        "The ferry, which the owner said was sound, sank off Bari.",
        "Houses burned in Ede, where neighbours said the wind had turned.",
        "Tin rose in Oruro after the miner, the largest there, said it would cut jobs.",
        "After a tribunal denied the appeal, the ship left port.",
        "When the board announced the closure, the miners left.",
    ],
)
def test_nobody_is_made_a_speaker(sentence: str) -> None:
    assert find_speaker(sentence) is None


def test_quotation_and_pronoun_are_told() -> None:
    found = find_speaker("“We want progress,” she said.")
    assert found and found.quoted and found.pronoun and found.how == "said"
    found = find_speaker("Two ships sailed, according to the navy.")
    assert found and not found.quoted and not found.pronoun and found.how == "according to"


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Smith met Gen. Lee at 5 p.m. on Jan. 5.", "They spoke of the U.S. Navy."],
        ["“We will go,” he said.", "“It is good.”", "Then all slept."],
        ["“Never!” she said.", "“Why?” he asked."],
        ["The line is 43.5 km long.", "Is it?", "Yes!"],
        ["Prof. Əliyev came from Bakı.", "İlham stayed."],
        ["One 😀 smiled.", "Two 😀😀 did."],
        ["Before dawn, the relief officer, Md. Salim Uddin, said.", "All slept."],
        ["Ms. Kip, Eng. Ali, Muh. Omar and Ust. Bakar came.", "A preacher, Hjj. Sani, did."],
        ["It fell at 5 a.m. Tuesday in Nanyuki.", "It rose at 6 p.m. GMT.", "All slept."],
        ["It fell at 5 a.m.", "Police came at 6 p.m.", "Tuesday was calm.", "IT failed."],
        ["It is approx. 5 km off, and ca. 9 km wide.", "It fell after 5 km.", "20 people came."],
        ["He went to Rome.", "Maria met Bob.", "Ali made him a Col.", "He left."],
        ["The imam, Alh. Sule, met Barr. Nwosu.", "Cllr. Reed met Pharm. Cho.", "All slept."],
        ["Evang. Cho sang in Aba.", "Dcn. Cho sang in Ede.", "Enugu slept."],
        ["They sailed by Pto. Montt.", "Ft. Portal is not near Pt. Pedro.", "It is far."],
        ["He weighs 90 kg.", "Snow of 40 cm.", "Roads in Van were shut.", "It blew at 90 km/h."],
        ["She lived in Ch.", "Salim left for Basra.", "Villagers in Dr. Musa's ward slept."],
        ["It opened in Feb.", "Masons from Fes came on Feb. 3.", "He said no.", "No. 3 fell."],
        ["They chose plan B.", "Goods, etc.", "Gaza waits for goods, etc., and for plan B."],
        ["He came to Salem, Ore.", "Troops left Salem, Ore., too.", "All slept."],
        ["He lives at 21 N. Elm St.", "Neighbours slept on St. Lucia.", "It rained."],
        ["It was sold to Acme Corp.", "Seoul agreed.", "Acme Corp. Chairman Lee Oh did."],
        ["They met Lee Oh Jr.", "Seoul slept near Lee Oh Jr. Boulevard.", "It rained."],
    ],
)
def test_sentences_are_cut_where_they_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = find_sentences(text)
    assert [sentence.text for sentence in found] == sentences
    assert [text[sentence.start : sentence.end] for sentence in found] == sentences


def test_sentences_of_other_scripts_are_cut() -> None:
    assert len(find_sentences("Նախարարները հանդիպեցին։ Նրանք խոսեցին։", "hy")) == 2
    assert len(find_sentences("وزیران دیدار کردند. آن‌ها گفتگو کردند.", "fa")) == 2


WORDS = st.sampled_from(
    [word for sentence, _ in TOLD for word in sentence.split()] + ["“", "”", "😀", "\n", '"']
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_gives_sound_spans(text: str) -> None:
    last = 0
    for sentence in find_sentences(text):
        assert last <= sentence.start < sentence.end <= len(text)
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip()
        last = sentence.end
        found = find_speaker(sentence.text)
        assert found is None or found.text == sentence.text[found.start : found.end] != ""
    kept = "".join(sentence.text for sentence in find_sentences(text))
    assert "".join(kept.split()) == "".join(text.split())
