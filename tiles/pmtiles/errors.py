"""Why an archive cannot be made or read."""

from core.errors import AtlasError, ConflictError, NotFoundError
from core.text import Text

RETRY_AFTER_S = 60


class UnknownArchiveError(NotFoundError):
    """No archive has the name."""

    phrase = Text(
        "Мұндай тайл мұрағаты жоқ: {value}",
        "Нет такого архива тайлов: {value}",
        "There is no such tile archive: {value}",
    )


class ArchiveExistsError(ConflictError):
    """Another archive has the name, or is being made under it."""

    phrase = Text(
        "«{value}» атты тайл мұрағаты бар. Басқа атау беріңіз немесе оны жойыңыз.",
        "Архив тайлов «{value}» уже есть. Дайте другое имя или удалите его.",
        "There is already a tile archive called “{value}”. Choose another name, or delete it.",
    )


class TooManyArchivesError(AtlasError):
    """The caller has as many unfinished orders as the operator allows."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Дайын емес тапсырыстарыңыз тым көп: {value}, ең көбі {most}. Күтіңіз немесе бірін "
        "жойыңыз.",
        "У вас слишком много неготовых заказов: {value}, можно {most}. Подождите или удалите "
        "какой-нибудь.",
        "You have too many unfinished orders: {value}, at most {most}. Wait, or delete one.",
    )


class ArchiveWithdrawnError(AtlasError):
    """Something in the archive has become secret since it was made."""

    phrase = Text(
        "«{value}» мұрағаты енді берілмейді: ол жасалғаннан кейін кейбір нысандар жасырылды немесе "
        "олардың дәл орны құпия болды. Мұрағатқа қайта тапсырыс беру керек.",
        "Архив «{value}» больше не выдаётся: после его создания некоторые объекты были скрыты или "
        "их точное место стало закрытым. Архив нужно заказать заново.",
        "The archive “{value}” is no longer served: since it was made, objects were hidden or "
        "their exact places became secret. It must be ordered anew.",
    )


class ArchiveOvertakenError(AtlasError):
    """Whenever the tiles were made, something in them had become secret meanwhile."""

    phrase = Text(
        "Мұрағат жасалып жатқанда нысандар қайта-қайта жасырылды немесе олардың дәл орны құпия "
        "болды. Мұрағатқа кейінірек тапсырыс беріңіз.",
        "Пока архив создавался, объекты снова и снова скрывались или их точное место становилось "
        "закрытым. Закажите архив позже.",
        "While the archive was made, objects were hidden or their exact places became secret, "
        "again and again. Order it later.",
    )


class ArchiveBusyError(ConflictError):
    """Another program is making the same file."""

    phrase = Text(
        "Бұл файлды қазір басқа бағдарлама жасап жатыр: {value}",
        "Этот файл сейчас создаёт другая программа: {value}",
        "Another program is making this file now: {value}",
    )


class ArchiveStoppedError(AtlasError):
    """Somebody stopped the making; what is made so far is kept."""

    phrase = Text(
        "Тоқтатылды: {done} / {total} тайл дайын. Сол команда осы жерден жалғастырады.",
        "Остановлено: готово тайлов {done} из {total}. Та же команда продолжит с этого места.",
        "Stopped: {done} of {total} tiles are made. The same command goes on from there.",
    )


class NothingToArchiveError(AtlasError):
    """No tile of the order holds anything."""

    phrase = Text(
        "Бұл қабаттар мен масштабтарда бірде-бір тайл толмайды: {value}",
        "В этих слоях и масштабах нет ни одного непустого тайла: {value}",
        "At these zooms no tile of these layers holds anything: {value}",
    )


class TooManyTilesError(AtlasError):
    """The order comes to more tiles than a worker may make."""

    phrase = Text(
        "Тым көп тайл: {value} масштабында {most} шегінен асады. Кішірек өңірді немесе азырақ "
        "масштабты таңдаңыз.",
        "Слишком много тайлов: на масштабе {value} их больше {most}. Возьмите регион поменьше или "
        "меньше масштабов.",
        "Too many tiles: at zoom {value} they pass {most}. Take a smaller region or fewer zooms.",
    )


class NoRegionPolygonError(AtlasError):
    """The atlas knows the region but not where it lies."""

    phrase = Text(
        "{value} өңірінің шекарасы белгісіз, сондықтан оның тайлдарын табу мүмкін емес.",
        "Граница региона {value} неизвестна, поэтому его тайлы не найти.",
        "The boundary of region {value} is not known, so its tiles cannot be found.",
    )


class ArchiveRoomError(AtlasError):
    """The disk has no room for the archive; the tiles made so far are kept."""

    phrase = Text(
        "Мұрағатқа дискіде орын жетпейді: {value}. Орын босатып, қайталаңыз: жасалған тайлдар "
        "сақталды.",
        "На диске не хватает места для архива: {value}. Освободите место и повторите: готовые "
        "тайлы сохранены.",
        "The disk has no room for the archive: {value}. Make room and repeat: the tiles made so "
        "far are kept.",
    )


class DamagedArchiveError(AtlasError):
    """The file is no archive of vector tiles that the atlas can read."""

    phrase = Text(
        "Тайл мұрағаты оқылмайды: {value}",
        "Архив тайлов не читается: {value}",
        "The tile archive cannot be read: {value}",
    )


class ArchiveGivenUpError(AtlasError):
    """The making has ended its worker too often."""

    phrase = Text(
        "Мұрағатты жасау бағдарламаны {value} рет тоқтатты және енді қайталанбайды.",
        "Создание архива обрывало программу {value} раз и больше не повторяется.",
        "Making the archive broke the program {value} times and is given up.",
    )


class ArchiveFaultError(AtlasError):
    """The program itself is at fault; the log tells more."""

    phrase = Text(
        "Бағдарламада күтпеген қате болды ({value}); ол журналға жазылды. Әкімшіге хабарлаңыз.",
        "В программе произошла ошибка ({value}); она записана в журнал. Сообщите администратору.",
        "The program met an error ({value}), which is in its log. Please tell the administrator.",
    )
