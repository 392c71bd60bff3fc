package dev.sallyport.catalog;

import java.util.List;

/** Which tables an import reads. */
public sealed interface ImportScope {
    /** Every table that SOQL can query and the user sees; what is imported and no longer seen goes. */
    record All() implements ImportScope {}

    /** The tables that are imported already, to bring them up to date. */
    record Imported() implements ImportScope {}

    /**
     * Some tables; the others stay as they are.
     *
     * @param tables API names in any case
     */
    record Named(List<String> tables) implements ImportScope {
        public Named {
            tables = List.copyOf(tables);
        }
    }
}
