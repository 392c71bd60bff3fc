package dev.sallyport.sql.federation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlString;
import org.jspecify.annotations.Nullable;

/**
 * A statement for a foreign server.
 *
 * @param sql on one line, but for line breaks within texts and names
 * @param parameters which of the plan's parameters each question mark stands for
 * @param types of the plan's parameters in it
 */
record ForeignStatement(String sql, List<Integer> parameters, Map<Integer, SqlTypeName> types) {
    private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

    static ForeignStatement of(SqlString written, RelNode relation) {
        // Calcite leaves null where there are none.
        @Nullable List<Integer> parameters = written.getDynamicParameters();
        return new ForeignStatement(
                onOneLine(written.getSql()), parameters == null ? List.of() : parameters, types(relation));
    }

    private static Map<Integer, SqlTypeName> types(RelNode relation) {
        Map<Integer, SqlTypeName> types = new HashMap<>();
        RexShuttle parameters = new RexShuttle() {
            @Override
            public RexNode visitDynamicParam(RexDynamicParam parameter) {
                types.put(parameter.getIndex(), parameter.getType().getSqlTypeName());
                return parameter;
            }
        };
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                RelNode unused = node.accept(parameters);
                super.visit(node, ordinal, parent);
            }
        }.go(relation);
        return types;
    }

    /** What its question marks stand for, in order, as plans show it: {@code ?0} for the plan's first parameter. */
    String shownParameters() {
        return parameters.stream()
                .map(parameter -> parameter == KeyedForeignScan.KEYS ? "keys" : "?" + parameter)
                .collect(Collectors.joining(", "));
    }

    /** A parameter's value as the driver takes it; a wall clock is one, whatever the time zone of this machine. */
    @Nullable
    Object bound(int parameter, @Nullable Object held) {
        if (!(held instanceof Number number)) {
            return held;
        }
        return switch (types.getOrDefault(parameter, SqlTypeName.ANY)) {
            case DATE -> LocalDate.ofEpochDay(number.longValue());
            case TIME -> LocalTime.ofNanoOfDay(number.longValue() * NANOS_OF_A_MILLISECOND);
            case TIMESTAMP ->
                Instant.ofEpochMilli(number.longValue()).atZone(ZoneOffset.UTC).toLocalDateTime();
            default -> number;
        };
    }

    private static String onOneLine(String sql) {
        StringBuilder line = new StringBuilder(sql.length());
        char within = 0;
        for (int i = 0; i < sql.length(); i++) {
            char character = sql.charAt(i);
            if (within == 0 && (character == '\'' || character == '"')) {
                within = character;
            } else if (character == within) {
                within = 0;
            }
            line.append(within == 0 && character == '\n' ? ' ' : character);
        }
        return line.toString();
    }
}
