package dev.sallyport.cli.output;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Aligned columns. The widths are taken from a block of rows at a time, so that a long result is not held in memory. */
final class TableWriter implements RowWriter {
    private static final int BLOCK = 500;
    private static final int WIDEST = 120;

    private final List<String> columns;
    private final PrintWriter out;
    private final List<List<? extends @Nullable Object>> block = new ArrayList<>();
    private boolean headerWritten;

    TableWriter(List<String> columns, PrintWriter out) {
        this.columns = List.copyOf(columns);
        this.out = out;
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        block.add(values);
        if (block.size() == BLOCK) {
            writeBlock();
        }
    }

    @Override
    public void close() {
        writeBlock();
        out.flush();
    }

    private void writeBlock() {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        if (!headerWritten) {
            writeLine(widths, columns);
            out.println(IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining("  ")));
            headerWritten = true;
        }
        block.forEach(row -> writeLine(widths, row));
        block.clear();
    }

    private int width(int column) {
        return Math.min(
                WIDEST,
                block.stream()
                        .mapToInt(row -> text(row.get(column)).length())
                        .reduce(columns.get(column).length(), Math::max));
    }

    private void writeLine(int[] widths, List<? extends @Nullable Object> values) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            Object value = values.get(column);
            String text = text(value);
            String shown = text.length() > widths[column] ? text.substring(0, widths[column] - 1) + "…" : text;
            String padding = " ".repeat(widths[column] - shown.length());
            line.append(value instanceof Number ? padding + shown : shown + padding);
            line.append(column < widths.length - 1 ? "  " : "");
        }
        out.println(line.toString().stripTrailing());
    }

    /** Without control characters: text from the org must not be able to steer the terminal. */
    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
