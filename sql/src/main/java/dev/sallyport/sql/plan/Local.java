package dev.sallyport.sql.plan;

/**
 * Something of a statement that stays here, and why. EXPLAIN shows it with the query that it would else be a part of.
 *
 * @param what the piece, in the words of SQL: {@code LIKE on Interests__c}, {@code ORDER BY Industry}
 * @param why what SOQL does not say, or says otherwise
 */
record Local(String what, Why why) {
    /** What keeps a piece of a statement out of SOQL. */
    enum Why {
        NOT_FILTERABLE("Salesforce does not filter by the field"),
        NOT_SORTABLE("Salesforce does not sort by the field"),
        NOT_GROUPABLE("Salesforce does not group by the field"),
        NOT_AGGREGATABLE("Salesforce does not aggregate the field"),
        MULTI_SELECT("SOQL compares multi-select picklists as sets"),
        PICKLIST_ORDER("SOQL orders picklists as Setup does"),
        ORDER_OF_IDS("SOQL knows an order among whole ids alone"),
        LIKE_ON_IDS("SOQL has no LIKE on ids"),
        NO_COMPARISON("SOQL does not compare values of this type"),
        MISSING_RECORD("SOQL takes the truth of a missing record for false"),
        CASE_SENSITIVE("SOQL tells values of this field apart by case, and has no order of them"),
        EXPRESSION("SOQL compares a field with a value, and computes nothing"),
        TOO_MANY_KEYS("SOQL makes subtotals of three keys at most"),
        GROUPING_SETS("SOQL has ROLLUP and CUBE alone"),
        EVERY_VALUE_DIFFERS("there are as many groups as records"),
        CASE_OF_TEXT("SOQL answers texts in the order of the org's language, and counts their spellings"),
        CURRENCIES("SOQL would convert the amounts to the org's currency"),
        AGGREGATE_FUNCTION("SOQL has no such aggregate"),
        NO_GROUP_BY("SOQL has no HAVING without GROUP BY"),
        OTHER_HAVING("SOQL's HAVING compares what is computed of a group with a constant, and nothing else"),
        ORDER_OF_GROUPS("SOQL answers the first 2,000 groups at most, in an order of numbers, dates and texts"),
        LIMITED("a LIMIT comes first"),
        NO_REFERENCE("neither side refers to the other by its id"),
        SEVERAL_TARGETS("the reference is to one of several sObjects, of which SOQL knows names and little else"),
        OPTIONAL_CONDITIONS("SOQL would drop the rows whose parent does not meet its conditions"),
        KEEPS_BOTH_SIDES("SOQL keeps rows of the referring side alone"),
        COMPUTED_SIDE("SOQL joins records as they are, and a side is computed first"),
        OTHER_JOIN_CONDITION("SOQL joins by one reference alone"),
        TOO_DEEP("SOQL follows five relationships in a path and 35 in a query"),
        SELECTED_TWICE("SOQL selects a field once"),
        ANTI_JOIN_OF_NULLS("SOQL's NOT IN does not say what becomes of nulls"),
        SUBQUERY_NOT_POSSIBLE(
                "SOQL takes two subqueries over ids of another sObject, none within another and none of activities");

        private final String text;

        Why(String text) {
            this.text = text;
        }
    }

    /** What a join with a leaf's records is called. */
    static String join(SoqlScan right) {
        return "JOIN with " + right.query().sObject();
    }

    /** {@code LIKE on Interests__c: SOQL compares multi-select picklists as sets}. */
    @Override
    public String toString() {
        return what + ": " + why.text;
    }
}
