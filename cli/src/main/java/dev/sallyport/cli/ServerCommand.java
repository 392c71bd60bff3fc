package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "server",
        description = "Data servers: named connections to orgs.",
        subcommands = {
            ServerCreateCommand.class,
            ServerListCommand.class,
            ServerShowCommand.class,
            ServerTestCommand.class,
            ServerDeleteCommand.class
        })
final class ServerCommand extends CommandGroup {}
