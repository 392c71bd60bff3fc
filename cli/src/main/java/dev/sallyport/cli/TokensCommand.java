package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "tokens",
        description = "The tokens that are kept: who has one and how long it lives. A token itself is never shown.",
        subcommands = {TokensListCommand.class, TokensShowCommand.class, TokensRevokeCommand.class})
final class TokensCommand extends CommandGroup {}
