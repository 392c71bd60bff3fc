package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.CheckLine;
import dev.sallyport.cli.output.Format;
import dev.sallyport.cli.output.RowWriter;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.TestConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Test Connection: walk from the address to the first table, step by step.")
final class ServerTestCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The data server's name.")
    private String name = "";

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() {
        TestConnection test;
        try (Catalog catalog = openCatalog()) {
            test = catalog.connections().test(name, user.name());
        }
        List<Check> checks = sallyport().format() == Format.TABLE
                ? test.run(check -> out().println(ansi().string(CheckLine.of(check))))
                : list(test);
        return checks.stream().anyMatch(check -> check.outcome() == Outcome.FAILED) ? REFUSED : DONE;
    }

    private List<Check> list(TestConnection test) {
        try (RowWriter rows = rows("check", "outcome", "found", "advice", "milliseconds")) {
            return test.run(check -> rows.row(Arrays.asList(
                    check.step().label(),
                    check.outcome().name().toLowerCase(Locale.ROOT),
                    check.detail(),
                    check.advice(),
                    check.duration().toMillis())));
        }
    }
}
