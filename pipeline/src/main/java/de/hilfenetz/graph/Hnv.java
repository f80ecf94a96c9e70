package de.hilfenetz.graph;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/** Our own terms, {@code {base}def/…}, as {@code vocab/hilfenetz.ttl} defines them: only what no standard has a word for. */
final class Hnv {

    private final String namespace;

    final Node Basis;
    final Node FundingShare;
    final Node OfferAtSite;
    final Node Outcome;
    final Node QualityEvidence;
    final Node accessLimited;
    final Node accessNo;
    final Node accessYes;
    final Node alert;
    final Node attribution;
    final Node availability;
    final Node availabilityAt;
    final Node basis;
    final Node basisKind;
    final Node body;
    final Node byAppointment;
    final Node capacity;
    final Node capacityUnit;
    final Node category;
    final Node confirmedAt;
    final Node deliveredAt;
    final Node endsOn;
    final Node existsSince;
    final Node feed;
    final Node fundedUntil;
    final Node funding;
    final Node fundingLevel;
    final Node fundingSource;
    final Node generation;
    final Node goal;
    final Node indicator;
    final Node interpreting;
    final Node issuer;
    final Node kindOfHelp;
    final Node lifeSituation;
    final Node locationKind;
    final Node method;
    final Node norm;
    final Node offeredAt;
    final Node openingHoursOsm;
    final Node openingHoursText;
    final Node organizationKind;
    final Node originPlace;
    final Node outcome;
    final Node outcomeLevel;
    final Node period;
    final Node positionSource;
    final Node protectedPlace;
    final Node quality;
    final Node qualityScheme;
    final Node reportedBy;
    final Node responsibility;
    final Node room;
    final Node site;
    final Node sourceId;
    final Node transport;
    final Node unit;
    final Node validFrom;
    final Node validUntil;
    final Node value;
    final Node wohnquartier;

    Hnv(String base) {
        namespace = base + "def/";
        Basis = term("Basis");
        FundingShare = term("FundingShare");
        OfferAtSite = term("OfferAtSite");
        Outcome = term("Outcome");
        QualityEvidence = term("QualityEvidence");
        accessLimited = term("accessLimited");
        accessNo = term("accessNo");
        accessYes = term("accessYes");
        alert = term("alert");
        attribution = term("attribution");
        availability = term("availability");
        availabilityAt = term("availabilityAt");
        basis = term("basis");
        basisKind = term("basisKind");
        body = term("body");
        byAppointment = term("byAppointment");
        capacity = term("capacity");
        capacityUnit = term("capacityUnit");
        category = term("category");
        confirmedAt = term("confirmedAt");
        deliveredAt = term("deliveredAt");
        endsOn = term("endsOn");
        existsSince = term("existsSince");
        feed = term("feed");
        fundedUntil = term("fundedUntil");
        funding = term("funding");
        fundingLevel = term("fundingLevel");
        fundingSource = term("fundingSource");
        // def/generation is the scheme.
        generation = term("forGeneration");
        goal = term("goal");
        indicator = term("indicator");
        interpreting = term("interpreting");
        issuer = term("issuer");
        kindOfHelp = term("kindOfHelp");
        lifeSituation = term("lifeSituation");
        locationKind = term("locationKind");
        method = term("method");
        norm = term("norm");
        offeredAt = term("offeredAt");
        openingHoursOsm = term("openingHoursOsm");
        openingHoursText = term("openingHoursText");
        organizationKind = term("organizationKind");
        originPlace = term("originPlace");
        outcome = term("outcome");
        outcomeLevel = term("outcomeLevel");
        period = term("period");
        positionSource = term("positionSource");
        protectedPlace = term("protectedPlace");
        quality = term("quality");
        qualityScheme = term("qualityScheme");
        reportedBy = term("reportedBy");
        responsibility = term("responsibility");
        room = term("room");
        site = term("site");
        sourceId = term("sourceId");
        transport = term("transport");
        unit = term("unit");
        validFrom = term("validFrom");
        validUntil = term("validUntil");
        value = term("value");
        wohnquartier = term("wohnquartier");
    }

    private Node term(String name) {
        return NodeFactory.createURI(namespace + name);
    }
}
