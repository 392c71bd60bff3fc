package dev.sallyport.org.bulk;

import dev.sallyport.org.records.RecordError;
import java.util.List;
import java.util.stream.Collectors;

/** Words why a record was refused as CSV results do: {@code CODE:message:Field Other --}. */
public final class ErrorText {
    private ErrorText() {}

    public static String of(List<RecordError> errors) {
        return errors.stream().map(ErrorText::of).collect(Collectors.joining(";"));
    }

    private static String of(RecordError error) {
        String fields = error.fields().stream().map(field -> field + " ").collect(Collectors.joining());
        return error.statusCode() + ":" + error.message() + ":" + fields + "--";
    }
}
