package dev.sallyport.org.bulk.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sallyport.org.bulk.BulkQuery;
import dev.sallyport.org.bulk.BulkValues;
import dev.sallyport.org.bulk.CsvOutput;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.soql.Column;
import dev.sallyport.org.soql.Row;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a query in the content type of its job. */
interface QueryRowFile extends AutoCloseable {
    void write(Row row) throws IOException;

    @Override
    void close() throws IOException;

    static QueryRowFile create(Job job, BulkQuery query, Path file) throws IOException {
        OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return switch (job.terms().contentType()) {
            case CSV -> new Csv(stream, job, query);
            case XML -> new Xml(new AsyncXml(stream, "queryResult"), stream);
            case JSON ->
                new Json(
                        new JsonFactory().createGenerator(stream),
                        job.terms().apiVersion().restPath());
        };
    }

    /** A header and rows; a query without rows says so instead, as Salesforce does. */
    final class Csv implements QueryRowFile {
        private final OutputStream stream;
        private final CsvOutput csv;
        private final BulkQuery query;

        private Csv(OutputStream stream, Job job, BulkQuery query) {
            this.stream = stream;
            this.csv = new CsvOutput(stream, job.terms().format(), 0);
            this.query = query;
        }

        @Override
        public void write(Row row) {
            if (csv.position() == 0) {
                csv.write(List.copyOf(query.header()));
            }
            csv.write(query.texts(row));
        }

        @Override
        public void close() throws IOException {
            if (csv.position() == 0) {
                stream.write("Records not found for this query".getBytes(StandardCharsets.US_ASCII));
            }
            csv.close();
        }
    }

    /** {@code records} of type {@code sObject}. */
    final class Xml implements QueryRowFile {
        private final AsyncXml xml;
        private final OutputStream stream;

        private Xml(AsyncXml xml, OutputStream stream) {
            this.xml = xml;
            this.stream = stream;
        }

        @Override
        public void write(Row row) {
            write("records", row);
        }

        private void write(String name, Row row) {
            xml.sObject(name, () -> {
                xml.text("type", row.recordType().orElse(row.type().sObject()));
                row.id().ifPresentOrElse(id -> xml.text("Id", id), () -> xml.nil("Id"));
                List<Column> columns = row.type().columns();
                for (int i = 0; i < columns.size(); i++) {
                    write(columns.get(i).name(), row.get(i));
                }
            });
        }

        private void write(String name, @Nullable Object value) {
            if (value instanceof Row parent) {
                write(name, parent);
                return;
            }
            @Nullable String text = BulkValues.text(value);
            if (text == null) {
                xml.nil(name);
            } else {
                xml.text(name, text);
            }
        }

        @Override
        public void close() throws IOException {
            xml.close();
            stream.close();
        }
    }

    /** An array of records. Dates and times are milliseconds since 1970, as nowhere else in Salesforce's APIs. */
    final class Json implements QueryRowFile {
        private final JsonGenerator json;
        private final String restPath;

        private Json(JsonGenerator json, String restPath) throws IOException {
            this.json = json;
            this.restPath = restPath;
            json.writeStartArray();
        }

        @Override
        public void write(Row row) throws IOException {
            String type = row.recordType().orElse(row.type().sObject());
            json.writeStartObject();
            json.writeObjectFieldStart("attributes");
            json.writeStringField("type", type);
            if (row.id().isPresent()) {
                json.writeStringField(
                        "url", restPath + "/sobjects/" + type + "/" + row.id().get());
            }
            json.writeEndObject();
            List<Column> columns = row.type().columns();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i).name());
                write(row.get(i));
            }
            json.writeEndObject();
        }

        private void write(@Nullable Object value) throws IOException {
            if (value instanceof Row parent) {
                write(parent);
            } else if (value instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else if (value instanceof Integer || value instanceof Long || value instanceof BigDecimal) {
                json.writeNumber(BulkValues.text(value));
            } else if (value instanceof Instant instant) {
                json.writeNumber(instant.toEpochMilli());
            } else if (value instanceof LocalDate date) {
                json.writeNumber(date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
            } else {
                json.writeString(BulkValues.text(value));
            }
        }

        @Override
        public void close() throws IOException {
            json.writeEndArray();
            json.close();
        }
    }
}
