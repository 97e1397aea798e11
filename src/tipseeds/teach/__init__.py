"""Places for answers: guesses before looking, exercises that reply, the quiz, and a class's answers together."""

from tipseeds.edition.calls import offer
from tipseeds.teach._class import answers, quiz, tally, with_guess
from tipseeds.teach._place import AnswersError, Place, check, guess
from tipseeds.teach._tasks import tasks

__all__ = ["AnswersError", "Place", "answers", "check", "guess", "quiz", "tally", "tasks", "with_guess"]

offer(globals())
