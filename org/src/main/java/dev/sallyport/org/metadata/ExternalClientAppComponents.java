package dev.sallyport.org.metadata;

import dev.sallyport.org.setup.ExternalClientApp;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApps;
import java.util.List;
import java.util.Optional;

/** The headers of external client apps, to be read. */
final class ExternalClientAppComponents implements ComponentStore {
    private final ExternalClientApps apps;

    ExternalClientAppComponents(ExternalClientApps apps) {
        this.apps = apps;
    }

    @Override
    public String type() {
        return "ExternalClientApplication";
    }

    @Override
    public List<FileProperties> list() {
        return apps.list().stream()
                .map(app -> PermissionView.properties(type(), app.apiName(), "externalClientApps", "eca", app.id()))
                .toList();
    }

    @Override
    public Optional<Component> read(String fullName) {
        return apps.list().stream()
                .filter(app -> app.apiName().equals(fullName))
                .findFirst()
                .map(ExternalClientAppComponents::view);
    }

    private static Component view(ExternalClientApp app) {
        Component view = Component.empty()
                .with("fullName", app.apiName())
                .with("contactEmail", app.contactEmail())
                .with("distributionState", app.distributionState() == DistributionState.LOCAL ? "Local" : "Packaged")
                .with("isProtected", false)
                .with("label", app.name());
        Optional.ofNullable(app.description()).ifPresent(text -> view.with("description", text));
        return view;
    }
}
