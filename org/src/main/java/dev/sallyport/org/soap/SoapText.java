package dev.sallyport.org.soap;

import dev.sallyport.org.data.DateTimeText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** Values as text of XML Schema's types, as Salesforce writes them. */
final class SoapText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private SoapText() {}

    /** A point in time, in UTC and to the millisecond. */
    static String of(Instant instant) {
        return DateTimeText.xml(instant);
    }

    /**
     * A field's value.
     *
     * @param value of a Java type that {@link dev.sallyport.org.soql.Row#get} names; no compound, parent or children
     */
    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return Double.toString(number.doubleValue());
        }
        if (value instanceof Instant instant) {
            return of(instant);
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value.toString();
    }

    /** The type of XML Schema of a value, with the prefix {@code xsd}. */
    static String typeOf(Object value) {
        if (value instanceof Boolean) {
            return "xsd:boolean";
        }
        if (value instanceof Integer) {
            return "xsd:int";
        }
        if (value instanceof Long) {
            return "xsd:long";
        }
        if (value instanceof BigDecimal) {
            return "xsd:double";
        }
        if (value instanceof LocalDate) {
            return "xsd:date";
        }
        if (value instanceof Instant) {
            return "xsd:dateTime";
        }
        if (value instanceof LocalTime) {
            return "xsd:time";
        }
        return value instanceof byte[] ? "xsd:base64Binary" : "xsd:string";
    }
}
