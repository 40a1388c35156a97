"""Why a run of ingest cannot be started, carried out, taken up or undone."""

from core.errors import AtlasError, ConflictError, NotFoundError
from core.text import Text


class UnknownRunError(NotFoundError):
    """There is no run with this number."""

    phrase = Text(
        "Мұндай жүктеу жоқ: {value}.", "Такой загрузки нет: {value}.", "No such load: {value}."
    )


class RunBusyError(ConflictError):
    """Another program carries the run out at this moment."""

    phrase = Text(
        "№ {value} жүктеуді қазір басқа бағдарлама орындап жатыр.",
        "Загрузку № {value} сейчас выполняет другая программа.",
        "Load no. {value} is being carried out by another program.",
    )


class FileChangedError(AtlasError):
    """The file is no longer the one that was ordered to be loaded."""

    phrase = Text(
        "«{value}» файлы тапсырыстан кейін өзгерген. Оны жаңадан жүктеңіз.",
        "Файл «{value}» изменился после заказа загрузки. Загрузите его заново.",
        "The file “{value}” has changed since its load was ordered. Load it anew.",
    )


class RowsUnaccountedError(AtlasError):
    """The counts of a run do not add up: a fault of the program, never of the file."""

    phrase = Text(
        "Жолдардың саны тең келмейді: {value}. Қабатқа ештеңе жазылмады.",
        "Количество строк не сходится: {value}. В слой ничего не записано.",
        "The counts of rows do not add up: {value}. Nothing was written into the layer.",
    )


class NotLeftRowError(NotFoundError):
    """The run has left no such row."""

    phrase = Text(
        "Бұл жүктеуде {value}-жол күтіп тұрған жоқ.",
        "В этой загрузке строка {value} не ожидает решения.",
        "Row {value} of this load waits for no decision.",
    )


class NotUndoableError(ConflictError):
    """Only a run that has written into its layer can be undone, and only once."""

    phrase = Text(
        "№ {value} жүктеуді қайтару мүмкін емес: ол аяқталмаған, тек тексеру болған немесе "
        "қайтарылған.",
        "Загрузку № {value} нельзя отменить: она не завершена, была только проверкой или уже "
        "отменена.",
        "Load no. {value} cannot be undone: it is not finished, was only a check, or has been "
        "undone already.",
    )
