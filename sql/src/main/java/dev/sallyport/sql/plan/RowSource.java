package dev.sallyport.sql.plan;

import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.NewExpression;
import org.apache.calcite.linq4j.tree.Shuttle;
import org.jspecify.annotations.Nullable;

/**
 * What begins to read the rows of a part of a plan; public for the plans' code. In it, it stands in the place of a class that
 * extends {@link AbstractEnumerable}: of such a class Janino compares each of the 300 methods that it inherits with each, to
 * see that none is missing.
 */
public abstract class RowSource {
    /** For the plans' code. */
    protected RowSource() {}

    /** Begins with the first row. */
    public abstract Enumerator<Object> enumerator();

    /** The rows; each who reads them begins anew. */
    public final AbstractEnumerable<Object> rows() {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object> enumerator() {
                return RowSource.this.enumerator();
            }
        };
    }

    /** The same plan with sources in the place of classes that extend {@link AbstractEnumerable}. */
    static ClassDeclaration in(ClassDeclaration plan) {
        return plan.accept(new Shuttle() {
            @Override
            public Expression visit(
                    NewExpression made, List<Expression> arguments, @Nullable List<MemberDeclaration> members) {
                return made.type == AbstractEnumerable.class && members != null
                        ? Expressions.call(Expressions.new_(RowSource.class, arguments, members), "rows")
                        : super.visit(made, arguments, members);
            }
        });
    }
}
