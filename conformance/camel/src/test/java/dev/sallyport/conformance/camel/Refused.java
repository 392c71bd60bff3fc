package dev.sallyport.conformance.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.apache.camel.component.salesforce.api.SalesforceException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What Camel reads out of a refusal. */
record Refused(int status, String code, String message) {

    /** The one error of a call that is refused. */
    static Refused by(ThrowingCallable call) {
        SalesforceException refusal = catchThrowableOfType(SalesforceException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.getErrors()).as(refusal.toString()).hasSize(1);
        return new Refused(
                refusal.getStatusCode(),
                refusal.getErrors().get(0).getErrorCode(),
                refusal.getErrors().get(0).getMessage());
    }
}
