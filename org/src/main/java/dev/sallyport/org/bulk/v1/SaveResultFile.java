package dev.sallyport.org.bulk.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.CsvFormat;
import dev.sallyport.org.bulk.CsvOutput;
import dev.sallyport.org.bulk.ErrorText;
import dev.sallyport.org.records.RecordError;
import dev.sallyport.org.records.SaveResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes what became of a batch's records, in what the records were written in. */
interface SaveResultFile extends AutoCloseable {
    void write(SaveResult result) throws IOException;

    @Override
    void close() throws IOException;

    static SaveResultFile create(ContentType contentType, Path file) throws IOException {
        OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file));
        return switch (contentType) {
            case CSV -> new Csv(new CsvOutput(stream, CsvFormat.DEFAULT, 0));
            case XML -> new Xml(new AsyncXml(stream, "results"), stream);
            case JSON -> new Json(new JsonFactory().createGenerator(stream));
        };
    }

    /** {@code "Id","Success","Created","Error"}. */
    final class Csv implements SaveResultFile {
        private final CsvOutput csv;

        private Csv(CsvOutput csv) {
            this.csv = csv;
            csv.write(List.of("Id", "Success", "Created", "Error"));
        }

        @Override
        public void write(SaveResult result) {
            csv.write(Arrays.asList(
                    result.id(),
                    Boolean.toString(result.success()),
                    Boolean.toString(result.created()),
                    ErrorText.of(result.errors())));
        }

        @Override
        public void close() {
            csv.close();
        }
    }

    /** Errors, id, success, created: clients read them in this order. */
    final class Xml implements SaveResultFile {
        private final AsyncXml xml;
        private final OutputStream stream;

        private Xml(AsyncXml xml, OutputStream stream) {
            this.xml = xml;
            this.stream = stream;
        }

        @Override
        public void write(SaveResult result) {
            xml.element("result", () -> {
                result.errors().forEach(error -> xml.element("errors", () -> write(error)));
                if (result.id() != null) {
                    xml.text("id", result.id());
                }
                xml.text("success", Boolean.toString(result.success()));
                xml.text("created", Boolean.toString(result.created()));
            });
        }

        private void write(RecordError error) {
            error.fields().forEach(field -> xml.text("fields", field));
            xml.text("message", error.message());
            xml.text("statusCode", error.statusCode());
        }

        @Override
        public void close() throws IOException {
            xml.close();
            stream.close();
        }
    }

    /** An array of results. */
    final class Json implements SaveResultFile {
        private final JsonGenerator json;

        private Json(JsonGenerator json) throws IOException {
            this.json = json;
            json.writeStartArray();
        }

        @Override
        public void write(SaveResult result) throws IOException {
            json.writeStartObject();
            json.writeBooleanField("success", result.success());
            json.writeBooleanField("created", result.created());
            json.writeStringField("id", result.id());
            json.writeArrayFieldStart("errors");
            for (RecordError error : result.errors()) {
                json.writeStartObject();
                json.writeStringField("message", error.message());
                json.writeArrayFieldStart("fields");
                for (String field : error.fields()) {
                    json.writeString(field);
                }
                json.writeEndArray();
                json.writeStringField("statusCode", error.statusCode());
                json.writeNullField("extendedErrorDetails");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            json.writeEndArray();
            json.close();
        }
    }
}
