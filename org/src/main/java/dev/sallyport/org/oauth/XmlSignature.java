package dev.sallyport.org.oauth;

import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Checks the enveloped signature of a SAML assertion (SAML Core section 5.4). */
final class XmlSignature {
    private static final Set<String> METHODS = Set.of(
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512");

    private static final Set<String> TRANSFORMS = Set.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);

    private XmlSignature() {}

    /**
     * Whether a key signed the whole document. There must be one signature, a child of the root, with one reference to
     * the root by an id that no other element has: else a signed part could be wrapped in what nobody signed.
     */
    static boolean covers(Element root, PublicKey key) {
        NodeList signatures = root.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        String id = root.getAttribute("ID");
        if (signatures.getLength() != 1
                || signatures.item(0).getParentNode() != root
                || id.isEmpty()
                || !isOnly(root, id)) {
            return false;
        }
        root.setIdAttribute("ID", true);
        DOMValidateContext context = new DOMValidateContext(key, signatures.item(0));
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        try {
            XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            return refersTo(signature, id) && signature.validate(context);
        } catch (MarshalException | XMLSignatureException | ClassCastException e) {
            return false;
        }
    }

    private static boolean refersTo(XMLSignature signature, String id) {
        List<Reference> references = signature.getSignedInfo().getReferences();
        return METHODS.contains(signature.getSignedInfo().getSignatureMethod().getAlgorithm())
                && references.size() == 1
                && ("#" + id).equals(references.get(0).getURI())
                && references.get(0).getTransforms().stream()
                        .allMatch(transform -> TRANSFORMS.contains(transform.getAlgorithm()));
    }

    private static boolean isOnly(Element root, String id) {
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Node node = all.item(i);
            if (node instanceof Element element
                    && (id.equals(element.getAttribute("ID")) || id.equals(element.getAttribute("Id")))) {
                return false;
            }
        }
        return true;
    }
}
