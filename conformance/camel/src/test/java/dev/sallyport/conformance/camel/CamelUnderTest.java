package dev.sallyport.conformance.camel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** A Camel context with a Salesforce component, which logs in when it is made and out when it is closed. */
final class CamelUnderTest implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SalesforceComponent component = new SalesforceComponent();
    private final ProducerTemplate producer;

    CamelUnderTest(SalesforceLoginConfig login) {
        this(login, new SSLContextParameters());
    }

    /**
     * @param tls what it trusts
     * @throws RuntimeException if it cannot log in
     */
    CamelUnderTest(SalesforceLoginConfig login, SSLContextParameters tls) {
        component.setLoginConfig(login);
        component.setPackages(CamelUnderTest.class.getPackageName());
        component.setSslContextParameters(tls);
        context.addComponent("salesforce", component);
        context.start();
        producer = context.createProducerTemplate();
    }

    /** The answer to an operation without a body or parameters. */
    <T> T call(Class<T> answer, String operation) throws SalesforceException {
        return call(answer, operation, null, Map.of());
    }

    /**
     * The answer to an operation.
     *
     * @param operation as it stands behind {@code salesforce:}, with options after a question mark
     * @param body null for none
     * @param parameters of the operation, which go into the message's headers
     * @throws SalesforceException if the org refuses
     */
    <T> T call(Class<T> answer, String operation, @Nullable Object body, Map<String, Object> parameters)
            throws SalesforceException {
        Exchange exchange = send(operation, body, parameters);
        if (exchange.getException() instanceof SalesforceException refusal) {
            throw refusal;
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange.getMessage().getBody(answer);
    }

    /** The answer to an operation that answers a list. */
    List<?> list(String operation, @Nullable Object body, Map<String, Object> parameters) throws SalesforceException {
        return call(List.class, operation, body, parameters);
    }

    /** An operation whose answer is empty. */
    void send(String operation, Map<String, Object> parameters) throws SalesforceException {
        if (send(operation, null, parameters).getException() instanceof SalesforceException refusal) {
            throw refusal;
        }
    }

    /** The whole exchange of an operation, for what is not in its answer. */
    Exchange send(String operation, @Nullable Object body, Map<String, Object> parameters) {
        return producer.request("salesforce:" + operation, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(parameters));
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
