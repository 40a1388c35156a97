"""What the atlas is called."""

from core.text import Text

ATLAS = Text("Туған жер атласы", "Атлас «Туған жер»", "Tugan Zher Atlas")
