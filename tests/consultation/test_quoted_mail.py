"""A respondent's own words are told from an earlier message that a mail program quotes with them."""

from __future__ import annotations

import time

import pytest

from goldenthread.consultation.intake.quoted_mail import own_words

OUTLOOK = "From: Desk <desk@example.org>\nSent: 10 October 2019 09:00\nTo: Jane\nSubject: RE: Draft\n\nWe say this.\nAnd that."


@pytest.mark.parametrize(("text", "own", "left_out"), [
    ("The south is missing.", "The south is missing.", 0),
    ("", "", 0),
    # Outlook's header, with a line before it or without
    (f"The south is missing.\n\n{OUTLOOK}", "The south is missing.\n\n", 6),
    (f"The south is missing.\n________________________________\n{OUTLOOK}", "The south is missing.\n", 7),
    (f"EV_SKILLS: the south is missing.\n{OUTLOOK}", "EV_SKILLS: the south is missing.\n", 6),
    ("Mine.\n\n*From:* Desk\n*Sent:* Monday\n*To:* Jane\n*Subject:* RE\n\nTheirs.", "Mine.\n\n", 5),
    ("Mine.\n\nFrom: Desk\nDate: Thu, 10 Oct 2019\nSubject: RE\nTo: Jane\n\nTheirs.", "Mine.\n\n", 5),
    # other programs
    ("Mine.\n\nOn Thu, 10 Oct 2019 at 09:00, Desk <desk@example.org> wrote:\n\nTheirs.", "Mine.\n\n", 2),
    ("Mine.\n\nOn Thu, 10 Oct 2019 at 09:00, The Desk of the Board <desk@example.org>\nwrote:\n\nTheirs.", "Mine.\n\n", 3),
    ("Mine.\n\nOn Thu, 10 Oct 2019 at 09:00, The Desk of the Board\n<desk@example.org> wrote:\n\nTheirs.", "Mine.\n\n", 3),
    ("Mine.\n\n-----Original Message-----\nFrom: Desk\n\nTheirs.", "Mine.\n\n", 3),
    ("Mine.\n\n---------- Forwarded message ---------\nFrom: Desk\nDate: Monday\n\nTheirs.", "Mine.\n\n", 4),
    ("Mine.\n\nBegin forwarded message:\n\nFrom: Desk\nDate: Monday\n\nTheirs.", "Mine.\n\n", 4),
    # lines with '>' wherever they stand, with answers between and below them
    ("> Theirs.\nMine.", "Mine.", 1),
    ("On Monday the desk wrote:\n> Theirs.\n\nMine.\n\n> And theirs.\n\nMine too.", "\nMine.\n\n\nMine too.", 3),
    ("Mine.\n\nOn Monday the desk wrote:\n\n> Theirs.\n> On Friday Jane wrote:\n>> Older.", "Mine.\n\n\n", 4),
    # other languages
    *((f"Mine.\n\n{heading}\n\nTheirs.", "Mine.\n\n", heading.count("\n") + 2) for heading in (
        "Ar Iau, 3 Hyd 2019 am 10:00 Desk <desk@example.org> ysgrifennodd:", "Ar 3 Hydref 2019 am 10:00, ysgrifennodd Desk:",
        "Oddi wrth: Desk\nAnfonwyd: 03 Hydref 2019 10:00\nAt: Jane\nPwnc: x", "-----Neges wreiddiol-----\nOddi wrth: Desk",
        "Le jeu. 3 oct. 2019 à 10:00, Desk\n<desk@example.org> a écrit\u00a0:", "-----Message d'origine-----\nDe : Desk",
        "De\u00a0: Desk\nEnvoyé\u00a0: jeudi 3 octobre 2019\nÀ\u00a0: Jane\nObjet\u00a0: x",
        "Am 03.10.2019 um 10:00 schrieb Desk:",
        "*Von:* Desk\n*Gesendet:* 3. Oktober 2019\n*An:* Jane\n*Betreff:* x", "El jue, 3 oct 2019 a las 10:00, Desk escribió:",
        "Il giorno gio 3 ott 2019 alle ore 10:00 Desk ha scritto:", "Op do 3 okt. 2019 om 10:00 schreef Desk:",
        "czw., 3 paź 2019 o 10:00 Desk <desk@example.org> napisał(a):")),
    ("Mine.\n\nLe 3 oct. 2019 à 10:00, Desk a écrit :\n> Theirs.\nMine too.", "Mine.\n\nMine too.", 2),
    # a respondent's own words
    ("Mine.\nDe : la région\nÀ : la ville", "Mine.\nDe : la région\nÀ : la ville", 0),
    ("Mine.\nLe 3 octobre nous avons écrit :\nMine.", "Mine.\nLe 3 octobre nous avons écrit :\nMine.", 0),
    ("Mine.\nAm Ende schrieb er: ja.", "Mine.\nAm Ende schrieb er: ja.", 0),
    ("Mine.\nData: 25\nDa: x", "Mine.\nData: 25\nDa: x", 0),
    ("Mine.\nAr hyn o bryd mae 3 yn dweud:\nMine.", "Mine.\nAr hyn o bryd mae 3 yn dweud:\nMine.", 0),
    ("From: the north\nTo: the south\nit is the same.", "From: the north\nTo: the south\nit is the same.", 0),
    ("We asked for this:\nFrom: the north\nTo: the south", "We asked for this:\nFrom: the north\nTo: the south", 0),
    ("On page 3 the author wrote: 'no'. We disagree.", "On page 3 the author wrote: 'no'. We disagree.", 0),
    ("Date: 2018 is old.\n\nSubject: skills.", "Date: 2018 is old.\n\nSubject: skills.", 0),
    # the header of the message itself, where a mail was saved as text
    ("From: Jane\nSent: Monday\nTo: Desk\n\nMine.", "From: Jane\nSent: Monday\nTo: Desk\n\nMine.", 0),
    (f"From: Jane\nSent: Monday\nTo: Desk\n\nMine.\n\n{OUTLOOK}", "From: Jane\nSent: Monday\nTo: Desk\n\nMine.\n\n", 6),
])
def test_what_is_quoted_is_left_out_and_counted(text: str, own: str, left_out: int) -> None:
    kept, number = own_words(text)
    assert (kept.strip("\n"), number) == (own.strip("\n"), left_out)


@pytest.mark.parametrize("line", [
    "On " + "a " * 150, "On On" + "a " * 150, "From:" + "*" * 300, "* " * 150, "> " * 150, "On ", "From: a", "", "\t\t\t",
    "wrote:", "On a wrote", "________________________________", "On Monday the desk wrote:\n> a"])
def test_a_message_made_to_take_long_comes_to_an_end(line: str) -> None:
    begin = time.process_time()
    own_words(f"{line}\n" * (200_000 // (len(line) + 1)))
    assert time.process_time() - begin < 10
