"""What synthetic endangered objects are called, and what may threaten them."""

from core.text import Text

SUMMARY = Text(
    "Жасанды үлгі: нысан, оның қауіптері мен бағалары ойдан шығарылған.",
    "Синтетический пример: объект, его угрозы и оценки вымышлены.",
    "A synthetic sample: the object, its threats and assessments are made up.",
)

OTHER_OBJECTS = (
    Text("Ескі диірмен", "Старая мельница", "Old mill"),
    Text("Көпес үйі", "Купеческий дом", "Merchant's house"),
    Text("Ескі мешіт ғимараты", "Здание старой мечети", "Old mosque"),
    Text("Бұрынғы пошта бекеті", "Бывшая почтовая станция", "Former post station"),
    Text("Шикі кірпіштен соғылған қоршау", "Ограда из сырцового кирпича", "Mud-brick enclosure"),
    Text("Бұрынғы мектеп ғимараты", "Здание бывшей школы", "Former school"),
)

THREATS = (
    ("water", "decay"),
    ("water", "flooding"),
    ("wind_erosion", "decay"),
    ("earthquake", "collapse"),
    ("fire", "collapse"),
    ("construction", "loss_of_setting"),
    ("construction", "demolition"),
    ("farming", "loss_of_setting"),
    ("looting", "decay"),
    ("vandalism", "decay"),
    ("neglect", "collapse"),
    ("neglect", "decay"),
    ("other", "alteration"),
)
"""Causes and kinds that go together."""

PRIORITY_FROM = (
    (13.0, "emergency"),
    (12.0, "months_6_12"),
    (10.5, "years_1_2"),
    (9.0, "years_2_5"),
    (0.0, "over_5_years"),
)
"""From which magnitude of risk (A + B + C) on an object has which priority here."""
