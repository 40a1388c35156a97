"""What a load is at work on, as it tells how far it is."""

from core.text import Text

CHECKING = Text("Жолдарды тексеру", "Проверка строк", "Checking rows")
WRITING = Text("Қабатқа жазу", "Запись в слой", "Writing into the layer")
