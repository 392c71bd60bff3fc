package dev.sallyport.cli;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.CatalogException;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.server.ServerException;
import dev.sallyport.sql.SqlStatementException;
import dev.sallyport.sql.write.WriteRefusedException;
import dev.sallyport.transfer.TransferException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a failure in two lines, what happened and what to do, and chooses the exit code. Never a stack trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int REFUSED = 1;
    private static final int BAD_INPUT = 2;
    private static final String SIGN_IN = "/signin-";
    private static final Logger LOG = Logger.getLogger(Failures.class.getName());

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        LOG.log(Level.INFO, "The command failed", failure);
        Optional<SallyportException> told = sallyportException(failure);
        if (told.isPresent()) {
            tell(commandLine, told.get().getMessage(), told.get().advice() + hereToo(told.get()));
            return exitCode(told.get());
        }
        tell(
                commandLine,
                "The command failed: "
                        + Optional.ofNullable(failure.getMessage()).orElse(failure.toString()),
                "Run it again with -v to see where.");
        return REFUSED;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine commandLine = failure.getCommandLine();
        tell(
                commandLine,
                String.valueOf(failure.getMessage()),
                "See: " + commandLine.getCommandSpec().qualifiedName() + " --help");
        return BAD_INPUT;
    }

    private static void tell(CommandLine commandLine, String message, String advice) {
        PrintWriter err = commandLine.getErr();
        err.println(commandLine.getColorScheme().errorText(message));
        err.println(advice);
        err.flush();
    }

    /** Whoever is at a terminal need not have a server for signing in. */
    private static String hereToo(SallyportException failure) {
        if (failure instanceof AuthorizationException refusal) {
            String page = refusal.signInUrl().map(URI::getPath).orElse("");
            int name = page.lastIndexOf(SIGN_IN);
            return name < 0
                    ? ""
                    : " Or sign in from here: sallyport provider sign-in " + page.substring(name + SIGN_IN.length());
        }
        return "";
    }

    private static Optional<SallyportException> sallyportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SallyportException told) {
                return Optional.of(told);
            }
        }
        return Optional.empty();
    }

    private static int exitCode(SallyportException failure) {
        if (failure instanceof CatalogException catalog) {
            return switch (catalog.reason()) {
                case INVALID, DUPLICATE, STALE, NOT_FOUND, IN_USE -> BAD_INPUT;
                case KEY, LOCKED, DATABASE -> REFUSED;
            };
        }
        if (failure instanceof SalesforceException salesforce) {
            return salesforce.reason() == SalesforceException.Reason.SERVER_URL_INVALID ? BAD_INPUT : REFUSED;
        }
        if (failure instanceof TransferException transfer) {
            return switch (transfer.reason()) {
                case INVALID, IN_USE -> BAD_INPUT;
                case INTERRUPTED, FILE -> REFUSED;
            };
        }
        boolean badInput = failure instanceof CommandException
                || failure instanceof ServerException
                || failure instanceof SqlStatementException
                || failure instanceof WriteRefusedException;
        return badInput ? BAD_INPUT : REFUSED;
    }
}
