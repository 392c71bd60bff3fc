package dev.sallyport.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.databind.json.JsonMapper;

/** A log line as one JSON object: time, level, logger, message, the request's id, and a failure's own words. */
public final class JsonLogFormatter extends Formatter {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String format(LogRecord line) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "time",
                Instant.ofEpochMilli(line.getMillis()).atOffset(ZoneOffset.UTC).toString());
        fields.put("level", line.getLevel().getName());
        fields.put("logger", String.valueOf(line.getLoggerName()));
        fields.put("message", formatMessage(line));
        String requestId = RequestId.current();
        if (!requestId.isEmpty()) {
            fields.put("requestId", requestId);
        }
        Throwable thrown = line.getThrown();
        if (thrown != null) {
            fields.put("failure", stack(thrown));
        }
        return JSON.writeValueAsString(fields) + "\n";
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
