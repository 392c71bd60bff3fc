package dev.sallyport.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other writers. */
class ParquetFileTest {
    @TempDir
    private Path folder;

    @Test
    void integers_without_a_sign_are_read_as_they_are_meant() throws Exception {
        String columns = "optional int32 a (INTEGER(32,false)); optional int64 b (INTEGER(64,false));"
                + " optional int32 c (INTEGER(8,false)); optional int32 d (INTEGER(32,true)); optional int64 e;";

        assertThat(read(columns, row -> {
                    row.append("a", -1);
                    row.append("b", -1L);
                    row.append("c", 255);
                    row.append("d", -1);
                    row.append("e", -1L);
                }))
                .containsExactly("4294967295", "18446744073709551615", "255", "-1", "-1");
    }

    @Test
    void bytes_that_mean_something_are_read_as_that() throws Exception {
        String columns =
                "optional fixed_len_byte_array(16) a (UUID); optional fixed_len_byte_array(4) b (DECIMAL(9,2));"
                        + " optional binary c; optional binary d (STRING); optional binary e (DECIMAL(400000,399999));";

        assertThat(read(columns, row -> {
                    row.append("a", bytes("00112233445566778899aabbccddeeff"));
                    row.append("b", bytes("fffffffe"));
                    row.append("c", Binary.fromString("Ærø"));
                    row.append("d", Binary.fromString("漢"));
                    row.append("e", bytes("01"));
                }))
                .containsExactly("00112233-4455-6677-8899-aabbccddeeff", "-0.02", "Ærø", "漢", "1E-399999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed_len_byte_array(16)",
                "fixed_len_byte_array(12) A (INTERVAL)",
                "fixed_len_byte_array(2) A (FLOAT16)",
                "binary A (BSON)"
            })
    void a_column_of_bytes_that_mean_nothing_is_refused_by_its_name(String type) throws Exception {
        String column = type.contains(" A ") ? type.replace(" A ", " Odd ") : type + " Odd";
        Path file = written("optional " + column + ";", row -> {});

        assertThatThrownBy(() -> RowsFormat.PARQUET.columns(file, Delimiter.COMMA))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The column Odd is of a type that no field takes");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws Exception {
        assertThatThrownBy(() -> read("optional binary Odd;", row -> row.append("Odd", bytes("ff"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The column Odd has bytes that are no text in UTF-8");
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
    void what_others_compress_is_read(CompressionCodecName codec) throws Exception {
        String text = "again and ".repeat(10_000) + "漢";
        Path file = written("optional binary A (STRING); optional int64 B;", codec, row -> {
            row.append("A", text);
            row.append("B", 7L);
        });

        assertThat(read(file)).containsExactly(text, "7");
    }

    @Test
    void what_is_compressed_in_no_known_way_is_told_with_those_that_are_known() throws Exception {
        Path file = written("optional int64 A;", CompressionCodecName.LZ4, row -> row.append("A", 7L));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("It is compressed by LZ4, and only SNAPPY, ZSTD, GZIP");
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"SNAPPY", "GZIP", "ZSTD"})
    void a_page_with_other_bytes_than_it_should_have_is_told(CompressionCodecName codec) throws Exception {
        Path file = written("optional binary A (STRING);", codec, row -> row.append("A", "again and ".repeat(1_000)));
        byte[] content = Files.readAllBytes(file);
        // The first page is near the beginning.
        Arrays.fill(content, 30, 60, (byte) 0xff);
        Files.write(file, content);

        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void a_moment_of_12_bytes_is_one_of_utc_as_spark_writes_it() throws Exception {
        // Nanoseconds of the day, and the Julian day of 2024-02-29, both with the last byte first.
        String noon = HexFormat.of()
                .formatHex(ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(43_200_123_456_000L)
                        .putInt(2_460_370)
                        .array());

        assertThat(read("optional int96 A; optional int96 B;", row -> row.append("A", bytes(noon))))
                .containsExactly("2024-02-29T12:00:00.123456Z", null);
    }

    private static Binary bytes(String hexadecimal) {
        return Binary.fromConstantByteArray(HexFormat.of().parseHex(hexadecimal));
    }

    private List<@Nullable String> read(String columns, Consumer<Group> row) throws IOException {
        return read(written(columns, row));
    }

    /** What is read of a file with one row. */
    private static List<@Nullable String> read(Path file) throws IOException {
        List<String> columns = RowsFormat.PARQUET.columns(file, Delimiter.COMMA);
        try (RowsReader rows = RowsFormat.PARQUET.read(file, Delimiter.COMMA, columns)) {
            List<@Nullable String> values = rows.next();
            assertThat(rows.next()).isNull();
            return values == null ? List.of() : values;
        }
    }

    private Path written(String columns, Consumer<Group> filling) throws IOException {
        return written(columns, CompressionCodecName.UNCOMPRESSED, filling);
    }

    private Path written(String columns, CompressionCodecName codec, Consumer<Group> filling) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message row { " + columns + " }");
        Path file = folder.resolve("rows.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCodecFactory(new NativeCompression())
                .withCompressionCodec(codec)
                .build()) {
            Group row = new SimpleGroup(schema);
            filling.accept(row);
            writer.write(row);
        }
        return file;
    }
}
