package dev.sallyport.org.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.setup.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalOrgExtensionTest {
    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(
            builder -> builder.records(100).sandbox(true).administratorPassword("correct horse"));

    private static final List<LocalOrg> SEEN = new ArrayList<>();
    private static @Nullable ReadyApp madeBefore;

    @BeforeAll
    static void freezeAUserForAllTests(LocalOrg org, ReadyApp app) {
        madeBefore = app;
        User user = org.setup().users().get("noa.lindqvist@local-org.example");
        org.setup().users().setFrozen(user, true, user.id());
    }

    @BeforeEach
    void see(LocalOrg org) {
        SEEN.add(org);
    }

    @Test
    @Order(1)
    void a_test_may_change_the_org(LocalOrg org) {
        User user = org.setup().users().get("yuki.arai@local-org.example");
        org.setup().users().setActive(user, false, user.id());

        assertThat(org.setup().settings().sandbox()).isTrue();
        assertThat(org.administrator().password()).isEqualTo("correct horse");
    }

    @Test
    @Order(2)
    void the_next_test_finds_it_as_it_was_before_all_of_them(LocalOrg org, ReadyApp app) {
        assertThat(org.setup().users().get("yuki.arai@local-org.example").active())
                .isTrue();
        assertThat(org.setup().users().get("noa.lindqvist@local-org.example").frozen())
                .isTrue();
        assertThat(app).isEqualTo(Objects.requireNonNull(madeBefore));
        assertThat(SEEN).hasSize(2).containsOnly(org);
    }

    @Nested
    class InANestedClass {
        @Test
        void the_org_is_that_of_the_class_around_it(LocalOrg org) {
            assertThat(SEEN.get(0)).isSameAs(org);
            assertThat(org.setup().users().get("yuki.arai@local-org.example").active())
                    .isTrue();
        }
    }
}
