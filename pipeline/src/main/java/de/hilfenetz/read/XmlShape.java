package de.hilfenetz.read;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** Which elements of an XML file are its records, found out from its beginning. */
final class XmlShape {

    private static final int PATHS = 1000;

    private final Map<String, Seen> paths = new LinkedHashMap<>();

    private XmlShape() {}

    /**
     * The path of the outermost elements that hold others or attributes and stand more than once; where none does, of the
     * outermost that hold at least two different elements; else of the root.
     */
    static String records(String head, XMLInputFactory factory) {
        var shape = new XmlShape();
        try {
            shape.walk(factory.createXMLStreamReader(new StringReader(head)));
        } catch (XMLStreamException | MissingResourceException endOfTheHead) {
            // What was seen up to there decides; what is wrong with the file itself is found when it is read.
        }
        return shape.decide();
    }

    private void walk(javax.xml.stream.XMLStreamReader xml) throws XMLStreamException {
        Deque<String> path = new ArrayDeque<>();
        while (xml.hasNext() && paths.size() < PATHS) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                var parent = "/" + String.join("/", path);
                path.addLast(xml.getLocalName());
                var seen = paths.computeIfAbsent("/" + String.join("/", path), key -> new Seen(path.size()));
                seen.times++;
                seen.attributes += xml.getAttributeCount();
                var outer = paths.get(parent);
                if (outer != null && seen.times == 1) {
                    outer.children++;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path.removeLast();
            }
        }
    }

    private String decide() {
        var byDepth = Comparator.comparingInt((Map.Entry<String, Seen> entry) -> entry.getValue().depth);
        return paths.entrySet().stream()
                .filter(entry -> entry.getValue().isRepeated())
                .min(byDepth)
                .or(() -> paths.entrySet().stream()
                        .filter(entry -> entry.getValue().depth > 1 && entry.getValue().children > 1)
                        .min(byDepth))
                .or(() -> paths.entrySet().stream().findFirst())
                .map(Map.Entry::getKey)
                .orElse("/");
    }

    /** What was seen of one path. */
    private static final class Seen {

        private final int depth;
        private int times;
        private int attributes;
        private int children;

        Seen(int depth) {
            this.depth = depth;
        }

        boolean isRepeated() {
            return times > 1 && attributes + children > 0;
        }
    }
}
