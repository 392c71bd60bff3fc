package dev.sallyport.server.console;

import dev.sallyport.server.web.Page;
import java.util.List;

/**
 * What programs can ask for: the OpenAPI document, for people.
 *
 * @param groups the operations by what they are about
 */
public record ApiPage(List<Group> groups) implements Page {
    /** Operations on one kind of thing. */
    public record Group(String name, List<Operation> operations) {}

    /**
     * A request that programs can make.
     *
     * @param method such as {@code GET}
     * @param path with its variables in braces
     * @param summary what it does
     * @param description who may
     * @param parameters names of what stands in the query and the headers
     * @param body the properties of the JSON that it takes; empty for none
     */
    public record Operation(
            String method, String path, String summary, String description, String parameters, String body) {}

    @Override
    public String template() {
        return "api.jte";
    }
}
