"""`werkveld doctor`: what is present, what is missing, and what to do about each missing thing."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from werkveld.ops import machine
from werkveld.ops.machine import Check, Verdict
from werkveld.ops.terminal import Subparsers, add_command, console, data_folder, start_django

WORDS = {
    Verdict.GOOD: "[green]good[/]",
    Verdict.LACKING: "[yellow]lacking[/]",
    Verdict.WRONG: "[bold red]wrong[/]",
}


@dataclass(frozen=True)
class Question:
    """One thing to look at; an answer that cannot be given is itself an answer."""

    name: str
    ask: Callable[[Path], Check]


def add_to(subparsers: Subparsers) -> None:
    """Hang `doctor` on the command."""
    parser = add_command(
        subparsers,
        "doctor",
        "Say what is present, what is missing, and what to do about it.",
        text="`lacking` costs a convenience; `wrong` must be put right, and makes the command end with 1.\n"
        "It looks and changes nothing.",
        examples="werkveld doctor",
    )
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> int:
    """Ask everything and show it; 1 when something essential is wrong."""
    from werkveld.ops import inside, safety

    data = data_folder("owner")
    questions = [Question(name, ask) for name, ask in machine.QUESTIONS.items()]
    answers = [(question.name, _answer(question, data)) for question in questions]
    if not any(check.verdict is Verdict.WRONG for _name, check in answers):
        start_django("owner")
        questions = [Question(name, ask) for name, ask in (inside.QUESTIONS | safety.QUESTIONS).items()]
        answers += [(question.name, _answer(question, data)) for question in questions]
    else:
        answers.append(("inside", Check(Verdict.LACKING, "not looked at", "First put right what is wrong above.")))
    show(answers)
    return 1 if any(check.verdict is Verdict.WRONG for _name, check in answers) else 0


def show(answers: list[tuple[str, Check]]) -> None:
    """The answers as a table, advice only where it is of use."""
    table = Table("what", "", "found", "what to do", box=None, pad_edge=False, header_style="bold")
    table.columns[2].overflow = "fold"
    for name, check in answers:
        advice = "" if check.verdict is Verdict.GOOD else check.advice
        table.add_row(name, WORDS[check.verdict], check.finding, advice)
    console.print(table)


def _answer(question: Question, data: Path) -> Check:
    try:
        return question.ask(data)
    except Exception as error:  # a doctor who falls over helps nobody
        return Check(Verdict.WRONG, f"could not be looked at: {error}", "See docs/running.md.")
