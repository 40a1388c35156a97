"""What `tuganzher messages` says."""

from core.text import Text


class MessagesMessages:
    """What these commands say."""

    GROUP = Text(
        "Адамдарға жіберілетін хабарламалар.",
        "Сообщения людям.",
        "Messages to people.",
    )
    LIST = Text(
        "Хабарламаларды көрсетеді, жаңалары бірінші.",
        "Показывает сообщения, новые сначала.",
        "Lists the messages, newest first.",
    )
    SHOW = Text(
        "Бір хабарлама туралы айтады.", "Рассказывает об одном сообщении.",
        "Tells of one message.",
    )  # fmt: skip
    PREVIEW = Text(
        "Хабарламаның мәтінін ойдан алынған мәндермен көрсетеді.",
        "Показывает текст сообщения с выдуманными значениями.",
        "Shows the text of a message with made-up values.",
    )
    RETRY = Text(
        "Жіберілмеген немесе жіберілген-жіберілмегені белгісіз хабарламаны қайта жібереді.",
        "Отправляет ещё раз сообщение, которое не ушло или, возможно, не ушло.",
        "Sends a message again that has not gone, or perhaps not.",
    )
    BOUNCE = Text(
        "Қайтып келген хаттар туралы есептерді қабылдайды немесе мекенжайды белгілейді.",
        "Принимает отчёты о вернувшихся письмах или отмечает адрес.",
        "Takes in reports of letters that came back, or marks an address.",
    )
    ID = Text("Хабарламаның нөмірі.", "Номер сообщения.", "The message's number.")
    STATE = Text("Тек осы күйдегілер.", "Только в этом состоянии.", "Only those in this state.")
    LIMIT = Text("Ең көбі қанша.", "Сколько самое большее.", "How many at most.")
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    KIND = Text(
        "Түрі, мысалы invitation.", "Вид, например invitation.", "The kind, such as invitation."
    )
    LANGUAGE = Text("Мәтіннің тілі.", "Язык текста.", "The language of the text.")
    WHAT = Text(
        "Есептің файлы, олардың қалтасы немесе пошта мекенжайы.",
        "Файл отчёта, папка с ними или адрес почты.",
        "The file of a report, a folder of them, or an e-mail address.",
    )
    FORGET = Text(
        "Мекенжайдың белгісін алып тастау.", "Снять отметку с адреса.",
        "Take the mark off the address.",
    )  # fmt: skip
    NONE = Text("Хабарлама жоқ.", "Сообщений нет.", "There are no messages.")
    FOLDER = Text(
        "Пошта сервері көрсетілмеген (ATLAS_SMTP_URL): хаттар {folder} қалтасына салынады.",
        "Почтовый сервер не задан (ATLAS_SMTP_URL): письма складываются в папку {folder}.",
        "No mail server is set (ATLAS_SMTP_URL): letters are put into the folder {folder}.",
    )
    LINE = Text(
        "{id}  {at}  {kind} → {channel}, {address}: {state}",
        "{id}  {at}  {kind} → {channel}, {address}: {state}",
        "{id}  {at}  {kind} → {channel}, {address}: {state}",
    )
    CODE = Text(
        "Message-ID: {code}; әрекет саны: {attempts}",
        "Message-ID: {code}; попыток: {attempts}",
        "Message-ID: {code}; attempts: {attempts}",
    )
    WHY = Text("Себебі: {reason}", "Причина: {reason}", "Why: {reason}")
    AGAIN = Text(
        "{id} хабарламасы қайта жіберіледі.", "Сообщение {id} уйдёт ещё раз.",
        "The message {id} goes again.",
    )  # fmt: skip
    READ = Text(
        "Белгіленген мекенжайлар: {count}; басқа файлдар: {others}",
        "Отмечено адресов: {count}; прочих файлов: {others}",
        "Addresses marked: {count}; other files: {others}",
    )
    MARKED = Text("Мекенжай белгіленді.", "Адрес отмечен.", "The address is marked.")
    FORGOTTEN = Text("Белгі алынды.", "Отметка снята.", "The mark is gone.")
    UNMARKED = Text("Мекенжай белгіленбеген.", "Адрес не отмечен.", "The address is not marked.")
