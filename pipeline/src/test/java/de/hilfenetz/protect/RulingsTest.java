package de.hilfenetz.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Ruling.Question;
import de.hilfenetz.record.Ruling.Role;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SP-3: who may make the address of a protected place public, and until when. */
class RulingsTest {

    private static final UUID HOUSE = new UUID(1, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate END = LocalDate.of(2027, 3, 31);

    @Test
    void takesTwoPersonsToReleaseAPlace() {
        var provider = release(Role.PROVIDER, "A. Beispiel", END);
        var editor = release(Role.EDITOR, "B. Muster", END);

        assertThat(rulings(provider).isReleased(HOUSE, TODAY)).isFalse();
        assertThat(rulings(editor).isReleased(HOUSE, TODAY)).isFalse();
        assertThat(rulings(editor, editor).isReleased(HOUSE, TODAY)).isFalse();
        assertThat(rulings(provider, editor).isReleased(HOUSE, TODAY)).isTrue();
        assertThat(rulings(provider, editor).isReleased(new UUID(2, 2), TODAY)).isFalse();
    }

    @Test
    void namesTheVoicesThatWaitForASecondPerson() {
        var provider = release(Role.PROVIDER, "A. Beispiel", END);
        var same = release(Role.EDITOR, "a beispiel", END);

        assertThat(rulings(provider).waiting(TODAY)).containsExactly(provider);
        assertThat(rulings(provider, same).waiting(TODAY)).containsExactly(provider, same);
        assertThat(rulings(provider, release(Role.EDITOR, "B. Muster", END)).waiting(TODAY))
                .isEmpty();
        assertThat(rulings(provider).waiting(END.plusDays(1))).as("ended").isEmpty();
    }

    @Test
    void countsOnePersonInTwoRolesOnce() {
        assertThat(rulings(release(Role.PROVIDER, "A. Beispiel", END), release(Role.EDITOR, "a beispiel ", END))
                        .isReleased(HOUSE, TODAY))
                .isFalse();
    }

    @Test
    void endsWithTheEarlierEnd() {
        var rulings = rulings(
                release(Role.PROVIDER, "A. Beispiel", END), release(Role.EDITOR, "B. Muster", END.minusMonths(1)));

        assertThat(rulings.isReleased(HOUSE, END.minusMonths(1))).isTrue();
        assertThat(rulings.isReleased(HOUSE, END.minusMonths(1).plusDays(1))).isFalse();
        assertThat(rulings.fingerprint(END.minusMonths(1)))
                .isNotEqualTo(rulings.fingerprint(END.minusMonths(1).plusDays(1)));
    }

    @Test
    void endsWhenOneOfThemTakesItBack() {
        assertThat(rulings(
                                release(Role.PROVIDER, "A. Beispiel", END),
                                release(Role.EDITOR, "B. Muster", END),
                                ruling(Question.RELEASE_PLACE, Role.PROVIDER, "C. Probe", false, null))
                        .isReleased(HOUSE, TODAY))
                .isFalse();
    }

    @Test
    void wantsAReasonAnEndAndAName() {
        assertThatThrownBy(() -> release(Role.EDITOR, "B. Muster", null)).hasMessageContaining("--until");
        assertThatThrownBy(() -> release(Role.EDITOR, " ", END)).hasMessageContaining("--person");
        assertThatThrownBy(() -> new Ruling(
                        HOUSE,
                        null,
                        Question.RELEASE_PLACE,
                        true,
                        Role.EDITOR,
                        "B. Muster",
                        "",
                        END,
                        null,
                        Instant.EPOCH))
                .hasMessageContaining("--reason");
    }

    @Test
    void asksForOneDecisionOnACounsellingCentreAndKeepsIt() throws IOException {
        var draft = CanonicalJson.mapper().readTree("""
            {"kind": "service", "name": {"de": "Hilfe bei Menschenhandel"}}""");
        var yes = rulings(ruling(Question.COUNSELLING_CENTRE, Role.EDITOR, "B. Muster", true, null));
        var provider = rulings(ruling(Question.COUNSELLING_CENTRE, Role.PROVIDER, "A. Beispiel", true, null));

        assertThat(Protection.of(draft, "Verein", Rulings.none(), () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.UNCLEAR);
        assertThat(Protection.of(draft, "Verein", provider, () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.UNCLEAR);
        assertThat(Protection.of(draft, "Verein", yes, () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.PUBLIC);
    }

    @Test
    void takesTheProvidersYesForASensitiveAddressOnly() throws IOException {
        var room = CanonicalJson.mapper().readTree("""
            {"kind": "service", "name": {"de": "Konsumraum"}}""");
        var house = CanonicalJson.mapper().readTree("""
            {"kind": "service", "name": {"de": "Frauenhaus"}, "addressConsent": "yes"}""");
        var yes = rulings(ruling(Question.ADDRESS_CONSENT, Role.PROVIDER, "A. Beispiel", true, null));

        assertThat(Protection.of(room, "Verein", Rulings.none(), () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.SENSITIVE);
        assertThat(Protection.of(room, "Verein", yes, () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.PUBLIC);
        assertThat(Protection.of(house, "Verein", yes, () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.PROTECTED);
    }

    @Test
    void takesAllServicesOfAJewishInstitutionForSensitive() throws IOException {
        var draft = CanonicalJson.mapper().readTree("""
            {"kind": "service", "name": {"de": "Sozialberatung"}}""");

        assertThat(Protection.of(draft, "Jüdische Beispielgemeinde", Rulings.none(), () -> Set.of(HOUSE), TODAY))
                .isEqualTo(Protection.SENSITIVE);
    }

    @Test
    void takesTwoNamesOfOneKeyForOnePerson() {
        assertThat(rulings(by(1, Role.PROVIDER, "Anna"), by(1, Role.EDITOR, "Berta"))
                        .isReleased(HOUSE, TODAY))
                .isFalse();
        assertThat(rulings(by(1, Role.PROVIDER, "Anna"), by(2, Role.EDITOR, "Berta"))
                        .isReleased(HOUSE, TODAY))
                .isTrue();
        assertThat(rulings(by(1, Role.PROVIDER, "Anna"), by(1, Role.EDITOR, "Berta"))
                        .fingerprint(TODAY))
                .as("records are looked at again")
                .isNotEqualTo(rulings(by(1, Role.PROVIDER, "Anna"), by(2, Role.EDITOR, "Berta"))
                        .fingerprint(TODAY));
    }

    private static Ruling by(int key, Role role, String person) {
        return new Ruling(
                HOUSE, null, Question.RELEASE_PLACE, true, role, person, "umgezogen", TODAY, key, Instant.EPOCH);
    }

    private static Rulings rulings(Ruling... said) {
        return new Rulings(List.of(said));
    }

    private static Ruling release(Role role, String person, @Nullable LocalDate until) {
        return ruling(Question.RELEASE_PLACE, role, person, true, until);
    }

    private static Ruling ruling(Question question, Role role, String person, boolean yes, @Nullable LocalDate until) {
        return new Ruling(HOUSE, null, question, yes, role, person, "Haus steht im Netz", until, null, Instant.EPOCH);
    }
}
