package dev.sallyport.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as a drawing of bars or lines, with a table as its text.
 *
 * @param title what it shows
 * @param lines whether lines join the points; else bars stand on each other
 * @param category what the labels are
 * @param labels of the points
 * @param series at least one, each with a value for each label
 */
public record Plot(String title, boolean lines, String category, List<String> labels, List<Series> series) {
    /** The drawing's size and where its axes are, in its own units. */
    public static final int WIDTH = 720;

    public static final int HEIGHT = 260;
    public static final int LEFT = 64;
    public static final int BOTTOM = 32;
    public static final int TOP = 10;

    private static final int STEPS = 4;
    private static final int MOST_LABELS = 12;

    /** Values of one thing. */
    public record Series(String name, List<Double> values) {}

    /** A rectangle of the drawing, and what it stands for. */
    public record Bar(int series, double x, double y, double width, double height, String text) {}

    /** A text beside an axis. */
    public record Mark(double at, String text) {}

    /** The largest value that the axis shows: a round number. */
    private double top() {
        double most = 0;
        for (int at = 0; at < labels.size(); at++) {
            double sum = 0;
            for (Series one : series) {
                double value = Math.max(0, one.values().get(at));
                sum = lines ? Math.max(sum, value) : sum + value;
            }
            most = Math.max(most, sum);
        }
        if (most <= 0) {
            return 1;
        }
        double magnitude = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 4, 5, 10}) {
            if (most <= step * magnitude) {
                return step * magnitude;
            }
        }
        return 10 * magnitude;
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.max(0, value) / top());
    }

    private double slot() {
        return (double) (WIDTH - LEFT) / Math.max(1, labels.size());
    }

    /** The bars, if it has bars. */
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (int at = 0; at < labels.size(); at++) {
            double sum = 0;
            for (int one = 0; one < series.size(); one++) {
                double value = Math.max(0, series.get(one).values().get(at));
                double foot = y(sum);
                sum += value;
                bars.add(new Bar(
                        one % 6,
                        LEFT + slot() * at + slot() * .1,
                        y(sum),
                        slot() * .8,
                        foot - y(sum),
                        labels.get(at) + ", " + series.get(one).name() + ": " + shown(value)));
            }
        }
        return bars;
    }

    /** The points of a series' line. */
    public String points(int which) {
        StringBuilder points = new StringBuilder();
        for (int at = 0; at < labels.size(); at++) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + slot() * (at + .5),
                    y(series.get(which).values().get(at))));
        }
        return points.toString().strip();
    }

    /** The numbers beside the upright axis. */
    public List<Mark> heights() {
        List<Mark> marks = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            double value = top() * step / STEPS;
            marks.add(new Mark(y(value), shown(value)));
        }
        return marks;
    }

    /** The labels below, as many as there is room for. */
    public List<Mark> feet() {
        int every = Math.max(1, (labels.size() + MOST_LABELS - 1) / MOST_LABELS);
        List<Mark> marks = new ArrayList<>();
        for (int at = 0; at < labels.size(); at += every) {
            String label = labels.get(at);
            marks.add(new Mark(LEFT + slot() * (at + .5), label.length() > 9 ? label.substring(0, 8) + "…" : label));
        }
        return marks;
    }

    /** A number without needless digits. */
    public static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }
}
