package dev.sallyport.sql.exact;

/** What the makers share. */
final class Maker {
    private final Tables tables;
    private final RandomValues random;
    private final LiteralMaker literals;
    private final ValueMaker values = new ValueMaker(this);
    private final ConditionMaker conditions = new ConditionMaker(this);
    private final SubqueryMaker subqueries = new SubqueryMaker(this);
    private final FromMaker froms = new FromMaker(this);
    private int aliases;
    private int nesting;

    Maker(Tables tables, RandomValues random) {
        this.tables = tables;
        this.random = random;
        this.literals = new LiteralMaker(tables, random);
    }

    Tables tables() {
        return tables;
    }

    RandomValues random() {
        return random;
    }

    LiteralMaker literals() {
        return literals;
    }

    ValueMaker values() {
        return values;
    }

    ConditionMaker conditions() {
        return conditions;
    }

    SubqueryMaker subqueries() {
        return subqueries;
    }

    FromMaker froms() {
        return froms;
    }

    /** A name that no other part of the query has. */
    String alias() {
        return "t" + aliases++;
    }

    /** Begins a query anew. */
    void restart() {
        aliases = 0;
        nesting = 0;
    }

    /** Whether there is still room for a subquery. */
    boolean mayNest() {
        return nesting < 2;
    }

    void enter() {
        nesting++;
    }

    void leave() {
        nesting--;
    }
}
