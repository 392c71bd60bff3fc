package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns formulas over the fields of one object into the database's SQL, which keeps their values in a computed column.
 * Operators, comparisons and the common functions of logic, numbers and text are there. What depends on other objects
 * or on the time of reading cannot be kept so, and is refused.
 */
final class FormulaCompiler {
    /** What an expression gives. */
    enum Kind {
        NUMBER("Number"),
        TEXT("Text"),
        BOOLEAN("Boolean"),
        DATE("Date"),
        DATE_TIME("DateTime"),
        TIME("Time");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** An expression in SQL. */
    record Expression(Kind kind, String sql) {}

    private static final Set<String> COMPARISONS = Set.of("=", "==", "<>", "!=", "<", ">", "<=", ">=");

    private final List<ObjectNode> siblings;

    FormulaCompiler(List<ObjectNode> siblings) {
        this.siblings = siblings;
    }

    /** Adds to a definition what makes it a formula field. */
    void compile(CustomFieldType type, Component field, ObjectNode definition) {
        String formula = field.requiredText("formula");
        boolean blankAsZero = !field.text("formulaTreatBlanksAs", "BlankAsZero").equals("BlankAsBlank");
        Parser parser = new Parser(new FormulaTokens(formula), blankAsZero);
        Expression result = parser.all();
        Kind expected = kindOf(type.schemaType()).orElseThrow();
        if (result.kind() != expected) {
            throw FormulaTokens.refused("Formula result is data type ("
                    + result.kind().label() + "), incompatible with expected data type (" + expected.label() + ").");
        }
        int scale = field.integer("scale").orElse(2);
        String sql =
                switch (expected) {
                    case NUMBER ->
                        "CAST(" + result.sql() + (type == CustomFieldType.PERCENT ? " * 100" : "") + " AS NUMERIC(18, "
                                + scale + "))";
                    case TEXT -> "CAST(NULLIF(" + result.sql() + ", '') AS VARCHAR_IGNORECASE(1300))";
                    case BOOLEAN -> "COALESCE(" + result.sql() + ", FALSE)";
                    case DATE, DATE_TIME, TIME -> result.sql();
                };
        definition.put("formula", formula).put("sql", sql);
        if (expected == Kind.NUMBER) {
            definition.put("precision", 18).put("scale", scale);
        } else if (expected == Kind.TEXT) {
            definition.put("length", 1300);
        }
    }

    private static Optional<Kind> kindOf(String schemaType) {
        return Optional.ofNullable(
                switch (schemaType) {
                    case "int", "long", "double", "currency", "percent" -> Kind.NUMBER;
                    case "string", "textarea", "picklist", "email", "phone", "url", "id", "reference", "combobox" ->
                        Kind.TEXT;
                    case "boolean" -> Kind.BOOLEAN;
                    case "date" -> Kind.DATE;
                    case "datetime" -> Kind.DATE_TIME;
                    case "time" -> Kind.TIME;
                    default -> null;
                });
    }

    /** Goes down the precedences, the loosest first. */
    private final class Parser {
        private final FormulaTokens tokens;
        private final boolean blankAsZero;
        private final FormulaFunctions functions = new FormulaFunctions();

        Parser(FormulaTokens tokens, boolean blankAsZero) {
            this.tokens = tokens;
            this.blankAsZero = blankAsZero;
        }

        Expression all() {
            Expression expression = disjunction();
            if (!tokens.peek().isEmpty()) {
                throw FormulaTokens.refused("Syntax error. Extra '" + tokens.peek() + "'");
            }
            return expression;
        }

        private Expression disjunction() {
            Expression left = conjunction();
            while (tokens.take("||")) {
                left = logical(left, "OR", "||", conjunction());
            }
            return left;
        }

        private Expression conjunction() {
            Expression left = comparison();
            while (tokens.take("&&")) {
                left = logical(left, "AND", "&&", comparison());
            }
            return left;
        }

        private Expression logical(Expression left, String sql, String operator, Expression right) {
            requireKind(left, Kind.BOOLEAN, operator);
            requireKind(right, Kind.BOOLEAN, operator);
            return new Expression(Kind.BOOLEAN, "(" + left.sql() + " " + sql + " " + right.sql() + ")");
        }

        private Expression comparison() {
            Expression left = sum();
            while (COMPARISONS.contains(tokens.peek())) {
                String operator = tokens.next();
                Expression right = sum();
                requireKind(right, left.kind(), operator);
                String sql = operator.equals("==") ? "=" : operator.equals("!=") ? "<>" : operator;
                left = new Expression(Kind.BOOLEAN, "(" + left.sql() + " " + sql + " " + right.sql() + ")");
            }
            return left;
        }

        private Expression sum() {
            Expression left = product();
            while (List.of("+", "-", "&").contains(tokens.peek())) {
                String operator = tokens.next();
                left = added(left, operator, product());
            }
            return left;
        }

        private Expression added(Expression left, String operator, Expression right) {
            if (left.kind() == Kind.TEXT && !operator.equals("-")) {
                requireKind(right, Kind.TEXT, operator);
                return new Expression(
                        Kind.TEXT, "(COALESCE(" + left.sql() + ", '') || COALESCE(" + right.sql() + ", ''))");
            }
            if (left.kind() == Kind.DATE && right.kind() == Kind.DATE && operator.equals("-")) {
                return new Expression(Kind.NUMBER, "DATEDIFF(DAY, " + right.sql() + ", " + left.sql() + ")");
            }
            requireKind(right, Kind.NUMBER, operator);
            if (left.kind() == Kind.DATE) {
                String days = operator.equals("-") ? "-(" + right.sql() + ")" : right.sql();
                return new Expression(
                        Kind.DATE, "CAST(DATEADD(DAY, CAST(" + days + " AS INTEGER), " + left.sql() + ") AS DATE)");
            }
            requireKind(left, Kind.NUMBER, operator);
            return new Expression(Kind.NUMBER, "(" + left.sql() + " " + operator + " " + right.sql() + ")");
        }

        private Expression product() {
            Expression left = power();
            while (List.of("*", "/").contains(tokens.peek())) {
                String operator = tokens.next();
                Expression right = power();
                requireKind(left, Kind.NUMBER, operator);
                requireKind(right, Kind.NUMBER, operator);
                String divisor = operator.equals("/") ? "NULLIF(" + right.sql() + ", 0)" : right.sql();
                left = new Expression(
                        Kind.NUMBER, "(CAST(" + left.sql() + " AS DECFLOAT) " + operator + " " + divisor + ")");
            }
            return left;
        }

        private Expression power() {
            Expression base = unary();
            if (tokens.take("^")) {
                Expression exponent = unary();
                requireKind(base, Kind.NUMBER, "^");
                requireKind(exponent, Kind.NUMBER, "^");
                return new Expression(Kind.NUMBER, "POWER(" + base.sql() + ", " + exponent.sql() + ")");
            }
            return base;
        }

        /** Whatever is nested, is nested in here. */
        private Expression unary() {
            tokens.enter();
            Expression operand = signed();
            tokens.leave();
            return operand;
        }

        private Expression signed() {
            if (tokens.take("-")) {
                Expression operand = unary();
                requireKind(operand, Kind.NUMBER, "-");
                return new Expression(Kind.NUMBER, "(-" + operand.sql() + ")");
            }
            if (tokens.take("!")) {
                Expression operand = unary();
                requireKind(operand, Kind.BOOLEAN, "!");
                return new Expression(Kind.BOOLEAN, "(NOT " + operand.sql() + ")");
            }
            return tokens.take("+") ? unary() : primary();
        }

        private Expression primary() {
            String token = tokens.next();
            char first = token.charAt(0);
            if (first == '(') {
                Expression inner = disjunction();
                tokens.require(")");
                return inner;
            }
            if (first == '"' || first == '\'') {
                String text = token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
                return new Expression(Kind.TEXT, "'" + text.replace("'", "''") + "'");
            }
            if (Character.isDigit(first) || first == '.') {
                return new Expression(Kind.NUMBER, first == '.' ? "0" + token : token);
            }
            if (!Character.isLetter(first)) {
                throw FormulaTokens.refused("Syntax error. Found '" + token + "'");
            }
            return named(token);
        }

        private Expression named(String name) {
            if (tokens.take("(")) {
                List<Expression> arguments = new ArrayList<>();
                if (!tokens.take(")")) {
                    do {
                        arguments.add(disjunction());
                    } while (tokens.take(","));
                    tokens.require(")");
                }
                return functions.call(name.toUpperCase(Locale.ROOT), arguments);
            }
            if (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false")) {
                return new Expression(Kind.BOOLEAN, name.toUpperCase(Locale.ROOT));
            }
            if (name.equalsIgnoreCase("null")) {
                return new Expression(Kind.TEXT, "CAST(NULL AS VARCHAR)");
            }
            return field(name);
        }

        private Expression field(String name) {
            if (name.contains(".") || name.startsWith("$")) {
                throw FormulaTokens.refused("Formulas of this org see the fields of their own object only: " + name);
            }
            ObjectNode field = siblings.stream()
                    .filter(sibling -> sibling.path("name").asText().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> FormulaTokens.refused("Field " + name + " does not exist. Check spelling."));
            String type = field.path("type").asText();
            Kind kind = kindOf(type)
                    .orElseThrow(
                            () -> FormulaTokens.refused("Field " + name + " may not be used in this type of formula"));
            String column = field.has("sql")
                    ? "(" + field.path("sql").asText() + ")"
                    : "\"" + field.path("name").asText() + "\"";
            if (kind == Kind.TEXT) {
                return new Expression(kind, "CAST(" + column + " AS VARCHAR)");
            }
            if (kind != Kind.NUMBER) {
                return new Expression(kind, column);
            }
            String number = blankAsZero ? "COALESCE(" + column + ", 0)" : column;
            return new Expression(kind, type.equals("percent") ? "(CAST(" + number + " AS DECFLOAT) / 100)" : number);
        }

        private void requireKind(Expression operand, Kind expected, String operator) {
            if (operand.kind() != expected) {
                throw FormulaTokens.refused("Incorrect parameter type for operator '" + operator + "'. Expected "
                        + expected.label() + ", received " + operand.kind().label());
            }
        }
    }
}
