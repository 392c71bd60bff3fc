package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "provider",
        description = "Security providers: how requests are authorised.",
        subcommands = {
            ProviderCreateCommand.class,
            ProviderUpdateCommand.class,
            ProviderEnableCommand.class,
            ProviderDisableCommand.class,
            ProviderListCommand.class,
            ProviderShowCommand.class,
            ProviderImportCommand.class,
            ProviderExportCommand.class,
            ProviderSignInCommand.class,
            ProviderSignOutCommand.class,
            ProviderDeleteCommand.class
        })
final class ProviderCommand extends CommandGroup {}
