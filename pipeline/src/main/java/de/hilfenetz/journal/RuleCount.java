package de.hilfenetz.journal;

import de.hilfenetz.finding.Severity;

/** How often a rule found something. */
public record RuleCount(String rule, Severity severity, long count) {}
