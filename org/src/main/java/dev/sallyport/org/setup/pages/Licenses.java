package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import java.util.List;

/** The user licences that the org's profiles go with. */
final class Licenses {
    private Licenses() {}

    static List<Choice> choices(Setup setup) {
        return setup.profiles().list().stream()
                .map(Profile::userLicense)
                .distinct()
                .sorted()
                .map(license -> new Choice(license, license))
                .toList();
    }
}
