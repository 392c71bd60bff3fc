package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture of each page, into the folder that {@code pictures.folder} names. */
class PicturesTest {
    @Test
    void each_page_has_its_picture(@TempDir Path folder) throws Exception {
        Path pictures = Files.createDirectories(Path.of(System.getProperty("pictures.folder")));
        try (Chromium chromium = Chromium.start();
                Premises premises = Premises.in(folder);
                Person person = chromium.person()) {
            premises.makeAdministrator(person);
            Pages.fillIn(premises, person, name -> takePicture(person, pictures, name));
            new SetupSteps(premises, person).logIn();
            Map<String, URI> pages = new LinkedHashMap<>(Pages.ofConsole(premises));
            pages.putAll(Pages.ofSetup(premises));
            pages.forEach((name, page) -> takePicture(person.open(page), pictures, name));
        }
    }

    private static void takePicture(Person person, Path folder, String name) {
        Path picture = folder.resolve(name + ".png");
        person.page().screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
        assertThat(picture).isNotEmptyFile();
    }
}
