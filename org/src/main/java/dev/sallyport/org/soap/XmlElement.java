package dev.sallyport.org.soap;

import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request, with all that is in it.
 *
 * @param type {@code xsi:type} with its prefix resolved; null where the element names none
 * @param nil whether {@code xsi:nil} is true
 * @param mustUnderstand whether SOAP's {@code mustUnderstand} is set, which matters in headers
 * @param text what stands in it besides elements
 */
public record XmlElement(
        QName name, @Nullable QName type, boolean nil, boolean mustUnderstand, String text, List<XmlElement> children) {
    public XmlElement {
        children = List.copyOf(children);
    }

    /** The name without its namespace. */
    public String localName() {
        return name.getLocalPart();
    }

    /** The first child of a local name. */
    public Optional<XmlElement> child(String localName) {
        return children.stream()
                .filter(child -> child.localName().equals(localName))
                .findFirst();
    }

    /** All children of a local name, in their order. */
    public List<XmlElement> children(String localName) {
        return children.stream()
                .filter(child -> child.localName().equals(localName))
                .toList();
    }

    /** The text of the first child of a local name; empty where it is absent, nil or blank. */
    public Optional<String> childText(String localName) {
        return child(localName)
                .filter(child -> !child.nil())
                .map(child -> child.text().strip())
                .filter(text -> !text.isEmpty());
    }

    /** The texts of all children of a local name. */
    public List<String> childTexts(String localName) {
        return children(localName).stream().map(child -> child.text().strip()).toList();
    }

    /** Whether the first child of a local name says {@code true} or {@code 1}. */
    public boolean childFlag(String localName) {
        return childText(localName)
                .filter(text -> text.equals("true") || text.equals("1"))
                .isPresent();
    }
}
