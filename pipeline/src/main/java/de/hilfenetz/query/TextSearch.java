package de.hilfenetz.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.query.QueryExecException;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.pfunction.PropFuncArg;
import org.apache.jena.sparql.pfunction.PropFuncArgType;
import org.apache.jena.sparql.pfunction.PropertyFunctionEval;
import org.jspecify.annotations.Nullable;

/**
 * {@code ?thing text:query "words"}, as in Jena: also {@code (?thing ?score) text:query (schema:name "words" 20)}, where the
 * property and the number may be left out. What is not one of these forms makes the query fail.
 */
final class TextSearch extends PropertyFunctionEval {

    private static final int ASKED_AT_ONCE = 100;

    private final TextIndex index;
    /** What was found for the same words; most queries ask for the same ones in each row. */
    private final Map<Asked, Map<Node, Float>> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Map<Node, Float>> eldest) {
            return size() > ASKED_AT_ONCE;
        }
    };

    TextSearch(TextIndex index) {
        super(PropFuncArgType.PF_ARG_EITHER, PropFuncArgType.PF_ARG_EITHER);
        this.index = index;
    }

    private record Asked(String words, @Nullable String property, int most) {

        static Asked of(PropFuncArg argument) {
            var parts = new ArrayList<>(argument.isList() ? argument.getArgList() : List.of(argument.getArg()));
            String property = null;
            if (parts.size() > 1 && parts.getFirst().isURI()) {
                property = parts.removeFirst().getURI();
                if (!TextIndex.properties().contains(property)) {
                    throw new QueryExecException(
                            "text:query searches only " + String.join(", ", TextIndex.properties()));
                }
            }
            if (parts.isEmpty() || parts.size() > 2 || !parts.getFirst().isLiteral()) {
                throw new QueryExecException("text:query needs words: ?thing text:query \"words\"");
            }
            return new Asked(
                    parts.getFirst().getLiteralLexicalForm(),
                    property,
                    parts.size() == 2 ? number(parts.get(1)) : Integer.MAX_VALUE);
        }

        private static int number(Node node) {
            var value = node.isLiteral() ? NodeValue.makeNode(node) : null;
            if (value == null
                    || !value.isInteger()
                    || value.getInteger().signum() < 1
                    || value.getInteger().bitLength() > 31) {
                throw new QueryExecException("text:query takes a number of results: ?thing text:query (\"words\" 20)");
            }
            return value.getInteger().intValue();
        }
    }

    @Override
    public QueryIterator execEvaluated(
            Binding binding, PropFuncArg subject, Node predicate, PropFuncArg object, ExecutionContext context) {
        var asked = Asked.of(object);
        var found = known.get(asked);
        if (found == null) {
            found = index.find(asked.words(), asked.property(), asked.most());
            known.put(asked, found);
        }
        var thing = subject.isList() ? subject.getArg(0) : subject.getArg();
        var score = subject.isList() && subject.getArgListSize() > 1 ? subject.getArg(1) : null;
        var rows = new ArrayList<Binding>();
        if (thing.isVariable()) {
            found.forEach((one, fits) -> rows.add(row(binding, Var.alloc(thing), one, score, fits)));
        } else {
            var fits = found.get(thing);
            if (fits != null) {
                rows.add(row(binding, null, thing, score, fits));
            }
        }
        return QueryIterPlainWrapper.create(rows.isEmpty() ? Collections.emptyIterator() : rows.iterator(), context);
    }

    private static Binding row(Binding before, @Nullable Var variable, Node thing, @Nullable Node score, float fits) {
        var row = BindingBuilder.create(before);
        if (variable != null) {
            row.add(variable, thing);
        }
        if (score != null && score.isVariable()) {
            row.add(Var.alloc(score), NodeValue.makeFloat(fits).asNode());
        }
        return row.build();
    }
}
