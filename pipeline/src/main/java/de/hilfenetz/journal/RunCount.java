package de.hilfenetz.journal;

/** The counters of a run under way. */
final class RunCount {

    long received;
    long added;
    long returned;
    long changed;
    long unchanged;
    long held;
    long duplicate;
    long removed;
    long parked;
    long liveBefore;
    long liveAfter;
    long unidentified;

    /** Of a run that changed nothing of the {@code live} public records. */
    static RunCount nothing(long live) {
        var count = new RunCount();
        count.liveBefore = live;
        count.liveAfter = live;
        return count;
    }

    void of(Change change, int more) {
        switch (change) {
            case ADDED -> added += more;
            case CHANGED -> changed += more;
            case RETURNED -> returned += more;
            case REMOVED -> removed += more;
        }
    }

    Counters counters() {
        return new Counters(
                received, added, returned, changed, unchanged, held, duplicate, removed, parked, liveBefore, liveAfter);
    }
}
