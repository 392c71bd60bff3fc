package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "tables",
        description = "Imported tables: what SQL can see of a data server.",
        subcommands = {TablesImportCommand.class, TablesListCommand.class, TablesDescribeCommand.class})
final class TablesCommand extends CommandGroup {}
