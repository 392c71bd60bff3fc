package dev.sallyport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "org",
        description = "A local Salesforce org to rehearse on.",
        subcommands = {OrgStartCommand.class})
final class OrgCommand extends CommandGroup {}
