package dev.sallyport.org.metadata;

import dev.sallyport.org.metadata.FormulaCompiler.Expression;
import dev.sallyport.org.metadata.FormulaCompiler.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The functions of formulas, in the database's SQL. */
final class FormulaFunctions {
    /** Calls a function by its name in capitals. */
    Expression call(String name, List<Expression> arguments) {
        return switch (name) {
            case "IF" -> choice(arguments);
            case "AND", "OR" -> logical(name, arguments);
            case "NOT" -> new Expression(Kind.BOOLEAN, "(NOT " + only(name, Kind.BOOLEAN, arguments) + ")");
            case "ISBLANK", "ISNULL" -> {
                requireCount(name, 1, arguments);
                String argument = arguments.get(0).sql();
                yield new Expression(
                        Kind.BOOLEAN,
                        arguments.get(0).kind() == Kind.TEXT
                                ? "(NULLIF(" + argument + ", '') IS NULL)"
                                : "(" + argument + " IS NULL)");
            }
            case "BLANKVALUE", "NULLVALUE" -> {
                requireCount(name, 2, arguments);
                requireKind(name, 2, arguments.get(0).kind(), arguments.get(1));
                yield new Expression(
                        arguments.get(0).kind(),
                        "COALESCE(" + arguments.get(0).sql() + ", "
                                + arguments.get(1).sql() + ")");
            }
            case "ABS", "SQRT", "EXP", "LN", "FLOOR" -> numeric(name, name, 1, arguments);
            case "CEILING" -> numeric(name, "CEIL", 1, arguments);
            case "ROUND" -> numeric(name, "ROUND", 2, arguments);
            case "MOD" -> numeric(name, "MOD", 2, arguments);
            case "MAX" -> numeric(name, "GREATEST", arguments.size(), arguments);
            case "MIN" -> numeric(name, "LEAST", arguments.size(), arguments);
            case "YEAR", "MONTH", "DAY" ->
                new Expression(Kind.NUMBER, "EXTRACT(" + name + " FROM " + only(name, Kind.DATE, arguments) + ")");
            default -> ofText(name, arguments);
        };
    }

    private static Expression ofText(String name, List<Expression> arguments) {
        return switch (name) {
            case "UPPER", "LOWER", "TRIM" ->
                new Expression(Kind.TEXT, name + "(" + only(name, Kind.TEXT, arguments) + ")");
            case "LEN" ->
                new Expression(Kind.NUMBER, "COALESCE(CHAR_LENGTH(" + only(name, Kind.TEXT, arguments) + "), 0)");
            case "LEFT", "RIGHT" -> {
                requireCount(name, 2, arguments);
                requireKind(name, 1, Kind.TEXT, arguments.get(0));
                requireKind(name, 2, Kind.NUMBER, arguments.get(1));
                yield new Expression(Kind.TEXT, name + "(" + list(arguments) + ")");
            }
            case "MID" -> {
                requireCount(name, 3, arguments);
                requireKind(name, 1, Kind.TEXT, arguments.get(0));
                yield new Expression(Kind.TEXT, "SUBSTRING(" + list(arguments) + ")");
            }
            case "CONTAINS" -> new Expression(Kind.BOOLEAN, "(LOCATE(" + swapped(name, arguments) + ") > 0)");
            case "BEGINS" -> new Expression(Kind.BOOLEAN, "(LOCATE(" + swapped(name, arguments) + ") = 1)");
            case "ISPICKVAL" -> {
                requireCount(name, 2, arguments);
                yield new Expression(
                        Kind.BOOLEAN,
                        "(COALESCE(" + arguments.get(0).sql() + ", '') = "
                                + arguments.get(1).sql() + ")");
            }
            case "TEXT" -> {
                requireCount(name, 1, arguments);
                yield new Expression(Kind.TEXT, "CAST(" + arguments.get(0).sql() + " AS VARCHAR)");
            }
            case "VALUE" -> new Expression(Kind.NUMBER, "CAST(" + only(name, Kind.TEXT, arguments) + " AS DECFLOAT)");
            case "TODAY", "NOW", "TIMENOW" ->
                throw FormulaTokens.refused("Formulas of this org cannot depend on the time: " + name);
            default -> throw FormulaTokens.refused("Unknown function " + name + ". Check spelling.");
        };
    }

    private static Expression choice(List<Expression> arguments) {
        requireCount("IF", 3, arguments);
        requireKind("IF", 1, Kind.BOOLEAN, arguments.get(0));
        requireKind("IF", 3, arguments.get(1).kind(), arguments.get(2));
        return new Expression(
                arguments.get(1).kind(),
                "CASE WHEN " + arguments.get(0).sql() + " THEN "
                        + arguments.get(1).sql() + " ELSE " + arguments.get(2).sql() + " END");
    }

    private static Expression logical(String name, List<Expression> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            requireKind(name, i + 1, Kind.BOOLEAN, arguments.get(i));
        }
        if (arguments.isEmpty()) {
            requireCount(name, 1, arguments);
        }
        return new Expression(
                Kind.BOOLEAN,
                arguments.stream().map(Expression::sql).collect(Collectors.joining(" " + name + " ", "(", ")")));
    }

    private static Expression numeric(String name, String sqlName, int count, List<Expression> arguments) {
        requireCount(name, Math.max(count, 1), arguments);
        for (int i = 0; i < arguments.size(); i++) {
            requireKind(name, i + 1, Kind.NUMBER, arguments.get(i));
        }
        return new Expression(Kind.NUMBER, sqlName + "(" + list(arguments) + ")");
    }

    private static String only(String name, Kind kind, List<Expression> arguments) {
        requireCount(name, 1, arguments);
        requireKind(name, 1, kind, arguments.get(0));
        return arguments.get(0).sql();
    }

    private static String swapped(String name, List<Expression> arguments) {
        requireCount(name, 2, arguments);
        requireKind(name, 1, Kind.TEXT, arguments.get(0));
        requireKind(name, 2, Kind.TEXT, arguments.get(1));
        return arguments.get(1).sql() + ", COALESCE(" + arguments.get(0).sql() + ", '')";
    }

    private static String list(List<Expression> arguments) {
        return arguments.stream().map(Expression::sql).collect(Collectors.joining(", "));
    }

    private static void requireCount(String name, int count, List<Expression> arguments) {
        if (arguments.size() != count) {
            throw FormulaTokens.refused("Incorrect number of parameters for function '" + name + "()'. Expected "
                    + count + ", received " + arguments.size());
        }
    }

    private static void requireKind(String name, int position, Kind expected, Expression argument) {
        if (argument.kind() != expected) {
            throw FormulaTokens.refused(
                    "Incorrect parameter type for function '" + name + "()' at position " + position + ". Expected "
                            + expected.label() + ", received " + argument.kind().label());
        }
    }
}
