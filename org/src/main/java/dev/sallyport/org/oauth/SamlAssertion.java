package dev.sallyport.org.oauth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A SAML 2.0 assertion as the bearer flow takes it. It is read from the signed root element downwards, child by child, so
 * that nothing that the signature does not cover can be taken for a part of it.
 */
final class SamlAssertion {
    static final String NAMESPACE = "urn:oasis:names:tc:SAML:2.0:assertion";

    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    private final Element root;

    private SamlAssertion(Element root) {
        this.root = root;
    }

    /**
     * Reads an assertion in Base64, with either alphabet; nothing it says is checked yet.
     *
     * @return empty where it is not one, has a document type, or has more than one assertion in it
     */
    static Optional<SamlAssertion> parse(String encoded) {
        try {
            byte[] xml =
                    Base64.getMimeDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
            Element root = builder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
            boolean single = NAMESPACE.equals(root.getNamespaceURI())
                    && "Assertion".equals(root.getLocalName())
                    && root.getElementsByTagNameNS("*", "Assertion").getLength() == 0;
            return single ? Optional.of(new SamlAssertion(root)) : Optional.empty();
        } catch (SAXException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a certificate's key signed all of it. */
    boolean isSignedBy(X509Certificate certificate) {
        return XmlSignature.covers(root, certificate.getPublicKey());
    }

    /** The consumer key; empty text where there is none. */
    String issuer() {
        return child(root, "Issuer").map(SamlAssertion::text).orElse("");
    }

    /** The username. */
    Optional<String> subject() {
        return child(root, "Subject")
                .flatMap(subject -> child(subject, "NameID"))
                .map(SamlAssertion::text)
                .filter(name -> !name.isEmpty());
    }

    /** The token endpoint that it is to be brought to; empty text where it says none. */
    String recipient() {
        return confirmation().map(data -> data.getAttribute("Recipient")).orElse("");
    }

    /** Whom it is meant for. */
    List<String> audience() {
        return children(root, "Conditions").stream()
                .flatMap(conditions -> children(conditions, "AudienceRestriction").stream())
                .flatMap(restriction -> children(restriction, "Audience").stream())
                .map(SamlAssertion::text)
                .toList();
    }

    /** Whether it says until when it holds, and holds at this time, give or take the difference of clocks. */
    boolean isCurrent(Instant now) {
        Optional<Element> conditions = child(root, "Conditions");
        Optional<Instant> begins = conditions.flatMap(found -> time(found, "NotBefore"));
        List<Instant> ends = new ArrayList<>();
        conditions.flatMap(found -> time(found, "NotOnOrAfter")).ifPresent(ends::add);
        confirmation().flatMap(found -> time(found, "NotOnOrAfter")).ifPresent(ends::add);
        return !ends.isEmpty()
                && ends.stream().allMatch(end -> now.isBefore(end.plus(JwtAssertion.CLOCK_SKEW)))
                && begins.stream().noneMatch(begin -> now.isBefore(begin.minus(JwtAssertion.CLOCK_SKEW)));
    }

    private Optional<Element> confirmation() {
        return child(root, "Subject").stream()
                .flatMap(subject -> children(subject, "SubjectConfirmation").stream())
                .filter(confirmation -> BEARER.equals(confirmation.getAttribute("Method")))
                .findFirst()
                .flatMap(confirmation -> child(confirmation, "SubjectConfirmationData"));
    }

    /** A time that cannot be read counts as long past, and so ends the assertion. */
    private static Optional<Instant> time(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.of(Instant.EPOCH);
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && NAMESPACE.equals(element.getNamespaceURI())
                    && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static DocumentBuilder builder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's parser has these features", e);
        }
    }
}
