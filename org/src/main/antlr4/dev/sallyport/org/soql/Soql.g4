/*
 * SOQL as the "SOQL and SOSL Reference" publishes it ("SOQL SELECT Syntax" and the pages on each clause).
 * Which functions, date literals and scopes there are is not the grammar's business: they are names here.
 */
grammar Soql;

options { caseInsensitive = true; }

statement : query EOF ;

/* What SOSL's RETURNING says of one sObject. */
returned
    : path
      ( LPAREN selectItem (COMMA selectItem)*
        (USING name EQUAL name)?
        (WHERE condition)?
        orderBy?
        (LIMIT INTEGER)?
        (OFFSET INTEGER)?
        RPAREN
      )?
      EOF
    ;

query
    : SELECT selectItem (COMMA selectItem)*
      FROM source (COMMA aliasedPath)*
      (USING SCOPE name)?
      (WHERE condition)?
      (WITH withClause)*
      groupBy?
      (HAVING condition)?
      orderBy?
      (LIMIT INTEGER)?
      (OFFSET INTEGER)?
      (FOR usage (COMMA usage)*)?
      (UPDATE tracking (COMMA tracking)*)?
      (ALL ROWS)?
    ;

selectItem
    : LPAREN query RPAREN                                        # childQuery
    | TYPEOF path typeofWhen+ (ELSE path (COMMA path)*)? END     # typeof
    | expression alias?                                          # selected
    ;

typeofWhen : WHEN path THEN path (COMMA path)* ;

source : path (AS? alias)? ;

aliasedPath : path (AS? alias)? ;

withClause
    : DATA CATEGORY dataCategory (AND dataCategory)*
    | name
    ;

dataCategory : name name (name | LPAREN name (COMMA name)* RPAREN) ;

groupBy
    : GROUP BY (ROLLUP | CUBE) LPAREN expression (COMMA expression)* RPAREN
    | GROUP BY expression (COMMA expression)*
    ;

orderBy : ORDER BY orderItem (COMMA orderItem)* ;

orderItem : expression (ASC | DESC)? (NULLS (FIRST | LAST))? ;

usage : VIEW | REFERENCE | UPDATE ;

tracking : TRACKING | VIEWSTAT ;

/* AND and OR do not mix without parentheses. */
condition : term ((AND term)+ | (OR term)+)? ;

term
    : NOT term                                   # negation
    | LPAREN condition RPAREN                    # parenthesised
    | expression comparator value                # comparison
    | expression LIKE value                      # like
    | expression NOT? IN LPAREN query RPAREN     # inQuery
    | expression NOT? IN valueList               # inList
    | expression NOT? IN bind                    # inBound
    | expression (INCLUDES | EXCLUDES) valueList # multiSelect
    ;

comparator : EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL ;

valueList : LPAREN value (COMMA value)* RPAREN ;

expression
    : name LPAREN (argument (COMMA argument)*)? RPAREN   # call
    | path                                               # field
    ;

argument : expression | value ;

value
    : STRING                  # string
    | (INTEGER | DECIMAL)     # number
    | DATE                    # date
    | DATETIME                # datetime
    | TIME                    # time
    | (TRUE | FALSE)          # boolean
    | NULL                    # null
    | name (COLON INTEGER)?   # named
    | bind                    # bound
    ;

/* A variable of Apex, which means nothing here. */
bind : COLON path ;

path : name (DOT name)* ;

/* A name may be any word but those that would make a clause ambiguous. */
name : WORD | word ;

word
    : ALL | AS | ASC | BY | CATEGORY | CUBE | DATA | DESC | ELSE | END | EXCLUDES | FIRST | FOR | GROUP | INCLUDES
    | LAST | LIMIT | NULLS | OFFSET | ORDER | REFERENCE | ROLLUP | ROWS | SCOPE | THEN | TRACKING | TYPEOF | UPDATE
    | USING | VIEW | VIEWSTAT | WHEN
    ;

/* An alias stands where a clause may begin, so it is none of the words that begin one. */
alias
    : WORD | BY | CATEGORY | CUBE | DATA | FIRST | LAST | REFERENCE | ROLLUP | ROWS | SCOPE | TRACKING | VIEW | VIEWSTAT
    ;

ALL : 'all' ;
AND : 'and' ;
AS : 'as' ;
ASC : 'asc' ;
BY : 'by' ;
CATEGORY : 'category' ;
CUBE : 'cube' ;
DATA : 'data' ;
DESC : 'desc' ;
ELSE : 'else' ;
END : 'end' ;
EXCLUDES : 'excludes' ;
FALSE : 'false' ;
FIRST : 'first' ;
FOR : 'for' ;
FROM : 'from' ;
GROUP : 'group' ;
HAVING : 'having' ;
IN : 'in' ;
INCLUDES : 'includes' ;
LAST : 'last' ;
LIKE : 'like' ;
LIMIT : 'limit' ;
NOT : 'not' ;
NULL : 'null' ;
NULLS : 'nulls' ;
OFFSET : 'offset' ;
OR : 'or' ;
ORDER : 'order' ;
REFERENCE : 'reference' ;
ROLLUP : 'rollup' ;
ROWS : 'rows' ;
SCOPE : 'scope' ;
SELECT : 'select' ;
THEN : 'then' ;
TRACKING : 'tracking' ;
TRUE : 'true' ;
TYPEOF : 'typeof' ;
UPDATE : 'update' ;
USING : 'using' ;
VIEW : 'view' ;
VIEWSTAT : 'viewstat' ;
WHEN : 'when' ;
WHERE : 'where' ;
WITH : 'with' ;

LPAREN : '(' ;
RPAREN : ')' ;
COMMA : ',' ;
DOT : '.' ;
COLON : ':' ;
STAR : '*' ;
EQUAL : '=' ;
NOT_EQUAL : '!=' | '<>' ;
LESS_OR_EQUAL : '<=' ;
GREATER_OR_EQUAL : '>=' ;
LESS : '<' ;
GREATER : '>' ;

DATETIME : DAY 'T' CLOCK ('Z' | [+\-] DIGIT DIGIT ':'? DIGIT DIGIT) ;
DATE : DAY ;
TIME : CLOCK 'Z' ;
DECIMAL : [+\-]? (DIGIT+ '.' DIGIT* | '.' DIGIT+) EXPONENT? | [+\-]? DIGIT+ EXPONENT ;
INTEGER : [+\-]? DIGIT+ ;
STRING : '\'' (~['\\] | '\\' ('u' HEX HEX HEX HEX | [nrtbf"'\\_%]))* '\'' ;
WORD : [a-z_] [a-z0-9_]* ;
SPACE : [ \t\r\n\u000B\f]+ -> skip ;
UNKNOWN : . ;

fragment DAY : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
fragment CLOCK : DIGIT DIGIT ':' DIGIT DIGIT ':' DIGIT DIGIT ('.' DIGIT+)? ;
fragment EXPONENT : 'e' [+\-]? DIGIT+ ;
fragment DIGIT : [0-9] ;
fragment HEX : [0-9a-f] ;
