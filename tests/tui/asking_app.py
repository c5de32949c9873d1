"""An app that asks one question, for the tests of questions."""

from textual.app import App


class Asking(App):
    """Shows a question; `given` is what was answered."""

    def __init__(self, question):
        super().__init__()
        self.question = question
        self.given = []

    def on_mount(self):
        self.push_screen(self.question, self.given.append)
