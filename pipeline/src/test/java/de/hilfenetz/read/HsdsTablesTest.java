package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class HsdsTablesTest {

    private static final String SERVICES = "id,organization_id,name,status\ns1,o1,Kleiderkammer,active\n";

    @Test
    void joinsTheTablesToServices() {
        var reading = read(
                "services.csv", SERVICES,
                "organizations.csv", "id,name\no1,Beispielhilfe\no2,Ohne Angebot\n",
                "locations.csv", "id,name\nl1,Haus\n",
                "service_at_location.csv", "id,service_id,location_id\nx1,s1,l1\n",
                "addresses.csv", "id,location_id,address_1,city\na1,l1,Musterweg 1,Düsseldorf\n",
                "phones.csv", "id,service_id,contact_id,number\np1,s1,,0221 4710 123\np2,,c1,0221 4710 124\n",
                "contacts.csv", "id,organization_id,department\nc1,o1,Büro\n",
                "taxonomy_terms.csv", "id,code,name\nt1,A1,Kleidung\n",
                "attributes.csv", "id,link_id,link_entity,taxonomy_term_id\nb1,s1,service,t1\n",
                "datapackage.json", "{}");

        assertThat(reading.noteCodes()).doesNotContain("hsds-csv-verweis-leer", "hsds-csv-tabelle-unbekannt");
        assertThat(reading.records).hasSize(2);
        var service = reading.records.getFirst().root();
        assertThat(service.at("/organization/name").asText()).isEqualTo("Beispielhilfe");
        assertThat(service.at("/organization/contacts/0/phones/0/number").asText())
                .isEqualTo("0221 4710 124");
        assertThat(service.at("/phones/0/number").asText()).isEqualTo("0221 4710 123");
        assertThat(service.at("/service_at_locations/0/location/addresses/0/city")
                        .asText())
                .isEqualTo("Düsseldorf");
        assertThat(service.at("/attributes/0/taxonomy_term/name").asText()).isEqualTo("Kleidung");
        var alone = reading.records.getLast().root();
        assertThat(alone.path("name").asText()).isEqualTo("Ohne Angebot");
        assertThat(alone.path("organization_identifiers").isArray()).isTrue();
    }

    /** Somebody has a column for it and a table too. */
    @Test
    void losesNoColumnThatIsCalledLikeATable() {
        var reading = read(
                "services.csv",
                "id,name,status,phones\ns1,Beratung,active,0221 4710 120\n",
                "phones.csv",
                "id,service_id,number\np1,s1,0221 4710 123\n");

        var phones = reading.records.getFirst().root().path("phones");
        assertThat(phones).hasSize(2);
        assertThat(phones.path(0).asText()).isEqualTo("0221 4710 120");
        assertThat(phones.at("/1/number").asText()).isEqualTo("0221 4710 123");
    }

    @Test
    void keepsThePlaceOfEveryValueInItsOwnTable() {
        var reading = read("services.csv", SERVICES, "phones.csv", "id,service_id,number\n\np1,s1,0221 4710 123\n");

        var got = reading.records.getFirst();
        var number = got.root().at("/phones/0/number");
        assertThat(got.record().place().toString()).isEqualTo("services.csv, Zeile 2");
        assertThat(java.util.Objects.requireNonNull(got.tree()).places().get(number))
                .hasToString("phones.csv, Zeile 3, Spalte number");
    }

    @Test
    void tellsReferencesIntoNothingAndIdsThatStandTwice() {
        var reading = read(
                "services.csv",
                SERVICES,
                "organizations.csv",
                "id,name\no1,A\no1,B\n",
                "phones.csv",
                "id,service_id,number\np1,s9,0221 4710 123\n",
                "besucher.csv",
                "id,name\n1,x\n");

        assertThat(reading.noteCodes())
                .contains("hsds-csv-verweis-leer", "hsds-csv-kennung-doppelt", "hsds-csv-tabelle-unbekannt");
        assertThat(reading.notes.stream().filter(note -> note.rule().equals(HsdsTables.DANGLING)))
                .singleElement()
                .satisfies(note -> assertThat(note.place()).hasToString("phones.csv, Zeile 2, Spalte service_id"))
                .satisfies(note -> assertThat(note.german()).contains("services s9"));
    }

    @Test
    void changesTheHashOfAServiceWithItsPhone() {
        var one = read("services.csv", SERVICES, "phones.csv", "id,service_id,number\np1,s1,0221 4710 123\n");
        var moved = read("services.csv", SERVICES, "phones.csv", "id,service_id,number\n\n\np1,s1,0221 4710 123\n");
        var other = read("services.csv", SERVICES, "phones.csv", "id,service_id,number\np1,s1,0221 4710 124\n");

        assertThat(one.hashes()).isEqualTo(moved.hashes()).isNotEqualTo(other.hashes());
    }

    @Test
    void holdsTheServiceWhoseTableRowIsBroken() {
        var reading = read("services.csv", SERVICES, "phones.csv", "id,service_id,number\np1,s1,0221,4710\n");

        assertThat(reading.records.getFirst().codes()).containsExactly("zeile-zu-viele-zellen");
    }

    @Test
    void readsNamesInSingularAndInFolders() {
        assertThat(read("export/service.csv", SERVICES, "export/organization.csv", "id,name\no1,A\n").records)
                .hasSize(1);
    }

    @Test
    void refusesAPackageWithoutServices() {
        assertThat(refused("liste.csv", "a,b\n1,2\n").finding().german())
                .contains("services.csv")
                .contains("liste.csv");
    }

    @Test
    void refusesMoreThanFitsIntoMemoryTogether() {
        assertThat(refused("services.csv", "id,name\n" + "1,x\n".repeat(200_001))
                        .finding()
                        .rule())
                .isEqualTo(HsdsTables.TOO_LARGE);
        assertThat(refused("services.csv", "id,name\n" + ("1," + "x".repeat(1000) + "\n").repeat(34_000))
                        .finding()
                        .rule())
                .isEqualTo(HsdsTables.TOO_LARGE);
    }

    private static Reading read(String... files) {
        return Reading.of(Reading.feed(Feed.Format.HSDS_CSV), zip(files));
    }

    private static UnreadableDelivery refused(String... files) {
        return catchThrowableOfType(UnreadableDelivery.class, () -> read(files));
    }

    /** Names and texts in turn. */
    static byte[] zip(String... files) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry(files[i]));
                zip.write(files[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
