"""Files that the atlas does not read, and what a person can do with each."""

from pathlib import Path

from core.text import Language, Text
from ingest.rows.table import UnknownFormatError

SAVE_AS_WORKBOOK = Text(
    "оны Excel немесе LibreOffice-те ашып, «Басқаша сақтау → Excel кітабы (.xlsx)» арқылы сақтаңыз",
    "откройте его в Excel или LibreOffice и сохраните: «Сохранить как → Книга Excel (.xlsx)»",
    "open it in Excel or LibreOffice and save it with “Save as → Excel Workbook (.xlsx)”",
)
COPY_INTO_WORKBOOK = Text(
    "ондағы кестені Excel-ге көшіріп, .xlsx түрінде сақтаңыз",
    "скопируйте таблицу из него в Excel и сохраните как .xlsx",
    "copy its table into Excel and save that as .xlsx",
)
PACK_AGAIN = Text(
    "оны ашып, ішіндегі файлды жеке жүктеңіз немесе .zip етіп орап беріңіз",
    "распакуйте его и загрузите сам файл или упакуйте заново в .zip",
    "unpack it and load the file in it, or pack it again as .zip",
)
PACK_SHAPEFILE = Text(
    "shapefile бірнеше файлдан тұрады; .shp, .shx, .dbf және .prj файлдарын бір .zip етіп ораңыз",
    "shapefile состоит из нескольких файлов; упакуйте .shp, .shx, .dbf и .prj в один .zip",
    "a shapefile consists of several files; pack .shp, .shx, .dbf and .prj into one .zip",
)
EXPORT_FROM_GIS = Text(
    "оны QGIS-те ашып, GeoPackage (.gpkg) түрінде экспорттаңыз",
    "откройте его в QGIS и экспортируйте в GeoPackage (.gpkg)",
    "open it in QGIS and export it as GeoPackage (.gpkg)",
)
ADVICE = {
    (".xls", ".xlsb", ".ods", ".numbers"): SAVE_AS_WORKBOOK,
    (".doc", ".docx", ".odt", ".rtf", ".pdf", ".ppt", ".pptx"): COPY_INTO_WORKBOOK,
    (".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"): PACK_AGAIN,
    (".shp", ".shx", ".dbf", ".prj", ".cpg"): PACK_SHAPEFILE,
    (".tab", ".mif", ".mid", ".dxf", ".dwg", ".sxf", ".gdb", ".mdb", ".qgs", ".qgz"): (
        EXPORT_FROM_GIS
    ),
}
"""By the endings of names."""


class OtherFormatError(UnknownFormatError):
    """A format that is not read, but from which a person can save one that is."""

    phrase = Text(
        "«{value}» файлы бұл түрде оқылмайды: {advice}.",
        "Файл «{value}» в этом виде не читается: {advice}.",
        "The file “{value}” is not read in this form: {advice}.",
    )

    def __init__(self, name: str, advice: Text) -> None:
        self.advice = advice
        super().__init__(name, field="file")

    def message(self, language: Language) -> str:
        """The phrase with the advice in the same language."""
        advice = self.advice.in_language(language)
        return self.phrase.in_language(language, value=self.value, advice=advice)


def unknown_format(path: Path, known: str) -> UnknownFormatError:
    """The error for a file that no reader knows, with the way out where there is one."""
    suffix = path.suffix.lower()
    for endings, advice in ADVICE.items():
        if suffix in endings:
            return OtherFormatError(path.name, advice)
    return UnknownFormatError(path.name, field="file", known=known)
