package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import java.nio.file.Path;

class ConsoleAdministrationOnH2Test extends ConsoleAdministrationContract {
    @Override
    CatalogSettings settings(Path folder) {
        return CatalogSettings.inFolder(folder);
    }
}
