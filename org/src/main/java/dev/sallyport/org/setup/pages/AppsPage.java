package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** "Lightning Experience App Manager": the apps of both kinds. */
public record AppsPage(List<Line> apps) implements Page {

    /**
     * A line of the list.
     *
     * @param path of the app's page
     * @param type such as {@code Connected}
     * @param managed whether its policies are under Manage, as a connected app's are
     */
    public record Line(String path, String name, String apiName, String type, boolean managed) {}

    @Override
    public String template() {
        return "setup/apps";
    }
}
