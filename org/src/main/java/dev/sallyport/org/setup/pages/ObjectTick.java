package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.Profile.ObjectPermission;

/** The columns of object permissions. */
public enum ObjectTick {
    READ("read", "Read"),
    CREATE("create", "Create"),
    EDIT("edit", "Edit"),
    DELETE("delete", "Delete"),
    VIEW_ALL("viewAll", "View All"),
    MODIFY_ALL("modifyAll", "Modify All");

    private final String field;
    private final String label;

    ObjectTick(String field, String label) {
        this.field = field;
        this.label = label;
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
        return switch (this) {
            case READ -> permission.read();
            case CREATE -> permission.create();
            case EDIT -> permission.edit();
            case DELETE -> permission.delete();
            case VIEW_ALL -> permission.viewAll();
            case MODIFY_ALL -> permission.modifyAll();
        };
    }

    boolean isTicked(Fields form, String type) {
        return form.has(field, type);
    }
}
