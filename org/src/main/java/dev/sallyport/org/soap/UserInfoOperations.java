package dev.sallyport.org.soap;

import dev.sallyport.org.session.Session;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import java.time.Clock;
import java.time.Duration;
import javax.xml.stream.XMLStreamException;

/** {@code getUserInfo} and {@code getServerTimestamp}. */
final class UserInfoOperations {
    private final Setup setup;
    private final Clock clock;

    UserInfoOperations(Setup setup, Clock clock) {
        this.setup = setup;
        this.clock = clock;
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("getUserInfo", call -> {
            Session session = call.admission().session();
            Duration left = Duration.between(clock.instant(), session.lastsUntil());
            return SoapAnswer.result(result -> write(result, call.user(), left));
        });
        endpoint.with(
                "getServerTimestamp",
                call -> SoapAnswer.result(result -> result.element("timestamp", SoapText.of(clock.instant()))));
    }

    /** SOAP API Developer Guide, "GetUserInfoResult". */
    void write(SoapWriter result, User user, Duration sessionLeft) throws XMLStreamException {
        result.element("accessibilityMode", false);
        result.element("chatterExternal", false);
        result.element("currencySymbol", "$");
        result.element("orgAttachmentFileSizeLimit", 26_214_400);
        result.element("orgDefaultCurrencyIsoCode", "USD");
        result.element("orgDefaultCurrencyLocale", "en_US");
        result.element("orgDisallowHtmlAttachments", false);
        result.element("orgHasPersonAccounts", false);
        result.element("organizationId", setup.organizationId());
        result.element("organizationMultiCurrency", false);
        result.element("organizationName", setup.organizationName());
        result.element("profileId", user.profileId());
        result.element("roleId", null);
        result.element("sessionSecondsValid", sessionLeft.toSeconds());
        result.element("userDefaultCurrencyIsoCode", null);
        result.element("userEmail", user.email());
        result.element("userFullName", user.name());
        result.element("userId", user.id());
        result.element("userLanguage", user.language());
        result.element("userLocale", user.locale());
        result.element("userName", user.username());
        result.element("userTimeZone", user.timeZone().getId());
        result.element("userType", user.userType());
        result.element("userUiSkin", "Theme3");
    }
}
