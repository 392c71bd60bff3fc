package dev.sallyport.org.sosl;

import java.util.List;

/** A search as a tree. Its leaves are regular expressions over a record's text. */
sealed interface SearchTerms {
    /** Words that follow one another. */
    record Words(String regularExpression) implements SearchTerms {}

    /** All of these. */
    record AllOf(List<SearchTerms> terms) implements SearchTerms {}

    /** Any of these. */
    record AnyOf(List<SearchTerms> terms) implements SearchTerms {}

    /** Not this. */
    record Without(SearchTerms term) implements SearchTerms {}
}
