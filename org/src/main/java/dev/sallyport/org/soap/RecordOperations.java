package dev.sallyport.org.soap;

import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.RecordError;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.SaveResult;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.soap.SoapOperation.InvalidValueException;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * {@code create}, {@code update}, {@code upsert}, {@code delete}, {@code undelete} and {@code emptyRecycleBin}, of 200
 * records at most. Each record stands alone, unless {@code AllOrNoneHeader} says otherwise.
 */
final class RecordOperations {
    private static final int MOST_RECORDS = 200;

    private final Schema schema;
    private final RecordStore records;
    private final Permissions permissions;

    RecordOperations(Schema schema, RecordStore records, Permissions permissions) {
        this.schema = schema;
        this.records = records;
        this.permissions = permissions;
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("create", call -> save(call, records::create))
                .with("update", call -> save(call, records::update))
                .with("upsert", this::upsert)
                .with("delete", call -> change(call, records::delete))
                .with("undelete", call -> change(call, records::undelete))
                .with(
                        "emptyRecycleBin",
                        call -> change(call, (actor, ids, allOrNone) -> records.emptyRecycleBin(actor, ids)));
    }

    @FunctionalInterface
    private interface Save {
        List<SaveResult> of(Actor actor, List<Draft> drafts, boolean allOrNone);
    }

    @FunctionalInterface
    private interface Change {
        List<SaveResult> of(Actor actor, List<String> ids, boolean allOrNone);
    }

    private SoapAnswer save(SoapCall call, Save save) throws InvalidValueException {
        Actor actor = actor(call);
        List<SaveResult> results = save.of(actor, drafts(call, actor), allOrNone(call));
        return answer(results, false);
    }

    private SoapAnswer upsert(SoapCall call) throws InvalidValueException {
        Actor actor = actor(call);
        String field = call.argument("externalIDFieldName").orElse("Id");
        List<SaveResult> results = records.upsert(actor, field, drafts(call, actor), allOrNone(call));
        return answer(results, true);
    }

    private SoapAnswer change(SoapCall call, Change change) {
        List<String> ids = call.arguments("ids");
        requireFew(ids);
        return answer(change.of(actor(call), ids, allOrNone(call)), false);
    }

    private List<Draft> drafts(SoapCall call, Actor actor) throws InvalidValueException {
        List<XmlElement> elements = call.elements("sObjects");
        requireFew(elements);
        boolean truncates = call.header("AllowFieldTruncationHeader")
                .filter(header -> header.childFlag("allowFieldTruncation"))
                .isPresent();
        DraftReader reader = new DraftReader(schema, actor.permissions(), call.dialect(), truncates);
        List<Draft> drafts = new ArrayList<>();
        for (XmlElement element : elements) {
            drafts.add(reader.read(element));
        }
        return drafts;
    }

    private Actor actor(SoapCall call) {
        return new Actor(call.user().id(), permissions.of(call.user()));
    }

    private static boolean allOrNone(SoapCall call) {
        return call.header("AllOrNoneHeader")
                .filter(header -> header.childFlag("allOrNone"))
                .isPresent();
    }

    private static void requireFew(List<?> records) {
        if (records.size() > MOST_RECORDS) {
            throw new ApiException(
                    500,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than " + MOST_RECORDS + " records into this call");
        }
    }

    private static SoapAnswer answer(List<SaveResult> results, boolean upserted) {
        return SoapAnswer.of(answer -> {
            for (SaveResult result : results) {
                answer.start("result");
                if (upserted) {
                    answer.element("created", result.success() && result.created());
                }
                writeErrors(answer, result.errors());
                answer.element("id", result.success() ? result.id() : null);
                answer.element("success", result.success());
                answer.end();
            }
        });
    }

    /** Writes the errors of one record. */
    static void writeErrors(SoapWriter answer, List<RecordError> errors) throws XMLStreamException {
        for (RecordError error : errors) {
            answer.start("errors");
            for (String field : error.fields()) {
                answer.element("fields", field);
            }
            answer.element("message", error.message());
            answer.element("statusCode", error.statusCode());
            answer.end();
        }
    }
}
