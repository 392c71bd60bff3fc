package dev.sallyport.server.web;

/**
 * What went wrong, for a person.
 *
 * @param problem the same that a program would get
 */
public record ProblemPage(Problem problem) implements Page {
    @Override
    public String template() {
        return "problem.jte";
    }

    @Override
    public int status() {
        return problem.status();
    }
}
