"""What the API's pages say."""

from core.text import Text

API = Text("Деректер мен API", "Данные и API", "Data and API")
SKIP = Text("Мазмұнға өту", "К содержанию", "Skip to the content")
TO_MAP = Text("Картаға", "На карту", "To the map")
LANGUAGE = Text("Тіл", "Язык", "Language")
WAY = Text("Сіз осындасыз", "Вы здесь", "You are here")
OTHER_FORMS = Text("Бағдарламаларға", "Для программ", "For programs")
COLLECTIONS = Text("Қабаттар", "Слои", "Collections")
STANDARDS = Text("Сақталатын стандарттар", "Соблюдаемые стандарты", "Standards kept")
STANDARDS_LEAD = Text(
    "API сақтайтын OGC стандарттарының сыныптары.",
    "Классы стандартов OGC, которые соблюдает API.",
    "The classes of OGC standards that the API keeps.",
)
DOCUMENTATION = Text("API сипаттамасы", "Описание API", "API documentation")
DOCUMENTATION_LEAD = Text(
    "Барлық мекенжайлар, олардың параметрлері мен жауаптары (сипаттамалары ағылшын тілінде). "
    "Бағдарламаларға — OpenAPI 3.0.",
    "Все адреса, их параметры и ответы (описания на английском). Для программ — OpenAPI 3.0.",
    "Every address with its parameters and answers. For programs: OpenAPI 3.0.",
)
ENTRANCE_LEAD = Text(
    "Мұнда атластың деректерін бет ретінде оқуға, сүзуге, жүктеп алуға және "
    "бағдарламаларға қосуға болады.",
    "Здесь данные атласа можно читать страницами, фильтровать, скачивать и подключать к "
    "программам.",
    "Here the data of the atlas can be read as pages, filtered, downloaded and joined to programs.",
)
COLLECTIONS_LEAD = Text(
    "Атластың барлық деректері, қабат-қабатымен.",
    "Все данные атласа, слой за слоем.",
    "All data of the atlas, layer by layer.",
)
TILES = Text("Векторлық тайлдар", "Векторные тайлы", "Vector tiles")
TILES_LEAD = Text(
    "Карталарға арналған OGC API Tiles тайлдары.",
    "Тайлы OGC API Tiles для карт.",
    "OGC API Tiles for maps.",
)
OBJECTS = Text("Нысандары: {count}", "Объектов: {count}", "Objects: {count}")
BROWSE = Text("Нысандарды көру", "Смотреть объекты", "Browse the objects")
ALL_OBJECTS = Text("Нысандар", "Объекты", "Objects")
OBJECTS_OF = Text("{layer}: тізім", "{layer}: список", "{layer}: list")
QUERYABLES = Text(
    "Сүзуге болатын өрістер", "Поля, по которым можно фильтровать", "Fields to filter by"
)
QUERYABLES_LEAD = Text(
    "CQL2 сүзгісінде осы атаулар мен кодтар жазылады.",
    "В фильтре CQL2 пишутся эти имена и коды.",
    "A CQL2 filter names these fields and codes.",
)
DOWNLOADS = Text("Файл ретінде жүктеу", "Скачать файлом", "Download as a file")
FIELDS = Text("Өрістері", "Поля", "Fields")
FIELD = Text("Өріс", "Поле", "Field")
NAME = Text("Атауы", "Имя", "Name")
TYPE = Text("Түрі", "Тип", "Type")
VALUES = Text("Мәндері", "Значения", "Values")
UNIT = Text("Өлшем бірлігі: {unit}", "Единица: {unit}", "Unit: {unit}")
EXTENT = Text(
    "Аумағы: шығыс бойлық {west}–{east}°, солтүстік ендік {south}–{north}°",
    "Охват: {west}–{east}° в. д., {south}–{north}° с. ш.",
    "Extent: {west}–{east}° E, {south}–{north}° N",
)
MAP = Text("Карта", "Карта", "Map")
MAP_NEEDS_SCRIPT = Text(
    "Картаны көру үшін JavaScript қосыңыз; деректердің бәрі осы бетте мәтінмен де бар.",
    "Чтобы увидеть карту, включите JavaScript; все данные есть на странице и текстом.",
    "Switch JavaScript on to see the map; all data stand on the page as text as well.",
)
FILTER = Text("Сүзгі", "Фильтр", "Filter")
REGION = Text("Өңір", "Регион", "Region")
COUNTRY = Text("Бүкіл Қазақстан", "Весь Казахстан", "All Kazakhstan")
ANY = Text("Кез келгені", "Любое значение", "Any")
CQL2 = Text("CQL2 шарты", "Условие CQL2", "CQL2 condition")
CQL2_EXAMPLE = Text("Мысалы: {example}", "Например: {example}", "For example: {example}")
PERIOD = Text("Кезең", "Период", "Period")
PERIOD_EXAMPLE = Text(
    "Мысалы: 2026-01-01/2026-03-31; ашық шек: 2026-01-01/..",
    "Например: 2026-01-01/2026-03-31; открытая граница: 2026-01-01/..",
    "For example: 2026-01-01/2026-03-31; an open end: 2026-01-01/..",
)
APPLY = Text("Қолдану", "Применить", "Apply")
CLEAR = Text("Сүзгіні тазалау", "Сбросить фильтр", "Clear the filter")
NOTHING_FOUND = Text("Ештеңе табылмады.", "Ничего не найдено.", "Nothing found.")
FOUND = Text("Табылғаны: {count}", "Найдено: {count}", "Found: {count}")
SHOWN = Text("Осы бетте: {count}", "На этой странице: {count}", "On this page: {count}")
NEXT_PAGE = Text("Келесі бет", "Следующая страница", "Next page")
FIRST_PAGE = Text("Бірінші бет", "Первая страница", "First page")
OBJECT = Text("Нысан", "Объект", "Object")
FACTS = Text("Мәліметтер", "Сведения", "Facts")
SOURCES = Text("Дереккөздер", "Источники", "Sources")
REGIONS = Text("Өңірлері", "Регионы", "Regions")
APPROXIMATE = Text(
    "шекара бойынша шамамен", "по приблизительной границе", "by an approximate boundary"
)
OUTSIDE = Text(
    "Орны ел аумағынан тыс, сондықтан ешбір өңірге жатпайды.",
    "Место лежит за пределами страны, поэтому не относится ни к одному региону.",
    "The place lies outside the country and so belongs to no region.",
)
LINKED = Text("Байланысты нысандар", "Связанные объекты", "Linked objects")
HISTORY = Text("Өзгерістер тарихы", "История изменений", "History of changes")
SYNTHETIC = Text(
    "Бұл — көрсету үшін жасалған жасанды жазба.",
    "Это синтетическая запись, созданная для показа.",
    "This is a synthetic record made for demonstration.",
)
ON_MAP = Text("Үлкен картада ашу", "Открыть на большой карте", "Open on the large map")
YES = Text("иә", "да", "yes")
NO = Text("жоқ", "нет", "no")
PROBLEM = Text("Сұрау орындалмады", "Запрос не выполнен", "The request failed")
PARAMETERS = Text("Параметрлері", "Параметры", "Parameters")
REQUIRED = Text("міндетті", "обязательно", "required")
ANSWERS = Text("Жауаптары", "Ответы", "Answers")
BODY = Text("Сұраудың мазмұны", "Тело запроса", "Body of the request")
TRY = Text("Ашу", "Открыть", "Open")

GROUPS: dict[str, Text] = {
    "landing": Text("Кіреберіс", "Вход", "Entrance"),
    "collections": Text("Қабаттар", "Слои", "Collections"),
    "features": Text("Нысандар", "Объекты", "Features"),
    "search": Text("Іздеу", "Поиск", "Search"),
    "regions": Text("Өңірлер", "Регионы", "Regions"),
    "tiles": Text("Тайлдар", "Тайлы", "Tiles"),
    "analysis": Text("Талдау", "Анализ", "Analysis"),
    "trips": Text("Сапарлар", "Поездки", "Trips"),
    "account": Text("Есептік жазба", "Учётная запись", "Account"),
    "administration": Text("Басқару", "Управление", "Administration"),
    "messages": Text("Хабарламалар", "Сообщения", "Messages"),
    "editing": Text("Жазбаларды өзгерту", "Правка записей", "Editing"),
    "media": Text("Суреттер мен файлдар", "Фото и файлы", "Photographs and files"),
    "workflow": Text("Күй ауыстыру", "Смена состояний", "Changes of state"),
    "ingest": Text("Файлдарды жүктеу", "Загрузка файлов", "Loading files"),
    "tasks": Text("Тапсырмалар", "Задания", "Tasks"),
    "audit": Text("Әрекеттер журналы", "Журнал действий", "Audit"),
    "health": Text("Бағдарламаның жай-күйі", "Состояние программы", "Health of the program"),
}
"""The groups of the API's operations by their tags, in the order in which readers need them."""
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ACTIONS: dict[str, Text] = {
    "created": Text("Енгізілді", "Запись создана", "Created"),
    "edited": Text("Өзгертілді", "Запись изменена", "Changed"),
    "moved": Text("Күйі өзгерді", "Состояние изменено", "State changed"),
    "deleted": Text("Жойылды", "Запись удалена", "Deleted"),
}
LEVELS: dict[str, Text] = {
    "oblast": Text("Облыс", "Область", "Oblast"),
    "district": Text("Аудан", "Район", "District"),
    "rural_district": Text("Ауылдық округ", "Сельский округ", "Rural district"),
}
TYPES: dict[str, Text] = {
    "text": Text("мәтін", "текст", "text"),
    "integer": Text("бүтін сан", "целое число", "whole number"),
    "number": Text("сан", "число", "number"),
    "boolean": Text("иә немесе жоқ", "да или нет", "yes or no"),
    "date": Text("күн", "дата", "date"),
    "datetime": Text("уақыт", "время", "time"),
    "code": Text("сөздіктен бір мән", "значение из словаря", "a term"),
    "codes": Text("сөздіктен мәндер", "значения из словаря", "several terms"),
    "list": Text("тізім", "список", "list"),
    "object": Text("құрылым", "структура", "structure"),
}
