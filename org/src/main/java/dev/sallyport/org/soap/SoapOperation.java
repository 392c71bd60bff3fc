package dev.sallyport.org.soap;

/** An operation of a SOAP API. */
@FunctionalInterface
public interface SoapOperation {
    /**
     * Does what a call asks for, and answers what goes into the response element.
     *
     * @throws dev.sallyport.org.http.ApiException if the call is refused
     * @throws InvalidValueException if a value cannot be read
     */
    SoapAnswer perform(SoapCall call) throws InvalidValueException;

    /**
     * An answer.
     *
     * @param content what the response element holds; nothing for an operation without a result
     * @param hasRecords whether it has records, whose namespace then has the prefix {@code sf}
     * @param typesValues whether it names types of XML Schema, whose namespace then has the prefix {@code xsd}
     */
    record SoapAnswer(SoapWriter.Content content, boolean hasRecords, boolean typesValues) {
        /** An answer of any content. */
        public static SoapAnswer of(SoapWriter.Content content) {
            return new SoapAnswer(content, false, false);
        }

        /** An answer with one {@code result}. */
        public static SoapAnswer result(SoapWriter.Content content) {
            return of(writer -> {
                writer.start("result");
                content.writeTo(writer);
                writer.end();
            });
        }

        /** The answer of an operation that has no result. */
        public static SoapAnswer empty() {
            return of(writer -> {});
        }

        /** The same answer, with the prefix {@code sf} for records. */
        public SoapAnswer withRecords() {
            return new SoapAnswer(content, true, typesValues);
        }

        /** The same answer, with the prefix {@code xsd} for types of values. */
        public SoapAnswer withTypedValues() {
            return new SoapAnswer(content, hasRecords, true);
        }
    }

    /** A value that its type does not take, such as {@code 'abc' is not a valid value for the type xsd:int}. */
    final class InvalidValueException extends Exception {
        private static final long serialVersionUID = 1L;

        public InvalidValueException(String message) {
            super(message);
        }
    }
}
