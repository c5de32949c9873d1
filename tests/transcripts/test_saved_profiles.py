"""Profiles kept in the folder of settings."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors.files import UnreadableFileError
from qualcode.errors.profiles import UnknownProfileError
from qualcode.errors.values import InvalidValueError
from qualcode.transcripts.profiles import Columns, Profile, profile_of
from qualcode.transcripts.saved_profiles import profile_names, read_profile, save_profile

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@settings(max_examples=40)
@given(
    st.builds(
        Profile,
        encoding=st.none() | TEXTS,
        moderator=st.none() | TEXTS,
        label_regex=st.none() | TEXTS,
        label_variables=st.none() | TEXTS,
        renamed=st.lists(st.tuples(TEXTS, st.just("") | TEXTS), max_size=3).map(tuple),
        columns=st.builds(Columns, speaker=st.none() | TEXTS, text=st.lists(TEXTS, max_size=2).map(tuple)),
    )
)
def test_what_was_saved_comes_back(profile):
    save_profile("Agency & Söhne", profile)

    assert profile == read_profile("Agency & Söhne")
    assert profile == profile_of(json.loads(json.dumps(profile.options())))
    assert "Agency & Söhne" in profile_names()


def test_a_profile_that_is_not_there_is_named_with_those_that_are():
    save_profile("Trint", Profile(language="de"))

    with pytest.raises(UnknownProfileError, match=r"No profile 'Tint'.*There are:.*Trint"):
        read_profile("Tint")


@pytest.mark.parametrize("name", ["../evil", "a/b", ".hidden", "", "c:d"])
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(InvalidValueError):
        save_profile(name, Profile())


@pytest.mark.parametrize("text", ["encoding = 5", "renamed = 3", "columns = 1", "= broken", "renamed = [['a']]"])
def test_a_broken_profile_is_one_line(text):
    save_profile("broken", Profile()).write_text(text)

    with pytest.raises(UnreadableFileError, match="not as profiles are written"):
        read_profile("broken")
