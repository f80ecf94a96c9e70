package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.serve.Views.Call;
import de.hilfenetz.serve.Views.Hours;
import de.hilfenetz.serve.Views.ServicePage;
import de.hilfenetz.serve.Views.Spot;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a page says to search engines in schema.org's words (JSON-LD). It is made of what the page shows, so it never says more;
 * a demonstration says nothing, because nobody shall find it.
 */
final class Markup {

    /** Where nothing is said. */
    static final String NONE = "";

    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private final Site site;

    Markup(Site site) {
        this.site = site;
    }

    /** A data set with its files; Google's Dataset Search wants a description of at least fifty characters. */
    String dataset(
            Manifest manifest, String name, String title, String description, List<DataFile> files, String licence) {
        if (site.operator() == null) {
            return NONE;
        }
        var set = thing("Dataset")
                .put("@id", site.base() + "id/datensatz/" + name)
                .put("identifier", site.base() + "id/datensatz/" + name)
                .put("url", site.base() + "daten/" + name)
                .put("name", title)
                .put("description", description)
                .put("license", licence)
                .put("version", manifest.release().toString())
                .put("isAccessibleForFree", true)
                .put("spatialCoverage", "Düsseldorf");
        files.stream()
                .map(DataFile::changed)
                .max(java.util.Comparator.naturalOrder())
                .ifPresent(changed -> set.put("dateModified", changed.toString()));
        set.putObject("creator")
                .put("@type", "Organization")
                .put("name", site.operator().name())
                .put("url", site.operator().homepage());
        set.putObject("includedInDataCatalog").put("@type", "DataCatalog").put("url", site.base() + "daten");
        var distribution = set.putArray("distribution");
        for (var file : files) {
            distribution
                    .addObject()
                    .put("@type", "DataDownload")
                    .put("contentUrl", site.base() + "daten/" + name + "/aktuell/" + file.plainName())
                    .put("encodingFormat", file.extension())
                    .put("contentSize", file.plainBytes() + " B");
        }
        return safe(set);
    }

    /** A service as its page shows it. */
    String service(ServicePage page, String path) {
        if (site.operator() == null) {
            return NONE;
        }
        var service = thing("Service")
                .put("@id", page.machine().iri())
                .put("url", site.base() + path.substring(1))
                .put("name", page.name());
        if (!page.description().isEmpty()) {
            service.put("description", String.join(" ", page.description()));
        }
        if (page.provider() != null) {
            service.putObject("provider")
                    .put("@type", "Organization")
                    .put("name", page.provider().text());
        }
        hours(service, "hoursAvailable", page.hours());
        var channels = service.putArray("availableChannel");
        var direct = channels.addObject().put("@type", "ServiceChannel");
        phone(direct, page.calls());
        for (var spot : page.spots()) {
            place(channels.addObject().put("@type", "ServiceChannel").putObject("serviceLocation"), spot);
        }
        return safe(service);
    }

    private static void place(ObjectNode place, Spot spot) {
        place.put("@type", "Place").put("name", spot.name());
        if (!spot.address().isEmpty()) {
            place.put("address", String.join(", ", spot.address()));
        }
        hours(place, "openingHoursSpecification", spot.hours());
    }

    private static void phone(ObjectNode channel, List<Call> calls) {
        if (!calls.isEmpty()) {
            channel.putObject("servicePhone")
                    .put("@type", "ContactPoint")
                    .put("telephone", calls.getFirst().dial());
        }
    }

    private static void hours(ObjectNode of, String name, @Nullable Hours hours) {
        if (hours == null || hours.week().size() != DAYS.size()) {
            return;
        }
        var list = of.putArray(name);
        IntStream.range(0, DAYS.size())
                .forEach(day -> hours.week()
                        .get(day)
                        .spans()
                        .forEach(span -> list.addObject()
                                .put("@type", "OpeningHoursSpecification")
                                .put("dayOfWeek", "https://schema.org/" + DAYS.get(day))
                                .put("opens", span.from())
                                .put("closes", span.until())));
    }

    private static ObjectNode thing(String type) {
        return CanonicalJson.mapper()
                .createObjectNode()
                .put("@context", "https://schema.org")
                .put("@type", type);
    }

    /** No text in it can end the element it stands in. */
    private static String safe(ObjectNode json) {
        return json.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
