"""Why a row waits that seems to be in the atlas already, in the words for an officer."""

from core.text import Text

SEEMS_SAME = Text(
    "Бұл нысан атласта бар сияқты: ұсынылғанын таңдаңыз немесе жаңа нысан деп белгілеңіз",
    "Похоже, этот объект уже есть в атласе: выберите предложенный или отметьте, что объект новый",
    "This object seems to be in the atlas already: choose the one proposed or say that it is new",
)
SEEMS_SAME_ROW = Text(
    "Бұл нысан файлда бұрынырақ жазылған сияқты: жолды өшіріңіз немесе жаңа нысан деп белгілеңіз",
    "Похоже, этот объект уже записан в файле выше: удалите строку или отметьте, что объект новый",
    "The file seems to have this object further up: delete the row or say that it is new",
)
MAYBE_SAME = Text(
    "Атласта ұқсас нысан бар: сол нысан ба, әлде жаңа ма, өзіңіз шешіңіз",
    "В атласе есть похожий объект: решите, тот ли это объект или новый",
    "The atlas has a similar object: decide whether it is that one or a new one",
)
MAYBE_SAME_ROW = Text(
    "Файлда ұқсас нысан бұрынырақ жазылған: бір нысан ба, әлде бөлек пе, өзіңіз шешіңіз",
    "В файле выше есть похожий объект: решите, один это объект или разные",
    "The file has a similar object further up: decide whether they are one or two",
)
UNAVAILABLE = Text(
    "Көрсетілген нысан атласта жоқ немесе сізге көрінбейді: басқасын таңдаңыз"
    " немесе жаңа нысан деп белгілеңіз",
    "Указанного объекта нет в атласе или он вам не виден: выберите другой"
    " или отметьте, что объект новый",
    "The object named is not in the atlas or not visible to you: choose another"
    " or say that this one is new",
)
NAMED_TWICE = Text(
    "Файлдың бұрынырақ жолы осы нысанға жатқызылған: екеуінің бірін қалдырыңыз",
    "Этому объекту уже соответствует строка выше: оставьте одну из двух",
    "A row further up already stands for this object: keep one of the two",
)


def conflict_far(distance_km: int, *, of_file: bool) -> Text:
    """That the same object stands in another place, so many kilometres away."""
    if of_file:
        return Text(
            f"Файлда осы нысан {distance_km} км қашықтықтағы жерде де жазылған:"
            " дұрыс орнын анықтаңыз немесе бөлек нысан деп белгілеңіз",
            f"В файле этот же объект записан ещё раз, в {distance_km} км отсюда:"
            " выясните верное место или отметьте, что объекты разные",
            f"The file has this object a second time, {distance_km} km away:"
            " find out the right place or say that they are two",
        )
    return Text(
        f"Атласта осы нысан {distance_km} км қашықтықта тұр:"
        " дұрыс орнын анықтаңыз немесе бөлек нысан деп белгілеңіз",
        f"В атласе этот же объект стоит в {distance_km} км отсюда:"
        " выясните верное место или отметьте, что объекты разные",
        f"In the atlas this object stands {distance_km} km away:"
        " find out the right place or say that they are two",
    )
