package dev.sallyport.org.records;

import dev.sallyport.org.data.IdGenerator;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import java.util.Map;

/** The rules of the standard types that have any. */
final class StandardRules {
    private static final TypeRule NONE = new TypeRule() {};

    private final Map<String, TypeRule> byType;

    StandardRules(Schema schema, Rows rows, IdGenerator ids) {
        this.byType = Map.of(
                "ContentVersion", new ContentVersionRule(schema, rows, ids),
                "OrderItem", new OrderItemRule(schema, rows),
                "Opportunity", new OpportunityRule(),
                "OpportunityLineItem", new LineItemRule(schema, rows),
                "PricebookEntry", new PriceRule(schema, rows),
                "Case", new CaseRule(schema, rows),
                "Task", new ActivityRule(schema, rows),
                "Event", new ActivityRule(schema, rows),
                "CampaignMember", new CampaignMemberRule(rows),
                "User", new UserRule(rows));
    }

    TypeRule of(SObjectType type) {
        return byType.getOrDefault(type.name(), NONE);
    }
}
