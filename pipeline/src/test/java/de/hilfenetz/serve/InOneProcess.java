package de.hilfenetz.serve;

import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.query.Answering;
import de.hilfenetz.query.Contents;
import de.hilfenetz.query.Evaluation;
import de.hilfenetz.query.Receiver;
import de.hilfenetz.query.ReleaseFiles;
import de.hilfenetz.query.Request;
import de.hilfenetz.query.SparqlProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers from the files of releases as the processes do, but here: for tests that are about something else. */
final class InOneProcess implements Answering {

    private final URI base;
    private final Function<String, @Nullable ReleaseFiles> older;
    private final Map<String, Evaluation> loaded = new ConcurrentHashMap<>();
    private volatile @Nullable String newest;

    InOneProcess(URI base, Function<String, @Nullable ReleaseFiles> older) {
        this.base = base;
        this.older = older;
    }

    void publish(ReleaseFiles files) {
        load(files);
        newest = files.release();
    }

    Contents contents() {
        var release = newest;
        return release == null ? Contents.NONE : find(release).contents();
    }

    @Override
    public void answer(Request request, Receiver receiver) throws SparqlProblem, IOException {
        var release = request.release() == null ? newest : request.release();
        if (release == null) {
            throw new IOException("nothing is published");
        }
        find(release).answer(request, receiver);
    }

    private Evaluation find(String release) {
        var known = loaded.get(release);
        return known == null ? load(Objects.requireNonNull(older.apply(release))) : known;
    }

    private Evaluation load(ReleaseFiles files) {
        return loaded.computeIfAbsent(files.release(), release -> {
            try {
                return new Evaluation(files.read(base), ShortNames.load(base));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
