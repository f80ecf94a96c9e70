package de.hilfenetz.serve;

import de.hilfenetz.record.Hours;
import java.time.LocalDate;
import java.util.List;

/** Opening hours as a person reads them. */
final class HoursView {

    private final Words t;

    HoursView(Words t) {
        this.t = t;
    }

    Views.Hours of(Hours hours, LocalDate today) {
        return new Views.Hours(
                List.of(), List.of(), hours.text() == null ? hours.osm() : hours.text(), null, appointment(hours));
    }

    private @org.jspecify.annotations.Nullable String appointment(Hours hours) {
        var key = hours.byAppointment() == null
                ? ""
                : "zeiten.termin." + hours.byAppointment().json();
        return t.has(key) ? t.of(key) : null;
    }
}
