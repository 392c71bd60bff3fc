package dev.sallyport.cli;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that say where a provider's secrets come from, four for each. None takes a secret itself: arguments can be
 * seen by other users of the machine, and stay in the shell's history.
 */
final class SecretOptions implements IModelTransformer {
    /** Where a secret can come from. */
    private enum Source {
        FILE("-file", "FILE", "Read the %s from a file."),
        ENVIRONMENT("-env", "VARIABLE", "Read the %s from an environment variable."),
        REFERENCE("-ref", "REF", "Leave the %s where it is, env:NAME or file:PATH, and read it whenever it is needed."),
        STANDARD_INPUT("-stdin", "", "Read the %s from standard input.");

        private final String suffix;
        private final String paramLabel;
        private final String description;

        Source(String suffix, String paramLabel, String description) {
            this.suffix = suffix;
            this.paramLabel = paramLabel;
            this.description = description;
        }
    }

    @Override
    public CommandSpec transform(CommandSpec command) {
        for (SecretOption secret : SecretOption.values()) {
            for (Source source : Source.values()) {
                OptionSpec.Builder option = OptionSpec.builder(secret.prefix() + source.suffix)
                        .description(source.description.formatted(secret.label()));
                command.addOption(
                        source.paramLabel.isEmpty()
                                ? option.type(boolean.class).arity("0").build()
                                : option.type(String.class)
                                        .arity("1")
                                        .paramLabel(source.paramLabel)
                                        .build());
            }
        }
        return command;
    }

    /**
     * A provider with the secrets that the command line names.
     *
     * @throws CommandException if one is not to be had, or the provider has no place for it
     */
    static SecurityProvider apply(SecurityProvider provider, ParseResult arguments, Surroundings surroundings) {
        refuseSharedInput(arguments);
        SecurityProvider result = provider;
        for (SecretOption option : SecretOption.values()) {
            Optional<Secret> secret = read(option, arguments, surroundings);
            if (secret.isPresent()) {
                if (!option.fits(provider)) {
                    throw new CommandException(
                            "The provider has no place for the " + option.label() + ".",
                            "Leave out " + option.prefix() + "-…, or choose the grant or authentication type that needs"
                                    + " it.");
                }
                result = option.put(result, secret.get());
            }
        }
        return result;
    }

    private static void refuseSharedInput(ParseResult arguments) {
        List<String> readers = Arrays.stream(SecretOption.values())
                .map(option -> option.prefix() + Source.STANDARD_INPUT.suffix)
                .filter(arguments::hasMatchedOption)
                .toList();
        if (readers.size() > 1) {
            throw new CommandException(
                    "Standard input can hold one secret only.", "Use one of " + String.join(", ", readers) + ".");
        }
    }

    private static Optional<Secret> read(SecretOption option, ParseResult arguments, Surroundings surroundings) {
        List<Source> given = Arrays.stream(Source.values())
                .filter(source -> arguments.hasMatchedOption(option.prefix() + source.suffix))
                .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1) {
            throw new CommandException(
                    "The " + option.label() + " is given in more than one way.",
                    "Give one of " + option.prefix() + "-file, -env, -ref and -stdin.");
        }
        Source source = given.get(0);
        SecretInput input = new SecretInput(option.label(), surroundings);
        Object value = arguments.matchedOptionValue(option.prefix() + source.suffix, "");
        String text = String.valueOf(value);
        return Optional.of(
                switch (source) {
                    case FILE -> input.ofFile(text);
                    case ENVIRONMENT -> input.ofVariable(text);
                    case REFERENCE -> reference(text);
                    case STANDARD_INPUT -> input.ofStandardInput();
                });
    }

    /** A secret that stays where it is. */
    static Secret reference(String text) {
        try {
            return Secret.at(SecretReference.parse(text));
        } catch (AuthorizationException e) {
            throw new CommandException(e.getMessage(), e.advice());
        }
    }

    /**
     * Asks at the terminal for what a provider cannot do without; what nobody is there to type stays missing.
     *
     * @param provider what has been given so far
     */
    static SecurityProvider ask(SecurityProvider provider) {
        SecurityProvider result = provider;
        for (SecretOption option : SecretOption.missing(provider)) {
            Optional<Secret> typed = Keyboard.askHidden(capitalised(option.label()) + ": ")
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(Secret::of);
            if (typed.isPresent()) {
                result = option.put(result, typed.get());
            }
        }
        return result;
    }

    /** Refuses a provider that lacks what it cannot do without. */
    static void requireAll(SecurityProvider provider) {
        List<SecretOption> missing = SecretOption.missing(provider);
        if (!missing.isEmpty()) {
            SecretOption option = missing.get(0);
            throw new CommandException(
                    "The " + option.label() + " is missing, and there is no terminal to ask for it on.",
                    "Give it by " + option.prefix() + "-file, " + option.prefix() + "-env, " + option.prefix()
                            + "-ref or " + option.prefix() + "-stdin.");
        }
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
