package de.hilfenetz.vocabulary;

import de.hilfenetz.vocabulary.Area.AreaKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The city with its ten Stadtbezirke and fifty Stadtteile, by number and by name, and what the operator adds: Wohnquartiere and
 * figures. Immutable.
 */
public final class Areas {

    private static final Pattern CITYS_KEYS = Pattern.compile("0?5111000(?:0000)?");

    /** Excel writes {@code 011 Altstadt}, people {@code Stadtteil Altstadt}, {@code Stadtbezirk 03}, {@code Bezirk 3}. */
    private static final Pattern NUMBER_AND_NAME = Pattern.compile("([0-9]{1,3})\\s*[-–:]?\\s+(\\S.*)");

    private static final Pattern KIND_OF_DISTRICT =
            Pattern.compile("(?i)(?:(?:stadt)?bezirk|district)\\s*(?:nr\\.?)?\\s*0?([0-9]{1,2})");
    private static final Pattern KIND_OF_QUARTER = Pattern.compile("(?i)(?:stadtteil|ortsteil)\\s+(\\S.*)");

    private final SortedMap<String, Area> byNotation = new TreeMap<>();
    private final Map<String, Area> byName = new HashMap<>();
    private final String cut;
    private final AreaFigures figures;

    Areas(Collection<Area> areas) {
        this(areas, "", List.of(), AreaFigures.NONE);
    }

    private Areas(Collection<Area> areas, String cut, Collection<Area> neighbourhoods, AreaFigures figures) {
        this.cut = cut;
        this.figures = figures;
        // Nobody writes Wohnquartiere by their name, and some are named as their Stadtteil.
        neighbourhoods.forEach(area -> byNotation.put(area.notation(), area));
        for (var area : areas) {
            byNotation.put(area.notation(), area);
            claim(area.label(), area);
            area.otherLabels().forEach(label -> claim(label, area));
        }
    }

    /** The same with the operator's Wohnquartiere. */
    Areas with(String newCut, Collection<Area> neighbourhoods) {
        return new Areas(known(), newCut, neighbourhoods, figures);
    }

    /** The same with the operator's figures. */
    Areas with(AreaFigures other) {
        return new Areas(known(), cut, neighbourhoods(), other);
    }

    private List<Area> known() {
        return byNotation.values().stream()
                .filter(area -> area.kind() != AreaKind.NEIGHBOURHOOD)
                .toList();
    }

    private void claim(String name, Area area) {
        var other = byName.putIfAbsent(Words.fold(name), area);
        if (other != null && !other.equals(area)) {
            throw new IllegalStateException("vocab/gebiet.ttl: '%s' is a name of %s and of %s"
                    .formatted(name, other.notation(), area.notation()));
        }
    }

    /** The whole city. */
    public Area city() {
        return ofKind(AreaKind.CITY).getFirst();
    }

    /** The Stadtbezirke by number. */
    public List<Area> districts() {
        return ofKind(AreaKind.DISTRICT);
    }

    /** The Stadtteile by number. */
    public List<Area> quarters() {
        return ofKind(AreaKind.QUARTER);
    }

    /** The Wohnquartiere by number; empty where the operator supplies none. */
    public List<Area> neighbourhoods() {
        return ofKind(AreaKind.NEIGHBOURHOOD);
    }

    /** The year of the cut of the Wohnquartiere: those of another one compare with nothing here. Empty without them. */
    public String cut() {
        return cut;
    }

    /** The areas one below {@code area}, by number. */
    public List<Area> within(String area) {
        return byNotation.values().stream()
                .filter(other -> area.equals(other.within()))
                .toList();
    }

    /** What the operator says of areas. */
    public AreaFigures figures() {
        return figures;
    }

    private List<Area> ofKind(AreaKind kind) {
        return byNotation.values().stream().filter(area -> area.kind() == kind).toList();
    }

    /** The area with exactly this number. */
    public Optional<Area> find(String notation) {
        return Optional.ofNullable(byNotation.get(notation));
    }

    /**
     * The Stadtteil that people write so: {@code Flingern-Süd}, {@code 021}, {@code 021 Flingern Süd}, {@code Düsseldorf-Bilk},
     * and {@code 21} where a spreadsheet ate the zero. Empty where number and name disagree.
     */
    public Optional<Area> findQuarter(String text) {
        var word = text.strip();
        var both = NUMBER_AND_NAME.matcher(word);
        if (both.matches()) {
            return numbered(both.group(1), 3)
                    .filter(area -> named(both.group(2), AreaKind.QUARTER).equals(Optional.of(area)));
        }
        var kind = KIND_OF_QUARTER.matcher(word);
        var rest = kind.matches() ? kind.group(1) : word;
        return isNumber(rest) ? numbered(rest, 3) : named(rest, AreaKind.QUARTER);
    }

    /** The Stadtbezirk that people write so: {@code 3}, {@code 03}, {@code Bezirk 3}, {@code Stadtbezirk 03}, {@code District 3}. */
    public Optional<Area> findDistrict(String text) {
        var word = text.strip();
        var kind = KIND_OF_DISTRICT.matcher(word);
        var rest = kind.matches() ? kind.group(1) : word;
        return isNumber(rest) ? numbered(rest, 2) : named(rest, AreaKind.DISTRICT);
    }

    /**
     * Any area by its exact number or by name: city, Stadtbezirk or Stadtteil. The city's key may be the regional one of twelve
     * digits, and without the zero that a spreadsheet ate.
     */
    public Optional<Area> findAny(String text) {
        var word = text.strip();
        if (isNumber(word)) {
            return CITYS_KEYS.matcher(word).matches() ? Optional.of(city()) : find(word);
        }
        return findQuarter(word)
                .or(() -> findDistrict(word))
                .or(() -> Optional.ofNullable(byName.get(Words.fold(word))));
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private Optional<Area> numbered(String digits, int length) {
        return find("0".repeat(Math.max(0, length - digits.length())) + digits)
                .filter(area -> area.notation().length() == length);
    }

    private Optional<Area> named(String name, AreaKind kind) {
        var folded = Words.fold(name);
        var city = Words.fold(city().label());
        var area = byName.get(folded);
        if (area == null && folded.startsWith(city)) {
            area = byName.get(folded.substring(city.length()));
        }
        return Optional.ofNullable(area).filter(found -> found.kind() == kind);
    }
}
