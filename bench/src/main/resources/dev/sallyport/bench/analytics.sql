-- Forty questions that a sales and service team asks of its CRM. A name, then a statement that Sallyport and H2 both take.

-- name: accounts-by-industry
SELECT Industry, COUNT(*) AS accounts FROM Account GROUP BY Industry;

-- name: revenue-by-industry
SELECT Industry, SUM(AnnualRevenue) AS revenue, MAX(NumberOfEmployees) AS largest FROM Account GROUP BY Industry;

-- name: pipeline-by-stage
SELECT StageName, COUNT(*) AS deals, SUM(Amount) AS amount FROM Opportunity WHERE IsClosed = FALSE GROUP BY StageName;

-- name: won-total
SELECT COUNT(*) AS deals, SUM(Amount) AS amount FROM Opportunity WHERE IsWon = TRUE;

-- name: win-counts-by-source
SELECT LeadSource, COUNT(*) AS deals FROM Opportunity WHERE IsWon = TRUE GROUP BY LeadSource;

-- name: large-open-deals
SELECT Id, Name, Amount FROM Opportunity WHERE IsClosed = FALSE AND Amount > 100000;

-- name: ten-largest-deals
SELECT Id, Name, Amount FROM Opportunity WHERE Amount IS NOT NULL ORDER BY Amount DESC, Id FETCH FIRST 10 ROWS ONLY;

-- name: ten-largest-accounts
SELECT Id, Name, AnnualRevenue FROM Account WHERE AnnualRevenue IS NOT NULL
ORDER BY AnnualRevenue DESC, Id FETCH FIRST 10 ROWS ONLY;

-- name: deals-closing-in-90-days
SELECT COUNT(*) AS deals, SUM(Amount) AS amount FROM Opportunity
WHERE CloseDate BETWEEN CURRENT_DATE AND CURRENT_DATE + INTERVAL '90' DAY;

-- name: deals-closed-last-year
SELECT StageName, COUNT(*) AS deals FROM Opportunity
WHERE CloseDate >= CURRENT_DATE - INTERVAL '365' DAY AND CloseDate < CURRENT_DATE GROUP BY StageName;

-- name: overdue-deals
SELECT Id, Name, CloseDate FROM Opportunity WHERE IsClosed = FALSE AND CloseDate < CURRENT_DATE;

-- name: stages-with-many-deals
SELECT StageName, COUNT(*) AS deals FROM Opportunity GROUP BY StageName HAVING COUNT(*) > 20;

-- name: open-cases-by-priority
SELECT Priority, COUNT(*) AS cases FROM "Case" WHERE IsClosed = FALSE GROUP BY Priority;

-- name: cases-by-origin-and-status
SELECT Origin, Status, COUNT(*) AS cases FROM "Case" GROUP BY Origin, Status;

-- name: escalated-cases
SELECT CaseNumber, Subject, Priority FROM "Case" WHERE IsEscalated = TRUE AND IsClosed = FALSE;

-- name: leads-by-status
SELECT Status, COUNT(*) AS leads FROM "Lead" GROUP BY Status;

-- name: unconverted-leads-of-industry
SELECT Id, Name, Company FROM "Lead" WHERE IsConverted = FALSE AND Industry IN ('Energy', 'Banking', 'Retail');

-- name: leads-by-source-and-rating
SELECT LeadSource, Rating, COUNT(*) AS leads FROM "Lead" GROUP BY LeadSource, Rating;

-- name: contacts-named-like
SELECT Id, Name, Email FROM Contact WHERE LastName LIKE 'S%' AND Email IS NOT NULL;

-- name: contacts-without-email
SELECT COUNT(*) AS contacts FROM Contact WHERE Email IS NULL;

-- name: contacts-with-account
SELECT c.Id, c.Name, a.Name AS account FROM Contact c JOIN Account a ON c.AccountId = a.Id
WHERE c.LastName LIKE 'B%';

-- name: deals-with-account-and-owner
SELECT o.Id, o.Name, a.Name AS account, u.Name AS owner FROM Opportunity o
JOIN Account a ON o.AccountId = a.Id JOIN "User" u ON o.OwnerId = u.Id WHERE o.Amount > 200000;

-- name: open-amount-by-account-industry
SELECT a.Industry, SUM(o.Amount) AS amount FROM Opportunity o JOIN Account a ON o.AccountId = a.Id
WHERE o.IsClosed = FALSE GROUP BY a.Industry;

-- name: deals-by-owner
SELECT u.Name, COUNT(*) AS deals, SUM(o.Amount) AS amount FROM Opportunity o JOIN "User" u ON o.OwnerId = u.Id
GROUP BY u.Name;

-- name: accounts-without-deals
SELECT a.Id, a.Name FROM Account a WHERE NOT EXISTS (SELECT 1 FROM Opportunity o WHERE o.AccountId = a.Id);

-- name: accounts-with-open-high-cases
SELECT a.Id, a.Name FROM Account a
WHERE a.Id IN (SELECT c.AccountId FROM "Case" c WHERE c.Priority = 'High' AND c.IsClosed = FALSE);

-- name: five-accounts-with-most-won
SELECT a.Id, SUM(o.Amount) AS amount FROM Account a JOIN Opportunity o ON o.AccountId = a.Id
WHERE o.IsWon = TRUE AND o.Amount IS NOT NULL GROUP BY a.Id ORDER BY 2 DESC, 1 FETCH FIRST 5 ROWS ONLY;

-- name: cases-with-contact-and-account
SELECT k.CaseNumber, c.Name AS contact, a.Name AS account FROM "Case" k
JOIN Contact c ON k.ContactId = c.Id JOIN Account a ON k.AccountId = a.Id WHERE k.Priority = 'High';

-- name: contacts-of-best-accounts
SELECT c.Id, c.Email FROM Contact c WHERE c.AccountId IN
(SELECT a.Id FROM Account a WHERE a.AnnualRevenue > 1000000);

-- name: all-accounts-and-their-cases
SELECT a.Id, COUNT(k.Id) AS cases FROM Account a LEFT JOIN "Case" k ON k.AccountId = a.Id GROUP BY a.Id;

-- name: rank-of-deals-in-account
SELECT Id, AccountId, RANK() OVER (PARTITION BY AccountId ORDER BY Amount DESC, Id) AS place
FROM Opportunity WHERE IsWon = TRUE AND Amount IS NOT NULL;

-- name: share-of-stage
SELECT StageName, deals, SUM(deals) OVER () AS total
FROM (SELECT StageName, COUNT(*) AS deals FROM Opportunity GROUP BY StageName) s;

-- name: distinct-industries
SELECT DISTINCT Industry FROM Account WHERE Industry IS NOT NULL;

-- name: everybodys-addresses
SELECT Email FROM Contact WHERE Email LIKE '%.example' UNION SELECT Email FROM "Lead" WHERE Email LIKE '%.example';

-- name: products-sold
SELECT p.Name, SUM(i.Quantity) AS pieces FROM OpportunityLineItem i JOIN Product2 p ON i.Product2Id = p.Id
GROUP BY p.Name;

-- name: campaigns-and-their-deals
SELECT c.Id, COUNT(o.Id) AS deals FROM Campaign c LEFT JOIN Opportunity o ON o.CampaignId = c.Id GROUP BY c.Id;

-- name: tasks-by-status-and-priority
SELECT Status, Priority, COUNT(*) AS tasks FROM Task GROUP BY Status, Priority;

-- name: open-tasks-due-soon
SELECT Id, Subject, ActivityDate FROM Task
WHERE IsClosed = FALSE AND ActivityDate BETWEEN CURRENT_DATE - INTERVAL '30' DAY AND CURRENT_DATE + INTERVAL '30' DAY;

-- name: deals-of-customers-by-type
SELECT a."Type", o.StageName, COUNT(*) AS deals FROM Opportunity o JOIN Account a ON o.AccountId = a.Id
WHERE a.AnnualRevenue > 500000 GROUP BY a."Type", o.StageName;

-- name: accounts-with-deals-above-their-average
WITH averages AS (SELECT AccountId, SUM(Amount) AS total, COUNT(Amount) AS deals FROM Opportunity GROUP BY AccountId)
SELECT o.Id FROM Opportunity o JOIN averages v ON o.AccountId = v.AccountId WHERE o.Amount * v.deals > v.total;
