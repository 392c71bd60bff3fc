package dev.sallyport.server.console;

import dev.sallyport.server.export.Exports.ExportJob;
import dev.sallyport.server.export.Exports.Progress;
import dev.sallyport.server.job.Job;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exports whose files are kept.
 *
 * @param exports the latest first
 * @param everybodys whether those of others are among them
 * @param alert what came of the last change; null for nothing
 */
public record ExportsPage(
        List<ExportJob> exports,
        boolean everybodys,
        @Nullable Alert alert) implements Page {
    public ExportsPage {
        exports = List.copyOf(exports);
    }

    /** Those that have not ended. */
    public List<ExportJob> underWay() {
        return exports.stream().filter(export -> !export.state().isEnd()).toList();
    }

    /** Those that have. */
    public List<ExportJob> ended() {
        return exports.stream().filter(export -> export.state().isEnd()).toList();
    }

    /** What is exported, as it was typed. */
    public static String what(ExportJob export) {
        String sql = export.wanted().sql();
        return sql == null ? String.valueOf(export.wanted().table()) : sql;
    }

    /** How far one is, in words. */
    public static String standing(ExportJob export) {
        if (export.result() != null) {
            return Counted.of(export.result().rows(), "row");
        }
        if (export.problem() != null) {
            return export.problem().detail();
        }
        return switch (export.state()) {
            case WAITING -> "Waiting for its turn";
            case RUNNING -> export.progress() == null ? "Begun" : step(export.progress());
            case CANCELLED -> "Cancelled";
            case DONE, FAILED, REMOVED -> "Ended";
        };
    }

    /** How far one has come, in words. */
    static String step(Progress progress) {
        return progress.total() == null
                ? Counted.of(progress.rows(), "row") + " so far"
                : progress.rows() + " of " + Counted.of(progress.total(), "row");
    }

    /** What came of one that was looked on at. */
    static Alert outcome(ExportJob export) {
        if (export.state() == Job.State.DONE) {
            return Alert.good("It is done, with " + standing(export) + ". Load the page again for its files.");
        }
        String advice = export.problem() == null ? null : export.problem().advice();
        return export.state().isEnd()
                ? Alert.bad(standing(export), advice == null ? "" : advice)
                : Alert.bad("This server is ending, and another goes on with the export.", "Load the page again.");
    }

    /** When one was asked for, to the minute. */
    public static String at(ExportJob export) {
        return export.askedAt().toString().substring(0, 16).replace('T', ' ');
    }

    @Override
    public String template() {
        return "exports.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}
