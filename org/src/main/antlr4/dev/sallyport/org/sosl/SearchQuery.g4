/*
 * What stands in the braces of FIND (SOQL and SOSL Reference, "FIND {SearchQuery}"): words with wildcards, phrases in
 * quotation marks, and operators, of which AND and AND NOT bind more tightly than OR. Words side by side must all match.
 */
grammar SearchQuery;

options { caseInsensitive = true; }

search : alternatives EOF ;

alternatives : conjunction (OR conjunction)* ;

conjunction : term (AND? term | AND NOT term)* ;

term
    : PHRASE                             # phrase
    | WORD                               # word
    | LPAREN alternatives RPAREN         # parenthesised
    ;

AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
LPAREN : '(' ;
RPAREN : ')' ;
PHRASE : '"' (~["\\] | '\\' .)* '"' ;
WORD : (~[ \t\r\n()"\\] | '\\' .)+ ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;
