package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.soap.LeadConversion.Converted;
import dev.sallyport.org.soap.LeadConversion.Order;
import dev.sallyport.org.soap.RecordMerge.Merged;
import dev.sallyport.org.soap.SoapOperation.InvalidValueException;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import dev.sallyport.org.soap.SystemRecords.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** {@code convertLead} and {@code merge}. */
final class ConversionOperations {
    private static final int MOST_LEADS = 100;
    private static final int MOST_MERGES = 200;

    private final SystemRecords records;
    private final Permissions permissions;
    private final LeadConversion conversion;
    private final RecordMerge merge;

    ConversionOperations(SystemRecords records, Permissions permissions) {
        this.records = records;
        this.permissions = permissions;
        this.conversion = new LeadConversion(records);
        this.merge = new RecordMerge(records);
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("convertLead", this::convertLead).with("merge", this::merge);
    }

    private SoapAnswer convertLead(SoapCall call) {
        List<XmlElement> leads = call.elements("leadConverts");
        if (leads.size() > MOST_LEADS) {
            throw new ApiException(
                    500, "EXCEEDED_LEAD_CONVERT_LIMIT", "Lead convert limit is " + MOST_LEADS + " records per call");
        }
        Actor actor = actor(call);
        List<SoapWriter.Content> results = new ArrayList<>();
        for (XmlElement lead : leads) {
            results.add(converted(call, order(lead), actor));
        }
        return answer(results);
    }

    private SoapWriter.Content converted(SoapCall call, Order order, Actor actor) {
        try {
            Converted converted = conversion.convert(order, call.user(), actor);
            return result -> {
                result.element("accountId", converted.accountId());
                result.element("contactId", converted.contactId());
                result.element("leadId", converted.leadId());
                result.element("opportunityId", converted.opportunityId());
                result.element("success", true);
            };
        } catch (RefusedException e) {
            return result -> {
                result.element("accountId", null);
                result.element("contactId", null);
                RecordOperations.writeErrors(result, e.errors());
                result.element("leadId", null);
                result.element("opportunityId", null);
                result.element("success", false);
            };
        }
    }

    private static Order order(XmlElement lead) {
        return new Order(
                lead.childText("leadId").orElse(""),
                lead.childText("accountId").orElse(null),
                lead.childText("contactId").orElse(null),
                lead.childText("convertedStatus").orElse(""),
                !lead.childFlag("doNotCreateOpportunity"),
                lead.childText("opportunityName").orElse(null),
                lead.childText("ownerId").orElse(null));
    }

    private SoapAnswer merge(SoapCall call) throws InvalidValueException {
        List<XmlElement> requests = new ArrayList<>(call.elements("request"));
        requests.addAll(call.elements("mergeRequests")); // what jsforce calls them, and Salesforce takes
        if (requests.size() > MOST_MERGES) {
            throw new ApiException(
                    500,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than " + MOST_MERGES + " records into this call");
        }
        Actor actor = actor(call);
        DraftReader reader = new DraftReader(records.schema(), actor.permissions(), call.dialect(), false);
        List<SoapWriter.Content> results = new ArrayList<>();
        for (XmlElement request : requests) {
            XmlElement master = request.child("masterRecord")
                    .orElseThrow(() -> new ApiException(500, "MISSING_ARGUMENT", "required argument: masterRecord"));
            results.add(merged(call, reader.read(master), request.childTexts("recordToMergeIds"), actor));
        }
        return answer(results);
    }

    private SoapWriter.Content merged(SoapCall call, Draft master, List<String> ids, Actor actor) {
        try {
            Merged merged = merge.merge(master, ids, call.user(), actor);
            return result -> {
                result.element("id", merged.masterId());
                for (String id : merged.mergedIds()) {
                    result.element("mergedRecordIds", id);
                }
                result.element("success", true);
                for (String id : merged.relatedIds()) {
                    result.element("updatedRelatedIds", id);
                }
            };
        } catch (RefusedException e) {
            return result -> {
                RecordOperations.writeErrors(result, e.errors());
                result.element("id", null);
                result.element("success", false);
            };
        }
    }

    private Actor actor(SoapCall call) {
        return new Actor(call.user().id(), permissions.of(call.user()));
    }

    private static SoapAnswer answer(List<SoapWriter.Content> results) {
        return SoapAnswer.of(answer -> {
            for (SoapWriter.Content result : results) {
                answer.start("result");
                result.writeTo(answer);
                answer.end();
            }
        });
    }
}
