package de.hilfenetz.graph;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/** The terms of other people's vocabularies that we write, named as they name them. Only what is used stands here. */
final class Terms {

    static final Node TYPE = node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

    private Terms() {}

    private static Node node(String iri) {
        return NodeFactory.createURI(iri);
    }

    /** Core Public Service Vocabulary. */
    static final class Cpsv {
        private static final String NS = "http://purl.org/vocab/cpsv#";
        static final Node PublicService = node(NS + "PublicService");
        static final Node Rule = node(NS + "Rule");
        static final Node follows = node(NS + "follows");
        static final Node hasInput = node(NS + "hasInput");

        private Cpsv() {}
    }

    /** The Core Vocabularies' m8g namespace, home of CPSV-AP's own terms. */
    static final class Cv {
        private static final String NS = "http://data.europa.eu/m8g/";
        static final Node Channel = node(NS + "Channel");
        static final Node ContactPoint = node(NS + "ContactPoint");
        static final Node Cost = node(NS + "Cost");
        static final Node Evidence = node(NS + "Evidence");
        static final Node LifeEvent = node(NS + "LifeEvent");
        static final Node Participation = node(NS + "Participation");
        static final Node PublicOrganisation = node(NS + "PublicOrganisation");
        static final Node Requirement = node(NS + "Requirement");
        static final Node contactPage = node(NS + "contactPage");
        static final Node contactPoint = node(NS + "contactPoint");
        static final Node currency = node(NS + "currency");
        static final Node hasLegalResource = node(NS + "hasLegalResource");
        static final Node processingTime = node(NS + "processingTime");
        static final Node email = node(NS + "email");
        static final Node hasChannel = node(NS + "hasChannel");
        static final Node hasCompetentAuthority = node(NS + "hasCompetentAuthority");
        static final Node hasCost = node(NS + "hasCost");
        static final Node hasParticipant = node(NS + "hasParticipant");
        static final Node hasParticipation = node(NS + "hasParticipation");
        static final Node hasValue = node(NS + "hasValue");
        static final Node holdsRequirement = node(NS + "holdsRequirement");
        static final Node isClassifiedBy = node(NS + "isClassifiedBy");
        static final Node isGroupedBy = node(NS + "isGroupedBy");
        static final Node openingHours = node(NS + "openingHours");
        static final Node ownedBy = node(NS + "ownedBy");
        static final Node role = node(NS + "role");
        static final Node sector = node(NS + "sector");
        static final Node specialOpeningHoursSpecification = node(NS + "specialOpeningHoursSpecification");
        static final Node telephone = node(NS + "telephone");
        static final Node thematicArea = node(NS + "thematicArea");

        private Cv() {}
    }

    /** Dublin Core terms. */
    static final class Dct {
        private static final String NS = "http://purl.org/dc/terms/";
        static final Node Location = node(NS + "Location");
        static final Node audience = node(NS + "audience");
        static final Node description = node(NS + "description");
        static final Node identifier = node(NS + "identifier");
        static final Node isPartOf = node(NS + "isPartOf");
        static final Node language = node(NS + "language");
        static final Node license = node(NS + "license");
        static final Node modified = node(NS + "modified");
        static final Node publisher = node(NS + "publisher");
        static final Node source = node(NS + "source");
        static final Node spatial = node(NS + "spatial");
        static final Node title = node(NS + "title");
        static final Node type = node(NS + "type");

        private Dct() {}
    }

    /** Data Catalog Vocabulary. */
    static final class Dcat {
        private static final String NS = "http://www.w3.org/ns/dcat#";
        static final Node Dataset = node(NS + "Dataset");
        static final Node centroid = node(NS + "centroid");
        static final Node keyword = node(NS + "keyword");
        static final Node version = node(NS + "version");

        private Dcat() {}
    }

    /** Asset Description Metadata Schema. */
    static final class Adms {
        private static final String NS = "http://www.w3.org/ns/adms#";
        static final Node Identifier = node(NS + "Identifier");
        static final Node identifier = node(NS + "identifier");
        static final Node status = node(NS + "status");

        private Adms() {}
    }

    /** Friend of a Friend. */
    static final class Foaf {
        private static final String NS = "http://xmlns.com/foaf/0.1/";
        static final Node primaryTopic = node(NS + "primaryTopic");
        static final Node Agent = node(NS + "Agent");
        static final Node Document = node(NS + "Document");
        static final Node homepage = node(NS + "homepage");
        static final Node name = node(NS + "name");
        static final Node page = node(NS + "page");

        private Foaf() {}
    }

    /** W3C Organization Ontology. */
    static final class Org {
        private static final String NS = "http://www.w3.org/ns/org#";
        static final Node FormalOrganization = node(NS + "FormalOrganization");
        static final Node Organization = node(NS + "Organization");
        static final Node OrganizationalUnit = node(NS + "OrganizationalUnit");
        static final Node Site = node(NS + "Site");
        static final Node classification = node(NS + "classification");
        static final Node identifier = node(NS + "identifier");
        static final Node siteAddress = node(NS + "siteAddress");
        static final Node siteOf = node(NS + "siteOf");
        static final Node subOrganizationOf = node(NS + "subOrganizationOf");
        static final Node unitOf = node(NS + "unitOf");

        private Org() {}
    }

    /** ISA Location Core Vocabulary. */
    static final class Locn {
        private static final String NS = "http://www.w3.org/ns/locn#";
        static final Node Address = node(NS + "Address");
        static final Node address = node(NS + "address");
        static final Node addressArea = node(NS + "addressArea");
        static final Node adminUnitL1 = node(NS + "adminUnitL1");
        static final Node adminUnitL2 = node(NS + "adminUnitL2");
        static final Node geometry = node(NS + "geometry");
        static final Node locatorDesignator = node(NS + "locatorDesignator");
        static final Node locatorName = node(NS + "locatorName");
        static final Node poBox = node(NS + "poBox");
        static final Node postCode = node(NS + "postCode");
        static final Node postName = node(NS + "postName");
        static final Node thoroughfare = node(NS + "thoroughfare");

        private Locn() {}
    }

    /** OGC GeoSPARQL 1.1 and simple features. */
    static final class Geo {
        private static final String NS = "http://www.opengis.net/ont/geosparql#";
        static final String WKT = NS + "wktLiteral";
        static final Node Feature = node(NS + "Feature");
        static final Node Geometry = node(NS + "Geometry");
        static final Node Point = node("http://www.opengis.net/ont/sf#Point");
        static final Node asWKT = node(NS + "asWKT");
        static final Node hasDefaultGeometry = node(NS + "hasDefaultGeometry");
        static final Node sfWithin = node(NS + "sfWithin");

        private Geo() {}
    }

    /** SKOS. */
    static final class Skos {
        private static final String NS = "http://www.w3.org/2004/02/skos/core#";
        static final Node Concept = node(NS + "Concept");
        static final Node altLabel = node(NS + "altLabel");
        static final Node broadMatch = node(NS + "broadMatch");
        static final Node exactMatch = node(NS + "exactMatch");
        static final Node notation = node(NS + "notation");
        static final Node prefLabel = node(NS + "prefLabel");

        private Skos() {}
    }

    /** RDF Schema. */
    static final class Rdfs {
        private static final String NS = "http://www.w3.org/2000/01/rdf-schema#";
        static final Node label = node(NS + "label");

        private Rdfs() {}
    }

    /** W3C PROV-O. */
    static final class Prov {
        private static final String NS = "http://www.w3.org/ns/prov#";
        static final Node Activity = node(NS + "Activity");
        static final Node Entity = node(NS + "Entity");
        static final Node endedAtTime = node(NS + "endedAtTime");
        static final Node generatedAtTime = node(NS + "generatedAtTime");
        static final Node startedAtTime = node(NS + "startedAtTime");
        static final Node used = node(NS + "used");
        static final Node wasAttributedTo = node(NS + "wasAttributedTo");
        static final Node wasDerivedFrom = node(NS + "wasDerivedFrom");

        private Prov() {}
    }

    /** European Legislation Identifier. */
    static final class Eli {
        static final Node LegalResource = node("http://data.europa.eu/eli/ontology#LegalResource");

        private Eli() {}
    }

    /** W3C Time Ontology. */
    static final class Time {
        static final Node TemporalEntity = node("http://www.w3.org/2006/time#TemporalEntity");

        private Time() {}
    }

    /** Authority tables of the EU Publications Office and the currencies and themes we point to. */
    static final class Eu {
        private static final String NS = "http://publications.europa.eu/resource/authority/";
        static final String LANGUAGE = NS + "language/";
        static final String THEMES = NS + "data-theme/";
        static final Node EUR = node(NS + "currency/EUR");
        static final Node SOCI = node(THEMES + "SOCI");

        private Eu() {}
    }

    /** schema.org, under its https names. */
    static final class Schema {
        static final String NS = "https://schema.org/";
        static final Node CivicStructure = node(NS + "CivicStructure");
        static final Node ContactPoint = node(NS + "ContactPoint");
        static final Node EducationalOrganization = node(NS + "EducationalOrganization");
        static final Node GeoCoordinates = node(NS + "GeoCoordinates");
        static final Node GovernmentOrganization = node(NS + "GovernmentOrganization");
        static final Node GovernmentService = node(NS + "GovernmentService");
        static final Node LocationFeatureSpecification = node(NS + "LocationFeatureSpecification");
        static final Node NGO = node(NS + "NGO");
        static final Node Offer = node(NS + "Offer");
        static final Node OpeningHoursSpecification = node(NS + "OpeningHoursSpecification");
        static final Node Organization = node(NS + "Organization");
        static final Node PeopleAudience = node(NS + "PeopleAudience");
        static final Node Place = node(NS + "Place");
        static final Node PostalAddress = node(NS + "PostalAddress");
        static final Node Service = node(NS + "Service");
        static final Node ServiceChannel = node(NS + "ServiceChannel");
        static final Node VirtualLocation = node(NS + "VirtualLocation");
        static final Node address = node(NS + "address");
        static final Node addressCountry = node(NS + "addressCountry");
        static final Node addressLocality = node(NS + "addressLocality");
        static final Node addressRegion = node(NS + "addressRegion");
        static final Node alternateName = node(NS + "alternateName");
        static final Node amenityFeature = node(NS + "amenityFeature");
        static final Node areaServed = node(NS + "areaServed");
        static final Node audience = node(NS + "audience");
        static final Node audienceType = node(NS + "audienceType");
        static final Node availableChannel = node(NS + "availableChannel");
        static final Node availableLanguage = node(NS + "availableLanguage");
        static final Node category = node(NS + "category");
        static final Node closes = node(NS + "closes");
        static final Node contactPoint = node(NS + "contactPoint");
        static final Node contactType = node(NS + "contactType");
        static final Node containedInPlace = node(NS + "containedInPlace");
        static final Node dayOfWeek = node(NS + "dayOfWeek");
        static final Node description = node(NS + "description");
        static final Node email = node(NS + "email");
        static final Node extendedAddress = node(NS + "extendedAddress");
        static final Node faxNumber = node(NS + "faxNumber");
        static final Node geo = node(NS + "geo");
        static final Node isRelatedTo = node(NS + "isRelatedTo");
        static final Node processingTime = node(NS + "processingTime");
        static final Node serviceOperator = node(NS + "serviceOperator");
        static final Node servicePhone = node(NS + "servicePhone");
        static final Node serviceUrl = node(NS + "serviceUrl");
        static final Node PropertyValue = node(NS + "PropertyValue");
        static final Node additionalProperty = node(NS + "additionalProperty");
        static final Node unitText = node(NS + "unitText");
        static final Node hoursAvailable = node(NS + "hoursAvailable");
        static final Node identifier = node(NS + "identifier");
        static final Node latitude = node(NS + "latitude");
        static final Node longitude = node(NS + "longitude");
        static final Node name = node(NS + "name");
        static final Node offers = node(NS + "offers");
        static final Node openingHoursSpecification = node(NS + "openingHoursSpecification");
        static final Node specialOpeningHoursSpecification = node(NS + "specialOpeningHoursSpecification");
        static final Node opens = node(NS + "opens");
        static final Node parentOrganization = node(NS + "parentOrganization");
        static final Node postOfficeBoxNumber = node(NS + "postOfficeBoxNumber");
        static final Node postalCode = node(NS + "postalCode");
        static final Node price = node(NS + "price");
        static final Node priceCurrency = node(NS + "priceCurrency");
        static final Node propertyID = node(NS + "propertyID");
        static final Node provider = node(NS + "provider");
        static final Node requiredMaxAge = node(NS + "requiredMaxAge");
        static final Node requiredMinAge = node(NS + "requiredMinAge");
        static final Node sameAs = node(NS + "sameAs");
        static final Node serviceLocation = node(NS + "serviceLocation");
        static final Node serviceType = node(NS + "serviceType");
        static final Node streetAddress = node(NS + "streetAddress");
        static final Node telephone = node(NS + "telephone");
        static final Node url = node(NS + "url");
        static final Node value = node(NS + "value");

        private Schema() {}
    }
}
