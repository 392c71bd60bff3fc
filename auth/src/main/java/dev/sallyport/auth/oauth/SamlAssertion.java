package dev.sallyport.auth.oauth;

import dev.sallyport.auth.oauth.PrivateKeyReader.Signer;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A SAML 2.0 assertion for the bearer grant (RFC 7522, section 3), signed by the JDK's own XML signatures.
 *
 * @param issuer who says so
 * @param subject whom the token is for
 * @param audience whom it is meant for
 * @param recipient where it is brought to
 * @param issuedAt from when it holds
 */
record SamlAssertion(String issuer, String subject, String audience, String recipient, Instant issuedAt) {
    /** Long enough for clocks that differ, short enough for a stolen one to be of little use. */
    private static final Duration LIFETIME = Duration.ofMinutes(3);

    private static final String NAMESPACE = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    private static final String AUTHENTICATION_CONTEXT = "urn:oasis:names:tc:SAML:2.0:ac:classes:X509";
    private static final String ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    /** The assertion as XML, signed over the whole of it. */
    byte[] sign(Signer signer) {
        try {
            Document document = newDocument();
            Element assertion = write(document);
            sign(assertion, signer);
            return serialized(document);
        } catch (ParserConfigurationException
                | GeneralSecurityException
                | MarshalException
                | XMLSignatureException
                | TransformerException e) {
            throw new IllegalStateException("The JDK signs XML with RSA and EC keys.", e);
        }
    }

    private Element write(Document document) {
        String now = issuedAt.truncatedTo(ChronoUnit.MILLIS).toString();
        String end = issuedAt.plus(LIFETIME).truncatedTo(ChronoUnit.MILLIS).toString();
        Element assertion = document.createElementNS(NAMESPACE, "saml:Assertion");
        // Said outright, for the signature covers what is said, and serialising would add it afterwards.
        assertion.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:saml", NAMESPACE);
        document.appendChild(assertion);
        assertion.setAttribute("ID", "_" + UUID.randomUUID());
        assertion.setAttribute("Version", "2.0");
        assertion.setAttribute("IssueInstant", now);
        assertion.setIdAttribute("ID", true);
        add(assertion, "Issuer", issuer);
        Element about = add(assertion, "Subject", null);
        add(about, "NameID", subject).setAttribute("Format", UNSPECIFIED);
        Element confirmation = add(about, "SubjectConfirmation", null);
        confirmation.setAttribute("Method", BEARER);
        Element data = add(confirmation, "SubjectConfirmationData", null);
        data.setAttribute("NotOnOrAfter", end);
        data.setAttribute("Recipient", recipient);
        Element conditions = add(assertion, "Conditions", null);
        conditions.setAttribute("NotOnOrAfter", end);
        add(add(conditions, "AudienceRestriction", null), "Audience", audience);
        Element statement = add(assertion, "AuthnStatement", null);
        statement.setAttribute("AuthnInstant", now);
        add(add(statement, "AuthnContext", null), "AuthnContextClassRef", AUTHENTICATION_CONTEXT);
        return assertion;
    }

    private static Element add(Element parent, String name, @Nullable String text) {
        Element element = parent.getOwnerDocument().createElementNS(NAMESPACE, "saml:" + name);
        if (text != null) {
            element.setTextContent(text);
        }
        parent.appendChild(element);
        return element;
    }

    private static void sign(Element assertion, Signer signer)
            throws GeneralSecurityException, MarshalException, XMLSignatureException {
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        Reference whole = factory.newReference(
                "#" + assertion.getAttribute("ID"),
                factory.newDigestMethod(DigestMethod.SHA256, null),
                List.of(
                        factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                        factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                null,
                null);
        String method = signer.privateKey() instanceof ECPrivateKey ? ECDSA_SHA256 : SignatureMethod.RSA_SHA256;
        SignedInfo info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(method, null),
                List.of(whole));
        // The schema wants the signature right behind the issuer.
        DOMSignContext context = new DOMSignContext(
                signer.privateKey(), assertion, assertion.getFirstChild().getNextSibling());
        context.setDefaultNamespacePrefix("ds");
        factory.newXMLSignature(info, keyInfo(factory, signer)).sign(context);
    }

    private static @Nullable KeyInfo keyInfo(XMLSignatureFactory factory, Signer signer) {
        if (signer.certificate() == null) {
            return null;
        }
        KeyInfoFactory keys = factory.getKeyInfoFactory();
        return keys.newKeyInfo(List.of(keys.newX509Data(List.of(signer.certificate()))));
    }

    private static Document newDocument() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().newDocument();
    }

    private static byte[] serialized(Document document) throws TransformerException {
        Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        transformer.transform(new DOMSource(document), new StreamResult(bytes));
        return bytes.toByteArray();
    }
}
