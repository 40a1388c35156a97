"""The page by which news are ended."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.html.rendering import html_page
from core.text import Language, Text


class UnsubscribePhrases:
    """What the page says."""

    TITLE = Text("Хабарламаларды тоқтату", "Отказ от сообщений", "Stop messages")
    QUESTION = Text(
        "«{kind}» хаттары енді келмесін бе?",
        "Больше не присылать письма «{kind}»?",
        "Stop the letters “{kind}”?",
    )
    STOP = Text("Тоқтату", "Не присылать", "Stop them")
    DONE = Text(
        "«{kind}» хаттары енді келмейді.",
        "Писем «{kind}» больше не будет.",
        "No more letters “{kind}” will come.",
    )
    CHOOSE = Text(
        "Барлық хабарламаны есептік жазбаңыздың бетінде таңдай аласыз",
        "Все сообщения можно выбрать на странице учётной записи",
        "All messages can be chosen on the page of your account",
    )


def unsubscribe_page(
    request: Request, language: Language, kind: Text, *, is_done: bool
) -> HTMLResponse:
    """The question, or what was done."""
    phrase = UnsubscribePhrases.DONE if is_done else UnsubscribePhrases.QUESTION
    return html_page(
        request,
        language,
        "unsubscribe.html",
        title=UnsubscribePhrases.TITLE.in_language(language),
        text=phrase.in_language(language, kind=kind.in_language(language)),
        stop=UnsubscribePhrases.STOP,
        choose=UnsubscribePhrases.CHOOSE,
        is_done=is_done,
    )
