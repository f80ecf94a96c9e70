package de.hilfenetz.store;

import org.jspecify.annotations.Nullable;

/** Goes through the triples that a search found, as numbers of terms; made once and pointed at one search after the other. */
final class Cursor {

    /** Stands for any term. */
    static final int ANY = -1;

    int subject;
    int property;
    int object;

    private int next;
    private int end;
    private int @Nullable [] subjects;
    private int @Nullable [] properties;
    private int @Nullable [] objects;
    /** Where the triples of each subject begin, when all are gone through. */
    private int @Nullable [] starts;

    /**
     * Points it at some triples.
     *
     * @param subject the one of all of them; unless {@code subjects} says it for each
     */
    void point(
            TripleOrder.Range range,
            int subject,
            int @Nullable [] subjects,
            int property,
            int @Nullable [] properties,
            int object,
            int @Nullable [] objects) {
        next = range.from();
        end = range.to();
        this.subject = subject;
        this.subjects = subjects;
        this.property = property;
        this.properties = properties;
        this.object = object;
        this.objects = objects;
        starts = null;
    }

    /** Points it at all triples, which are in the order of their subjects. */
    void point(TripleOrder bySubject) {
        point(new TripleOrder.Range(0, bySubject.second.length), 0, null, 0, bySubject.second, 0, bySubject.third);
        starts = bySubject.starts;
    }

    boolean hasNext() {
        return next < end;
    }

    /** How many are left. */
    int left() {
        return Math.max(0, end - next);
    }

    /** Goes on to the next one; false when there is none. */
    boolean next() {
        if (next >= end) {
            return false;
        }
        var i = next++;
        if (subjects != null) {
            subject = subjects[i];
        }
        if (properties != null) {
            property = properties[i];
        }
        if (objects != null) {
            object = objects[i];
        }
        if (starts != null) {
            while (starts[subject + 1] <= i) {
                subject++;
            }
        }
        return true;
    }
}
