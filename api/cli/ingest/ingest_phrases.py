"""What `tuganzher ingest` says."""

from typing import ClassVar

from core.text import Text
from ingest.auditing import audit_phrases
from ingest.loading.undoing.undo import Stays


class FileMessages:
    """What the loading of files says."""

    FILE = Text(
        "Файлдарды қабатқа жүктейді: кестелер (CSV, TSV, XLSX), карталар (GeoJSON, GPKG, "
        "Shapefile, KML, KMZ, GPX, FlatGeobuf, GeoParquet), фотосуреттер, OSM (.osm.pbf), "
        "Open311, Kobo/ODK; қалта немесе URL де болады. Оқылған жолдар = жүктелгені + өзгермегені "
        "+ күтетіні + қабылданбағаны; соңғы екеуінің себебі әр жолға жазылады. Қайта жүктеу тек "
        "өзгерген жолдарды жаңартады.",
        "Загружает файлы в слой: таблицы (CSV, TSV, XLSX), карты (GeoJSON, GPKG, Shapefile, KML, "
        "KMZ, GPX, FlatGeobuf, GeoParquet), фотографии, OSM (.osm.pbf), Open311, Kobo/ODK; можно "
        "указать папку или URL. Прочитано = загружено + без изменений + ожидает + отклонено; для "
        "двух последних указана причина по каждой строке. Повторная загрузка меняет только "
        "исправленные строки.",
        "Loads files into a layer: tables (CSV, TSV, XLSX), maps (GeoJSON, GPKG, Shapefile, KML, "
        "KMZ, GPX, FlatGeobuf, GeoParquet), photographs, OSM (.osm.pbf), Open311, Kobo/ODK; a "
        "folder or a URL will do. Rows read = loaded + unchanged + waiting + rejected; each row of "
        "the last two is explained. Loading again changes only the corrected rows.",
    )
    EXIT_CODES = Text(
        "Шығу кодтары: 0 барлық жол қабатта, 5 кейбір жолдар күтеді немесе қабылданбады (қалғаны "
        "жүктелді), 1 файл оқылмады немесе жүктеу расталмады, ештеңе жазылмады.",
        "Коды выхода: 0 все строки в слое, 5 часть строк ожидает или отклонена (остальные "
        "загружены), 1 файл не прочитан или загрузка не подтверждена, ничего не записано.",
        "Exit codes: 0 every row is in the layer, 5 some rows wait or were rejected (the others "
        "are loaded), 1 the file could not be read or the load was not confirmed, nothing was "
        "written.",
    )
    PATHS = Text(
        "Жүктелетін файлдар, қалталар немесе URL.",
        "Загружаемые файлы, папки или URL.",
        "The files, folders or URLs to load.",
    )
    LAYER = Text(
        "Қабат, мысалы monuments.", "Слой, например monuments.", "The layer, such as monuments."
    )
    MAPPING = Text(
        "Бағандар мен мәндердің сәйкестігі жазылған YAML файлы (--save-mapping жасайды).",
        "Файл YAML с соответствием столбцов и значений (его создаёт --save-mapping).",
        "A YAML file with the mapping of columns and values (--save-mapping makes one).",
    )
    SAVE_MAPPING = Text(
        "Қолданылған сәйкестікті осы YAML файлына сақтау.",
        "Сохранить применённое соответствие в этот файл YAML.",
        "Save the mapping that was used in this YAML file.",
    )
    CRS = Text(
        "Координат жүйесі, мысалы EPSG:28413; файлдың өзі айтқаннан басым. Аталмаса, кестедегі "
        "градустар WGS 84 болып саналады, ал метрлердің жүйесі жолда аталған өңір бойынша "
        "ізделеді.",
        "Система координат, например EPSG:28413; важнее указанной в файле. Если не названа, "
        "градусы в таблице считаются WGS 84, а система метров ищется по региону, названному в "
        "строке.",
        "The coordinate system, such as EPSG:28413; goes before what the file says. Where none is "
        "named, degrees in a table are taken as WGS 84, and the system of metres is looked for by "
        "the region that the row names.",
    )
    SOURCE = Text(
        "Дереккөздің аты; жазылмаса, файлдың аты. Түзетілген файлды сол атпен жүктеңіз.",
        "Название источника; по умолчанию имя файла. Исправленный файл загружайте под тем же.",
        "The name of the source; the file's name if left out. Load a corrected file under it too.",
    )
    KEY = Text(
        "Жолдың тұрақты кілті тұрған баған. Жазылмаса, жол атауы мен орны бойынша танылады: "
        "олар түзетілсе, жаңа нысан болып саналады.",
        "Столбец с постоянным ключом строки. Без него строка узнаётся по названию и месту: "
        "исправив их, вы получите новый объект.",
        "The column with each row's lasting key. Without it a row is recognised by its name and "
        "place: correct these and it is a new object.",
    )
    SHEET = Text(
        "Excel кітабының парағы немесе файлдың қабаты.",
        "Лист книги Excel или слой файла.",
        "The sheet of a workbook or the layer of a file.",
    )
    MAP = Text(
        "Өріс пен баған: name_ru=Атауы. Орын үшін: lat, lon, x, y, coordinates, crs, district.",
        "Поле и столбец: name_ru=Название. Для места: lat, lon, x, y, coordinates, crs, district.",
        "A field and its column: name_ru=Title. For the place: lat, lon, x, y, coordinates, crs, "
        "district.",
    )
    VALUE = Text(
        "Файлдағы мәннің коды: kind:курган=archaeology.",
        "Код для значения из файла: kind:курган=archaeology.",
        "The code of a value in the file: kind:kurgan=archaeology.",
    )
    SET = Text(
        "Бағаны жоқ өріске барлық жолда бір мән: kind=archaeology. Орын үшін: oblast, district, "
        "rural_district, region.",
        "Одно значение на все строки для поля без столбца: kind=archaeology. Для места: oblast, "
        "district, rural_district, region.",
        "One value in all rows for a field without a column: kind=archaeology. For the place: "
        "oblast, district, rural_district, region.",
    )
    MATCHES = Text(
        "Атласта бар секілді жолдар: wait күтеді, same сол нысанға қосылады, different жаңа "
        "нысан болады.",
        "Строки, которые, похоже, уже есть в атласе: wait ждут, same присоединяются к объекту, "
        "different становятся новыми объектами.",
        "Rows that seem to be in the atlas already: wait for a person, are taken as the same, or "
        "as different objects.",
    )
    ERASE_EMPTY = Text(
        "Бос ұяшық нысандағы бұрынғы мәнді өшіреді (әдетте ол қалады).",
        "Пустая ячейка стирает прежнее значение объекта (обычно оно остаётся).",
        "An empty cell erases what the object has in that field (usually it stays).",
    )
    DRY_RUN = Text(
        "Тексеру ғана: ештеңе жазылмайды.",
        "Только проверить: ничего не записывается.",
        "Only check: nothing is written.",
    )
    YES = Text(
        "Ұсынылған сәйкестікті сұрамай қабылдау.",
        "Принять предложенное соответствие без вопросов.",
        "Accept the proposed mapping without asking.",
    )
    RESUME = Text(
        "Тоқтап қалған жүктеуді жалғастыру.",
        "Продолжить прерванную загрузку.",
        "Go on with a load that was cut short.",
    )
    AUDIT = Text(
        "Қалған жолдарды белгілері бар XLSX файлына жазу.",
        "Записать оставшиеся строки с пометками в файл XLSX.",
        "Write the rows that were left, marked, to an XLSX file.",
    )
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    VALUE_HINT = Text(
        "Былай жазыңыз: өріс:мән=код.",
        "Пишите так: поле:значение=код.",
        "Write it as field:value=code.",
    )
    LAYER_NEEDED = Text(
        "Қабатты атаңыз: --layer monuments.",
        "Назовите слой: --layer monuments.",
        "Name the layer: --layer monuments.",
    )
    FILE_NEEDED = Text(
        "Файлды, қалтаны немесе URL атаңыз.",
        "Назовите файл, папку или URL.",
        "Name a file, a folder or a URL.",
    )
    LEFT_OUT = Text(
        "«{path}» оқылмайды: мұндай файлдар жүктелмейді.",
        "«{path}» не читается: такие файлы не загружаются.",
        "“{path}” is left out: files of this kind are not read.",
    )
    NOTHING_TO_RESUME = Text(
        "Тоқтап қалған жүктеу жоқ.",
        "Прерванных загрузок нет.",
        "No load was cut short.",
    )


class ProposalMessages:
    """What is said of a file before it is loaded."""

    TITLE = Text(
        "{file}: {rows} жол қаралды",
        "{file}: просмотрено строк: {rows}",
        "{file}: {rows} rows seen",
    )
    COLUMN = Text("Баған", "Столбец", "Column")
    SAMPLE = Text("Мысал", "Пример", "Sample")
    FIELD = Text("Өріс", "Поле", "Field")
    HOW = Text("Қалай табылды", "Как найдено", "Found by")
    VALUE = Text("Мән", "Значение", "Value")
    ROWS = Text("Жол", "Строк", "Rows")
    CODE = Text("Код", "Код", "Code")
    MISSING = Text(
        "Міндетті өріс бос: {field}. Барлық жолға бір мән: --set {field}=…",
        "Обязательное поле пусто: {field}. Одно значение на все строки: --set {field}=…",
        "A required field is empty: {field}. One value for all rows: --set {field}=…",
    )
    UNREAD = Text("оқылмайды", "не читается", "not read")
    UNKNOWN = Text("белгісіз", "неизвестно", "unknown")
    PERHAPS = Text("{code}, мүмкін", "{code}, возможно", "{code}, perhaps")
    BY_NAME = Text("аты", "по названию", "name")
    BY_NEAR_NAME = Text("ұқсас аты", "по похожему названию", "similar name")
    BY_VALUE = Text("мәндері", "по значениям", "values")
    SAVED = Text("сақталған", "сохранено", "saved")
    TOLD = Text("айтылған", "указано", "told")
    SYSTEM = Text(
        "Координат жүйесі: {title} ({code}), {how}.",
        "Система координат: {title} ({code}), {how}.",
        "Coordinate system: {title} ({code}), {how}.",
    )
    NO_SYSTEM = Text(
        "Координат жүйесі анықталмады: --crs арқылы атаңыз, әйтпесе жолдар күтеді.",
        "Система координат не определена: назовите её в --crs, иначе строки будут ждать.",
        "The coordinate system was not found: name it with --crs, or the rows will wait.",
    )
    BY_TOLD = Text("сіз атадыңыз", "названа вами", "named by you")
    BY_FILE = Text("файлда жазылған", "записана в файле", "written in the file")
    BY_COLUMN = Text("жолдарда жазылған", "записана в строках", "written in the rows")
    BY_DETECTION = Text(
        "аталған өңірлер бойынша табылды", "найдена по названным регионам", "found by the regions"
    )
    BY_ASSUMPTION = Text("болжалды", "принята по умолчанию", "assumed")
    COUNTS = Text(
        "Жүктелуге дайын {good}, күтеді {waiting}, жарамсыз {rejected}.",
        "Готово к загрузке {good}, ожидает {waiting}, непригодно {rejected}.",
        "Ready to load {good}, waiting {waiting}, unfit {rejected}.",
    )
    ASK = Text("Осылай жүктеу керек пе?", "Загрузить так?", "Load it like this?")
    NOT_CONFIRMED = Text(
        "Расталмады, ештеңе жазылмады. Сәйкестікті --map, --value, --crs арқылы түзетіңіз.",
        "Не подтверждено, ничего не записано. Поправьте соответствие: --map, --value, --crs.",
        "Not confirmed, nothing was written. Correct the mapping with --map, --value or --crs.",
    )


class ResultMessages:
    """What is said of a load that has ended."""

    COLUMN = Text(
        "{field} өрісі ← «{column}» бағаны",
        "поле {field} ← столбец «{column}»",
        "field {field} ← column “{column}”",
    )
    CONSTANT = Text(
        "{field} өрісі = «{value}» барлық жолда",
        "поле {field} = «{value}» во всех строках",
        "field {field} = “{value}” in all rows",
    )
    NEAR_COLUMN = Text(
        "{field} өрісі ← «{column}» бағаны (аты ұқсас, тексеріңіз)",
        "поле {field} ← столбец «{column}» (название похоже, проверьте)",
        "field {field} ← column “{column}” (spelt alike, please check)",
    )
    UNKNOWN_COLUMNS = Text(
        "Оқылмаған бағандар: {columns}.",
        "Столбцы, которые не прочитаны: {columns}.",
        "Columns that were not read: {columns}.",
    )
    UNKNOWN_VALUE = Text(
        "{field} өрісінің белгісіз мәні «{value}»: {rows} жол.",
        "Неизвестное значение поля {field} «{value}»: строк {rows}.",
        "Unknown value of {field} “{value}”: {rows} rows.",
    )
    BY_NAME_AND_PLACE = Text(
        "Кілт бағаны аталмады: жолдар атауы мен орны бойынша танылады (--key).",
        "Столбец ключа не назван: строки узнаются по названию и месту (--key).",
        "No key column was named: rows are recognised by name and place (--key).",
    )
    COUNTS = Text(
        "Оқылды {read} = жүктелді {loaded} + өзгермеді {unchanged} + күтеді {waiting} + "
        "қабылданбады {rejected}.",
        "Прочитано {read} = загружено {loaded} + без изменений {unchanged} + ожидает {waiting} + "
        "отклонено {rejected}.",
        "Read {read} = loaded {loaded} + unchanged {unchanged} + waiting {waiting} + "
        "rejected {rejected}.",
    )
    COUNT_TITLES: ClassVar = {
        "read": audit_phrases.READ,
        "loaded": audit_phrases.LOADED,
        "unchanged": audit_phrases.UNCHANGED,
        "waiting": audit_phrases.WAITING,
        "rejected": audit_phrases.REJECTED,
    }
    KIND = Text("Ескерту түрі", "Вид замечания", "Kind of problem")
    OUTCOME = Text("Не болды", "Итог", "Outcome")
    ROWS = Text("Жол", "Строк", "Rows")
    MORE = Text(
        "Тағы {count} ескерту бар, толығы есепте: tuganzher ingest audit {run} --to audit.xlsx",
        "И ещё замечаний: {count}, все в отчёте: tuganzher ingest audit {run} --to audit.xlsx",
        "And {count} more, all in the audit: tuganzher ingest audit {run} --to audit.xlsx",
    )
    AUDIT_WRITTEN = Text(
        "Есеп жазылды: {path}", "Отчёт записан: {path}", "The audit was written: {path}"
    )
    NOTHING_WRITTEN = Text(
        "Тек тексерілді, ештеңе жазылған жоқ.",
        "Это была проверка, ничего не записано.",
        "This was a check, nothing was written.",
    )
    STOPPED = Text(
        "Тоқтатылды, қабат өзгерген жоқ. Жалғастыру: tuganzher ingest --resume",
        "Остановлено, слой не изменён. Продолжить: tuganzher ingest --resume",
        "Stopped, the layer is as it was. Go on with: tuganzher ingest --resume",
    )
    RUN = Text("Жүктеу № {run}, {file}", "Загрузка № {run}, {file}", "Load {run}, {file}")


class RunMessages:
    """What the commands on earlier loads say."""

    RUNS = Text(
        "Бұрынғы жүктеулерді көрсетеді, жаңасы бірінші.",
        "Показывает прежние загрузки, новые первыми.",
        "Lists the earlier loads, the newest first.",
    )
    UNDO = Text(
        "Жүктеуді қайтарады: ол қосқан нысандар жойылады, өзгерткендері бұрынғыдай болады. Содан "
        "бері адам өзгерткен нысандар қалады.",
        "Отменяет загрузку: добавленные ею объекты удаляются, изменённые становятся прежними. "
        "Объекты, которые с тех пор изменил человек, остаются.",
        "Undoes a load: the objects that it added go, those that it changed are as before. Objects "
        "that a person has changed since stay.",
    )
    AUDIT = Text(
        "Жүктеудің есебін XLSX файлына жазады: қалған жолдарды түзетіп, қайта жүктеңіз.",
        "Записывает отчёт о загрузке в файл XLSX: исправьте оставшиеся строки и загрузите снова.",
        "Writes a load's audit to an XLSX file: correct the rows that were left and load it again.",
    )
    RUN = Text("Жүктеудің нөмірі.", "Номер загрузки.", "The number of the load.")
    TO = Text("Жазылатын файл.", "Записываемый файл.", "The file to write.")
    LIMIT = Text("Ең көбі неше жүктеу.", "Не больше стольких загрузок.", "So many loads at most.")
    LAYER = Text("Тек осы қабат.", "Только этот слой.", "Only this layer.")
    LINE = Text(
        "№ {run} {at} {layer} «{file}» {state}: {counts}",
        "№ {run} {at} {layer} «{file}» {state}: {counts}",
        "{run} {at} {layer} “{file}” {state}: {counts}",
    )
    NO_RUNS = Text("Жүктеулер әлі болған жоқ.", "Загрузок ещё не было.", "There are no loads yet.")
    UNDONE = Text(
        "№ {run} жүктеу қайтарылды: жойылды {removed}, бұрынғыдай болды {restored}, қалды {kept}.",
        "Загрузка № {run} отменена: удалено {removed}, возвращено {restored}, осталось {kept}.",
        "Load {run} is undone: {removed} removed, {restored} restored, {kept} kept.",
    )
    KEPT: ClassVar = {
        Stays.CHANGED: Text(
            "{id}-нысан қалды: содан бері өзгертілген. {fields}",
            "Объект {id} остался: его с тех пор изменили. {fields}",
            "Object {id} stays: it was changed since. {fields}",
        ),
        Stays.REFERRED: Text(
            "{id}-нысан қалды: оған басқалар сілтейді.",
            "Объект {id} остался: на него ссылаются другие.",
            "Object {id} stays: others refer to it.",
        ),
        Stays.APPENDED: Text(
            "{id}-нысанның жаңа жазбалары қалды: олар тек қосылады. {fields}",
            "У объекта {id} новые записи остались: их можно только добавлять. {fields}",
            "Object {id} keeps its new records: they are only ever added. {fields}",
        ),
        Stays.SECRET: Text(
            "{id}-нысан қалды: оны толық көруге рұқсат жоқ.",
            "Объект {id} остался: нет права видеть его целиком.",
            "Object {id} stays: it may not be seen in full.",
        ),
    }
