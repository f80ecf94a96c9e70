package de.hilfenetz.validate;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Service;
import java.util.List;

/** Rules over a whole typed record. Adding one means adding a method here and its words beside it. */
public final class Rules {

    /** An age range that nobody is in. */
    public static final Rule AGES = Rule.error(
            "alter-verkehrt",
            "Das Mindestalter {min} liegt über dem Höchstalter {max}. Bitte beide Werte prüfen.",
            "The minimum age {min} is above the maximum age {max}. Please check both.");

    /** No way to get help. */
    public static final Rule UNREACHABLE = Rule.warning(
            "nicht-erreichbar",
            "Zu diesem Angebot ist weder Telefon noch E-Mail, Internetseite oder Ort angegeben. Bitte mindestens einen"
                    + " Weg nennen.",
            "This service names neither phone nor e-mail, web page or place. Please give at least one way to reach"
                    + " it.");

    /** Ends before it began. */
    public static final Rule PERIOD = Rule.error(
            "zeitraum-verkehrt",
            "Das Angebot endet am {until}, beginnt aber erst am {from}. Bitte beide Tage prüfen.",
            "The service ends on {until} but begins on {from}. Please check both days.");

    private Rules() {}

    /** The rules in the order they are checked. */
    public static List<Rule> rules() {
        return List.of(AGES, PERIOD, UNREACHABLE);
    }

    /** Adds a finding for each rule that {@code entry} breaks. */
    public static void check(Entry entry, Place place, Findings findings) {
        if (entry instanceof Service service) {
            ages(service, place, findings);
            period(service, place, findings);
            reachable(service, place, findings);
        }
    }

    private static void ages(Service service, Place place, Findings findings) {
        var ages = service.ages();
        if (ages != null && ages.min() != null && ages.max() != null && ages.min() > ages.max()) {
            findings.add(Finding.of(AGES, place, "/ages", null)
                    .with("min", ages.min().toString())
                    .with("max", ages.max().toString()));
        }
    }

    private static void period(Service service, Place place, Findings findings) {
        var from = service.existsSince();
        var until = service.endsOn();
        if (from != null && until != null && until.isBefore(from)) {
            findings.add(Finding.of(PERIOD, place, "/endsOn", until.toString())
                    .with("from", from.toString())
                    .with("until", until.toString()));
        }
    }

    private static void reachable(Service service, Place place, Findings findings) {
        var contact = service.contacts().stream()
                .anyMatch(c -> !c.phones().isEmpty() || c.email() != null || c.url() != null);
        if (!contact && service.at().isEmpty() && !service.protectedPlace()) {
            findings.add(UNREACHABLE, place, null, null);
        }
    }
}
