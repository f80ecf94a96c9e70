package de.hilfenetz.publish;

import de.hilfenetz.journal.Journal;
import de.hilfenetz.protect.ConfidentialValues;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes releases out of public that hold what must no longer be known (SP-7): a value that has become secret since, or a record
 * of which the journal keeps nothing any more. Their manifests stay, so that the chain of hashes holds.
 */
final class Retraction {

    private static final Logger LOG = LoggerFactory.getLogger(Retraction.class);

    private final Shelf shelf;
    private final Journal journal;
    private final ConfidentialValues confidential;
    private final Recount recount;
    private final Consumer<ReleaseId> withdrawn;

    /**
     * @param withdrawn is told of each release before its files go
     */
    Retraction(
            Shelf shelf,
            Journal journal,
            ConfidentialValues confidential,
            Recount recount,
            Consumer<ReleaseId> withdrawn) {
        this.shelf = shelf;
        this.journal = journal;
        this.confidential = confidential;
        this.recount = recount;
        this.withdrawn = withdrawn;
    }

    /**
     * Goes through all releases; the log says where that failed.
     *
     * @param releases that are still public, oldest first
     * @param current stays whatever it holds: a new one must take its place
     */
    void retract(List<ReleaseId> releases, Optional<ReleaseId> current) {
        var held = journal.heldSomethingWithdrawn();
        var mark = journal.mark(confidential.digest());
        var looked = new HashSet<String>();
        for (var id : releases) {
            try {
                var isCurrent = current.filter(id::equals).isPresent();
                if (held.test(shelf.manifest(id).journal())) {
                    withdraw(id, isCurrent, releases);
                } else if (!confidential.isEmpty() && isTelling(id, mark, looked)) {
                    withdraw(id, isCurrent, releases);
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("release {} could not be searched for what must no longer be known", id, e);
            }
        }
    }

    private boolean isTelling(ReleaseId id, String mark, Set<String> looked) throws IOException {
        var home = shelf.home(id);
        var known = Composition.find(home).orElseGet(() -> Composition.of("", List.of()));
        if (known.searched().equals(mark)) {
            return false;
        }
        if (recount.isTelling(shelf, shelf.manifest(id), looked)) {
            return true;
        }
        known.searchedFor(mark).write(home);
        return false;
    }

    private void withdraw(ReleaseId id, boolean isCurrent, List<ReleaseId> releases) throws IOException {
        if (isCurrent) {
            LOG.error("the public release {} holds what must no longer be known; a new one must take its place", id);
            return;
        }
        LOG.warn("release {} holds a value that must no longer be known; it is withdrawn", id);
        withdrawn.accept(id);
        shelf.withdraw(id, releases);
    }
}
