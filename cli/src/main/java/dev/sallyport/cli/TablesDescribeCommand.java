package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.RowWriter;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "describe", description = "Show an imported table's fields.")
final class TablesDescribeCommand extends SallyportCommand {
    @Parameters(paramLabel = "TABLE", description = "API name, in any case.")
    private String table = "";

    @Mixin
    private ServerOption server = new ServerOption();

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            SObjectDescribe described =
                    catalog.tables().describe(server.choose(catalog).name(), table);
            try (RowWriter rows = rows("name", "type", "label", "nullable", "references")) {
                for (FieldDescribe field : described.fields()) {
                    rows.row(List.of(
                            field.name(),
                            type(field),
                            field.label(),
                            field.nillable(),
                            String.join(", ", field.referenceTo())));
                }
            }
        }
        return DONE;
    }

    private static String type(FieldDescribe field) {
        String name = field.type().wireName();
        if (field.length() > 0) {
            return name + "(" + field.length() + ")";
        }
        return field.precision() > 0 ? name + "(" + field.precision() + "," + field.scale() + ")" : name;
    }
}
