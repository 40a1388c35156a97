"""Why a state that a file tells is not taken."""

from core.text import Text

UNMET = Text(
    "«{state}» күйі үшін файлда жетіспейді: {missing}",
    "Для состояния «{state}» в файле не хватает: {missing}",
    "For the state “{state}” the file lacks: {missing}",
)
NO_MOVE = Text(
    "Атласта күйі «{before}», ал одан «{state}» күйіне өтуге болмайды",
    "В атласе состояние «{before}», из него нельзя перейти в «{state}»",
    "In the atlas the state is “{before}”, from which no move leads to “{state}”",
)
MOVED_SINCE = Text(
    "Атласта күйін адам «{before}» деп белгілеген; файлдағысы «{state}»",
    "В атласе состояние «{before}» отметил человек; в файле «{state}»",
    "In the atlas a person set the state “{before}”; the file says “{state}”",
)
NOT_ALLOWED = Text(
    "«{before}» күйінен «{state}» күйіне өткізуге рұқсатыңыз жоқ",
    "У вас нет права переводить из состояния «{before}» в «{state}»",
    "You may not move it from the state “{before}” to “{state}”",
)
KEPT = Text(
    "Бұл нысан басқа дереккөзден: атластағы «{before}» күйі қалды, файлдағысы «{state}»",
    "Объект из другого источника: состояние «{before}» в атласе осталось, в файле «{state}»",
    "The object is of another source: its state “{before}” stayed, the file says “{state}”",
)


def filled_in(phrase: Text, **parts: Text) -> Text:
    """The phrase with its parts, each in the same language."""
    kk, ru, en = (
        getattr(phrase, language).format(
            **{name: getattr(part, language) for name, part in parts.items()}
        )
        for language in ("kk", "ru", "en")
    )
    return Text(kk, ru, en)


def listed(texts: list[Text]) -> Text:
    """Several phrases as one, without the points at their ends."""
    kk, ru, en = (
        "; ".join(getattr(text, language).rstrip(".") for text in texts)
        for language in ("kk", "ru", "en")
    )
    return Text(kk, ru, en)
