package de.hilfenetz.store;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBase;
import org.jspecify.annotations.Nullable;

/** What a pattern found, by numbers of terms, on top of what was found before. */
final class NumberedBinding extends BindingBase {

    /** Of a variable that has no value. */
    static final int UNBOUND = -1;

    /** Of a value that is no term of the graph. */
    static final int ABSENT = -2;

    private final TermDictionary terms;
    private final Var[] vars;
    private final int[] numbers;

    NumberedBinding(@Nullable Binding parent, TermDictionary terms, Var[] vars, int[] numbers) {
        super(parent);
        this.terms = terms;
        this.vars = vars;
        this.numbers = numbers;
    }

    /** The number of what {@code variable} is in {@code binding}, {@link #UNBOUND} or {@link #ABSENT}. */
    static int number(@Nullable Binding binding, Var variable, TermDictionary terms) {
        var here = binding;
        while (here instanceof NumberedBinding numbered && numbered.terms == terms) {
            var place = numbered.place(variable);
            if (place >= 0) {
                return numbered.numbers[place];
            }
            here = numbered.parent;
        }
        var value = here == null ? null : here.get(variable);
        if (value == null) {
            return UNBOUND;
        }
        var number = terms.find(value);
        return number < 0 ? ABSENT : number;
    }

    private int place(Var variable) {
        for (var i = 0; i < vars.length; i++) {
            if (vars[i].equals(variable)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    protected Iterator<Var> vars1() {
        return Arrays.asList(vars).iterator();
    }

    @Override
    protected int size1() {
        return vars.length;
    }

    @Override
    protected boolean isEmpty1() {
        return vars.length == 0;
    }

    @Override
    protected boolean contains1(Var variable) {
        return place(variable) >= 0;
    }

    @Override
    protected @Nullable Node get1(Var variable) {
        var place = place(variable);
        return place < 0 ? null : terms.get(numbers[place]);
    }

    @Override
    protected Binding detachWithNewParent(Binding newParent) {
        return new NumberedBinding(newParent, terms, vars, numbers);
    }
}
