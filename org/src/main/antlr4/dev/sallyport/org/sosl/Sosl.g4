/*
 * SOSL as the "SOQL and SOSL Reference" publishes it ("SOSL Syntax"). What stands in the braces is a language of its
 * own, and what RETURNING says of one sObject is SOQL's clauses: both are only delimited here.
 */
grammar Sosl;

options { caseInsensitive = true; }

statement
    : FIND SEARCH
      (IN group FIELDS)?
      (RETURNING returned (COMMA returned)*)?
      withClause*
      (LIMIT INTEGER)?
      (UPDATE tracking (COMMA tracking)*)?
      EOF
    ;

group : ALL | NAME | EMAIL | PHONE | SIDEBAR ;

returned : name body? ;

body : LPAREN (~(LPAREN | RPAREN) | body)* RPAREN ;

withClause
    : WITH DATA CATEGORY dataCategory (AND dataCategory)*
    | WITH name (LPAREN name EQUAL INTEGER RPAREN)?
    | WITH name EQUAL (STRING | name)
    | WITH name IN LPAREN STRING (COMMA STRING)* RPAREN
    ;

dataCategory : name name (name | LPAREN name (COMMA name)* RPAREN) ;

tracking : TRACKING | VIEWSTAT ;

name
    : WORD | ALL | CATEGORY | DATA | EMAIL | FIELDS | FIND | NAME | PHONE | RETURNING | SIDEBAR | TRACKING | UPDATE
    | VIEWSTAT
    ;

ALL : 'all' ;
AND : 'and' ;
CATEGORY : 'category' ;
DATA : 'data' ;
EMAIL : 'email' ;
FIELDS : 'fields' ;
FIND : 'find' ;
IN : 'in' ;
LIMIT : 'limit' ;
NAME : 'name' ;
PHONE : 'phone' ;
RETURNING : 'returning' ;
SIDEBAR : 'sidebar' ;
TRACKING : 'tracking' ;
UPDATE : 'update' ;
VIEWSTAT : 'viewstat' ;
WITH : 'with' ;

LPAREN : '(' ;
RPAREN : ')' ;
COMMA : ',' ;
EQUAL : '=' ;
SEARCH : '{' (~[{}\\] | '\\' .)* '}' ;
STRING : '\'' (~['\\] | '\\' .)* '\'' ;
INTEGER : [0-9]+ ;
WORD : [a-z_] [a-z0-9_]* ;
SPACE : [ \t\r\n\u000B\f]+ -> skip ;
OTHER : . ;
