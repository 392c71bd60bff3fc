package dev.sallyport.server.console;

import dev.sallyport.server.web.Page;
import java.util.List;

/**
 * The state of each data server at a glance.
 *
 * @param servers by name
 */
public record HomePage(List<ServerState> servers) implements Page {
    /**
     * A data server's state.
     *
     * @param name its name
     * @param address where it is
     * @param securityProvider its provider's name; empty where it needs none
     * @param enabled whether the provider may be used
     * @param token how old the system's own token is
     * @param tables how many are imported
     * @param state how the last test went: {@code passed}, {@code warning}, {@code failed} or {@code none}
     * @param lastTest when that was, and what was found; empty for {@code none}
     * @param usage what the org said of its API calls
     */
    public record ServerState(
            String name,
            String address,
            String securityProvider,
            boolean enabled,
            String token,
            int tables,
            String state,
            String lastTest,
            String usage) {}

    @Override
    public String template() {
        return "home.jte";
    }
}
