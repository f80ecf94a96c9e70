package de.hilfenetz.query;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Locale;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.E_Multiply;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrConcat;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.Accumulator;
import org.apache.jena.sparql.expr.aggregate.AccumulatorExpr;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcat;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcatDistinct;
import org.apache.jena.sparql.expr.aggregate.AggregatorBase;
import org.apache.jena.sparql.expr.nodevalue.NodeValueOps;
import org.apache.jena.sparql.function.FunctionEnv;

/**
 * Puts bounded functions in the place of those whose effort or result has no bound: regular expressions take time in
 * proportion to the text (RE2, so no back-references and no look-around), and texts and numbers cannot be doubled until the
 * memory is full. What would exceed a bound ends the query, as leaving it out would make another answer of it.
 */
final class Bounds {

    /** Characters of a text that a query makes. */
    static final int LONGEST_TEXT = 1 << 20;
    /** Characters that a regular expression looks at. */
    static final int LONGEST_MATCHED = 10_000;
    /** Characters of a regular expression. */
    static final int LONGEST_PATTERN = 500;
    /** What all counted repetitions of a regular expression multiply to at most. */
    private static final int MOST_REPEATED = 1_000;
    /** Binary digits of a number. */
    private static final int LARGEST_NUMBER = 4_096;

    private static final java.util.regex.Pattern REPEATED = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private Bounds() {}

    /**
     * The same query with bounded functions. They have names of their own, because Jena keeps an expression that equals, by
     * name and arguments, what it is to be replaced by.
     */
    static Op of(Op query) {
        return Transformer.transform(new Groups(), new Functions(), query);
    }

    /** Ends the evaluation. No exception, as ARQ takes every exception in a FILTER for "false" and goes on. */
    static final class Exceeded extends Error {
        private static final long serialVersionUID = 1;
        private final transient SparqlProblem problem;

        private Exceeded(String german, String english) {
            super(english, null, false, false);
            problem = new SparqlProblem.Costly(german, english);
        }

        /** Why. */
        SparqlProblem problem() {
            return problem;
        }
    }

    private static Exceeded tooLong() {
        return new Exceeded(
                "Die Abfrage bildet einen Text von mehr als %d Zeichen.".formatted(LONGEST_TEXT),
                "The query makes a text of more than %d characters.".formatted(LONGEST_TEXT));
    }

    private static final class Functions extends ExprTransformCopy {

        @Override
        public Expr transform(ExprFunction2 function, Expr one, Expr other) {
            return function instanceof E_Multiply ? new Product(one, other) : super.transform(function, one, other);
        }

        @Override
        public Expr transform(ExprFunctionN function, ExprList arguments) {
            return switch (function) {
                case E_Regex regex -> new Regex(arguments);
                case E_StrReplace replace -> new Replace(arguments);
                case E_StrConcat concat -> new Concat(arguments);
                default -> super.transform(function, arguments);
            };
        }
    }

    private static final class Groups extends TransformCopy {

        @Override
        public Op transform(OpGroup group, Op inside) {
            return OpGroup.create(
                    inside,
                    group.getGroupVars(),
                    group.getAggregators().stream().map(Groups::bounded).toList());
        }

        private static ExprAggregator bounded(ExprAggregator one) {
            return switch (one.getAggregator()) {
                case AggGroupConcat all ->
                    new ExprAggregator(one.getVar(), new Joined(all.getExprList(), all.getSeparator(), false));
                case AggGroupConcatDistinct some ->
                    new ExprAggregator(one.getVar(), new Joined(some.getExprList(), some.getSeparator(), true));
                default -> one;
            };
        }
    }

    private static final class Product extends ExprFunction2 {
        private final E_Multiply unbounded;

        private Product(Expr one, Expr other) {
            super(one, other, "bounded-multiply", "*");
            unbounded = new E_Multiply(one, other);
        }

        @Override
        public NodeValue eval(NodeValue one, NodeValue other) {
            if (size(one) + size(other) > LARGEST_NUMBER) {
                throw new Exceeded(
                        "Die Abfrage rechnet mit Zahlen von mehr als tausend Stellen.",
                        "The query computes with numbers of more than a thousand digits.");
            }
            return unbounded.eval(one, other);
        }

        private static int size(NodeValue number) {
            if (number.isInteger()) {
                return number.getInteger().bitLength();
            }
            return number.isDecimal() ? number.getDecimal().unscaledValue().bitLength() : 0;
        }

        @Override
        public Expr copy(Expr one, Expr other) {
            return new Product(one, other);
        }
    }

    private static final class Concat extends ExprFunctionN {
        private final E_StrConcat unbounded;

        private Concat(ExprList arguments) {
            super("bounded-concat", arguments);
            unbounded = new E_StrConcat(arguments);
        }

        @Override
        public NodeValue eval(List<NodeValue> arguments) {
            if (arguments.stream().mapToLong(one -> one.asString().length()).sum() > LONGEST_TEXT) {
                throw tooLong();
            }
            return unbounded.eval(arguments);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Concat(arguments);
        }
    }

    /** A regular expression with its flags; the last one is kept, as it is mostly the same for all rows. */
    private static final class Patterns {
        private String written = "";
        private String flags = "";
        private Pattern pattern = Pattern.compile("");

        Matcher match(String text, NodeValue pattern, NodeValue flags) {
            if (text.length() > LONGEST_MATCHED) {
                throw new Exceeded(
                        "REGEX und REPLACE gehen nur über Texte bis %d Zeichen.".formatted(LONGEST_MATCHED),
                        "REGEX and REPLACE take texts of up to %d characters only.".formatted(LONGEST_MATCHED));
            }
            return of(pattern.asString(), flags.asString()).matcher(text);
        }

        private Pattern of(String expression, String options) {
            if (!expression.equals(written) || !options.equals(flags)) {
                pattern = compile(expression, options);
                written = expression;
                flags = options;
            }
            return pattern;
        }

        private static Pattern compile(String expression, String options) {
            if (expression.length() > LONGEST_PATTERN || repeats(expression) > MOST_REPEATED) {
                throw new Exceeded(
                        "Das Muster ist zu lang oder wiederholt zu viel: „%s“".formatted(start(expression)),
                        "The pattern is too long or repeats too much: “%s”".formatted(start(expression)));
            }
            var mask = 0;
            for (var option : options.toLowerCase(Locale.ROOT).toCharArray()) {
                mask |= switch (option) {
                    case 'i' -> Pattern.CASE_INSENSITIVE;
                    case 's' -> Pattern.DOTALL;
                    case 'm' -> Pattern.MULTILINE;
                    case 'q' -> 0;
                    default -> throw unknown(String.valueOf(option));
                };
            }
            try {
                return Pattern.compile(options.contains("q") ? Pattern.quote(expression) : expression, mask);
            } catch (PatternSyntaxException e) {
                throw unknown(expression);
            }
        }

        private static long repeats(String expression) {
            var product = 1L;
            for (var counts = REPEATED.matcher(expression); counts.find() && product <= MOST_REPEATED; ) {
                var most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
                product *= Math.max(1, most.length() > 4 ? MOST_REPEATED + 1L : Long.parseLong(most));
            }
            return product;
        }

        private static String start(String expression) {
            return expression.substring(0, Math.min(60, expression.length()));
        }

        private static Exceeded unknown(String expression) {
            return new Exceeded(
                    "Das Muster „%s“ geht hier nicht: RE2 kennt keine Rückverweise und keinen Blick voraus oder zurück."
                            .formatted(start(expression)),
                    "The pattern “%s” does not work here: RE2 has no back-references and no look-around."
                            .formatted(start(expression)));
        }
    }

    private static final class Regex extends ExprFunctionN {
        private final Patterns patterns = new Patterns();

        private Regex(ExprList arguments) {
            super("bounded-regex", arguments);
        }

        @Override
        public NodeValue eval(List<NodeValue> arguments) {
            var text = NodeValueOps.checkAndGetStringLiteral("REGEX", arguments.getFirst());
            return NodeValue.booleanReturn(patterns.match(
                            text.getLiteralLexicalForm(),
                            literal("REGEX", arguments.get(1)),
                            arguments.size() > 2 ? literal("REGEX", arguments.get(2)) : NodeValue.makeString(""))
                    .find());
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Regex(arguments);
        }
    }

    private static NodeValue literal(String function, NodeValue value) {
        NodeValueOps.checkAndGetStringLiteral(function, value);
        return value;
    }

    private static final class Replace extends ExprFunctionN {
        private final Patterns patterns = new Patterns();

        private Replace(ExprList arguments) {
            super("bounded-replace", arguments);
        }

        @Override
        public NodeValue eval(List<NodeValue> arguments) {
            var text = NodeValueOps.checkAndGetStringLiteral("REPLACE", arguments.getFirst());
            var matcher = patterns.match(
                    text.getLiteralLexicalForm(),
                    literal("REPLACE", arguments.get(1)),
                    arguments.size() > 3 ? literal("REPLACE", arguments.get(3)) : NodeValue.makeString(""));
            var replaced = replace(matcher, literal("REPLACE", arguments.get(2)).asString());
            return text.getLiteralLanguage().isEmpty()
                    ? NodeValue.makeString(replaced)
                    : NodeValue.makeNode(NodeFactory.createLiteralLang(replaced, text.getLiteralLanguage()));
        }

        private static String replace(Matcher matcher, String by) {
            var out = new StringBuilder();
            try {
                while (matcher.find()) {
                    matcher.appendReplacement(out, by);
                    if (out.length() > LONGEST_TEXT) {
                        throw tooLong();
                    }
                }
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw Patterns.unknown(by);
            }
            return matcher.appendTail(out).toString();
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Replace(arguments);
        }
    }

    /** GROUP_CONCAT. */
    private static final class Joined extends AggregatorBase {
        private final String separator;

        private Joined(ExprList what, String separator, boolean distinct) {
            super("GROUP_CONCAT", distinct, what);
            this.separator = separator == null ? " " : separator;
        }

        @Override
        public org.apache.jena.sparql.expr.aggregate.Aggregator copy(ExprList what) {
            return new Joined(what, separator, isDistinct);
        }

        @Override
        public Accumulator createAccumulator() {
            return new Joining(getExprList().get(0), separator, isDistinct);
        }

        @Override
        public org.apache.jena.graph.Node getValueEmpty() {
            return NodeFactory.createLiteralString("");
        }

        @Override
        public int hashCode() {
            return 31 * getExprList().hashCode() + separator.hashCode();
        }

        @Override
        public boolean equals(org.apache.jena.sparql.expr.aggregate.Aggregator other, boolean byName) {
            return other instanceof Joined joined
                    && joined.separator.equals(separator)
                    && joined.isDistinct == isDistinct
                    && getExprList().equals(joined.getExprList(), byName);
        }
    }

    private static final class Joining extends AccumulatorExpr {
        private final StringBuilder text = new StringBuilder();
        private final String separator;
        private boolean begun;

        private Joining(Expr what, String separator, boolean distinct) {
            super(what, distinct);
            this.separator = separator;
        }

        @Override
        protected void accumulate(NodeValue value, Binding binding, FunctionEnv env) {
            if (begun) {
                text.append(separator);
            }
            begun = true;
            text.append(value.asString());
            if (text.length() > LONGEST_TEXT) {
                throw tooLong();
            }
        }

        @Override
        protected void accumulateError(Binding binding, FunctionEnv env) {}

        @Override
        protected NodeValue getAccValue() {
            return NodeValue.makeString(text.toString());
        }
    }
}
