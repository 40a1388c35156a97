"""What loading says of rows that are well read and yet not, or not quietly, taken."""

from core.text import Text

REPEATED = Text(
    "Файлда осы кілтпен бұрынырақ жол бар",
    "В файле уже есть строка с этим ключом",
    "The file already has a row with this key",
)
AT_ODDS = Text(
    "Файлда осы кілтпен мәні өзге жол бар",
    "В файле есть строка с этим ключом и другими значениями",
    "The file has a row with this key and other values",
)
TAKEN = Text(
    "Мұндай мән басқа нысанда бар",
    "Такое значение уже есть у другого объекта",
    "Another object already has this value",
)
NOT_STORABLE = Text(
    "Деректер қоры бұл жолды қабылдамады",
    "База данных не приняла эту строку",
    "The database did not accept this row",
)
IN_NO_REGION = Text(
    "Жол жүктелді, бірақ орны бірде-бір өңірге түспейді",
    "Строка загружена, но её место не попадает ни в один регион",
    "The row was loaded, but no region holds its place",
)
OUTSIDE_TERRITORY = Text(
    "Нысан сіз жаза алатын аумақтан тыс. Сол аумаққа рұқсаты бар қызметкер жүктесін",
    "Объект вне территории, в которой вам разрешено писать. Пусть строку загрузит тот, у кого "
    "есть доступ к этой территории",
    "The object lies outside the territory in which you may write. Ask someone with access to that "
    "territory to load it",
)
PROTECTED = Text(
    "Жол сіз толық көре алмайтын нысанды өзгертер еді. Рұқсаты бар қызметкер жүктесін",
    "Строка изменила бы объект, который вам виден не полностью. Пусть её загрузит тот, у кого "
    "есть доступ",
    "The row would change an object that you may not see in full. Ask someone with access to "
    "load it",
)
NO_SUCH_OBJECT = Text(
    "Мұндай нөмірлі нысан жоқ. Нөмірін тексеріңіз немесе ұяшықты бос қалдырыңыз",
    "Объекта с таким номером нет. Проверьте номер или оставьте ячейку пустой",
    "There is no object with this number. Check it, or leave the cell empty",
)
NOT_TO_RELEASE = Text(
    "Құпия орынды ашуға рұқсатыңыз жоқ. Рұқсаты бар қызметкер жүктесін",
    "У вас нет права раскрывать скрытое место. Пусть строку загрузит тот, у кого оно есть",
    "You may not release a hidden place. Ask someone who may to load the row",
)
