package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.CheckLine;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.TestConnection;
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
        boolean failed = test.run(check -> out().println(ansi().string(CheckLine.of(check)))).stream()
                .anyMatch(check -> check.outcome() == Outcome.FAILED);
        return failed ? REFUSED : DONE;
    }
}
