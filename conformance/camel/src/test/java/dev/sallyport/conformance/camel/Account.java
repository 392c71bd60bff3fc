package dev.sallyport.conformance.camel;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.salesforce.api.dto.AbstractDescribedSObjectBase;
import org.apache.camel.component.salesforce.api.dto.SObjectDescription;
import org.jspecify.annotations.Nullable;

/** An account as Camel's generator writes it, with the few fields that the tests need. */
@SuppressWarnings(
        "MemberName") // Camel finds what is null, and not sent, in Java fields that are named as Salesforce's.
public class Account extends AbstractDescribedSObjectBase {
    private @Nullable String Industry;
    private @Nullable Double AnnualRevenue;

    /** An account without an id, a name, or anything. */
    public Account() {
        getAttributes().setType("Account");
    }

    static Account named(String name) {
        Account account = new Account();
        account.setName(name);
        return account;
    }

    @JsonProperty("Industry")
    public @Nullable String getIndustry() {
        return Industry;
    }

    @JsonProperty("Industry")
    public void setIndustry(@Nullable String value) {
        this.Industry = value;
    }

    @JsonProperty("AnnualRevenue")
    public @Nullable Double getAnnualRevenue() {
        return AnnualRevenue;
    }

    @JsonProperty("AnnualRevenue")
    public void setAnnualRevenue(@Nullable Double value) {
        this.AnnualRevenue = value;
    }

    @Override
    public SObjectDescription description() {
        SObjectDescription description = new SObjectDescription();
        description.setName("Account");
        return description;
    }
}
