package dev.sallyport.org.soql;

import dev.sallyport.org.soql.Query.And;
import dev.sallyport.org.soql.Query.Argument;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.Comparator;
import dev.sallyport.org.soql.Query.Comparison;
import dev.sallyport.org.soql.Query.Condition;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.ExpressionArgument;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.Grouping;
import dev.sallyport.org.soql.Query.InList;
import dev.sallyport.org.soql.Query.InQuery;
import dev.sallyport.org.soql.Query.Includes;
import dev.sallyport.org.soql.Query.Literal;
import dev.sallyport.org.soql.Query.LiteralArgument;
import dev.sallyport.org.soql.Query.Not;
import dev.sallyport.org.soql.Query.Or;
import dev.sallyport.org.soql.Query.OrderKey;
import dev.sallyport.org.soql.Query.Path;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.Source;
import dev.sallyport.org.soql.Query.TypeOf;
import dev.sallyport.org.soql.Query.TypeOfCase;
import dev.sallyport.org.soql.Query.With;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Query} of what the grammar has recognised. */
final class QueryBuilder extends SoqlBaseVisitor<Object> {
    private final Excerpt excerpt;
    private final LiteralReader literals;

    QueryBuilder(Excerpt excerpt) {
        this.excerpt = excerpt;
        this.literals = new LiteralReader(excerpt);
    }

    Query query(SoqlParser.QueryContext context) {
        if (context.HAVING() != null && context.groupBy() == null) {
            throw excerpt.refusal(
                    "MALFORMED_QUERY", context.HAVING().getSymbol().getStartIndex(), "unexpected token: 'HAVING'");
        }
        return new Query(
                context.selectItem().stream()
                        .map(item -> (Selected) visit(item))
                        .toList(),
                source(context.source().path(), context.source().alias()),
                context.aliasedPath().stream()
                        .map(aliased -> source(aliased.path(), aliased.alias()))
                        .toList(),
                context.SCOPE() == null ? null : named(context.name()),
                context.WHERE() == null ? null : condition(context.condition(0)),
                context.withClause().stream().map(QueryBuilder::with).toList(),
                context.groupBy() == null ? null : grouping(context.groupBy()),
                context.HAVING() == null
                        ? null
                        : condition(context.condition(context.condition().size() - 1)),
                orderKeys(context.orderBy()),
                context.LIMIT() == null ? null : rowCount(context.INTEGER(0)),
                context.OFFSET() == null
                        ? null
                        : rowCount(context.INTEGER(context.INTEGER().size() - 1)),
                context.usage().stream().map(QueryBuilder::usage).collect(Collectors.toUnmodifiableSet()),
                context.ALL() != null);
    }

    /** What SOSL wants of one sObject: its id, where nothing else is said. */
    Query returned(SoqlParser.ReturnedContext context) {
        Selected id = new SelectedExpression(new FieldExpression(new Path(List.of("Id"), start(context))), null);
        return new Query(
                context.selectItem().isEmpty()
                        ? List.of(id)
                        : context.selectItem().stream()
                                .map(item -> (Selected) visit(item))
                                .toList(),
                source(context.path(), null),
                List.of(),
                null,
                context.condition() == null ? null : condition(context.condition()),
                List.of(),
                null,
                null,
                orderKeys(context.orderBy()),
                context.LIMIT() == null ? null : rowCount(context.INTEGER(0)),
                context.OFFSET() == null
                        ? null
                        : rowCount(context.INTEGER(context.INTEGER().size() - 1)),
                Set.of(),
                false);
    }

    private static Query.Usage usage(SoqlParser.UsageContext context) {
        if (context.VIEW() != null) {
            return Query.Usage.VIEW;
        }
        return context.REFERENCE() != null ? Query.Usage.REFERENCE : Query.Usage.UPDATE;
    }

    private List<OrderKey> orderKeys(SoqlParser.@Nullable OrderByContext context) {
        return context == null
                ? List.of()
                : context.orderItem().stream().map(this::orderKey).toList();
    }

    @Override
    public Object visitChildQuery(SoqlParser.ChildQueryContext context) {
        return new ChildQuery(query(context.query()));
    }

    @Override
    public Object visitTypeof(SoqlParser.TypeofContext context) {
        List<Path> paths = context.path().stream().map(QueryBuilder::path).toList();
        return new TypeOf(
                paths.get(0),
                context.typeofWhen().stream().map(QueryBuilder::typeOfCase).toList(),
                paths.subList(1, paths.size()));
    }

    @Override
    public Object visitSelected(SoqlParser.SelectedContext context) {
        return new SelectedExpression(
                expression(context.expression()),
                context.alias() == null ? null : context.alias().getText());
    }

    @Override
    public Object visitNegation(SoqlParser.NegationContext context) {
        return new Not((Condition) visit(context.term()));
    }

    @Override
    public Object visitParenthesised(SoqlParser.ParenthesisedContext context) {
        return condition(context.condition());
    }

    @Override
    public Object visitComparison(SoqlParser.ComparisonContext context) {
        return new Comparison(
                expression(context.expression()), comparator(context.comparator()), literals.of(context.value()));
    }

    @Override
    public Object visitLike(SoqlParser.LikeContext context) {
        return new Comparison(expression(context.expression()), Comparator.LIKE, literals.of(context.value()));
    }

    @Override
    public Object visitInBound(SoqlParser.InBoundContext context) {
        throw literals.boundVariable(context.bind());
    }

    @Override
    public Object visitInQuery(SoqlParser.InQueryContext context) {
        checkSemiJoin(context.query());
        return new InQuery(expression(context.expression()), query(context.query()), context.NOT() != null);
    }

    @Override
    public Object visitInList(SoqlParser.InListContext context) {
        return new InList(expression(context.expression()), values(context.valueList()), context.NOT() != null);
    }

    @Override
    public Object visitMultiSelect(SoqlParser.MultiSelectContext context) {
        return new Includes(expression(context.expression()), values(context.valueList()), context.EXCLUDES() != null);
    }

    @Override
    public Object visitCall(SoqlParser.CallContext context) {
        return new Call(
                context.name().getText().toUpperCase(Locale.ROOT),
                context.argument().stream().map(this::argument).toList(),
                start(context));
    }

    @Override
    public Object visitField(SoqlParser.FieldContext context) {
        return new FieldExpression(path(context.path()));
    }

    /** A semi-join's query has a WHERE clause at most. */
    private void checkSemiJoin(SoqlParser.QueryContext query) {
        Stream.of(query.groupBy(), query.orderBy())
                .filter(Objects::nonNull)
                .map(ParserRuleContext::getStart)
                .findFirst()
                .ifPresent(this::refuseInSemiJoin);
        Stream.of(query.HAVING(), query.LIMIT(), query.OFFSET(), query.FOR(), query.UPDATE(), query.ALL())
                .filter(Objects::nonNull)
                .map(TerminalNode::getSymbol)
                .findFirst()
                .ifPresent(this::refuseInSemiJoin);
    }

    private void refuseInSemiJoin(Token token) {
        throw excerpt.refusal(
                "MALFORMED_QUERY",
                token.getStartIndex(),
                "expecting a right parentheses, found '" + token.getText() + "'");
    }

    private Condition condition(SoqlParser.ConditionContext context) {
        List<Condition> terms =
                context.term().stream().map(term -> (Condition) visit(term)).toList();
        if (terms.size() == 1) {
            return terms.get(0);
        }
        return context.OR().isEmpty() ? new And(terms) : new Or(terms);
    }

    private Expression expression(SoqlParser.ExpressionContext context) {
        return (Expression) visit(context);
    }

    private Argument argument(SoqlParser.ArgumentContext context) {
        return context.expression() == null
                ? new LiteralArgument(literals.of(context.value()))
                : new ExpressionArgument(expression(context.expression()));
    }

    private List<Literal> values(SoqlParser.ValueListContext context) {
        return context.value().stream().map(literals::of).toList();
    }

    private Grouping grouping(SoqlParser.GroupByContext context) {
        Grouping.Kind kind = context.ROLLUP() != null
                ? Grouping.Kind.ROLLUP
                : context.CUBE() != null ? Grouping.Kind.CUBE : Grouping.Kind.PLAIN;
        return new Grouping(
                kind, context.expression().stream().map(this::expression).toList());
    }

    private OrderKey orderKey(SoqlParser.OrderItemContext context) {
        return new OrderKey(expression(context.expression()), context.DESC() != null, context.LAST() != null);
    }

    private long rowCount(TerminalNode number) {
        try {
            long count = Long.parseLong(number.getText());
            if (count >= 0 && Character.isDigit(number.getText().charAt(0))) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Too many digits for a number of rows: refused below, like a sign.
        }
        throw excerpt.refusal(
                "MALFORMED_QUERY", number.getSymbol().getStartIndex(), "unexpected token: '" + number.getText() + "'");
    }

    private static With with(SoqlParser.WithClauseContext context) {
        return context.name() == null ? new With("DATA CATEGORY", start(context)) : named(context.name());
    }

    private static With named(SoqlParser.NameContext name) {
        return new With(name.getText().toUpperCase(Locale.ROOT), start(name));
    }

    private static Source source(SoqlParser.PathContext path, SoqlParser.@Nullable AliasContext alias) {
        return new Source(path(path), alias == null ? null : alias.getText());
    }

    private static TypeOfCase typeOfCase(SoqlParser.TypeofWhenContext context) {
        List<Path> paths = context.path().stream().map(QueryBuilder::path).toList();
        return new TypeOfCase(paths.get(0), paths.subList(1, paths.size()));
    }

    private static Path path(SoqlParser.PathContext context) {
        return new Path(context.name().stream().map(ParseTree::getText).toList(), start(context));
    }

    private static Comparator comparator(SoqlParser.ComparatorContext context) {
        return switch (context.getStart().getType()) {
            case SoqlParser.EQUAL -> Comparator.EQUAL;
            case SoqlParser.NOT_EQUAL -> Comparator.NOT_EQUAL;
            case SoqlParser.LESS -> Comparator.LESS;
            case SoqlParser.LESS_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
            case SoqlParser.GREATER -> Comparator.GREATER;
            case SoqlParser.GREATER_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
            default -> throw new IllegalStateException("The grammar has no comparator " + context.getText());
        };
    }

    private static int start(ParserRuleContext context) {
        return context.getStart().getStartIndex();
    }
}
