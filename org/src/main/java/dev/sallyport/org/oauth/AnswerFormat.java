package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** The forms of an answer, which the parameter {@code format} or else the header {@code Accept} asks for. */
enum AnswerFormat {
    JSON("json", "application/json"),
    XML("xml", "application/xml"),
    URLENCODED("urlencoded", "application/x-www-form-urlencoded");

    private final String parameter;
    private final String mediaType;

    AnswerFormat(String parameter, String mediaType) {
        this.parameter = parameter;
        this.mediaType = mediaType;
    }

    /** The form that a request asks for; JSON where it asks for none that there is. */
    static AnswerFormat of(Context context) {
        return asked(context)
                .map(asked -> find(format -> format.parameter.equals(asked)))
                .orElseGet(() -> ofHeader(context.header("Accept")));
    }

    /**
     * Writes an answer.
     *
     * @param root the root element's name in XML
     */
    void write(Context context, String root, Map<String, ? extends @Nullable Object> members) {
        switch (this) {
            case JSON -> context.json(members);
            case XML -> context.result(xml(root, members));
            case URLENCODED -> context.result(urlencoded(members));
        }
        context.contentType(mediaType + ";charset=UTF-8");
    }

    /** A request that cannot be read is refused in its default form. */
    private static Optional<String> asked(Context context) {
        try {
            return Form.of(context).value("format");
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    private static AnswerFormat ofHeader(@Nullable String accept) {
        if (accept == null) {
            return JSON;
        }
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = range.split(";", -1)[0].strip();
            if (type.equals(JSON.mediaType) || type.equals("*/*")) {
                return JSON;
            }
            AnswerFormat format = find(candidate -> candidate.mediaType.equals(type));
            if (format != JSON) {
                return format;
            }
        }
        return JSON;
    }

    private static AnswerFormat find(Predicate<AnswerFormat> wanted) {
        return Arrays.stream(values()).filter(wanted).findFirst().orElse(JSON);
    }

    static String urlencoded(Map<String, ? extends @Nullable Object> members) {
        return members.entrySet().stream()
                .map(member -> encode(member.getKey()) + "=" + encode(text(member.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static String xml(String root, Map<String, ? extends @Nullable Object> members) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
            writeElement(writer, root, members);
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return text.toString();
    }

    private static void writeElement(XMLStreamWriter writer, String name, @Nullable Object value)
            throws XMLStreamException {
        writer.writeStartElement(name);
        if (value instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                writeElement(writer, String.valueOf(member.getKey()), member.getValue());
            }
        } else {
            writer.writeCharacters(text(value));
        }
        writer.writeEndElement();
    }
}
