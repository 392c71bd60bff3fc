package dev.sallyport.sql.function;

import dev.sallyport.sql.function.SalesforceFunction.Surroundings;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.TableMacro;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** A function as Calcite's schemas hold it. */
public final class FunctionMacro implements TableMacro {
    private final SalesforceFunction function;
    private final Surroundings surroundings;

    /** A function that reaches an org. */
    public FunctionMacro(SalesforceFunction function, Surroundings surroundings) {
        this.function = function;
        this.surroundings = surroundings;
    }

    @Override
    public TranslatableTable apply(List<? extends @Nullable Object> arguments) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Object argument = arguments.get(i);
            if (argument == null) {
                throw new IllegalArgumentException(function.functionName() + " takes no null for "
                        + function.parameters().get(i).name());
            }
            values.add(
                    function.parameters().get(i).type() == SqlTypeName.TIMESTAMP ? instant(argument) : text(argument));
        }
        return new FunctionTable(function, surroundings, values);
    }

    private static String text(Object argument) {
        return argument instanceof NlsString text ? text.getValue() : argument.toString();
    }

    /** A TIMESTAMP is a wall clock that shows UTC, in whichever of its forms the engine hands it over. */
    private static Instant instant(Object argument) {
        if (argument instanceof TimestampString timestamp) {
            return Instant.ofEpochMilli(timestamp.getMillisSinceEpoch());
        }
        if (argument instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
        if (argument instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        if (argument instanceof Number millis) {
            return Instant.ofEpochMilli(millis.longValue());
        }
        try {
            // A literal that has not been validated yet is its text.
            return LocalDateTime.parse(text(argument).replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "An argument is no timestamp. Write it like TIMESTAMP '2024-02-29 12:00:00'", e);
        }
    }

    @Override
    public List<FunctionParameter> getParameters() {
        List<FunctionParameter> parameters = new ArrayList<>();
        for (SalesforceFunction.Column column : function.parameters()) {
            parameters.add(new Parameter(parameters.size(), column));
        }
        return parameters;
    }

    private record Parameter(int ordinal, SalesforceFunction.Column column) implements FunctionParameter {
        @Override
        public int getOrdinal() {
            return ordinal;
        }

        @Override
        public String getName() {
            return column.name();
        }

        @Override
        public RelDataType getType(RelDataTypeFactory types) {
            // A Java type: the engine hands over no literal for any other. Whichever form a timestamp has then will do.
            return types.createJavaType(column.type() == SqlTypeName.TIMESTAMP ? Object.class : String.class);
        }

        @Override
        public boolean isOptional() {
            return false;
        }
    }
}
