package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.Profile.ObjectPermission;
import java.util.function.Predicate;

/** The columns of object permissions. */
public enum ObjectTick {
    READ("read", "Read", ObjectPermission::read),
    CREATE("create", "Create", ObjectPermission::create),
    EDIT("edit", "Edit", ObjectPermission::edit),
    DELETE("delete", "Delete", ObjectPermission::delete),
    VIEW_ALL("viewAll", "View All", ObjectPermission::viewAll),
    MODIFY_ALL("modifyAll", "Modify All", ObjectPermission::modifyAll);

    private final String field;
    private final String label;
    private final Predicate<ObjectPermission> ticked;

    ObjectTick(String field, String label, Predicate<ObjectPermission> ticked) {
        this.field = field;
        this.label = label;
        this.ticked = ticked;
    }

    /** The form's field, whose values are the types that are ticked. */
    public String field() {
        return field;
    }

    /** As Setup shows it. */
    public String label() {
        return label;
    }

    boolean isIn(ObjectPermission permission) {
        return ticked.test(permission);
    }

    boolean isTicked(Fields form, String type) {
        return form.has(field, type);
    }
}
