package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;

class SignInOnH2Test extends SignInContract {
    @Override
    CatalogSettings settings() {
        return CatalogSettings.inFolder(folder);
    }

    @Override
    CatalogSettings settingsAgain() {
        return settings();
    }
}
