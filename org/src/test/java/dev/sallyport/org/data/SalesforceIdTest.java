package dev.sallyport.org.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SalesforceIdTest {
    @Test
    void a_short_id_gets_the_three_characters_that_tell_its_case() {
        assertThat(SalesforceId.parse("0017000000Lg8Wh"))
                .hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("0017000000Lg8WhAAJ"));
        assertThat(SalesforceId.parse("a00D000000FgEyM"))
                .map(SalesforceId::keyPrefix)
                .hasValue("a00");
    }

    @Test
    void a_long_id_in_the_wrong_case_is_put_right() {
        assertThat(SalesforceId.parse("0017000000LG8WHAAJ"))
                .map(SalesforceId::value)
                .hasValue("0017000000Lg8WhAAJ");
        assertThat(SalesforceId.parse("0017000000lg8whaaj"))
                .map(SalesforceId::shortForm)
                .hasValue("0017000000Lg8Wh");
    }

    @Test
    void what_has_another_length_or_foreign_characters_is_no_id() {
        assertThat(SalesforceId.parse("")).isEmpty();
        assertThat(SalesforceId.parse("0017000000Lg8W")).isEmpty();
        assertThat(SalesforceId.parse("0017000000Lg8W-")).isEmpty();
        assertThat(SalesforceId.parse("0017000000Lg8WhAA")).isEmpty();
        assertThat(SalesforceId.parse("0017000000Lg8WhZZ9")).isEmpty();
    }

    @Test
    void an_id_whose_last_three_do_not_fit_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceId("0017000000Lg8WhAAA"));
    }

    @Test
    void ids_are_consecutive_for_each_key_prefix() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            IdGenerator ids = database.ids();
            SalesforceId account = ids.next("001");
            assertThat(ids.next("003").shortForm()).isEqualTo("003Lo0000000001");
            assertThat(account.shortForm()).isEqualTo("001Lo0000000001");
            assertThat(ids.next("001").shortForm()).isEqualTo("001Lo0000000002");
        }
    }
}
