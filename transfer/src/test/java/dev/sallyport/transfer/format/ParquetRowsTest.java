package dev.sallyport.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written as Parquet is held against what Apache's own reader reads. */
class ParquetRowsTest {
    private Connection database;

    @BeforeEach
    void open() throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private byte[] written(String sql) throws SQLException, IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                RowsWriter writer = RowsFormat.PARQUET.open(file, rows.getMetaData())) {
            while (rows.next()) {
                writer.write(rows);
            }
            writer.finish();
        }
        return file.toByteArray();
    }

    private ParquetContent content(String sql) throws SQLException, IOException {
        return ParquetContent.of(written(sql));
    }

    private static String schema(ParquetContent content) {
        return content.metadata().getFileMetaData().getSchema().toString();
    }

    @Test
    void each_type_keeps_its_meaning_and_each_value_its_digits() throws Exception {
        ParquetContent content = content("""
                select cast(true as boolean) "Flag", cast(-7 as integer) "Whole", cast(9223372036854775807 as bigint) "Long",
                  cast(1.5e300 as double precision) "Double", cast(-12.50 as decimal(5, 2)) "Short",
                  cast(123456789012.345678 as decimal(18, 6)) "Middle",
                  cast(-9999999999999999999999999999999999.9999 as decimal(38, 4)) "Wide",
                  date '1969-12-31' "Day", time '23:59:59.123' "Clock",
                  timestamp with time zone '2024-02-29 12:00:00.123+02:00' "Moment",
                  'Ærøskøbing, "3"' "Text", x'00ff' "Bytes"
                """);

        assertThat(schema(content))
                .contains(
                        "optional boolean Flag;",
                        "optional int32 Whole;",
                        "optional int64 Long;",
                        "optional double Double;",
                        "optional int32 Short (DECIMAL(5,2));",
                        "optional int64 Middle (DECIMAL(18,6));",
                        "optional fixed_len_byte_array(16) Wide (DECIMAL(38,4));",
                        "optional int32 Day (DATE);",
                        "optional int32 Clock (TIME(MILLIS,true));",
                        "optional int64 Moment (TIMESTAMP(MILLIS,true));",
                        "optional binary Text (STRING);",
                        "optional binary Bytes;");
        Group row = content.rows().get(0);
        assertThat(row.getBoolean("Flag", 0)).isTrue();
        assertThat(row.getInteger("Whole", 0)).isEqualTo(-7);
        assertThat(row.getLong("Long", 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(row.getDouble("Double", 0)).isEqualTo(1.5e300);
        assertThat(BigDecimal.valueOf(row.getInteger("Short", 0), 2)).isEqualTo("-12.50");
        assertThat(BigDecimal.valueOf(row.getLong("Middle", 0), 6)).isEqualTo("123456789012.345678");
        assertThat(new BigDecimal(new BigInteger(row.getBinary("Wide", 0).getBytes()), 4))
                .isEqualTo("-9999999999999999999999999999999999.9999");
        assertThat(LocalDate.ofEpochDay(row.getInteger("Day", 0))).isEqualTo("1969-12-31");
        assertThat(row.getInteger("Clock", 0)).isEqualTo(86_399_123);
        assertThat(Instant.ofEpochMilli(row.getLong("Moment", 0))).isEqualTo("2024-02-29T10:00:00.123Z");
        assertThat(row.getString("Text", 0)).isEqualTo("Ærøskøbing, \"3\"");
        assertThat(row.getBinary("Bytes", 0).getBytes()).containsExactly(0, -1);
    }

    @Test
    void no_value_is_no_value_in_each_type() throws Exception {
        ParquetContent content = content("""
                select cast(null as boolean) a, cast(null as integer) b, cast(null as bigint) c, cast(null as double precision) d,
                  cast(null as decimal(5, 2)) e, cast(null as decimal(18, 2)) f, cast(null as decimal(38, 2)) g,
                  cast(null as date) h, cast(null as time) i, cast(null as timestamp) j, cast(null as varchar) k,
                  cast(null as varbinary) l
                """);

        Group row = content.rows().get(0);
        assertThat(IntStream.range(0, 12).map(row::getFieldRepetitionCount)).containsOnly(0);
    }

    @Test
    void a_result_without_rows_is_a_file_with_columns() throws Exception {
        ParquetContent content = content("select 1 \"Only\" where false");

        assertThat(schema(content)).contains("optional int32 Only;");
        assertThat(content.rows()).isEmpty();
    }

    @Test
    void names_stay_and_of_two_equal_ones_the_second_gets_a_number() throws Exception {
        ParquetContent content = content("select 1 \"Id\", 2 \"Id\", 3 \"Id_2\", 4 \"Größe in €\"");

        assertThat(content.metadata().getFileMetaData().getSchema().getFields())
                .extracting(field -> field.getName())
                .containsExactly("Id", "Id_3", "Id_2", "Größe in €");
        assertThat(content.rows().get(0).getInteger("Id_3", 0)).isEqualTo(2);
    }

    @Test
    void a_wide_result_keeps_each_column() throws Exception {
        ParquetContent content = content(IntStream.range(0, 800)
                .mapToObj(column -> column + " + x \"C" + column + "\"")
                .collect(Collectors.joining(", ", "select ", " from system_range(1, 50)")));

        assertThat(content.rows()).hasSize(50);
        Group last = content.rows().get(49);
        assertThat(IntStream.range(0, 800)
                        .mapToLong(column -> last.getLong("C" + column, 0))
                        .toArray())
                .containsExactly(IntStream.range(50, 850).asLongStream().toArray());
    }

    /** Otherwise a long result would be held in memory as a whole. */
    @Test
    void a_long_result_goes_out_in_groups() throws Exception {
        ParquetContent content = content("""
                select x, hash('SHA-512', stringtoutf8('a' || x)) || hash('SHA-512', stringtoutf8('b' || x))
                  || hash('SHA-512', stringtoutf8('c' || x)) || hash('SHA-512', stringtoutf8('d' || x)) "Digest"
                from system_range(1, 80000)
                """);

        assertThat(content.metadata().getBlocks()).hasSizeGreaterThan(1);
        assertThat(content.rows()).hasSize(80_000);
        assertThat(content.rows().get(79_999).getLong("X", 0)).isEqualTo(80_000);
    }

    @Test
    void a_decimal_that_its_column_does_not_hold_is_refused_and_the_file_does_not_look_whole() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Statement statement = database.createStatement();
                ResultSet narrow = statement.executeQuery("select cast(1 as decimal(5, 2)) \"Amount\"");
                RowsWriter writer = RowsFormat.PARQUET.open(file, narrow.getMetaData());
                Statement other = database.createStatement();
                ResultSet wide = other.executeQuery("select cast(1.234 as decimal(5, 3)) \"Amount\"")) {
            wide.next();
            assertThatThrownBy(() -> writer.write(wide))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Amount")
                    .hasMessageContaining("CAST");
        }

        assertThatThrownBy(() -> ParquetContent.of(file.toByteArray())).hasMessageContaining("not a Parquet file");
    }
}
