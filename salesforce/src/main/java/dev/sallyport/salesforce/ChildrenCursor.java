package dev.sallyport.salesforce;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parents, each once with each of its children. */
final class ChildrenCursor implements QueryCursor {
    private final QueryCursor parents;
    private final int parentWidth;
    private final OrgPaths paths;
    private final RecordShape childShape;
    private final boolean keepsChildless;
    private final Consumer<QueryCursor> onClose;

    /** The children of the parent being read; null before the first parent and for one that has none. */
    private volatile @Nullable QueryCursor children;

    private volatile boolean closed;

    /**
     * Makes a cursor before the first row.
     *
     * @param parents of so many columns, after which the subquery's answer stands as its JSON
     * @param keepsChildless whether a parent without children comes once, and its child's columns are null
     * @param onClose is told at the end
     */
    ChildrenCursor(
            QueryCursor parents,
            int parentWidth,
            OrgPaths paths,
            List<QueryColumn> childColumns,
            boolean keepsChildless,
            Consumer<QueryCursor> onClose) {
        this.parents = parents;
        this.parentWidth = parentWidth;
        this.paths = paths;
        this.childShape = new RecordShape(childColumns);
        this.keepsChildless = keepsChildless;
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        while (true) {
            QueryCursor current = children;
            if (current != null && current.next()) {
                return true;
            }
            children = null;
            if (!parents.next()) {
                close();
                return false;
            }
            if (enterChildren() || keepsChildless) {
                return true;
            }
        }
    }

    /** Moves to the parent's first child, if it has one. */
    private boolean enterChildren() {
        if (!(parents.value(parentWidth) instanceof String json)) {
            return false;
        }
        QueryCursor current = childrenIn(json);
        children = current;
        if (closed) {
            current.close();
        }
        if (current.next()) {
            return true;
        }
        children = null;
        return false;
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
