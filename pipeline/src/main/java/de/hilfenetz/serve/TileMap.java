package de.hilfenetz.serve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where Stadtbezirke and Stadtteile lie to each other, on a grid of equal tiles: roughly, north above. */
final class TileMap {

    static final Map<String, Place> DISTRICTS = read("""
            -- 05 06 --
            04 01 02 07
            -- 03 08 --
            -- -- 09 --
            -- -- 10 --
            """);

    static final Map<String, Place> QUARTERS = read("""
            --- --- 054 --- 055 --- --- ---
            --- --- 053 056 --- --- --- ---
            --- --- 052 --- 061 --- --- ---
            --- --- 051 062 063 --- 075 ---
            043 044 016 015 064 072 073 074
            042 041 011 014 023 022 071 ---
            --- --- 012 013 021 081 083 084
            --- 033 032 031 037 082 --- ---
            --- 034 036 --- 091 --- --- ---
            --- 035 038 092 093 094 098 ---
            --- --- --- 097 095 --- --- ---
            --- --- --- --- 096 101 --- ---
            --- --- --- --- --- 102 --- ---
            """);

    private TileMap() {}

    /** From the upper left. */
    record Place(int column, int row) {}

    private static Map<String, Place> read(String picture) {
        var places = new LinkedHashMap<String, Place>();
        var row = 0;
        for (var line : picture.lines().toList()) {
            var column = 0;
            for (var area : line.split(" ", -1)) {
                if (!area.startsWith("-")) {
                    places.put(area, new Place(column, row));
                }
                column++;
            }
            row++;
        }
        return Collections.unmodifiableMap(places);
    }
}
