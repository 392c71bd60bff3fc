package dev.sallyport.org.oauth;

import java.util.List;

/** What the answer to a token request may have. Salesforce's flows differ in which of them they send, and in which order. */
enum AnswerMember {
    ACCESS_TOKEN("access_token"),
    REFRESH_TOKEN("refresh_token"),
    SIGNATURE("signature"),
    SCOPE("scope"),
    ID_TOKEN("id_token"),
    INSTANCE_URL("instance_url"),
    ID("id"),
    TOKEN_TYPE("token_type"),
    ISSUED_AT("issued_at");

    /** The answer of the flows in which a person takes part. */
    static final List<AnswerMember> ALL = List.of(values());

    /** The answer of the flows that tell nobody who the user is. */
    static final List<AnswerMember> WITHOUT_ID_TOKEN =
            ALL.stream().filter(member -> member != ID_TOKEN).toList();

    private final String parameter;

    AnswerMember(String parameter) {
        this.parameter = parameter;
    }

    /** As an answer names it. */
    String parameter() {
        return parameter;
    }
}
