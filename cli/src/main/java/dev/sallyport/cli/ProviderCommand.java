package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "provider",
        description = "Security providers: how requests are authorised.",
        subcommands = {
            ProviderCreateCommand.class,
            ProviderListCommand.class,
            ProviderShowCommand.class,
            ProviderDeleteCommand.class
        })
final class ProviderCommand extends CommandGroup {}
