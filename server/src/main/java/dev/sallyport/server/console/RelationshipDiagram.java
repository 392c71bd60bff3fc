package dev.sallyport.server.console;

import dev.sallyport.salesforce.ChildRelationship;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A table between those that refer to it, on its left, and those that it refers to, on its right, as a drawing. Of very many
 * the first are drawn, those that are imported before the others.
 *
 * @param table in the middle
 * @param referrers the drawn ones that refer to it
 * @param targets the drawn ones that it refers to
 * @param allReferrers how many refer to it in all, itself excepted
 * @param allTargets how many it refers to in all, itself excepted
 */
public record RelationshipDiagram(Box table, List<Box> referrers, List<Box> targets, int allReferrers, int allTargets) {
    /** The drawing's width and that of a box, in its own units. */
    public static final int WIDTH = 760;

    public static final int BOX_WIDTH = 200;
    public static final int BOX_HEIGHT = 42;

    private static final int GAP = 10;
    private static final int MOST = 12;
    private static final int MIDDLE = (WIDTH - BOX_WIDTH) / 2;
    private static final int RIGHT = WIDTH - BOX_WIDTH;
    private static final int NAME_LETTERS = 21;
    private static final int FIELD_LETTERS = 32;

    /**
     * A table of the drawing.
     *
     * @param name of the table
     * @param fields that make the reference
     * @param imported whether it has a page of its own
     * @param x its left edge
     * @param y its upper edge
     */
    public record Box(String name, String fields, boolean imported, int x, int y) {
        /** The name, as much of it as there is room for. */
        public String shownName() {
            return cut(name, NAME_LETTERS);
        }

        /** The fields, as much of them as there is room for. */
        public String shownFields() {
            return cut(fields, FIELD_LETTERS);
        }

        /** All that it stands for. */
        public String text() {
            return fields.isEmpty() ? name : name + ": " + fields;
        }

        private static String cut(String text, int letters) {
            return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
        }
    }

    /**
     * Draws a table's relationships.
     *
     * @param imported the names of the tables that have a page of their own
     */
    static RelationshipDiagram of(SObjectDescribe table, Set<String> imported) {
        Map<String, List<String>> referrers = new TreeMap<>();
        for (ChildRelationship child : table.childRelationships()) {
            referrers
                    .computeIfAbsent(child.childSObject(), name -> new ArrayList<>())
                    .add(child.field());
        }
        Map<String, List<String>> targets = new LinkedHashMap<>();
        for (FieldDescribe field : table.fields()) {
            field.referenceTo().forEach(target -> targets.computeIfAbsent(target, name -> new ArrayList<>())
                    .add(field.name()));
        }
        referrers.remove(table.name());
        List<String> toItself = targets.remove(table.name());
        int rows = Math.max(1, Math.min(MOST, Math.max(referrers.size(), targets.size())));
        Box middle = new Box(
                table.name(),
                toItself == null ? "" : "refers to itself by " + String.join(", ", toItself),
                false,
                MIDDLE,
                top(0, 1, rows));
        return new RelationshipDiagram(
                middle,
                boxes(referrers, imported, 0, rows),
                boxes(targets, imported, RIGHT, rows),
                referrers.size(),
                targets.size());
    }

    private static List<Box> boxes(Map<String, List<String>> tables, Set<String> imported, int x, int rows) {
        List<String> drawn = tables.keySet().stream()
                .sorted((one, other) -> Boolean.compare(imported.contains(other), imported.contains(one)))
                .limit(MOST)
                .toList();
        List<Box> boxes = new ArrayList<>();
        for (String name : drawn) {
            boxes.add(new Box(
                    name,
                    String.join(", ", tables.getOrDefault(name, List.of())),
                    imported.contains(name),
                    x,
                    top(boxes.size(), drawn.size(), rows)));
        }
        return boxes;
    }

    /** The upper edge of a box in a column that stands in the middle of the drawing's height. */
    private static int top(int at, int ofThose, int rows) {
        return (BOX_HEIGHT + GAP) * at + (BOX_HEIGHT + GAP) * (rows - ofThose) / 2 + GAP / 2;
    }

    /** The drawing's height. */
    public int height() {
        return (BOX_HEIGHT + GAP) * Math.max(1, Math.max(referrers.size(), targets.size()));
    }

    /** The drawn ones on both sides. */
    public List<Box> neighbours() {
        return Stream.concat(referrers.stream(), targets.stream()).toList();
    }

    /** Lines with an arrow at the table that is referred to. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        referrers.forEach(referrer -> lines.add(line(referrer, table)));
        targets.forEach(target -> lines.add(line(table, target)));
        return lines;
    }

    private static String line(Box from, Box to) {
        int start = from.x() + BOX_WIDTH;
        int bend = (start + to.x()) / 2;
        int fromY = from.y() + BOX_HEIGHT / 2;
        int toY = to.y() + BOX_HEIGHT / 2;
        return "M" + start + " " + fromY + " C" + bend + " " + fromY + " " + bend + " " + toY + " " + to.x() + " "
                + toY;
    }

    /** How many tables on either side are not drawn, in words; empty if all are. */
    public String undrawn() {
        List<String> parts = new ArrayList<>();
        undrawn(parts, referrers, allReferrers, "refer to it");
        undrawn(parts, targets, allTargets, "it refers to");
        return parts.isEmpty() ? "" : "Drawn are " + String.join(", and ", parts) + ".";
    }

    private static void undrawn(List<String> parts, Collection<Box> drawn, int all, String which) {
        if (drawn.size() < all) {
            parts.add(drawn.size() + " of the " + all + " tables that " + which);
        }
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return allReferrers == 0 && allTargets == 0 && table.fields().isEmpty();
    }
}
