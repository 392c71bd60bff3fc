package dev.sallyport.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Print the completion script for a shell: source <(sallyport completion bash).")
final class CompletionCommand extends SallyportCommand {
    /** The shells that the script serves. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh; the same script serves both.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        String script =
                switch (shell) {
                    case BASH, ZSH -> AutoComplete.bash("sallyport", new CommandLine(sallyport()));
                };
        out().print(script);
        out().flush();
        return DONE;
    }
}
