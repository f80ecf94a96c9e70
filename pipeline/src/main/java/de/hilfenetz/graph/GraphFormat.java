package de.hilfenetz.graph;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.jena.atlas.io.IO;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.sparql.graph.GraphFactory;

/** The forms in which we write a graph, with their media types and the endings of their addresses. */
public enum GraphFormat {
    TURTLE("ttl", "text/turtle"),
    NTRIPLES("nt", "application/n-triples"),
    JSONLD("jsonld", "application/ld+json"),
    RDFXML("rdf", "application/rdf+xml");

    private final String extension;
    private final String mediaType;

    GraphFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** Without a dot: {@code ttl}. */
    public String extension() {
        return extension;
    }

    /** {@code text/turtle}. */
    public String mediaType() {
        return mediaType;
    }

    /** The form whose addresses end so. */
    public static Optional<GraphFormat> findByExtension(String extension) {
        for (var format : values()) {
            if (format.extension.equals(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** What stands between two parts of a document. */
    public String separator() {
        return this == JSONLD ? JsonLdWriter.SEPARATOR : "";
    }

    /** A writer that needs to hold nothing; not for {@link #RDFXML}. */
    public TripleWriter open(OutputStream out, ShortNames names) throws IOException {
        return switch (this) {
            case TURTLE -> new TurtleWriter(out, names);
            case NTRIPLES -> new NTriplesWriter(out);
            case JSONLD -> new JsonLdWriter(out, names);
            case RDFXML -> throw new IllegalArgumentException("RDF/XML is written whole, not as a stream");
        };
    }

    /** Writes one small graph, subjects in the order of their first triple; the stream stays open. */
    public void write(Iterable<Triple> triples, ShortNames names, OutputStream out) throws IOException {
        if (this == RDFXML) {
            writeXml(triples, names, out);
            return;
        }
        var subjects = new LinkedHashMap<Node, List<Triple>>();
        triples.forEach(triple -> subjects.computeIfAbsent(triple.getSubject(), s -> new ArrayList<>())
                .add(triple));
        try (var writer = open(new Unclosed(out), names)) {
            for (var subject : subjects.values()) {
                writer.write(subject);
            }
        }
        out.flush();
    }

    private static void writeXml(Iterable<Triple> triples, ShortNames names, OutputStream out) {
        var graph = GraphFactory.createDefaultGraph();
        triples.forEach(graph::add);
        names.prefixes().forEach(graph.getPrefixMapping()::setNsPrefix);
        RDFWriter.source(graph).lang(Lang.RDFXML).output(out);
        IO.flush(out);
    }

    /** The caller's stream is the caller's to close. */
    private static final class Unclosed extends FilterOutputStream {
        private Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
