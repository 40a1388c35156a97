"""What the audit workbook says."""

from core.text import Text
from ingest.rows.outcome import Outcome

LEFT = Text("Түзетілетін жолдар", "Строки для правки", "Rows to correct")
PROBLEMS = Text("Ескертулер", "Замечания", "Problems")
SUMMARY = Text("Қорытынды", "Сводка", "Summary")
ATLAS = Text("Туған жер атласы", "Атлас «Туған жер»", "Tugan Zher Atlas")
TO_CORRECT = Text("Атлас: нені түзету керек", "Атлас: что исправить", "Atlas: what to correct")
SENTENCE = Text(
    "{where} «{value}»: {reason}.", "{where} «{value}»: {reason}.", "{where} “{value}”: {reason}."
)
PERHAPS = Text("Мүмкін: {suggestion}.", "Возможно: {suggestion}.", "Perhaps: {suggestion}.")

OUTCOMES = {
    Outcome.WAITING: Text("күтеді", "ожидает", "waits"),
    Outcome.REJECTED: Text("қабылданбады", "отклонено", "rejected"),
    Outcome.NOTED: Text("жүктелді, ескерту бар", "загружено с замечанием", "loaded, with a note"),
}
PROBLEM_COLUMNS = (
    Text("Жол", "Строка", "Row"),
    Text("Не болды", "Итог", "Outcome"),
    Text("Баған немесе өріс", "Столбец или поле", "Column or field"),
    Text("Мәні", "Значение", "Value"),
    Text("Себебі", "Причина", "Reason"),
    Text("Ұсыныс", "Предложение", "Suggestion"),
    Text("Нұсқалар", "Варианты", "Candidates"),
)
PLACE = Text("{system}: {lat}, {lon}", "{system}: {lat}, {lon}", "{system}: {lat}, {lon}")
OBJECT = Text(
    "№ {id} нысан, «{name}», {score} %",
    "объект № {id}, «{name}», {score} %",
    "object {id}, “{name}”, {score} %",
)
OTHER_ROW = Text(
    "{row}-жол, «{name}», {score} %",
    "строка {row}, «{name}», {score} %",
    "row {row}, “{name}”, {score} %",
)

FILE = Text("Файл", "Файл", "File")
SHA256 = Text("Файлдың SHA-256 қосындысы", "SHA-256 файла", "SHA-256 of the file")
LAYER = Text("Қабат", "Слой", "Layer")
SOURCE = Text("Дереккөз", "Источник", "Source")
BY = Text("Кім жүктеді", "Кто загрузил", "Loaded by")
STARTED = Text("Басталды", "Начато", "Started")
FINISHED = Text("Аяқталды", "Закончено", "Finished")
SYSTEM = Text("Координат жүйесі", "Система координат", "Coordinate system")
OPERATION = Text("Түрлендіру", "Преобразование", "Transformation")
READ = Text("Оқылды", "Прочитано", "Read")
LOADED = Text("Жүктелді", "Загружено", "Loaded")
UNCHANGED = Text("Өзгермеді", "Без изменений", "Unchanged")
WAITING = Text("Күтеді", "Ожидает", "Waiting")
REJECTED = Text("Қабылданбады", "Отклонено", "Rejected")
MAPPED = Text("{field} өрісінің бағаны", "Столбец поля {field}", "Column of {field}")
UNREAD = Text("Оқылмаған баған", "Непрочитанный столбец", "Column not read")
