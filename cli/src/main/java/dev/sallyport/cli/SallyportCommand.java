package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.RowWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has at hand: the options of {@code sallyport} itself, its streams, the catalogue. */
abstract class SallyportCommand implements Callable<Integer> {
    /** Done. */
    static final int DONE = 0;

    /** The remote side refused, or a check failed. */
    static final int REFUSED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    /** The command above all, with the options that all share. */
    final Sallyport sallyport() {
        return (Sallyport) spec.root().userObject();
    }

    /** Results. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Everything that is no result. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Colours where there is a terminal that wants them (NO_COLOR is respected). */
    final Ansi ansi() {
        return spec.commandLine().getColorScheme().ansi();
    }

    /** The catalogue in the data folder, for the caller to close. */
    final Catalog openCatalog() {
        return sallyport().openCatalog();
    }

    /** A writer of results in the format asked for. */
    final RowWriter rows(String... columns) {
        return sallyport().format().open(List.of(columns), out());
    }
}
