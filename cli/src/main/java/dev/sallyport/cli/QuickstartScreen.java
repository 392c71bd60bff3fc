package dev.sallyport.cli;

import dev.sallyport.cli.output.CheckLine;
import dev.sallyport.cli.output.Format;
import dev.sallyport.cli.output.RowWriter;
import dev.sallyport.salesforce.ConnectionTest.Check;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** The walk through the guide as a person reads it. */
final class QuickstartScreen implements QuickstartReport {
    private final PrintWriter out;
    private final Ansi ansi;
    private final Path folder;
    private final URI instance;

    QuickstartScreen(PrintWriter out, Ansi ansi, Path folder, URI instance) {
        this.out = out;
        this.ansi = ansi;
        this.folder = folder;
        this.instance = instance;
        out.println("Data folder: " + folder);
        out.println("Local org:   " + instance);
    }

    @Override
    public void section(String title) {
        out.println();
        out.println(ansi.string("@|bold " + title + "|@"));
    }

    @Override
    public void step(String name, String result) {
        out.println(ansi.string("@|green ✓|@ ") + String.format("%-44s ", name) + result);
    }

    @Override
    public void check(Check check) {
        out.println(ansi.string(CheckLine.of(check)));
    }

    @Override
    public void query(QueryAnswer answer) {
        out.println(ansi.string("@|green ✓|@ ") + answer.title());
        out.println("  SQL   " + answer.sql());
        answer.soql().forEach(soql -> out.println("  SOQL  " + soql));
        out.println("  " + answer.apiCalls() + (answer.apiCalls() == 1 ? " API call" : " API calls"));
        out.println();
        try (RowWriter rows = Format.TABLE.open(answer.columns(), out)) {
            answer.rows().forEach(rows::row);
        }
        out.println();
    }

    @Override
    public void end() {
        out.println();
        out.println("Everything is in " + folder + ". To go on with it: sallyport quickstart --keep-running --data "
                + folder);
        out.flush();
    }

    @Override
    public void end(Console console) {
        out.println();
        out.println("The local org stays up at " + instance);
        out.println("Sallyport's console is at " + console.address());
        out.println(
                console.setUp() == null
                        ? "Log in with the account that it has, and see the rows:"
                        : "Make its first administrator, log in, and see the rows:");
        out.println("  " + console.entrance());
        out.println("Both run until this command is ended.");
        out.flush();
    }
}
