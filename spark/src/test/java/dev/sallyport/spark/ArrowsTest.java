package dev.sallyport.spark;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** What the module uses of others: docs/decisions/0035. */
@AnalyzeClasses(packages = "dev.sallyport.spark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule TASKS_NEED_NOTHING_OF_SQL_CATALOGUE_OR_CALCITE = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("dev.sallyport.spark.task..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sallyport.spark.task..",
                    "dev.sallyport.salesforce",
                    "dev.sallyport.auth..",
                    "java..",
                    "org.apache.spark..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "scala..");

    @ArchTest
    static final ArchRule THE_DRIVER_PROGRAM_USES_DOORS_ALONE = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("dev.sallyport.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sallyport.catalog..",
                    "dev.sallyport.sql.plan..",
                    "dev.sallyport.sql.connection..",
                    "dev.sallyport.org..",
                    "org.apache.calcite..");
}
