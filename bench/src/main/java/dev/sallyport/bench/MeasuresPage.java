package dev.sallyport.bench;

import dev.sallyport.bench.measure.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes a table of measures between two marks of a Markdown file, and a plot of their ratios beside the file. */
final class MeasuresPage {
    private static final String BEGIN = "<!-- measures -->\n";
    private static final String END = "<!-- end of measures -->\n";
    private static final int ROW = 22;
    private static final int LABELS = 520;
    private static final int UNIT = 160;
    private static final double MOST = 2.5;
    private static final double LEAST_SHOWN = 0.005;

    private final Path file;

    MeasuresPage(Path file) {
        this.file = file;
    }

    void write(List<Measure> measures) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.md$", ".svg");
        String page = Files.readString(file);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no place for the measures: " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(
                file,
                page.substring(0, begin + BEGIN.length()) + "\n" + machine() + "\n\n" + table(measures) + "\n![Ratios]("
                        + name + ")\n\n" + page.substring(end));
        Files.writeString(file.resolveSibling(name), plot(measures));
    }

    private static String machine() {
        return "Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.arch") + ".";
    }

    static String table(List<Measure> measures) {
        StringBuilder table = new StringBuilder("| Measure | Value | From run to run | Against | Ratio |\n");
        table.append("|---|--:|--:|---|--:|\n");
        for (Measure measure : measures) {
            String spread = measure.runs() == 1
                    ? ""
                    : Measure.text(measure.lowest()) + " to " + Measure.text(measure.highest()) + " (" + measure.runs()
                            + ")";
            Double ratio = measure.ratio();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s %s | %s | %s | %s |%n",
                    measure.name(),
                    Measure.text(measure.value()),
                    measure.unit(),
                    spread,
                    Objects.requireNonNullElse(measure.against(), ""),
                    ratio == null ? "" : Measure.text(ratio)));
        }
        return table.toString();
    }

    /** A bar for each ratio, with a line where it is 1. */
    static String plot(List<Measure> measures) {
        Map<String, Double> shown = new LinkedHashMap<>();
        measures.forEach(measure -> {
            Double ratio = measure.ratio();
            if (ratio != null) {
                shown.put(measure.name(), ratio);
            }
        });
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                (int) (LABELS + MOST * UNIT + UNIT / 2),
                (shown.size() + 1) * ROW));
        int row = 0;
        for (Map.Entry<String, Double> bar : shown.entrySet()) {
            int top = row++ * ROW;
            double length = Math.max(LEAST_SHOWN, Math.min(MOST, bar.getValue())) * UNIT;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#3b6ea5\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                    LABELS - 8,
                    top + 16,
                    escaped(bar.getKey()),
                    LABELS,
                    top + 4,
                    length,
                    ROW - 8,
                    LABELS + length + 6,
                    top + 16,
                    Measure.text(bar.getValue())));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%d\" stroke=\"#a33\" stroke-dasharray=\"4 3\"/>%n</svg>%n",
                LABELS + UNIT,
                LABELS + UNIT,
                (shown.size() + 1) * ROW));
        return svg.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
