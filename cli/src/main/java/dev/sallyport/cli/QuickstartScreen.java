package dev.sallyport.cli;

import dev.sallyport.cli.output.CheckLine;
import dev.sallyport.cli.output.Format;
import dev.sallyport.cli.output.RowWriter;
import dev.sallyport.cli.quickstart.Progress;
import dev.sallyport.salesforce.ConnectionTest.Check;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** The walk through the guide as a person reads it. */
final class QuickstartScreen implements Progress {
    private final PrintWriter out;
    private final Ansi ansi;

    QuickstartScreen(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
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
}
