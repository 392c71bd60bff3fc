package dev.sallyport.transfer;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.sql.NearestName;
import dev.sallyport.sql.SObjects;
import dev.sallyport.transfer.format.Delimiter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes where: checked against the table's description, so that what Salesforce would refuse of every row is refused
 * before a call is made.
 */
final class LoadColumns {
    private static final String ID = "Id";

    /** The column that an error file has at its end. */
    private static final String ERROR = "ERROR";

    private final SObjectDescribe table;
    private final ParentColumns parents;
    private final Load load;
    private final List<String> columns;
    private final List<Target> targets = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    /**
     * What a target does. A column that names a parent has two, for that there is none is said by the field that leads to it:
     * what null of a parent's external id does, no guide says.
     */
    enum Role {
        /** It sets the field. */
        OWN,
        /** It names a parent, or says nothing. */
        PARENT,
        /** It empties the field that leads to a parent where none is named, or says nothing. */
        NO_PARENT
    }

    /**
     * A field that gets values.
     *
     * @param source position of the column in the files; -1 if every row has the constant
     * @param constant the text that every row has; null if the files have it
     * @param field whose value the text is: the table's, or the parent's that is found by it
     * @param name by which the value is sent
     */
    record Target(int source, @Nullable String constant, FieldDescribe field, String name, Role role) {
        /**
         * What is sent of a text.
         *
         * @param column this target's position among those that are sent
         */
        @Nullable
        Object value(FieldText texts, int column, @Nullable String text) throws FieldText.UnfitException {
            return switch (role) {
                case OWN -> texts.read(field, column, text);
                case PARENT -> texts.isNull(text) ? RecordWrite.AS_IT_IS : texts.read(field, column, text);
                case NO_PARENT -> texts.isNull(text) ? null : RecordWrite.AS_IT_IS;
            };
        }
    }

    private LoadColumns(SObjects tables, SObjectDescribe table, Load load, List<String> columns) {
        this.table = table;
        this.parents = new ParentColumns(tables, table);
        this.load = load;
        this.columns = columns;
    }

    /**
     * The fields that get values, in the order of the files' columns.
     *
     * @param tables where parents are described
     * @param columns of the files
     * @throws TransferException if there is anything wrong with any column; the message names each
     */
    static List<Target> of(SObjects tables, SObjectDescribe table, Load load, List<String> columns) {
        LoadColumns check = new LoadColumns(tables, table, load, columns);
        check.requireOperation();
        check.requireMapped();
        for (int column = 0; column < columns.size(); column++) {
            check.add(column);
        }
        load.mapping().constants().forEach(check::addConstant);
        check.requireGood();
        return check.targets;
    }

    /** The write that the targets make. */
    static RecordWrite write(SObjectDescribe table, Load load, List<Target> targets) {
        List<String> fields = targets.stream().map(Target::name).toList();
        return switch (load.operation()) {
            case INSERT -> RecordWrite.insert(table.name(), fields);
            case UPDATE -> RecordWrite.update(table.name(), fields);
            case UPSERT ->
                RecordWrite.upsert(
                        table.name(),
                        table.field(String.valueOf(load.externalId()))
                                .map(FieldDescribe::name)
                                .orElseThrow(),
                        fields);
            case DELETE -> RecordWrite.delete(table.name());
        };
    }

    private void requireOperation() {
        boolean allowed =
                switch (load.operation()) {
                    case INSERT -> table.createable();
                    case UPDATE -> table.updateable();
                    case UPSERT -> table.createable() && table.updateable();
                    case DELETE -> table.deletable();
                };
        if (!allowed) {
            throw TransferException.invalid(
                    "The run-as user may not " + load.operation().apiName() + " records of " + table.name() + ".",
                    "In Setup open Profiles, the run-as user's profile, Object Settings, " + table.name()
                            + ", Edit, and tick what is missing. Then import the table again. Some objects take no such"
                            + " change from anyone.");
        }
        if ((load.operation() == WriteOperation.UPSERT) == (load.externalId() == null)) {
            throw TransferException.invalid(
                    "An upsert, and nothing else, finds records by an external id.",
                    "Name it: --operation upsert --external-id COLUMN. " + keys());
        }
        if (load.externalId() != null) {
            requireKey(load.externalId());
        }
    }

    private void requireKey(String name) {
        FieldDescribe key = table.field(name)
                .orElseThrow(() -> TransferException.invalid(
                        "The table " + table.name() + " has no column " + name + " that the run-as user may see.",
                        NearestName.advice(name, names()) + keys()));
        if (!isKey(key)) {
            throw TransferException.invalid(
                    "The column " + table.name() + "." + key.name() + " is no external id.",
                    keys() + " Others can be marked as External ID in Setup.");
        }
    }

    private static boolean isKey(FieldDescribe field) {
        return field.externalId() || field.name().equals(ID);
    }

    private String keys() {
        return "Those of " + table.name() + ": "
                + table.fields().stream()
                        .filter(LoadColumns::isKey)
                        .map(FieldDescribe::name)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private List<String> names() {
        return table.fields().stream().map(FieldDescribe::name).toList();
    }

    /** A name in the mapping that no file has is a typo. */
    private void requireMapped() {
        for (String source : load.mapping().targets().keySet()) {
            if (columns.stream().noneMatch(source::equalsIgnoreCase)) {
                throw TransferException.invalid(
                        "The files have no column " + source + ", which the mapping names.",
                        NearestName.advice(source, columns) + "They have: " + String.join(", ", columns) + ".");
            }
        }
    }

    private void add(int column) {
        String name = columns.get(column);
        boolean leftOver = name.equals(ERROR)
                && column == columns.size() - 1
                && !load.mapping().names(name)
                && table.field(name).isEmpty();
        if (leftOver) {
            return;
        }
        for (String target : load.mapping().targetsOf(name)) {
            Optional<FieldDescribe> field = table.field(target);
            if (isNeeded(field)) {
                add(column, null, name, target, field);
            }
        }
    }

    /** A delete takes nothing but ids. */
    private boolean isNeeded(Optional<FieldDescribe> field) {
        return load.operation() != WriteOperation.DELETE
                || field.filter(known -> known.name().equals(ID)).isPresent();
    }

    private void addConstant(String target, String text) {
        Optional<FieldDescribe> field = table.field(target);
        if (isNeeded(field)) {
            add(-1, text, "\"" + text + "\"", target, field);
        }
    }

    private void add(
            int source, @Nullable String constant, String name, String target, Optional<FieldDescribe> described) {
        String what = name.equalsIgnoreCase(target) ? name : name + " (to " + target + ")";
        if (described.isPresent()) {
            addOwn(source, constant, name, what, described.get());
            return;
        }
        ParentColumns.@Nullable Meaning meaning = parents.find(target).orElse(null);
        if (meaning instanceof ParentColumns.Parent parent) {
            requireWritable(name, what, parent.reference());
            targets.add(new Target(source, constant, parent.key(), parent.name().name(), Role.PARENT));
            FieldDescribe reference = parent.reference();
            targets.add(new Target(source, constant, reference, reference.name(), Role.NO_PARENT));
        } else if (meaning instanceof ParentColumns.OwnField own) {
            addOwn(source, constant, name, what, own.reference());
        } else if (meaning instanceof ParentColumns.Unknown unknown) {
            problem(name, what, unknown.why());
        } else {
            problem(
                    name,
                    what,
                    "there is none that the run-as user may see. " + NearestName.advice(target, names())
                            + delimiterAdvice(target));
        }
    }

    private void addOwn(int source, @Nullable String constant, String name, String what, FieldDescribe field) {
        requireWritable(name, what, field);
        targets.add(new Target(source, constant, field, field.name(), Role.OWN));
    }

    /** One column where there should be several has their delimiters in its name. */
    private static String delimiterAdvice(String name) {
        return Arrays.stream(Delimiter.values())
                .filter(delimiter -> delimiter != Delimiter.COMMA && name.indexOf(delimiter.character()) >= 0)
                .findFirst()
                .map(delimiter ->
                        "If it is several, say what stands between them: --delimiter " + delimiter.label() + ".")
                .orElse("");
    }

    private void requireWritable(String name, String what, FieldDescribe field) {
        String why = refusal(field);
        if (why != null) {
            problem(name, what, why);
        }
    }

    private void problem(String name, String what, String why) {
        problems.add(what + ": " + why.strip());
        unusable.add(name);
    }

    private @Nullable String refusal(FieldDescribe field) {
        boolean key = field.name().equalsIgnoreCase(load.externalId())
                || (field.name().equals(ID)
                        && (load.operation() == WriteOperation.UPDATE || load.operation() == WriteOperation.DELETE));
        if (key) {
            return null;
        }
        if (field.type() == FieldType.BASE64) {
            return "binary values are not loaded.";
        }
        boolean writable =
                switch (load.operation()) {
                    case INSERT -> field.createable();
                    case UPDATE -> field.updateable();
                    case UPSERT -> field.createable() || field.updateable();
                    case DELETE -> true;
                };
        if (writable) {
            return null;
        }
        if (field.calculated()) {
            return "it is a formula.";
        }
        return field.type().isCompound()
                ? "it is made of others: load these."
                : "it is filled by Salesforce, or the run-as user may not write it.";
    }

    private void requireGood() {
        if (!problems.isEmpty()) {
            throw TransferException.invalid(
                    (problems.size() == 1 ? "A column" : problems.size() + " columns") + " cannot be loaded into "
                            + table.name() + ". " + String.join(" ", problems),
                    "Map what has another name by --map SOURCE=TARGET, and leave out the rest: --skip "
                            + unusable.stream()
                                    .filter(name -> !name.startsWith("\""))
                                    .collect(Collectors.joining(",")));
        }
        Map<String, Target> seen = new HashMap<>();
        for (Target target : targets) {
            // A parent goes into the field that leads to it, of which there is a target too.
            Target other = target.role() == Role.PARENT ? null : seen.putIfAbsent(target.name(), target);
            if (other != null) {
                throw TransferException.invalid(
                        "Two columns go into " + table.name() + "." + target.name() + ": " + source(columns, other)
                                + " and " + source(columns, target) + ".",
                        "Leave one out by --skip, or map it by --map SOURCE=TARGET.");
            }
        }
        if (targets.isEmpty()) {
            throw TransferException.invalid(
                    "No column is to be loaded.", "The files have: " + String.join(", ", columns) + ".");
        }
        String key =
                switch (load.operation()) {
                    case INSERT -> null;
                    case UPSERT -> load.externalId();
                    case UPDATE, DELETE -> ID;
                };
        if (key != null && targets.stream().noneMatch(target -> target.name().equalsIgnoreCase(key))) {
            String operation = load.operation().apiName();
            throw TransferException.invalid(
                    "No column has the values of " + key + ", by which the " + operation + " finds records.",
                    NearestName.advice(key, columns) + "Say which it is: --map SOURCE=" + key + ". The files have: "
                            + String.join(", ", columns) + ".");
        }
    }

    /** For the manifest: what another run must do in the same way. */
    static List<String> described(List<String> columns, List<Target> targets) {
        return targets.stream()
                .filter(target -> target.role() != Role.NO_PARENT)
                .map(target -> source(columns, target) + " -> " + target.name() + " "
                        + target.field().type().name().toLowerCase(Locale.ROOT) + "("
                        + target.field().length() + ")")
                .toList();
    }

    private static String source(List<String> columns, Target target) {
        return target.source() < 0 ? "\"" + target.constant() + "\"" : columns.get(target.source());
    }
}
