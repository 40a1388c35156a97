"""Why a file is refused before any reader opens it."""

from core.errors import shown
from core.text import Language, Text
from ingest.rows.table import UnreadableFileError


class RefusedFileError(UnreadableFileError):
    """The file is not what its name says, or is made to harm the program that reads it."""

    phrase = Text(
        "«{value}» файлы қабылданбады: {reason}",
        "Файл «{value}» не принят: {reason}",
        "The file “{value}” was not taken: {reason}",
    )

    def __init__(self, name: str, reason: Text, **facts: object) -> None:
        self.reason_facts = {key: shown(fact) for key, fact in facts.items()}
        self.why = reason
        super().__init__(name, reason)

    def within(self, container: str) -> "RefusedFileError":
        """The same of the container that holds the file."""
        return RefusedFileError(f"{container} → {self.value}", self.why, **self.reason_facts)

    def message(self, language: Language) -> str:
        """The phrase with the reason in the same language."""
        reason = self.why.in_language(language, **self.reason_facts)
        return self.phrase.in_language(language, value=shown(self.value), reason=reason)


OTHER_CONTENT = Text(
    "мазмұны «{ending}» түріндегі файлға ұқсамайды.",
    "содержимое не похоже на файл вида «{ending}».",
    "its content is not that of a “{ending}” file.",
)
DECLARES_ENTITIES = Text(
    "XML ішінде DOCTYPE бар; оны алып тастап, файлды қайта сақтаңыз.",
    "в XML есть DOCTYPE; уберите его и сохраните файл заново.",
    "its XML has a DOCTYPE; remove it and save the file again.",
)
NO_ROOT = Text(
    "XML басында түбірлік элемент жоқ.",
    "в начале XML нет корневого элемента.",
    "its XML has no root element at its beginning.",
)
BROKEN_CONTAINER = Text(
    "архив бүлінген ({entry}).", "архив повреждён ({entry}).", "the archive is damaged ({entry})."
)
TOO_MANY_ENTRIES = Text(
    "архивте {count} файл бар, ең көбі {most}.",
    "в архиве {count} файлов, можно не больше {most}.",
    "the archive holds {count} files, at most {most} are taken.",
)
TOO_LARGE_UNPACKED = Text(
    "архив ашылғанда тым үлкен болады ({mebibytes} МБ-тан көп).",
    "архив при распаковке слишком велик (больше {mebibytes} МБ).",
    "the archive is too large when unpacked (more than {mebibytes} MB).",
)
TOO_DENSE = Text(
    "архивтегі «{entry}» файлы күмәнді қатты сығылған.",
    "файл «{entry}» в архиве подозрительно сильно сжат.",
    "“{entry}” in the archive is packed suspiciously tightly.",
)
DENSE_COLUMN = Text(
    "«{column}» бағаны {rows}-жолдарда күмәнді қатты сығылған; файлды CSV немесе GeoPackage "
    "түрінде сақтаңыз.",
    "столбец «{column}» в строках {rows} подозрительно сильно сжат; сохраните файл как CSV или "
    "GeoPackage.",
    "the column “{column}” is packed suspiciously tightly in rows {rows}; save the file as CSV or "
    "GeoPackage.",
)
ENCRYPTED = Text(
    "архив құпиясөзбен қорғалған; құпиясөзсіз сақтаңыз.",
    "архив защищён паролем; сохраните его без пароля.",
    "the archive is protected by a password; save it without one.",
)
UNSAFE_NAME = Text(
    "архивте қауіпті атау бар: {entry}.",
    "в архиве есть опасное имя: {entry}.",
    "the archive has an unsafe name in it: {entry}.",
)
NESTED = Text(
    "архив ішінде архив бар ({entry}); оны шығарып, жеке жүктеңіз.",
    "в архиве лежит архив ({entry}); извлеките его и загрузите отдельно.",
    "there is an archive within the archive ({entry}); take it out and upload it by itself.",
)
LACKS_PART = Text("ішінде «{entry}» жоқ.", "в нём нет «{entry}».", "it has no “{entry}” in it.")
ACTIVE_SCHEMA = Text(
    "дерекқорында бағдарлама іске қосатын бөлік бар ({entry}).",
    "в базе есть часть, которая запускает программу ({entry}).",
    "its database has a part that would run a program ({entry}).",
)
FOREIGN_CRS = Text(
    "координат жүйесі сыртқы мекенжайға сілтейді; EPSG кодын көрсетіңіз.",
    "система координат задана ссылкой на внешний адрес; укажите код EPSG.",
    "its coordinate system is a link to another place; name its EPSG code.",
)
EMPTY = Text(
    "ол бос (0 байт); толық көшірілгенін тексеріңіз.",
    "он пуст (0 байт); проверьте, полностью ли он скопирован.",
    "it is empty (0 bytes); check that it was copied whole.",
)
BROKEN_DATABASE = Text(
    "дерекқор бүлінген ({entry}).",
    "база повреждена ({entry}).",
    "its database is damaged ({entry}).",
)
LOCKED_OR_OLD_BOOK = Text(
    "бұл парольмен жабылған не ескі (.xls) Excel кітабы; парольді алып, «Excel кітабы (.xlsx)» "
    "түрінде қайта сақтаңыз.",
    "это книга Excel под паролем или старого вида (.xls); снимите пароль и сохраните её как «Книга "
    "Excel (.xlsx)».",
    "it is an Excel workbook with a password, or of the old kind (.xls); remove the password and "
    "save it as “Excel Workbook (.xlsx)”.",
)
NO_MAP = Text(
    "архивте карта файлы жоқ ({known}); кестені архивтен шығарып, жеке жүктеңіз.",
    "в архиве нет файла карты ({known}); таблицу извлеките и загрузите отдельно.",
    "the archive has no map in it ({known}); take a table out and load it by itself.",
)
SEVERAL_MAPS = Text(
    "архивте бірнеше карта бар ({entries}); әрқайсысын бөлек ораңыз.",
    "в архиве несколько карт ({entries}); упакуйте каждую отдельно.",
    "there are several maps in the archive ({entries}); pack each by itself.",
)
LACKS_COMPANION = Text(
    "shapefile толық емес, жетпейді: {entry}. Оны сол бумаға қосып, қайта жүктеңіз.",
    "shapefile неполон, не хватает: {entry}. Добавьте в ту же папку и загрузите снова.",
    "the shapefile is incomplete, it lacks {entry}. Put that beside it and load it again.",
)
