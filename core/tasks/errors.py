"""Why a task is refused, cannot be stopped, or has failed."""

from typing import Any

from core.errors import AtlasError, ConflictError, NotFoundError, error_code
from core.text import Language, Text

RETRY_AFTER_S = 60


class UnknownTaskError(NotFoundError):
    """There is no such task, or it belongs to somebody else."""

    phrase = Text(
        "Мұндай тапсырма жоқ: {value}",
        "Такой задачи нет: {value}",
        "There is no such task: {value}",
    )


class TaskEndedError(ConflictError):
    """The task ended before it could be stopped."""

    def __init__(self, task_id: str, state: Text) -> None:
        self.state = state
        super().__init__(task_id, field="state")

    def message(self, language: Language) -> str:
        """The phrase with the state in the same language."""
        return self.phrase.in_language(language, state=self.state.in_language(language))

    phrase = Text(
        "Тапсырманы тоқтату мүмкін емес, ол енді: {state}.",
        "Задачу уже не остановить, она: {state}.",
        "The task can no longer be stopped, it is: {state}.",
    )


class TooManyTasksError(AtlasError):
    """As many tasks of the caller wait as the operator allows."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Кезектегі тапсырмаларыңыз тым көп: {value}, ең көбі {most}. Күтіңіз немесе бірін "
        "тоқтатыңыз.",
        "У вас слишком много задач в очереди: {value}, можно {most}. Подождите или остановите "
        "какую-нибудь.",
        "Too many of your tasks wait: {value}, at most {most}. Wait, or stop one.",
    )


class QueueFullError(AtlasError):
    """As many tasks of all people wait as the operator allows."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Қазір кезекте тым көп тапсырма тұр. Кейінірек қайталаңыз.",
        "Сейчас в очереди слишком много задач. Повторите позже.",
        "Too many tasks wait now. Try again later.",
    )


class TaskStoppedError(AtlasError):
    """Somebody stopped the task, or another worker has taken it up."""

    phrase = Text("Тапсырма тоқтатылды.", "Задача остановлена.", "The task was stopped.")


class TaskExpiredError(AtlasError):
    """No worker began the task in time."""

    phrase = Text(
        "Тапсырманы {value} күн ішінде ешкім бастамады. Оны қайта беріңіз.",
        "За {value} дн. никто не начал задачу. Закажите её снова.",
        "Nobody began the task within {value} days. Order it again.",
    )


class GivenUpError(AtlasError):
    """The task has ended its worker too often."""

    phrase = Text(
        "Тапсырма бағдарламаны {value} рет тоқтатты және енді қайталанбайды. Әкімшіге хабарлаңыз.",
        "Задача обрывала программу {value} раз и больше не повторяется. Сообщите администратору.",
        "The task broke the program {value} times and is given up. Please tell the administrator.",
    )


class UnexpectedFailureError(AtlasError):
    """The program itself is at fault; the log tells more."""

    phrase = Text(
        "Бағдарламада күтпеген қате болды ({value}); ол журналға жазылды. Әкімшіге хабарлаңыз.",
        "В программе произошла ошибка ({value}); она записана в журнал. Сообщите администратору.",
        "The program met an error ({value}), which is in its log. Please tell the administrator.",
    )


class RecordedFailureError(AtlasError):
    """What belongs to the task has already recorded why it failed, as a task does."""

    def __init__(self, reasons: dict[str, Any]) -> None:
        self.reasons = reasons
        super().__init__(reasons["code"])


def error_record(error: AtlasError) -> dict[str, Any]:
    """The error as the row of a task keeps it: its code, and why in three languages."""
    if isinstance(error, RecordedFailureError):
        return error.reasons
    reasons = {each.value: error.message(each).replace("\0", "") for each in Language}
    return {"code": error_code(error), **reasons}
