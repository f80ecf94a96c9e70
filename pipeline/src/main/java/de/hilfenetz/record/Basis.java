package de.hilfenetz.record;

import org.jspecify.annotations.Nullable;

/**
 * What a service or the work of an organization rests on: statutory task, framework contract, service contract, grant, own
 * means. A framework contract makes the city who pays, not who is in charge.
 *
 * @param kind notation of the scheme of bases: {@code rahmenvertrag}, {@code zuwendung}, …
 * @param norm name of the law or contract
 * @param source public page that says so
 * @param from year or day
 * @param until year or day
 * @param body public body with which it was agreed or that gave the task
 */
public record Basis(
        String kind,
        @Nullable String norm,
        @Nullable String source,
        @Nullable String from,
        @Nullable String until,
        @Nullable String body) {}
