package dev.sallyport.salesforce;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parents, each once with each of its children; one without children comes once, and its child's columns are null. */
final class ChildrenCursor implements QueryCursor {
    private final QueryCursor parents;
    private final int parentWidth;
    private final OrgPaths paths;
    private final RecordShape childShape;
    private final Consumer<QueryCursor> onClose;

    /** The children of the parent being read; null before the first parent and for one that has none. */
    private volatile @Nullable QueryCursor children;

    private volatile boolean closed;

    /**
     * Makes a cursor before the first row.
     *
     * @param parents of so many columns, after which the subquery's answer stands as its JSON
     * @param onClose is told at the end
     */
    ChildrenCursor(
            QueryCursor parents,
            int parentWidth,
            OrgPaths paths,
            List<QueryColumn> childColumns,
            Consumer<QueryCursor> onClose) {
        this.parents = parents;
        this.parentWidth = parentWidth;
        this.paths = paths;
        this.childShape = new RecordShape(childColumns);
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        QueryCursor current = children;
        if (current != null && current.next()) {
            return true;
        }
        children = null;
        if (!parents.next()) {
            close();
            return false;
        }
        if (parents.value(parentWidth) instanceof String json) {
            current = childrenIn(json);
            children = current;
            if (closed) {
                current.close();
            }
            if (!current.next()) {
                children = null;
            }
        }
        return true;
    }

    private QueryCursor childrenIn(String json) {
        return new PagedCursor(
                paths,
                answer -> QueryPage.open(answer, childShape),
                QueryPage.openPart(json, childShape),
                closedCursor -> {});
    }

    @Override
    public @Nullable Object value(int column) {
        if (column < parentWidth) {
            return parents.value(column);
        }
        QueryCursor current = children;
        return current == null ? null : current.value(column - parentWidth);
    }

    /** How many parents there are: no answer tells how many children they all have. */
    @Override
    public long totalSize() {
        return parents.totalSize();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        QueryCursor current = children;
        if (current != null) {
            current.close();
        }
        parents.close();
        onClose.accept(this);
    }
}
