package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClaimType.Usage;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.ProviderGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the claims of a person mean: the standard's names, and what a provider says instead. */
class ClaimsTest {
    private static final Map<String, Object> JANE = Map.of(
            "sub", "005xx",
            "preferred_username", "jane@example.com",
            "email", "jane@mail.example",
            "name", "Jane Doe",
            "groups", List.of("sales", "admins"),
            "address", Map.of("country", "FR"));

    @Test
    void the_standards_names_are_understood_without_a_mapping() {
        Claims claims = new Claims(JANE, IdentityMapping.DEFAULT);

        assertThat(claims.first(Usage.NAME)).contains("jane@example.com");
        assertThat(claims.first(Usage.NAME_IDENTIFIER)).contains("005xx");
        assertThat(claims.first(Usage.EMAIL_ADDRESS)).contains("jane@mail.example");
        assertThat(claims.first(Usage.FULL_NAME)).contains("Jane Doe");
        assertThat(claims.first(Usage.DISPLAY_NAME)).isEmpty();
        assertThat(claims.all(Usage.GROUP)).containsExactly("sales", "admins");
    }

    @Test
    void a_providers_own_claim_goes_before_by_priority_and_falls_back() {
        Claims claims = claims(
                List.of(new ClaimType("email", Usage.NAME, 2, false), new ClaimType("login", Usage.NAME, 1, false)));

        assertThat(claims.all(Usage.NAME)).containsExactly("jane@mail.example", "jane@example.com");
    }

    @Test
    void an_ignored_claim_is_left_out_though_a_default_names_it() {
        Claims claims = claims(List.of(new ClaimType("email", Usage.EMAIL_ADDRESS, 0, true)));

        assertThat(claims.first(Usage.EMAIL_ADDRESS)).isEmpty();
    }

    @Test
    void a_claim_that_is_an_object_is_no_text() {
        assertThat(claims(List.of(new ClaimType("address", Usage.PHONE_NUMBER, 0, false)))
                        .first(Usage.PHONE_NUMBER))
                .isEmpty();
    }

    @Test
    void a_person_is_in_the_providers_groups_that_the_claims_name() {
        IdentityMapping mapping = new IdentityMapping(
                List.of(),
                List.of(
                        new ProviderGroup("Sales team", "sales", null, false),
                        new ProviderGroup("Service team", "service", null, true)));

        assertThat(new Claims(JANE, mapping).groups()).containsExactly("Sales team");
    }

    @Test
    void a_log_line_names_the_claims_and_not_the_person() {
        assertThat(new Claims(JANE, IdentityMapping.DEFAULT).toString())
                .contains("email")
                .doesNotContain("jane");
    }

    private static Claims claims(List<ClaimType> types) {
        return new Claims(JANE, new IdentityMapping(types, List.of()));
    }
}
