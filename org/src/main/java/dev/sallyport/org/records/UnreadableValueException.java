package dev.sallyport.org.records;

/** Text that is no value of a field's type. The message is Salesforce's. */
public final class UnreadableValueException extends Exception {
    UnreadableValueException(String message) {
        super(message, null, false, false);
    }
}
