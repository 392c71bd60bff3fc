package dev.sallyport.salesforce;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written: to which sObject, and what the values of each row are.
 *
 * @param operation what is done with the records
 * @param sObject API name
 * @param fields the API names of each row's values; {@code Id} is one of them for an update and the only one for a delete. A
 *     parent is set by the {@linkplain ParentField#name() name} of a field of its own; to no parent by that of the reference
 * @param externalIdField of an upsert: the field by whose values records are found, one of {@code fields}; else null
 * @param allOrNone whether no row is written if one is refused; only up to {@value RecordWriter#COLLECTION} rows at once
 * @param wantsIds whether the ids of new records are wanted; by bulk they cost a call
 */
public record RecordWrite(
        WriteOperation operation,
        String sObject,
        List<String> fields,
        @Nullable String externalIdField,
        boolean allOrNone,
        boolean wantsIds) {
    /** In the place of a value: the row says nothing of the field. A new record has its default, another keeps what it has. */
    public static final Object AS_IT_IS = new Object() {
        @Override
        public String toString() {
            return "(as it is)";
        }
    };

    private static final String ID = "Id";

    /**
     * Checks that the fields are those that the operation takes.
     *
     * @throws IllegalArgumentException if they are not
     */
    public RecordWrite {
        fields = List.copyOf(fields);
        if ((operation == WriteOperation.UPSERT) != (externalIdField != null)) {
            throw new IllegalArgumentException("An upsert, and nothing else, goes by an external id.");
        }
        String key = key(operation, externalIdField);
        if (key != null && fields.stream().noneMatch(key::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "The rows of this " + operation.apiName() + " need a value of " + key + ".");
        }
        if (operation == WriteOperation.DELETE && fields.size() != 1) {
            throw new IllegalArgumentException("A delete takes nothing but ids.");
        }
    }

    /** Rows that become new records. */
    public static RecordWrite insert(String sObject, List<String> fields) {
        return new RecordWrite(WriteOperation.INSERT, sObject, fields, null, false, true);
    }

    /** Rows of changes to records, whose ids are in {@code Id}. */
    public static RecordWrite update(String sObject, List<String> fields) {
        return new RecordWrite(WriteOperation.UPDATE, sObject, fields, null, false, false);
    }

    /** Rows that become new records or change those that have the same value of {@code externalIdField}. */
    public static RecordWrite upsert(String sObject, String externalIdField, List<String> fields) {
        return new RecordWrite(WriteOperation.UPSERT, sObject, fields, externalIdField, false, true);
    }

    /** Ids of records that are to go to the recycle bin. */
    public static RecordWrite delete(String sObject) {
        return new RecordWrite(WriteOperation.DELETE, sObject, List.of(ID), null, false, false);
    }

    /** The same, with all rows or none. */
    public RecordWrite withAllOrNone(boolean newAllOrNone) {
        return new RecordWrite(operation, sObject, fields, externalIdField, newAllOrNone, wantsIds);
    }

    /** The same, with or without the ids of new records. */
    public RecordWrite withIds(boolean newWantsIds) {
        return new RecordWrite(operation, sObject, fields, externalIdField, allOrNone, newWantsIds);
    }

    /** The position of the value that tells which record a row is about; -1 if it is about a new one. */
    int keyPosition() {
        String key = key(operation, externalIdField);
        for (int i = 0; i < fields.size() && key != null; i++) {
            if (fields.get(i).equalsIgnoreCase(key)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What is equal if two rows are about one record: of an id the first 15 characters, of an external id the text in one
     * case.
     *
     * @return null if the row names no record, as those of an insert, and those of an upsert by id that have none
     */
    public @Nullable String keyOf(@Nullable Object[] row) {
        int position = keyPosition();
        Object key = position < 0 ? null : row[position];
        if (key == null || key == AS_IT_IS || key.equals("")) {
            return null;
        }
        String text = SentValue.text(key);
        if (keyIsId()) {
            return text.length() == 18 ? text.substring(0, 15) : text;
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether rows may be sent twice without a record more: each names the record that it is about. */
    boolean isRepeatable(List<@Nullable Object[]> rows) {
        return rows.stream().allMatch(row -> keyOf(row) != null);
    }

    /** Whether records are found by their ids, in which case counts. */
    boolean keyIsId() {
        return ID.equalsIgnoreCase(key(operation, externalIdField));
    }

    /** What it is, for a failure's message, such as {@code update of Account}. */
    String asked() {
        return operation.apiName() + " of " + sObject;
    }

    private static @Nullable String key(WriteOperation operation, @Nullable String externalIdField) {
        return switch (operation) {
            case INSERT -> null;
            case UPSERT -> externalIdField;
            case UPDATE, DELETE -> ID;
        };
    }
}
