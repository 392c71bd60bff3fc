package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.CheckLine;
import dev.sallyport.salesforce.ConnectionTest;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Test Connection: walk from the OAuth server URL to the first describe.")
final class ServerTestCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The data server's name.")
    private String name = "";

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() {
        ConnectionTest test;
        try (Catalog catalog = openCatalog()) {
            test = catalog.connections().test(name, user.name());
        }
        boolean failed = test.run(check -> out().println(ansi().string(CheckLine.of(check)))).stream()
                .anyMatch(check -> check.outcome() == Outcome.FAILED);
        return failed ? REFUSED : DONE;
    }
}
