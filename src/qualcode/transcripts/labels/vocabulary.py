"""Words that tell a speaker from a sentence, in the languages of the field.

All in lower case. What a list lacks costs a doubt in the reading, never a word of the text.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Who leads the talk: any word of a speaker label may be one of these ("Second interviewer", "Модератор Анна").
MODERATORS = _words("""
    moderator moderators moderatorin moderateur modérateur modératrice moderatrice moderador moderadora moderatore
    moderatrice mod interviewer interviewers interviewerin intervieweur intervieweuse intervistatore entrevistador
    entrevistadora facilitator facilitatrice facilitateur comoderator co-moderator researcher chercheur chercheuse
    enquêteur enquêtrice animateur animatrice prowadzący prowadząca badacz badaczka ankieter ankieterka tazatel
    tazatelka moderátor moderátorka výzkumník výzkumnice intervistatrice ricercatore investigadora investigador
    forscher forscherin befrager befragerin gesprächsleiter gesprächsleiterin onderzoeker gespreksleider intervjuare
    moderatorka voditelj voditeljica ispitivač ispitivačica kérdező sunucu moderatör görüşmeci συντονιστής συντονίστρια
    主持人 主持 采访者 訪談者 访谈者 訪問者 司会 司会者 聞き手 インタビュアー
    진행자 사회자 면접자 المحاور المحاورة الميسر الميسرة الباحث الباحثة מנחה מראיין מראיינת חוקר חוקרת
    संचालक साक्षात्कारकर्ता ведучий ведуча інтерв'юер інтерв’юер
    модератор модераторы модераторка мод интервьюер интервьюерка ведущий ведущая фасилитатор исследователь
    соведущий соведущая
""")
# A question's own name, as the label of who asks.
ASKING = _words("question questions вопрос вопросы frage fragen pregunta preguntas domanda pergunta pytanie otázka")
# Short forms that lead the talk when nobody is called by a word above; the first that is found wins.
SHORT_MODERATORS = (
    _words("int инт вед"),
    _words("i q") | ASKING,
    _words("в"),
    _words("m м"),
)
OBSERVERS = _words(
    "observer observers note-taker notetaker observateur observatrice beobachter beobachterin наблюдатель"
)
# Labels that several people share.
GROUPS = _words("""
    all both everyone everybody several many together group voices unknown unidentified unclear someone somebody tous
    toutes plusieurs alle mehrere все оба обе хором многие несколько вместе неизвестный неизвестная неизвестно кто-то
""")
# Nouns for a person: "Second man:" and "Женский голос:" are speakers, "Second thing:" is not.
PERSONS = _words("""
    man woman men women male female boy girl voice speaker participant person respondent interviewee guest student
    teacher expert mother father husband wife doctor teilnehmer teilnehmerin sprecher sprecherin person frau mann stimme
    participant participante personne femme homme voix locuteur interviewé interviewée interviewe interviewee enquêté
    мужчина женщина мужской женский голос голоса спикер участник участница респондент респондентка информант
    информантка эксперт девушка парень юноша студент студентка гость собеседник собеседница ассистент переводчик
""")
GENDERS = _words("""
    woman man women men female male f m w girl boy lady gentleman женщина мужчина жен муж ж м девушка юноша парень
    женский мужской femme homme h frau mann weiblich männlich mujer hombre kobieta mężczyzna
""")
# Letters before a number that are a series of speakers even when each member speaks once.
SERIES = PERSONS | MODERATORS | OBSERVERS | _words("r p s f m w t u i a b ж м р у с э и д tn int sp spk inf resp part")
# What transcribers put in brackets: stems of the first word, and whole first words where a stem would hit a name.
EVENT_STEMS = tuple(
    _words("""
        laugh chuckl giggl pause pausing silen crosstalk cross-talk inaud unintell indistinct unclear overlap applau
        clap cough sigh music noise phone smil shrug record interrupt whisper background sound redact sneez mumbl gestur
        simult anonym foreign
        смех смеё смее смею хохо хихи улыб пауз молч тиш неразб нрзб шум вздых вздох говор одноврем запис аплод кивает
        кивну перебив перерыв звон плач шёпот шепот стук
        sourire soupir bruit gelächter unverst schweig seufz geräusch
    """)
)
EVENT_WORDS = _words("""
    name surname city place company street end begin begins start starts break tape door nods nodding talk talks both
    several long short brief video audio image photo exhibit slide sic off cries crying cheers laughs
    имя фамилия город название конец начало кашель кашляет музыка телефон
    rire rires rit fin début lacht lachen hust husten stille ende
""")
# Words that open a sentence or a list and are followed by a colon, a dash or a full stop without being anybody's name.
DISCOURSE = _words("""
    note notes nb ps example examples answer answers question questions conclusion summary result results reason
    reasons problem problems point points fact facts idea option options important remark comment task topic well so
    yes no yeah ok okay right look listen first firstly second secondly third thirdly finally also then now but and
    or because anyway honestly still maybe perhaps however meanwhile thanks thank hello again today tomorrow yesterday
    here there what who why how where when which that this plus minus pros cons advantages disadvantages source
    sources quote translation warning attention remember imagine http https www mailto ftp re fw fwd cc section part
    chapter step figure table introduction discussion break end intro warm-up closing
    например пример примеры ответ ответы вопрос вопросы итог итоги итого вывод выводы важно факт факты причина причины
    проблема вариант варианты мысль идея главное короче кстати значит так вот да нет ну ладно хорошо понятно ясно
    смотрите слушайте послушайте представьте первое второе третье во-первых во-вторых в-третьих дальше потом сейчас
    теперь там тут здесь вообще наверное может конечно спасибо пожалуйста плюс минус плюсы минусы источник цитата
    примечание прим замечание комментарий внимание результат результаты задача тема раздел часть блок введение
    заключение перерыв конец начало кто что где когда почему зачем как или но потому однако иначе просто правда точно
    oui non donc alors exemple remarque réponse question conclusion ja nein also beispiel antwort frage fazit hinweis
""")
# Words that are speakers where both of them come back.
PAIRS = tuple(
    map(_words, ("question answer", "questions answers", "вопрос ответ", "question réponse", "frage antwort"))
)
# Keys of the lines above a transcript: "Date: 12 March".
HEADERS = _words("""
    date time place location city venue duration length participants present recording recorded file
    filename transcript transcription transcriber transcribed interview project study topic subject language group
    wave session title version agency guide attendees composition format id code codes country region
    дата время место город длительность продолжительность участники присутствуют запись файл расшифровка расшифровал
    расшифровала транскрипт интервью проект исследование тема язык группа волна сессия состав заказчик агентство
    автор название версия адрес регион страна номер дата_проведения
    lieu durée fichier projet langue groupe datum ort dauer datei projekt sprache gruppe
""")
ENGLISH = _words("""
    the a an and or but of to in on at for from with without by about as into than then that this these those it its is
    are was were be been being am do does did done don not no so if because when while where what who whom which why
    how there here i me my we us our you your he him his she her they them their has have had will would can could
    should may might must just very only any some all more most much many yes think know say said
""")
RUSSIAN = _words("""
    и в во не что он на я с со как а то все всё она так его но да ты к у же вы за бы по только ее её мне было вот от
    меня еще ещё нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять уж вам ведь там
    потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе
    под будет ж тогда кто этот того потому этого какой ним здесь этом один мой тем чтобы нее были куда зачем всех можно
    при об хоть после над больше тот через эти нас про них какая много эту моя свою этой перед лучше том такой им более
    всегда конечно это эта мной нам ими вами
""")
# Small words of other languages, enough to know a sentence from a name.
_FRENCH_GERMAN = _words("""
    le les un une des est que qui et en dans pour pas je tu il elle nous vous ils elles ce cette mon ma mes sur avec
    mais das ist und ich du er sie es wir ihr ein eine einen nicht mit auf für aber dass wenn zu im
""")
# Words of somebody who talks, rare in what is written above a transcript.
TALKING = _words("""
    i i'm i've me my you your we our us я мне меня мой моя мы нас нам вы вам вас ты ich mir mich mein meine wir
    uns ihnen je j'ai moi nous vous yo nosotros usted mnie
""")
# Small words that stand inside names: Ludwig van Beethoven, Anna and Ivan.
PARTICLES = _words("de da di del della van von der den la le el al bin ibn ben of and und et и y e du dos das zu")
# People are called Will, May and Don; Ли is a surname.
FUNCTION_WORDS = (ENGLISH | RUSSIAN | _FRENCH_GERMAN) - PARTICLES - _words("will may don can ли say think know")
