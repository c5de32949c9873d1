r"""Each docstring is a transcript; the claim is in the name."""


def test_a_name_and_a_colon(said):
    """
    Moderator: Good evening.

    Anna: Hello.

    Ivan: Hello, Anna.

    Moderator: Shall we?
    """
    assert said == [
        ("Moderator", "Good evening."),
        ("Anna", "Hello."),
        ("Ivan", "Hello, Anna."),
        ("Moderator", "Shall we?"),
    ]


def test_capitals_without_blank_lines(said):
    """
    MODERATOR: Who starts?
    ANNA PETROVA: Me.
    IVAN: No, me.
    ANNA PETROVA: Please.
    """
    assert said == [
        ("MODERATOR", "Who starts?"),
        ("ANNA PETROVA", "Me."),
        ("IVAN", "No, me."),
        ("ANNA PETROVA", "Please."),
    ]


def test_a_space_before_the_colon(said):
    """
    Animatrice : Bonsoir à tous.
    Élodie : Bonsoir.
    Jean-Luc : Bonsoir.
    Élodie : On commence ?
    """
    assert said == [
        ("Animatrice", "Bonsoir à tous."),
        ("Élodie", "Bonsoir."),
        ("Jean-Luc", "Bonsoir."),
        ("Élodie", "On commence ?"),
    ]


def test_a_bracket_beside_the_name(said):
    """
    Moderator: First impressions?
    R1 (woman, 34, Moscow): Fine.
    R2 (man, 57, Kazan): Not fine.
    R1: Why not?
    """
    assert said == [
        ("Moderator", "First impressions?"),
        ("R1", "Fine."),
        ("R2", "Not fine."),
        ("R1", "Why not?"),
    ]


def test_square_brackets_with_the_talk_below(said):
    """
    [Moderator]
    What do you read?

    [Anna]
    Nothing.
    Nothing at all.

    [Ivan]
    Everything.

    [Anna]
    You see.
    """
    assert said == [
        ("Moderator", "What do you read?"),
        ("Anna", "Nothing./Nothing at all."),
        ("Ivan", "Everything."),
        ("Anna", "You see."),
    ]


def test_square_brackets_before_the_talk(said):
    """
    [Moderator] What do you read?
    [Anna]: Nothing.
    [Ivan] Everything.
    [Anna]: [laughs] You see.
    """
    assert said == [
        ("Moderator", "What do you read?"),
        ("Anna", "Nothing."),
        ("Ivan", "Everything."),
        ("Anna", "[laughs] You see."),
    ]


def test_angle_brackets(said):
    """
    <Interviewer> And then?
    <Anna> Then we left.
    <Interviewer> Why?
    <Anna> Cold.
    """
    assert said == [
        ("Interviewer", "And then?"),
        ("Anna", "Then we left."),
        ("Interviewer", "Why?"),
        ("Anna", "Cold."),
    ]


def test_a_dash_after_a_number(said):
    """
    Moderator - Your turn.

    P3 - I agree - mostly.

    P1 – I do not.

    P3 — Why - if I may ask?

    P1 - Because.
    """
    assert said == [
        ("Moderator", "Your turn."),
        ("P3", "I agree - mostly."),
        ("P1", "I do not."),
        ("P3", "Why - if I may ask?"),
        ("P1", "Because."),
    ]


def test_a_dash_after_a_name(said):
    """
    Anna - I went there.
    Ivan - So did I.
    Anna - When?
    Ivan - In May.
    """
    assert said == [
        ("Anna", "I went there."),
        ("Ivan", "So did I."),
        ("Anna", "When?"),
        ("Ivan", "In May."),
    ]


def test_cyrillic_letters_with_a_full_stop_and_numbers(said):
    """
    М.: Начнём.
    Ж1: Я против.
    М2: А я за.
    Ж1: Почему?
    М.: Говорите.
    """
    assert said == [
        ("М.", "Начнём."),
        ("Ж1", "Я против."),
        ("М2", "А я за."),
        ("Ж1", "Почему?"),
        ("М.", "Говорите."),
    ]


def test_a_hash_before_the_name(said):
    """
    #Moderator
    What is new?
    #Anna Petrova
    Nothing.
    #Ivan
    Nothing here either.
    #Anna Petrova
    Sad.
    """
    assert said == [
        ("Moderator", "What is new?"),
        ("Anna Petrova", "Nothing."),
        ("Ivan", "Nothing here either."),
        ("Anna Petrova", "Sad."),
    ]


def test_a_hash_before_the_name_and_talk_after_it(said):
    """
    #Moderator What is new here?
    #Anna Nothing, as far as I know.
    #Ivan Nothing here either.
    #Anna I told you so, remember?
    #Ivan You did.
    """
    assert said == [
        ("Moderator", "What is new here?"),
        ("Anna", "Nothing, as far as I know."),
        ("Ivan", "Nothing here either."),
        ("Anna", "I told you so, remember?"),
        ("Ivan", "You did."),
    ]


def test_a_number_and_a_space(said):
    """
    S1 So what do you think of it all?
    S2 I think it is fine, as it was.
    S1 Fine in what way?
    S2 In every way there is, really.
    """
    assert said == [
        ("S1", "So what do you think of it all?"),
        ("S2", "I think it is fine, as it was."),
        ("S1", "Fine in what way?"),
        ("S2", "In every way there is, really."),
    ]


def test_a_number_on_its_own_line(said):
    """
    S1
    So what do you think?

    S2
    I think it is fine.

    S1
    Fine?
    """
    assert said == [("S1", "So what do you think?"), ("S2", "I think it is fine."), ("S1", "Fine?")]


def test_single_letters_and_a_colon(said):
    """
    I: Where were you?
    R: At home.
    I: And then?
    R: Still at home.
    """
    assert said == [("I", "Where were you?"), ("R", "At home."), ("I", "And then?"), ("R", "Still at home.")]


def test_two_interviewers(said):
    """
    Interviewer 1: Shall I begin?
    Interviewer 2: Please.
    Interviewee: And I?
    Interviewer 2: You answer.
    """
    assert said == [
        ("Interviewer 1", "Shall I begin?"),
        ("Interviewer 2", "Please."),
        ("Interviewee", "And I?"),
        ("Interviewer 2", "You answer."),
    ]


def test_q_and_a_with_full_stops(said):
    """
    Q. Where were you on Monday evening, if you remember it at all?

    A. At home. I am always at home.

    Q. Alone?

    A. With the cat.
    """
    assert said == [
        ("Q.", "Where were you on Monday evening, if you remember it at all?"),
        ("A.", "At home. I am always at home."),
        ("Q.", "Alone?"),
        ("A.", "With the cat."),
    ]


def test_bold_type_around_name_and_colon(said):
    """
    **Moderator:** Welcome.

    **Anna**: Thank you.

    **Ivan:** Thanks.

    **Anna**: So.
    """
    assert said == [("Moderator", "Welcome."), ("Anna", "Thank you."), ("Ivan", "Thanks."), ("Anna", "So.")]


def test_bold_type_alone(said):
    """
    **Moderator** Welcome to all of you.

    **Anna** Thank you for having us.

    **Moderator** Shall we begin?

    **Anna** We shall.
    """
    assert said == [
        ("Moderator", "Welcome to all of you."),
        ("Anna", "Thank you for having us."),
        ("Moderator", "Shall we begin?"),
        ("Anna", "We shall."),
    ]


def test_bold_type_on_a_line_of_its_own(said):
    """
    **Moderator**

    Welcome to all of you.

    **Anna**

    Thank you.

    I am glad.

    **Moderator**

    So are we.

    **Anna**

    Good.
    """
    assert said == [
        ("Moderator", "Welcome to all of you."),
        ("Anna", "Thank you.//I am glad."),
        ("Moderator", "So are we."),
        ("Anna", "Good."),
    ]


def test_a_colon_at_the_end_of_a_line_of_its_own(said):
    """
    Moderator:
    Welcome.

    Anna:

    Thank you.
    Really.

    Moderator:
    Good.
    """
    assert said == [("Moderator", "Welcome."), ("Anna", "Thank you./Really."), ("Moderator", "Good.")]


def test_names_on_a_line_of_their_own(said):
    """
    Anna Petrova
    I said it before.

    Ivan
    You did.

    Anna Petrova
    And again.

    Ivan
    Yes.
    """
    assert said == [
        ("Anna Petrova", "I said it before."),
        ("Ivan", "You did."),
        ("Anna Petrova", "And again."),
        ("Ivan", "Yes."),
    ]


def test_headings_that_name_speakers(said):
    """
    ### Speaker 1

    I said it before.

    ### Speaker 2

    You did.

    ### Speaker 1

    And again.
    """
    assert said == [("Speaker 1", "I said it before."), ("Speaker 2", "You did."), ("Speaker 1", "And again.")]


def test_talk_in_quotation_marks(said):
    """
    Anna: "I never said that."
    Ivan: "You did."
    Anna: "Never."
    Ivan: "Once."
    """
    assert said == [
        ("Anna", '"I never said that."'),
        ("Ivan", '"You did."'),
        ("Anna", '"Never."'),
        ("Ivan", '"Once."'),
    ]


def test_indented_labels(said):
    """
    Moderator: Welcome.
        Anna:  Thank you.
    Moderator: Good.
    """
    assert said == [("Moderator", "Welcome."), ("Anna", "Thank you."), ("Moderator", "Good.")]


def test_labels_in_lower_case(said):
    """
    interviewer: where were you?
    anna: at home.
    interviewer: and then?
    anna: still at home.
    interviewer: really?
    anna: really.
    """
    assert said == [
        ("interviewer", "where were you?"),
        ("anna", "at home."),
        ("interviewer", "and then?"),
        ("anna", "still at home."),
        ("interviewer", "really?"),
        ("anna", "really."),
    ]


def test_one_label_without_the_space_after_its_colon(said):
    """
    Anna: First.
    Ivan:Second.
    Anna: Third.
    Ivan: Fourth.
    """
    assert said == [("Anna", "First."), ("Ivan", "Second."), ("Anna", "Third."), ("Ivan", "Fourth.")]


def test_people_who_are_described_rather_than_named(said):
    """
    Модератор: Кто начнёт?
    Женский голос: Я.
    Мужчина в очках: Нет, я.
    Женский голос: Ну хорошо.
    Мужчина в очках: Спасибо.
    """
    assert said == [
        ("Модератор", "Кто начнёт?"),
        ("Женский голос", "Я."),
        ("Мужчина в очках", "Нет, я."),
        ("Женский голос", "Ну хорошо."),
        ("Мужчина в очках", "Спасибо."),
    ]


def test_numbers_before_the_nouns(said):
    """
    Ведущий: Кто начнёт?
    1-й участник: Я.
    2-й участник: Нет, я.
    1-й участник: Ну хорошо.
    """
    assert said == [
        ("Ведущий", "Кто начнёт?"),
        ("1-й участник", "Я."),
        ("2-й участник", "Нет, я."),
        ("1-й участник", "Ну хорошо."),
    ]


def test_numbered_turns(said):
    """
    1. Moderator: Who begins?
    2. Anna: I do.
    3. Ivan: No, I.
    4. Anna: Well.
    """
    assert said == [("Moderator", "Who begins?"), ("Anna", "I do."), ("Ivan", "No, I."), ("Anna", "Well.")]


def test_chevrons_of_subtitles(said):
    """
    >> MODERATOR: Who begins?
    >> ANNA: I do.
    >> IVAN: No, I.
    >> ANNA: Well.
    """
    assert said == [("MODERATOR", "Who begins?"), ("ANNA", "I do."), ("IVAN", "No, I."), ("ANNA", "Well.")]


def test_scripts_without_capitals(said):
    """
    المحاور: كيف حالك؟
    ليلى: بخير.
    المحاور: الحمد لله.
    ليلى: شكرا.
    """
    assert said == [("المحاور", "كيف حالك؟"), ("ليلى", "بخير."), ("المحاور", "الحمد لله."), ("ليلى", "شكرا.")]


def test_letters_with_combining_marks(said):
    """
    Андреи\u0306: Да.
    Ма\u0301ша: Нет.
    Андреи\u0306: Почему?
    Ма\u0301ша: Так.
    """
    assert [speaker for speaker, _ in said] == [
        "Андреи\u0306",
        "Ма\u0301ша",
        "Андреи\u0306",
        "Ма\u0301ша",
    ]


def test_a_moderator_with_a_colon_and_participants_with_a_dash(said):
    """
    Moderator: Your turn.

    P3 - I agree.

    P1 - I do not.

    Moderator: Why?

    P3 - Because.

    P1 - Just so.
    """
    assert said == [
        ("Moderator", "Your turn."),
        ("P3", "I agree."),
        ("P1", "I do not."),
        ("Moderator", "Why?"),
        ("P3", "Because."),
        ("P1", "Just so."),
    ]


def test_a_full_stop_after_capitals(said):
    """
    ANNA. I went there in the morning, as I do.

    IVAN. So did I.

    ANNA. When?

    IVAN. In May.
    """
    assert [speaker for speaker, _ in said] == ["ANNA.", "IVAN.", "ANNA.", "IVAN."]


def test_two_turns_are_a_talk(said):
    """
    Anna: Is that all?

    Ivan: It is.
    """
    assert said == [("Anna", "Is that all?"), ("Ivan", "It is.")]


def test_an_emoji_in_a_name(said):
    """
    Moderator: Who starts?
    Anna 😀: Me.
    Ben👨‍👩‍👧: No, me.
    Anna 😀: Please.
    Ben👨‍👩‍👧: Fine.
    """
    assert said == [
        ("Moderator", "Who starts?"),
        ("Anna 😀", "Me."),
        ("Ben👨‍👩‍👧", "No, me."),
        ("Anna 😀", "Please."),
        ("Ben👨‍👩‍👧", "Fine."),
    ]


def test_names_of_seven_words_and_of_sixty_letters(said):
    """
    Moderator: Who starts?
    Maria del Carmen Fernández de la Vega: Me.
    Alexandra-Maximiliana von Hohenzollern-Sigmaringen-Sonderburg: No, me.
    Maria del Carmen Fernández de la Vega: Please.
    Alexandra-Maximiliana von Hohenzollern-Sigmaringen-Sonderburg: Fine.
    """
    assert said == [
        ("Moderator", "Who starts?"),
        ("Maria del Carmen Fernández de la Vega", "Me."),
        ("Alexandra-Maximiliana von Hohenzollern-Sigmaringen-Sonderburg", "No, me."),
        ("Maria del Carmen Fernández de la Vega", "Please."),
        ("Alexandra-Maximiliana von Hohenzollern-Sigmaringen-Sonderburg", "Fine."),
    ]


def test_last_name_first_as_teams_writes(said):
    """
    Smith, Anna   0:02
    Good morning.

    Jones, Ben   0:15
    I think so.

    Smith, Anna   0:22
    Right, then.
    """
    assert said == [("Smith, Anna", "Good morning."), ("Jones, Ben", "I think so."), ("Smith, Anna", "Right, then.")]


def test_messages_with_dates(said):
    """
    12/03/2024, 10:02 - Anna: Good morning
    12/03/2024, 10:03 - Ben: Hi: you
    12/03/2024, 10:05 - Anna: Who begins?
    """
    assert said == [("Anna", "Good morning"), ("Ben", "Hi: you"), ("Anna", "Who begins?")]


def test_letters_and_a_full_stop_before_talk_with_a_colon_in_it(said):
    """
    Q. What is your name?
    A. Anna Smith.
    Q. Where do you live?
    A. In Moscow. I mean: near Moscow.
    """
    assert said == [
        ("Q.", "What is your name?"),
        ("A.", "Anna Smith."),
        ("Q.", "Where do you live?"),
        ("A.", "In Moscow. I mean: near Moscow."),
    ]


def test_initials_that_are_words_otherwise(said):
    """
    AS: Good morning.
    BJ: Hi there.
    AS: Right.
    BJ: As I said: right.
    """
    assert said == [("AS", "Good morning."), ("BJ", "Hi there."), ("AS", "Right."), ("BJ", "As I said: right.")]


def test_lines_that_are_all_numbered(said):
    """
    1 Moderator: Good morning.
    2 Anna: Hi.
    3 Moderator: Right.
    4 Ben: Yes.
    """
    assert said == [("Moderator", "Good morning."), ("Anna", "Hi."), ("Moderator", "Right."), ("Ben", "Yes.")]


def test_questions_nobody_is_named_for(said):
    """
    Question 1. What do you think about the news?

    Anna: I do not watch it. Question 7: why?

    Ben: Me neither.

    Question 2. Whom do you trust?

    Anna: Nobody.

    Ben: My aunt.
    """
    assert said == [
        ("Question", "What do you think about the news?"),
        ("Anna", "I do not watch it. Question 7: why?"),
        ("Ben", "Me neither."),
        ("Question", "Whom do you trust?"),
        ("Anna", "Nobody."),
        ("Ben", "My aunt."),
    ]


def test_numbered_questions_nobody_is_named_for(said):
    """
    1. Что вы думаете о новостях?

    Анна: Не смотрю.

    Борис: 1. Нет. 2. И не буду?

    2. Кому вы верите?

    Анна: Никому.

    Борис: Тёте.
    """
    assert said == [
        ("Question", "Что вы думаете о новостях?"),
        ("Анна", "Не смотрю."),
        ("Борис", "1. Нет. 2. И не буду?"),
        ("Question", "Кому вы верите?"),
        ("Анна", "Никому."),
        ("Борис", "Тёте."),
    ]


def test_a_numbered_question_below_a_moderators_own_label_is_that_turn(said):
    """
    Moderator: Welcome.

    Question 1. Who begins?

    Anna: I do.

    Moderator: Fine.

    Question 2. And then?

    Ben: Me.
    """
    assert said == [
        ("Moderator", "Welcome.//Question 1. Who begins?"),
        ("Anna", "I do."),
        ("Moderator", "Fine.//Question 2. And then?"),
        ("Ben", "Me."),
    ]


def test_questions_between_turns_are_the_moderators_who_is_named_elsewhere(said):
    """
    Moderator: Welcome.

    Anna: Hello.

    Question 1. Who begins?

    Anna: I do.

    Question 2. And then?

    Ben: Me.
    """
    assert said == [
        ("Moderator", "Welcome."),
        ("Anna", "Hello."),
        ("Moderator", "Who begins?"),
        ("Anna", "I do."),
        ("Moderator", "And then?"),
        ("Ben", "Me."),
    ]


def test_chinese_arabic_and_hebrew_moderators_lead(reading):
    """
    主持人：大家好，请介绍一下自己。
    小王：我是学生，我说：你好。
    主持人：谢谢。
    小王：对。
    """
    assert [("主持人", "moderator", 2), ("小王", "participant", 2)] == [
        (one.label, one.role, one.turns) for one in reading.speakers
    ]


def test_brackets_of_east_asia(said):
    """
    【司会】本日はありがとうございます。
    【Ａさん】よろしくお願いします。
    【司会】では始めます。
    """
    assert [speaker for speaker, _ in said] == ["司会", "Ａさん", "司会"]
