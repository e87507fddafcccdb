import tracemalloc

import pytest
from cryptography.fernet import Fernet, InvalidToken

from welcome_ruhr.foundation.fernet_tokens import PIECE, token

KEY = Fernet.generate_key().decode()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 15, 16, 17, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])
def test_the_library_opens_what_is_made_piece_by_piece(size):
    data = bytes(number % 251 for number in range(size))
    made = token(KEY, data)
    assert Fernet(KEY).decrypt(made) == data
    assert len(made) == len(Fernet(KEY).encrypt(data))


def test_no_other_key_opens_it_and_no_change_passes():
    made = token(KEY, b"words")
    for key, changed in ((Fernet.generate_key(), made), (KEY, made[:-8] + b"AAAAAAA=")):
        with pytest.raises(InvalidToken):
            Fernet(key).decrypt(changed)


def test_the_same_data_becomes_another_token_each_time():
    assert token(KEY, b"words") != token(KEY, b"words")


def test_a_token_knows_when_it_was_made():
    library = Fernet(KEY)
    ours, theirs = library.extract_timestamp(token(KEY, b"words")), library.extract_timestamp(library.encrypt(b"words"))
    assert 0 <= theirs - ours <= 1


def test_large_data_is_not_copied_again_and_again():
    data = b"x" * 16 * PIECE
    tracemalloc.start()
    token(KEY, data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * len(data)
