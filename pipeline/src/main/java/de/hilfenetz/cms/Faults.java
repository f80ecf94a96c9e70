package de.hilfenetz.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.cms.CmsFault.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which fault an answer is. A proxy before the CMS answers in a shape of its own, so the status alone decides; the body only
 * adds a word.
 */
final class Faults {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 200;

    private Faults() {}

    /** The JSON object of an answer that is none of the faults. */
    static JsonNode object(CmsType type, Answer answer) throws CmsFault {
        var name = name(answer.status());
        if (name != null) {
            throw new CmsFault(name, detail(type, answer), wait(answer));
        }
        JsonNode json;
        try {
            json = JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw new CmsFault(Name.DOWN, "%s: kein JSON, „%s“".formatted(type.path(), start(answer)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
        if (json == null || !json.isObject()) {
            throw new CmsFault(Name.SHAPE, type.path() + ": kein JSON-Objekt");
        }
        return json;
    }

    /** The rows under {@code data}. */
    static JsonNode rows(CmsType type, JsonNode json) throws CmsFault {
        var data = json.path("data");
        if (!data.isArray()) {
            throw new CmsFault(Name.SHAPE, type.path() + ": keine Liste „data“");
        }
        return data;
    }

    private static @Nullable Name name(int status) {
        return switch (status) {
            case 200 -> null;
            case 401 -> Name.CREDENTIALS;
            case 403 -> Name.RIGHTS;
            case 404, 410 -> Name.GONE;
            case 429 -> Name.LIMITED;
            case 408, 425 -> Name.DOWN;
            default -> status >= 500 ? Name.DOWN : status >= 400 ? Name.QUERY : Name.SHAPE;
        };
    }

    private static String detail(CmsType type, Answer answer) {
        var said = "";
        try {
            var json = JSON.readTree(answer.body());
            said = json.at("/error/message").asText(json.at("/errors/0/message").asText(""));
        } catch (IOException noJson) {
            said = start(answer);
        }
        return "%s: HTTP %d%s".formatted(type.path(), answer.status(), said.isBlank() ? "" : ", „" + said + "“");
    }

    private static String start(Answer answer) {
        var text = new String(answer.body(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static @Nullable Duration wait(Answer answer) {
        return answer.header("retry-after")
                .flatMap(Faults::seconds)
                .map(Duration::ofSeconds)
                .orElse(null);
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
