package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import java.nio.file.Path;

class ApiOnH2Test extends ApiContract {
    @Override
    CatalogSettings settings(Path folder) {
        return CatalogSettings.inFolder(folder);
    }
}
