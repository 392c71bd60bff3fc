package dev.sallyport.sql.read;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlNestedQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.Optional;

/**
 * What keeps a query from an API (Bulk API 2.0 and Bulk API Developer Guide, "SOQL Considerations").
 *
 * @param kind what it is
 * @param field the field that it is about; empty if it is about the whole query
 */
public record Obstacle(Kind kind, String field) {
    /** The obstacles. */
    public enum Kind {
        AGGREGATE("it is of groups, and only REST answers aggregates and GROUP BY"),
        CHILDREN("it reads children within their parents, which only REST does"),
        OFFSET("it has an OFFSET, which only REST takes"),
        COMPOUND_FIELD("it selects the compound field %s, which Bulk API 2.0 does not read"),
        BINARY_FIELD("it selects the binary field %s, which Bulk API 2.0 does not read"),
        ORDER("ranges come in no order, and it has an ORDER BY"),
        LIMIT("it has a LIMIT, which would hold for each range"),
        ORDER_NOT_SPLIT("its ORDER BY keeps Bulk API 2.0 from splitting it, so that it may take too long"),
        LIMIT_NOT_SPLIT("its LIMIT keeps Bulk API 2.0 from splitting it, so that it may take too long"),
        ENDS_EARLY("a LIMIT above may end it early");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private static Obstacle of(Kind kind) {
        return new Obstacle(kind, "");
    }

    /** What keeps a query from an API altogether; empty if nothing does. */
    public static Optional<Obstacle> toApi(Api api, SoqlStatement query) {
        return switch (api) {
            case AUTO, REST -> Optional.empty();
            case RANGES -> toRanges(query);
            case BULK -> toBulk(query);
        };
    }

    /** What keeps a query from an API that nobody has asked for; empty if nothing does. */
    static Optional<Obstacle> toAutomatic(Api api, SoqlStatement query, Demand demand) {
        if (api == Api.AUTO || api == Api.REST) {
            return Optional.empty();
        }
        if (demand == Demand.BEGINNING) {
            return Optional.of(of(Kind.ENDS_EARLY));
        }
        return toApi(api, query).or(() -> api == Api.BULK ? toSplitting((SoqlQuery) query) : Optional.empty());
    }

    private static Obstacle ofMoreThanRecords(SoqlStatement statement) {
        return of(statement instanceof SoqlNestedQuery ? Kind.CHILDREN : Kind.AGGREGATE);
    }

    private static Optional<Obstacle> toRanges(SoqlStatement statement) {
        if (!(statement instanceof SoqlQuery query)) {
            return Optional.of(ofMoreThanRecords(statement));
        }
        if (query.offset() > 0) {
            return Optional.of(of(Kind.OFFSET));
        }
        if (query.limit() != null) {
            return Optional.of(of(Kind.LIMIT));
        }
        return query.orderBy().isEmpty() ? Optional.empty() : Optional.of(of(Kind.ORDER));
    }

    private static Optional<Obstacle> toBulk(SoqlStatement statement) {
        if (!(statement instanceof SoqlQuery query)) {
            return Optional.of(ofMoreThanRecords(statement));
        }
        if (query.offset() > 0) {
            return Optional.of(of(Kind.OFFSET));
        }
        for (SoqlField field : query.fields()) {
            if (field.type().isCompound() || field.type() == FieldType.COMPLEXVALUE) {
                return Optional.of(new Obstacle(Kind.COMPOUND_FIELD, field.soql()));
            }
            if (field.type() == FieldType.BASE64) {
                return Optional.of(new Obstacle(Kind.BINARY_FIELD, field.soql()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> toSplitting(SoqlQuery query) {
        if (query.limit() != null) {
            return Optional.of(of(Kind.LIMIT_NOT_SPLIT));
        }
        return query.orderBy().isEmpty() ? Optional.empty() : Optional.of(of(Kind.ORDER_NOT_SPLIT));
    }

    /** As a part of a sentence: {@code it has an OFFSET, …}. */
    @Override
    public String toString() {
        return String.format(kind.text, field);
    }
}
