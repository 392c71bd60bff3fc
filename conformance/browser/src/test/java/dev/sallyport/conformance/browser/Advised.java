package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who does what advice says: whatever they look for by its name has to be named there. */
final class Advised {
    private final Scene scene;
    private final String advice;

    Advised(Scene scene, String advice) {
        this.scene = scene;
        this.advice = advice;
    }

    /** Opens Setup, and there a page of its menu. */
    Advised inSetup(String entry) {
        reads(entry);
        scene.setup(entry);
        return this;
    }

    /** Opens the security provider's page. */
    Advised inProvider() {
        reads("provider");
        scene.provider();
        return this;
    }

    /** Opens the data server's page. */
    Advised inDataServer() {
        reads("OAuth server URL");
        scene.dataServer();
        return this;
    }

    /** Follows a link or presses a button. */
    Advised clicks(String name) {
        reads(name);
        scene.person().click(name);
        return this;
    }

    /** Follows a link or presses a button that stands for one thing of many: {@code Edit} of an app. */
    Advised clicks(String name, String of) {
        reads(name);
        scene.person().click(name + " " + of);
        return this;
    }

    Advised ticks(String label) {
        reads(label);
        scene.person().tick(label);
        return this;
    }

    Advised types(String label, String text) {
        reads(label);
        scene.person().type(label, text);
        return this;
    }

    /** Finds words in the advice. */
    Advised reads(String... words) {
        assertThat(advice).contains(words);
        return this;
    }

    /** Goes on with what every form has, or with what a name in the advice has led to. */
    Person then() {
        return scene.person();
    }

    Scene scene() {
        return scene;
    }
}
