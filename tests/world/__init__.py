"""The made-up country in which the tests happen: its units, borders, settlements and objects.

    60°E   61     62     64    66°E  67.5   69    70.5   72°E
    ┌──────┬──────┬─────────┐  ┌──────┬──────┬──────┬──────┐ 52°N
    │ NORTH│      │         │  │ 1011 │ 1013 │ 2011 │ 2013 │
    ├──────┤A_EAST│         │  │  WEST_NORTH │  EAST_NORTH │
    │ SOUTH│      │         │  │      │      │      │      │
    └──────┴──────┴─────────┘  ├──────┼──────┼──────┼──────┤ 50°N  ┌──┬──┐ 75-75.4°E,
     A_WEST                    │ 1021 │ 1023 │ 2021 │ 2023 │       └──┴──┘ 50-50.4°N
           A           B       │  WEST_SOUTH │  EAST_SOUTH │        CITY
                               └──────┴──────┴──────┴──────┘ 48°N
                                    WEST          EAST

A test draws what it needs of it (`tests.world.drawing`): `draw_squares` A and B; `draw_country`
WEST and EAST, the city and the settlements; `draw_winding` WEST and EAST as tiles need them, with
borders that wind, and a degree for each rural district.
"""
