"""How this room says no: what is wrong, and what to do about it."""


class ImportRefused(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """A file that is not imported. `problem` and `advice` are sentences for the person who chose the file.

    `about` names the question whose answer would help: "file", "code_column", "name_column", "table", "crs", "swapped".
    """

    def __init__(self, problem: str, advice: str, *, about: str = "file") -> None:
        super().__init__(f"{problem} {advice}")
        self.problem = problem
        self.advice = advice
        self.about = about
