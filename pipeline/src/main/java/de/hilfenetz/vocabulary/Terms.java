package de.hilfenetz.vocabulary;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.OWL2;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;

/** The properties that the files of {@code vocab/} use and this package reads. */
final class Terms {

    static final Node TYPE = RDF.type.asNode();
    static final Node LINGUISTIC_SYSTEM = DCTerms.LinguisticSystem.asNode();
    static final Node NOTATION = SKOS.notation.asNode();
    static final Node IN_SCHEME = SKOS.inScheme.asNode();
    static final Node BROADER = SKOS.broader.asNode();
    static final Node PREF_LABEL = SKOS.prefLabel.asNode();
    static final Node ALT_LABEL = SKOS.altLabel.asNode();
    static final Node DEFINITION = SKOS.definition.asNode();
    static final Node TOP_CONCEPT_OF = SKOS.topConceptOf.asNode();
    static final Node TITLE = DCTerms.title.asNode();
    static final Node SOURCE = DCTerms.source.asNode();
    static final Node REPLACED_BY = DCTerms.isReplacedBy.asNode();
    static final Node DEPRECATED = OWL2.deprecated.asNode();
    static final Node IMPLIES_LIFE_SITUATION = ours("impliesLifeSituation");
    static final Node IMPLIES_KIND_OF_HELP = ours("impliesKindOfHelp");

    private Terms() {}

    private static Node ours(String term) {
        return NodeFactory.createURI(Vocabulary.PLACEHOLDER + "def/" + term);
    }
}
