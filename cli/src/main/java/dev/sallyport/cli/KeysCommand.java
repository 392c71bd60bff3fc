package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "keys",
        description = "The keys that the stored secrets are encrypted with. A key itself is never shown.",
        subcommands = {KeysShowCommand.class, KeysRotateCommand.class})
final class KeysCommand extends CommandGroup {}
