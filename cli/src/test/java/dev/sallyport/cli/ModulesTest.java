package dev.sallyport.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The modules' arrows, as the README's picture has them, and what no module does. */
@AnalyzeClasses(packages = "dev.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    @ArchTest
    static final ArchRule THE_ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("auth")
            .definedBy("dev.sallyport.auth..")
            .layer("salesforce")
            .definedBy("dev.sallyport.salesforce..")
            .layer("sql")
            .definedBy("dev.sallyport.sql..")
            .layer("catalog")
            .definedBy("dev.sallyport.catalog..")
            .layer("transfer")
            .definedBy("dev.sallyport.transfer..")
            .layer("flight")
            .definedBy("dev.sallyport.flight..")
            .layer("server")
            .definedBy("dev.sallyport.server..")
            .layer("org")
            .definedBy("dev.sallyport.org..")
            .layer("cli")
            .definedBy("dev.sallyport.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("org")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("server", "cli")
            .whereLayer("transfer")
            .mayOnlyBeAccessedByLayers("server", "cli")
            .whereLayer("flight")
            .mayOnlyBeAccessedByLayers("server", "cli")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("catalog", "transfer", "flight", "server", "cli")
            .whereLayer("salesforce")
            .mayOnlyBeAccessedByLayers("sql", "catalog", "transfer", "server", "cli")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("salesforce", "sql", "catalog", "transfer", "flight", "server", "cli");

    @ArchTest
    static final ArchRule THE_ORG_USES_NOTHING_OF_THE_CLIENT_SIDE = noClasses()
            .that()
            .resideInAPackage("dev.sallyport.org..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sallyport.auth..",
                    "dev.sallyport.salesforce..",
                    "dev.sallyport.sql..",
                    "dev.sallyport.catalog..",
                    "dev.sallyport.transfer..",
                    "dev.sallyport.flight..",
                    "dev.sallyport.server..");

    @ArchTest
    static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE = classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");
}
