package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FlatTableTest {

    private static final Columns COLUMNS = new Columns(City.VOCABULARY);

    @Test
    void namesTheCompetentAuthorityBesideTheProvider() {
        var service = (Service) City.example("service");
        var provider = City.example("organization");
        var authority = City.example(
                "organization",
                json -> json.replace(provider.id().toString(), String.valueOf(service.competentAuthority()))
                        .replace("Beispielverband Düsseldorf e. V.", "Beispielstadt"));

        assertThat(row(service, provider, authority))
                .containsEntry("zustaendig_id", authority.id().toString())
                .containsEntry("zustaendig", "Beispielstadt")
                .containsEntry("traeger", "Beispielverband Düsseldorf e. V.");
        assertThat(row(service, provider)).containsEntry("zustaendig", "");
    }

    @Test
    void tellsTheWikidataItemAmongTheAddressesOfAnOrganization() {
        var organization = (Organization) City.example(
                "organization",
                json -> json.replace(
                        "\"https://beispielverband.example.org/#verein\"",
                        "\"https://beispielverband.example.org/#verein\", \"http://www.wikidata.org/entity/Q1718\""));

        assertThat(COLUMNS.organizations())
                .filteredOn(column -> column.name().equals("wikidata"))
                .extracting(column -> column.of(organization))
                .containsExactly("Q1718");
    }

    private static Map<String, String> row(Service service, Entry... others) {
        var known = new HashMap<UUID, Entry>();
        List.of(others).forEach(other -> known.put(other.id(), other));
        var rows = new ArrayList<List<String>>();
        var related =
                new Related(id -> Optional.ofNullable(known.get(id)), COLUMNS, new Hsds(City.BASE, City.VOCABULARY));
        new FlatTable(COLUMNS, related, rows::add).write(service);

        var row = new HashMap<String, String>();
        var names = FlatTable.headings(COLUMNS).stream().map(Heading::name).toList();
        for (var i = 0; i < names.size(); i++) {
            row.put(names.get(i), rows.getFirst().get(i));
        }
        assertThat(rows.getFirst()).hasSameSizeAs(names);
        return row;
    }
}
