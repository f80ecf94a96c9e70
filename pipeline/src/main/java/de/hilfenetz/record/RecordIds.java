package de.hilfenetz.record;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/** Ids of records: made once from where a record was first seen, then kept by the journal's identity table for ever. */
public final class RecordIds {

    private RecordIds() {}

    /** UUIDv5 (RFC 9562 section 5.5) of {@code urn:hilfenetz:{idSpace}/{kind}/{sourceId}} in the URL name space. */
    public static UUID first(String idSpace, Kind kind, String sourceId) {
        return Generators.nameBasedGenerator(com.fasterxml.uuid.impl.NameBasedGenerator.NAMESPACE_URL)
                .generate("urn:hilfenetz:" + idSpace + "/" + kind.json() + "/" + sourceId);
    }

    /** UUIDv5 of something that has no record of its own, for formats that want one: {@code urn:hilfenetz:{name}}. */
    public static UUID ofPart(String name) {
        return Generators.nameBasedGenerator(com.fasterxml.uuid.impl.NameBasedGenerator.NAMESPACE_URL)
                .generate("urn:hilfenetz:" + name);
    }
}
