package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

class JsonLogFormatterTest {
    @Test
    void a_line_is_one_object_with_the_id_of_its_request() {
        LogRecord record = new LogRecord(Level.WARNING, "It said \"no\"\nand left");
        record.setLoggerName("dev.sallyport.server");
        record.setThrown(new IllegalStateException("why"));

        String line;
        MDC.put(RequestId.KEY, "request-1");
        try {
            line = new JsonLogFormatter().format(record);
        } finally {
            MDC.remove(RequestId.KEY);
        }

        assertThat(line.lines()).hasSize(1);
        JsonNode object = Program.JSON.readTree(line);
        assertThat(object.get("message").asString()).isEqualTo("It said \"no\"\nand left");
        assertThat(object.get("requestId").asString()).isEqualTo("request-1");
        assertThat(object.get("failure").asString()).contains("IllegalStateException: why");
    }
}
