/**
 * What Salesforce does and what is done here. A {@link dev.sallyport.sql.plan.SoqlScan} is a leaf of the plan that holds
 * a SOQL query; each rule of {@link dev.sallyport.sql.plan.PushDown} folds the operator above the leaf into it, if SOQL
 * can say the same; {@link dev.sallyport.sql.plan.CaseInsensitiveText} makes what stays above compare text as Salesforce
 * does. Internal to the module.
 */
@NullMarked
package dev.sallyport.sql.plan;

import org.jspecify.annotations.NullMarked;
