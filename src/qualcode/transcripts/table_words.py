"""What columns of tables are called, in the languages of the field; all in lower case, no underscores."""


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.strip() for name in listed.replace("\n", " ").split(";"))


# Who speaks, in a table of turns.
SPEAKER_COLUMNS = _names("""
    speaker; speakers; speaker name; speaker label; who; voice; sprecher; sprecherin; sprecher/in; person;
    locuteur; intervenant; hablante; interlocutor; parlante; mówca; mluvčí; spreker; спикер; говорящий; кто; кто
    говорит
""")
# Who a row is about: cases of a survey, and speakers of some tables of turns.
CASE_COLUMNS = _names("""
    case; id; case id; respondent; respondent id; respondentid; response id; responseid; participant;
    participant id; name; label; pseudonym; code; number; no; no.; nr; nr.; token; teilnehmer; teilnehmerin;
    fall; befragte; befragter; participante; répondant; identifiant; nom; encuestado; respondente; uczestnik;
    респондент; участник; участница; имя; номер; код; кейс; №
""")
# What was said or answered.
TEXT_COLUMNS = _names("""
    text; utterance; transcript; transcription; speech; content; talk; words; said; turn; sentence; statement;
    comment; comments; answer; answers; response; responses; open answer; verbatim; aussage; antwort; inhalt;
    transkript; texte; parole; propos; réponse; texto; respuesta; testo; risposta; wypowiedź; odpowiedź; tekst;
    výrok; odpověď; текст; реплика; высказывание; ответ
""")
# When it was said.
TIME_COLUMNS = _names("""
    time; start; start time; starttime; timestamp; time stamp; timecode; begin; from; in; seconds; zeit;
    zeitmarke; beginn; temps; heure; début; tiempo; inicio; czas; čas; время; начало; тайм-код; таймкод
""")
